"""Writing a plan as one workbook, because offices work in spreadsheets; nothing is lost.

``workbook_file.py`` reads it back.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter
from pydantic import BaseModel
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from saima.plan.cases import Case
from saima.plan.plain import Cell, flat
from saima.plan.plan import Plan
from saima.plan.shape import known_keys
from saima.plan.workbook_file import CONTINUED, PLAN_SHEET, SHEETS

LONGEST = 32_000
"""Characters of text that go into one cell; the file format ends at 32,767."""
NARROW, WIDE = 8, 48
LEADING = frozenset({"zh", "en", "method"})
"""The parts that every label and every scoring method has."""

READ_ME = (
    "考核方案工作簿 / Plan workbook",
    "",
    "本工作簿与方案文件夹内容相同，可互相转换，不丢失信息。",
    "每张表第一行为列名，请勿改动；列名中的点表示下级，例如 label.zh、weight.分组代码。",
    "plan 表每行一项：键和值。其余各表每行一条。空单元格表示采用默认值。",
    "列表和分值表写成 JSON，例如 [1,2] 或 [[0,0.5],[60,1]]。",
    "第一列为“…”的行接续上一行过长的文本。",
    "代码、日期和周期请按文本填写，例如 0012、2021-12-31、2021-03。",
    "",
    "This workbook holds the same as the plan folder; both convert into each other without loss.",
    "The first row of each sheet names the columns; leave it as it is. A dot leads into a part: "
    "label.zh, weight.<group code>.",
    "The sheet plan has one key and its value in each row, the others one thing in each row. "
    "An empty cell stands for the default.",
    "Lists and tables are JSON, such as [1,2] or [[0,0.5],[60,1]].",
    'A row with "…" in its first column continues long texts of the row above.',
    "Write codes, dates and periods as text: 0012, 2021-12-31, 2021-03.",
)


def write_workbook(plan: Plan, cases: Sequence[Case], path: Path) -> None:
    """Write a plan and its cases to ``path`` (.xlsx), one sheet for each sort of thing."""
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        read_me = book.add_worksheet("read me")
        read_me.set_column(0, 0, 110, text)
        for index, line in enumerate(READ_ME):
            read_me.write_string(index, 0, line)
        own = plan.model_copy(update=dict.fromkeys(tables(plan), ()))
        rows: list[dict[str, Cell]] = [
            {"key": key, "value": value} for key, value in flat(own).items() if key not in SHEETS
        ]
        write_sheet(book.add_worksheet(PLAN_SHEET), ["key", "value"], rows, (bold, text))
        for name, model in SHEETS.items():
            items = cases if name == "cases" else tables(plan)[name]
            rows = [flat(item) for item in items]
            write_sheet(book.add_worksheet(name), columns(model, rows), rows, (bold, text))


def tables(plan: Plan) -> dict[str, Sequence[BaseModel]]:
    """The lists of the plan that have a sheet of their own."""
    return {name: getattr(plan, name) for name in SHEETS if name != "cases"}


def columns(model: type[BaseModel], rows: Sequence[dict[str, Cell]]) -> list[str]:
    """The type's fields in order, each as the dotted columns that the rows use."""
    names: list[str] = []
    used = dict.fromkeys(column for row in rows for column in row)
    for field in model.model_fields:
        parts = [column for column in used if column.split(".")[0] == field]
        names += parts or usual_columns(model, field)
    return names


def usual_columns(model: type[BaseModel], field: str) -> list[str]:
    """The columns of a field that no row uses: its name, or the parts that it always has."""
    parts = known_keys(model, (field,))
    if not parts:
        return [field]
    required = model.model_fields[field].is_required()
    return [f"{field}.{part}" for part in parts if required and part in LEADING]


def write_sheet(
    sheet: Worksheet,
    names: Sequence[str],
    rows: Sequence[dict[str, Cell]],
    formats: tuple[Format, Format],
) -> None:
    """Write a header that stays in view and the rows under it."""
    bold, text = formats
    for column, name in enumerate(names):
        longest = max([len(name), *(len(str(row.get(name, ""))) for row in rows)])
        sheet.set_column(column, column, min(max(longest + 2, NARROW), WIDE), text)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 1)
    line = 1
    for row in rows:
        for part in lines_of(row, names):
            for column, name in enumerate(names):
                write_cell(sheet, line, column, part.get(name))
            line += 1


def lines_of(row: dict[str, Cell], names: Sequence[str]) -> Iterator[dict[str, Cell]]:
    """One line, and more that continue it while a text is longer than a cell can be."""
    rest: dict[str, Cell] = row
    while rest:
        yield {name: first_part(cell) for name, cell in rest.items()}
        rest = {
            name: cell[LONGEST:]
            for name, cell in rest.items()
            if isinstance(cell, str) and len(cell) > LONGEST
        }
        if rest:
            rest[names[0]] = CONTINUED


def first_part(cell: Cell) -> Cell:
    """What fits into one cell."""
    return cell[:LONGEST] if isinstance(cell, str) else cell


def write_cell(sheet: Worksheet, row: int, column: int, cell: Cell | None) -> None:
    """Numbers as numbers where the file format keeps all digits, everything else as text."""
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float) and float(f"{cell:.16G}") == cell:
        sheet.write_number(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, str(cell))
