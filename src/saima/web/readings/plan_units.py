"""The units of the plan as a table in which they are edited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saima.actions.imported import by_word
from saima.actions.units import COLUMNS, DAYS, KINDS
from saima.documents import figures
from saima.exchange.filled_table import TableRow
from saima.plan.plan import Plan
from saima.plan.units import Unit
from saima.web.readings.remarks import RemarkLine

EMPTY_ROWS = 3
NAMED = ("parent", "merged_into")


@dataclass(frozen=True)
class Cell:
    """What stands in a cell of a column; ``wrong`` says what is wrong with it."""

    key: str
    title: str
    value: str
    wrong: str = ""

    @property
    def sort(self) -> str:
        """How it is filled in: ``code``, ``text``, ``day``, ``unit``, ``group`` or ``kind``."""
        if self.key in DAYS:
            return "day"
        if self.key in NAMED:
            return "unit"
        return "text" if self.key in ("zh", "en") else self.key


@dataclass(frozen=True)
class UnitLine:
    """A row; ``unit`` None: one that is not in the plan yet."""

    number: int
    unit: Unit | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class UnitsTable:
    """The rows and what may be chosen in them."""

    lines: tuple[UnitLine, ...]
    groups: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.lines[-1].number


def read_table(
    plan: Plan,
    language: str,
    typed: Sequence[TableRow] = (),
    remarks: Iterable[RemarkLine] = (),
) -> UnitsTable:
    """The units of the plan, or what was typed, with empty rows for new ones below."""
    shown = names(plan, language)
    wrong = {(one.row, one.key): one.told.found for one in remarks}
    rows = typed or [as_row(number, unit, shown) for number, unit in enumerate(plan.units, 1)]
    last = max((row.row for row in rows), default=0)
    rows = [*rows, *(TableRow(last + step, {}) for step in range(1, EMPTY_ROWS + 1))]
    return UnitsTable(
        tuple(line_of(row, plan, wrong, language) for row in rows),
        tuple((group.code, group.label.text(language)) for group in plan.groups),
        tuple((kind.value, label.text(language)) for kind, label in KINDS.items()),
        tuple(shown.values()),
        tuple(column.title.text(language) for column in COLUMNS),
    )


def names(plan: Plan, language: str) -> dict[str, str]:
    """What stands for each unit in a cell: its name, or its code where the name is not its own."""
    known = by_word((unit.code, unit.zh, unit.en) for unit in plan.units)
    return {
        unit.code: name
        if known.get((name := unit.name(language)).casefold()) == unit.code
        else unit.code
        for unit in plan.units
    }


def as_row(number: int, unit: Unit, shown: Mapping[str, str]) -> TableRow:
    """A unit as the row that would be typed for it."""
    cells = {
        "code": unit.code,
        "zh": unit.zh,
        "en": unit.en,
        "group": unit.group or "",
        "kind": unit.kind.value,
    }
    cells |= {key: shown.get(getattr(unit, key) or "", "") for key in NAMED}
    for key in DAYS:
        day = getattr(unit, key)
        cells[key] = "" if day is None else figures.day(day)
    return TableRow(number, cells)


def line_of(
    row: TableRow, plan: Plan, wrong: Mapping[tuple[int, str], str], language: str
) -> UnitLine:
    """A row with its cells in the order of the columns."""
    return UnitLine(
        row.row,
        plan.unit_by_code.get(row.text("code")),
        tuple(
            Cell(
                column.key,
                column.title.text(language),
                row.text(column.key),
                wrong.get((row.row, column.key), ""),
            )
            for column in COLUMNS
        ),
    )
