"""Formulas as text become frame expressions; the same text is printed by the explanation.

The language is a small part of Python's expressions: numbers, names, + - * /, comparisons and the
functions listed in ``saima.plan.methods.base``. Nothing else parses, so a formula can do no harm.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import narwhals as nw

from saima.engine.rounding import snapped

PEER_FUNCTIONS = frozenset(
    {
        "highest",
        "lowest",
        "mean",
        "deviation",
        "total",
        "count",
        "rank_highest",
        "rank_lowest",
        "mid_rank_highest",
        "mid_rank_lowest",
    }
)
TABLE_FUNCTIONS = frozenset({"lookup", "steps", "by_field"})

Table = Sequence[Any]


@dataclass(frozen=True)
class Scope:
    """What names mean: ``columns`` name -> frame column, ``tables`` name -> table parameter."""

    columns: Mapping[str, str]
    tables: Mapping[str, Table] = field(default_factory=dict)


@cache
def parsed(text: str) -> ast.expr:
    """Parse a formula; the tree is shared, never changed."""
    return ast.parse(text, mode="eval").body


def peer_column(call: ast.Call) -> str:
    """The column that keeps a peer value such as ``highest(value)``."""
    return "r_" + re.sub(r"\W+", "_", ast.unparse(call)).strip("_")


def calls(text: str) -> Iterator[tuple[str, ast.Call]]:
    """All function calls of a formula with their names, outermost first."""
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def peer_calls(text: str) -> dict[str, ast.Call]:
    """The peer values that a formula needs, by column name."""
    return {peer_column(call): call for name, call in calls(text) if name in PEER_FUNCTIONS}


@cache
def operands(text: str) -> tuple[str, ...]:
    """The plain names in a formula, in order of appearance, without functions."""
    functions = {id(call.func) for _, call in calls(text)}
    names = [
        node
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.Name) and id(node) not in functions
    ]
    in_order = sorted(names, key=lambda node: node.col_offset)
    return tuple(dict.fromkeys(node.id for node in in_order))


def compiled(text: str, scope: Scope) -> nw.Expr:
    """Turn a formula into an expression over the frame's columns."""
    return expression(parsed(text), scope)


def expression(node: ast.expr, scope: Scope) -> nw.Expr:
    """Turn one node of a formula's tree into an expression."""
    match node:
        case ast.Constant(value=float() | int() as number):
            return nw.lit(float(number))
        case ast.Name(id=name):
            return nw.col(scope.columns[name])
        case ast.BinOp(left=left, op=operator, right=right):
            return BINARY[type(operator)](expression(left, scope), expression(right, scope))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return 0.0 - expression(operand, scope)
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return COMPARE[type(operator)](expression(left, scope), expression(right, scope))
        case ast.Call(func=ast.Name(id=name)):
            return called(name, node, scope)
    message = f"{ast.unparse(node)!r} is not allowed in a formula"
    raise ValueError(message)


def called(name: str, call: ast.Call, scope: Scope) -> nw.Expr:
    """Turn a call of a function into an expression."""
    if name in PEER_FUNCTIONS:
        return nw.col(peer_column(call))
    if name in TABLE_FUNCTIONS:
        table, *rest = call.args
        inner = [expression(argument, scope) for argument in rest]
        return TABLES[name](scope.tables[ast.unparse(table)], inner)
    return FUNCTIONS[name](*(expression(argument, scope) for argument in call.args))


BINARY: Mapping[type[ast.operator], Callable[[nw.Expr, nw.Expr], nw.Expr]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
}
COMPARE: Mapping[type[ast.cmpop], Callable[[nw.Expr, nw.Expr], nw.Expr]] = {
    ast.Gt: lambda left, right: left > right,
    ast.GtE: lambda left, right: left >= right,
    ast.Lt: lambda left, right: left < right,
    ast.LtE: lambda left, right: left <= right,
    ast.Eq: lambda left, right: left == right,
}


def clamp(number: nw.Expr, low: nw.Expr, high: nw.Expr) -> nw.Expr:
    """Bound a number; null stays null."""
    bounded_above = nw.when(number > high).then(high).otherwise(number)
    return nw.when(number < low).then(low).otherwise(bounded_above)


FUNCTIONS: Mapping[str, Callable[..., nw.Expr]] = {
    "clamp": clamp,
    "where": lambda condition, yes, no: nw.when(condition).then(yes).otherwise(no),
    "only": lambda condition, number: nw.when(condition).then(number),
    "log": lambda number: number.log(),
}


def by_place(points: Sequence[float], place: nw.Expr, then: nw.Expr | float) -> nw.Expr:
    """Points of a place 1, 2, ...; each place beyond the list adds ``then``."""
    further = nw.lit(float(points[-1])) + (place - float(len(points))) * then
    result = further
    for position in range(len(points), 0, -1):
        reached = nw.lit(float(points[position - 1]))
        result = nw.when(place <= float(position)).then(reached).otherwise(result)
    return result


def lookup(table: Table, arguments: Sequence[nw.Expr]) -> nw.Expr:
    """``lookup(table, place, then)``."""
    place, then = arguments
    return by_place(table, place, then)


def steps(table: Table, arguments: Sequence[nw.Expr]) -> nw.Expr:
    """``steps(table, x, below)``: the rate of the highest step that x reaches."""
    number, result = arguments
    reached = snapped(number)
    for bound, rate in table:
        result = nw.when(reached >= float(bound)).then(nw.lit(float(rate))).otherwise(result)
    return result


def by_field(table: Table, arguments: Sequence[nw.Expr]) -> nw.Expr:
    """``by_field(table, place, field)``: the band of the field's size, then the place in it."""
    place, size = arguments
    *smaller, largest = table
    result = by_place(largest.points, place, largest.then)
    for band in reversed(smaller):
        fits = size <= float(band.field_at_most)
        result = nw.when(fits).then(by_place(band.points, place, band.then)).otherwise(result)
    return result


TABLES: Mapping[str, Callable[[Table, Sequence[nw.Expr]], nw.Expr]] = {
    "lookup": lookup,
    "steps": steps,
    "by_field": by_field,
}
