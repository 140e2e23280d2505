"""The tables that data may bring, with their columns (design section 6)."""

from dataclasses import dataclass

from saima.engine.columns import ADJUSTMENTS, COUNT, NUMBER, OBSERVATIONS, TARGETS, Schema

ROW = "row"
"""Name of the column that carries a row's number in its file, beside the table's own columns."""


@dataclass(frozen=True)
class Table:
    """A table of DATA: ``required`` columns must be there, ``key`` tells its rows apart.

    Columns that are in neither ``schema`` nor ``required`` are ignored.
    """

    name: str
    schema: Schema
    required: tuple[str, ...]
    key: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns that hold numbers."""
        return tuple(name for name, kind in self.schema.items() if kind in (NUMBER, COUNT))

    @property
    def codes(self) -> tuple[str, ...]:
        """The required columns that hold codes; ``period`` is one of them."""
        return tuple(name for name in self.required if name not in self.numbers)


OBSERVATION_TABLE = Table(
    "observations",
    OBSERVATIONS,
    required=("unit", "indicator", "period", "value"),
    key=("unit", "indicator", "period", "recorded_at"),
)
TARGET_TABLE = Table(
    "targets",
    TARGETS,
    required=("unit", "indicator", "period", "target"),
    key=("unit", "indicator", "period"),
)
ADJUSTMENT_TABLE = Table("adjustments", ADJUSTMENTS, required=("unit", "period", "kind", "points"))
TABLES = (OBSERVATION_TABLE, TARGET_TABLE, ADJUSTMENT_TABLE)
