"""Rows of the records as the frames that the engine reads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain
from typing import Any, Literal

import narwhals as nw

from saima.engine.columns import ADJUSTMENTS, OBSERVATIONS, TARGETS, Schema
from saima.engine.outcome import Inputs, Lazy
from saima.records.queries.ledger import adjustments_as_of, entries_as_of, targets_as_of

BACKEND: Literal["polars"] = "polars"


def table(columns: Mapping[str, Sequence[object]], schema: Schema) -> Lazy:
    """A lazy frame of ``columns`` with the dtypes of ``schema``."""
    dtypes = nw.Schema({name: dtype() for name, dtype in schema.items()})
    return nw.from_dict(columns, dtypes, backend=BACKEND).lazy()


def inputs(
    plan: str, as_of: datetime | None = None, more: Sequence[tuple[Any, ...]] = ()
) -> Inputs:
    """Everything recorded for ``plan`` up to ``as_of`` (None: until now).

    ``more``: observations beside those of the ledger, fields as in OBSERVATIONS.
    """
    targets = {
        (unit, indicator, period): target
        for unit, indicator, period, target in targets_as_of(plan, as_of).values_list(*TARGETS)
    }
    entries = entries_as_of(plan, as_of).values_list(*OBSERVATIONS)
    return Inputs(
        observations=frame(chain(entries, more), OBSERVATIONS),
        targets=frame(((*key, target) for key, target in targets.items()), TARGETS),
        adjustments=frame(adjustments_as_of(plan, as_of).values_list(*ADJUSTMENTS), ADJUSTMENTS),
        table=table,
        results=BACKEND,
    )


def frame(rows: Iterable[tuple[Any, ...]], schema: Schema) -> Lazy:
    """A lazy frame of database rows whose fields stand in the order of ``schema``."""
    cells = [tuple(map(cell, row)) for row in rows]
    columns = zip(*cells, strict=True) if cells else ((),) * len(schema)
    return table(dict(zip(schema, map(list, columns), strict=True)), schema)


def cell(value: object) -> object:
    """Decimals as floats and moments as ISO text in UTC, because text must sort by time."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return moment_text(value)
    return value


def moment_text(moment: datetime) -> str:
    """ISO text of ``moment`` in UTC with a fixed number of digits."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
