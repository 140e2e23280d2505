"""The workbook of the battle map: a column a week, colour and shape, read as others read it."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from saima.documents.battle_map import Bar, Week, battle_map_workbook
from saima.documents.tables import Column, Table

TABLE = Table(
    name="作战图",
    title="作战图",
    lines=("截至 2021-03-10",),
    columns=(Column("序号", 0, 5), Column("任务", None, 20)),
    rows=((1, "一"), (2, "=1+1")),
)
WEEKS = [
    Week(date(2021, 3, 1), date(2021, 3, 7), "3-1"),
    Week(date(2021, 3, 8), date(2021, 3, 14), "3-8", now=True),
    Week(date(2021, 3, 15), date(2021, 3, 21), "3-15"),
    Week(date(2021, 3, 22), date(2021, 3, 28), "3-22"),
]
LATE = Bar(
    date(2021, 3, 2),
    date(2021, 3, 14),
    date(2021, 3, 20),
    "red",
    ((date(2021, 3, 8), "●", False), (date(2021, 3, 9), "▲", True)),
)
LATER = Bar(date(2021, 3, 22), date(2021, 3, 28), None, "none", ())
HEAD = 3


@pytest.fixture(scope="module")
def sheet() -> Any:
    """The sheet as another program reads it."""
    book = battle_map_workbook(TABLE, WEEKS, [LATE, LATER])
    return openpyxl.load_workbook(io.BytesIO(book)).active


def fills(sheet: Any, row: int) -> list[str | None]:
    """The fill of each week of a row; None where there is none."""
    cells = [sheet.cell(row, column) for column in range(3, 7)]
    return [cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else None for cell in cells]


def test_weeks_stand_beside_the_table(sheet: Any) -> None:
    found = [sheet.cell(HEAD, column).value for column in range(1, 7)]
    assert found == ["序号", "任务", "3-1", "3-8", "3-15", "3-22"]


def test_weeks_of_a_task_have_the_colour_of_its_light_and_the_likely_ones_are_pale(
    sheet: Any,
) -> None:
    assert fills(sheet, HEAD + 1) == ["F8D7D5", "F8D7D5", "F3F4F6", None]
    assert fills(sheet, HEAD + 2) == [None, None, None, "E4E8EE"]


def test_marks_stand_in_their_week_the_late_one_first(sheet: Any) -> None:
    cell = sheet.cell(HEAD + 1, 4)
    assert cell.value == "▲●"
    assert cell.font.color.rgb == "FFB3261E"


def test_it_is_printed_on_a3_across_with_its_head_on_every_page(sheet: Any) -> None:
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.print_title_rows == "$3:$3"


def test_text_stays_text(sheet: Any) -> None:
    assert sheet.cell(HEAD + 2, 2).data_type == "s"


def test_the_same_rows_give_the_same_bytes() -> None:
    assert battle_map_workbook(TABLE, WEEKS, [LATE]) == battle_map_workbook(TABLE, WEEKS, [LATE])


def test_a_map_without_tasks_is_a_sheet_with_its_head() -> None:
    empty = Table("作战图", "作战图", (), TABLE.columns, ())
    book = openpyxl.load_workbook(io.BytesIO(battle_map_workbook(empty, [], [])))
    assert book.active is not None
