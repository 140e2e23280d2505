"""A split from a spreadsheet: a pasted column, a pasted grid, or a file that was filled in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from saima.actions.imported import by_word, coded
from saima.actions.refusals import Refused, refused
from saima.actions.split_cells import same_text, tidied
from saima.actions.split_frames import Frame
from saima.actions.split_grids import Method, Typed, padded
from saima.actions.split_refusals import PASTED_UNIT
from saima.engine.splits import MONTHS
from saima.exchange.filled_table import TableColumn, read_table
from saima.exchange.typed_numbers import typed_number
from saima.plan.label import Label
from saima.plan.problems import Problem, Problems

UNIT, WEIGHT, YEAR = "unit", "weight", "year"
MONTH_KEYS = tuple(f"m{month}" for month in range(1, MONTHS + 1))
COLUMNS = (
    TableColumn(UNIT, Label(zh="单位", en="Unit")),
    TableColumn(WEIGHT, Label(zh="分解依据", en="Split by"), required=False),
    TableColumn(YEAR, Label(zh="年度目标", en="Year's target")),
    *(
        TableColumn(key, Label(zh=f"{month}月累计", en=f"To month {month}"))
        for month, key in enumerate(MONTH_KEYS, start=1)
    ),
)
TOTALS = frozenset({"合计", "全市合计", "市级目标", "差额", "total", "sum", "whole", "difference"})
"""What stands before the sums of a table, which are never read."""

Row = tuple[str, tuple[str, ...]]
"""The code of a unit with the cells behind it."""


def with_column(frame: Frame, typed: Typed, text: str) -> Typed:
    """Put a pasted column where the weights are typed.

    A line is a unit and its number, or every unit's number in the order of the grid. Raises Refused
    for a line that names no unit of the split.
    """
    rows = pasted_rows(frame, text)
    return replace(typed, weights={**typed.weights, **{code: cells[0] for code, cells in rows}})


def with_grid(frame: Frame, typed: Typed, text: str) -> Typed:
    """Put a pasted grid in the place of the one that is typed: the year, or it and twelve months.

    Raises as ``with_column``.
    """
    return with_rows(frame, typed, pasted_rows(frame, text))


def with_rows(frame: Frame, typed: Typed, rows: Iterable[Row]) -> Typed:
    """Put rows of a year and months into the grid."""
    years, months = dict(typed.years), dict(typed.months)
    for code, found in rows:
        cells = [tidied(cell, frame.decimals) for cell in found]
        years[code] = cells[0]
        if len(cells) > 1:
            months[code] = padded(cells[1:])
    return replace(typed, method=Method.TYPED, years=years, months=months)


def with_file(frame: Frame, typed: Typed, name: str, content: bytes) -> Typed:
    """Put the rows of a filled workbook or CSV into the grid; its sums are left out.

    Raises Refused for a file that cannot be read, is not the table, or names another unit.
    """
    try:
        table = read_table(name, content, COLUMNS)
    except Problems as wrong:
        raise Refused(wrong.problems) from wrong
    rows, problems, weights = [], [], {}
    names = unit_names(frame)
    for line in table:
        unit = line.text(UNIT)
        code = coded(same_text(unit), names)
        if code is not None:
            rows.append((code, tuple(line.text(key) for key in (YEAR, *MONTH_KEYS))))
            weights[code] = line.text(WEIGHT)
        elif unit and same_text(unit) not in TOTALS:
            facts = {"line": f"{line.cell(UNIT)} {unit}"[:60], "count": len(frame.units)}
            problems.append(Problem(PASTED_UNIT, name, facts=facts))
    if problems:
        raise Refused(problems)
    return replace(with_rows(frame, typed, rows), weights={**typed.weights, **weights})


def pasted_rows(frame: Frame, text: str) -> list[Row]:
    """The pasted lines by unit. Raises Refused for a line that names none of the split."""
    lines = [cells for cells in map(cells_of, text.splitlines()) if any(cells)]
    names = unit_names(frame)
    if len(lines) == len(frame.units) and all(is_number(cells[0]) for cells in lines):
        return [(unit.code, tuple(cells)) for unit, cells in zip(frame.units, lines, strict=True)]
    rows = []
    for cells in lines:
        code = coded(same_text(cells[0]), names)
        if code is None and same_text(cells[0]) in TOTALS:
            continue
        if code is None or len(cells) == 1:
            facts = {"line": " ".join(cells)[:60], "count": len(frame.units)}
            raise refused(PASTED_UNIT, **facts)
        rows.append((code, tuple(cells[1:])))
    return rows


def cells_of(line: str) -> Sequence[str]:
    """The cells of a pasted line: parted by tabs, else a name and a number parted by blanks."""
    if "\t" in line:
        return [cell.strip() for cell in line.strip("\r\n").split("\t")]
    return [cell.strip() for cell in line.strip().rsplit(maxsplit=1)]


def is_number(text: str) -> bool:
    """Whether a cell holds a number."""
    try:
        return typed_number(text) is not None
    except Problems:
        return False


def unit_names(frame: Frame) -> dict[str, str]:
    """The codes of the split's units by code and by each name, as they are compared."""
    return by_word(
        (unit.code, same_text(unit.zh), same_text(unit.en or "")) for unit in frame.units
    )
