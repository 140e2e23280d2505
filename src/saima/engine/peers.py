"""Values over a unit's peers: those scored on the same indicator in the same group and period."""

import ast
from collections.abc import Callable, Iterable, Mapping

import narwhals as nw

from saima.engine.formula import Scope, expression, peer_calls
from saima.engine.outcome import Lazy

PEERS = ("period", "group", "indicator")

PEER_VALUES: Mapping[str, Callable[[nw.Expr], nw.Expr]] = {
    "highest": lambda x: x.max(),
    "lowest": lambda x: x.min(),
    "mean": lambda x: x.mean(),
    "deviation": lambda x: x.std(ddof=0),
    "total": lambda x: x.sum(),
    "count": lambda x: x.count(),
    "rank_highest": lambda x: x.rank("min", descending=True),
    "rank_lowest": lambda x: x.rank("min"),
    "mid_rank_highest": lambda x: x.rank("average", descending=True),
    "mid_rank_lowest": lambda x: x.rank("average"),
}
"""Null values are no peers: a missing value neither helps nor hurts the others."""


def needed_peers(formulas: Iterable[str]) -> dict[str, ast.Call]:
    """The peer columns that these formulas and guards read."""
    return {column: call for text in formulas for column, call in peer_calls(text).items()}


def with_peers(frame: Lazy, needed: Mapping[str, ast.Call], scope: Scope) -> Lazy:
    """Add the peer columns; their argument is computed first, as windows take plain columns."""
    if not needed:
        return frame
    arguments = {f"a_{column}": expression(call.args[0], scope) for column, call in needed.items()}
    windows = {
        column: PEER_VALUES[call.func.id](nw.col(f"a_{column}")).over(*PEERS).cast(nw.Float64)  # type: ignore[attr-defined]
        for column, call in needed.items()
    }
    return frame.with_columns(**arguments).with_columns(**windows).drop(*arguments)
