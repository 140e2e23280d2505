"""Reading a plan workbook into one source; ``workbook.py`` writes it and names its sheets."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import fastexcel
from pydantic import BaseModel

from saima.plan.cases import Case
from saima.plan.hard_problems import HardProblemKind
from saima.plan.places import ModelPath, Place, problem_at
from saima.plan.plan import Plan
from saima.plan.problems import Problem, problem_kind
from saima.plan.rules import Adjustment, Consequence
from saima.plan.shape import holds_many
from saima.plan.sources import MISSING_FILE, STRAY_FILE, Source, stray_names
from saima.plan.table_file import Table, as_table
from saima.plan.targets import UnitTarget
from saima.plan.tree import Indicator, Node
from saima.plan.units import Group, Unit
from saima.plan.yaml_file import DUPLICATE_KEY

SHEETS: dict[str, type[BaseModel]] = {
    "groups": Group,
    "units": Unit,
    "nodes": Node,
    "indicators": Indicator,
    "targets": UnitTarget,
    "consequences": Consequence,
    "adjustments": Adjustment,
    "hard_problems": HardProblemKind,
    "cases": Case,
}
"""The sheets that are tables, beside ``plan``, which has a key and its value in each row."""

PLAN_SHEET = "plan"
HEAD = (PLAN_SHEET, "groups")
NEEDED = (*HEAD, "units", "indicators")
CONTINUED = "…"
"""In the first column: the row continues the texts of the row above, which were too long."""

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")

Rows = list[tuple[int, list[str | None]]]

NOT_A_WORKBOOK = problem_kind(
    "not_a_workbook",
    en=(
        "the file cannot be opened as a workbook",
        "expected an .xlsx file without a password",
        "save it again as .xlsx",
    ),
    zh=("文件无法作为工作簿打开", "应为不加密的 .xlsx 文件", "请另存为 .xlsx"),
)
BROKEN_JSON = problem_kind(
    "broken_json",
    en=(
        'the cell "{column}" is not a list or mapping as JSON',
        'expected text such as [1,2] or {{"key":1}}',
        "look for a missing bracket, comma or double quote",
    ),
    zh=(
        "单元格“{column}”不是 JSON 列表或键值",
        '应为例如 [1,2] 或 {{"key":1}} 的文本',
        "请检查括号、逗号和双引号",
    ),
)
TWO_SHAPES = problem_kind(
    "two_shapes",
    en=(
        'both "{outer}" and "{column}" are filled',
        "expected one value, or its parts",
        "empty one of the cells",
    ),
    zh=("“{outer}”与“{column}”都已填写", "应只填一个值，或只填其各部分", "请清空其一"),
)
CONTINUES_NOTHING = problem_kind(
    "continues_nothing",
    en=(
        "the first row continues the one above it, which is the header",
        "expected a row to continue before it",
        "fill in the first column",
    ),
    zh=("首行为续行，但其上是表头", "续行之上应有数据行", "请填写第一列"),
)


class KeyValue(BaseModel):
    """A row of the sheet of the plan's own keys."""

    key: str
    value: str


def read_workbook(path: Path) -> Source:
    """Read every sheet of a plan workbook; sheets with other names are left alone."""
    source = Source()
    try:
        book = fastexcel.read_excel(path)
    except fastexcel.FastExcelError:
        source.fail(problem_at(Place(path.name), NOT_A_WORKBOOK))
        source.headless = True
        return source
    for name in NEEDED:
        if name not in book.sheet_names:
            place = Place(sheet_file(path, name))
            source.fail(problem_at(place, MISSING_FILE, missing=f"{path.name}[{name}]"))
            source.headless |= name in HEAD
    stray = stray_names(book.sheet_names, (PLAN_SHEET, *SHEETS))
    source.problems += [
        problem_at(Place(sheet_file(path, name)), STRAY_FILE, stray=name, options=likely)
        for name, likely in stray.items()
    ]
    if PLAN_SHEET in book.sheet_names:
        read_plan_sheet(source, cells_of(book, PLAN_SHEET), sheet_file(path, PLAN_SHEET))
    for name, model in SHEETS.items():
        if name in book.sheet_names:
            read_sheet(source, cells_of(book, name), sheet_file(path, name), name, model)
    return source


def sheet_file(path: Path, sheet: str) -> str:
    """What stands for the file in problems."""
    return f"{path.name}[{sheet}]"


def cells_of(book: fastexcel.ExcelReader, sheet: str) -> Rows:
    """All rows of a sheet as texts, numbered as in the sheet."""
    text_sheet = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    number_sheet = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="float")
    texts, numbers = text_sheet.to_polars().rows(), number_sheet.to_polars().rows()
    return [
        (index + 1, [exact(text, number) for text, number in zip(*row, strict=True)])
        for index, row in enumerate(zip(texts, numbers, strict=True))
    ]


def exact(text: str | None, number: float | None) -> str | None:
    """The text of a cell; fractions from the number itself, because texts keep 9 decimals only."""
    if text is None or number is None or not NUMBER.fullmatch(text):
        return text
    return repr(number) if "." in text or (number != 0 and float(text) == 0) else text


def joined(rows: Rows) -> tuple[Rows, list[int]]:
    """Append continued rows to the rows above them; gives the lines that continue nothing."""
    whole: Rows = []
    lost: list[int] = []
    for line, cells in rows:
        if not cells or cells[0] != CONTINUED:
            whole.append((line, cells))
        elif len(whole) < 2:
            lost.append(line)
        else:
            above = whole[-1][1]
            above[1:] = [
                "".join(part or "" for part in parts)
                for parts in zip(above[1:], cells[1:], strict=True)
            ]
    return whole, lost


def sheet_table(source: Source, rows: Rows, file: str, model: type[BaseModel]) -> Table:
    """The rows of a sheet by column; problems cost a part of the plan, unless it is the cases."""
    whole, lost = joined(rows)
    table = as_table(whole, file, model)
    table.problems += [problem_at(Place(file, line), CONTINUES_NOTHING) for line in lost]
    source.headless |= table.rows_lost and model in (KeyValue, Group)
    note(source, model, table.problems)
    return table


def note(source: Source, model: type[BaseModel], problems: Iterable[Problem]) -> None:
    """Take problems; the plan is whole without its cases."""
    if model is Case:
        source.problems += problems
    else:
        source.fail(*problems)


def read_sheet(source: Source, rows: Rows, file: str, name: str, model: type[BaseModel]) -> None:
    """Read a sheet that is a table into one of the source's lists."""
    table = sheet_table(source, rows, file, model)
    if table.rows_lost:
        return
    items: list[object] = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        item: dict[str, object] = {}
        for column, text in cells.items():
            note(source, model, put(item, column, text, model, Place(file, line)))
        items.append(item)
    lines: dict[ModelPath, int] = {(index,): line for index, line in enumerate(table.lines)}
    source.append(name, items, lines, file)


def read_plan_sheet(source: Source, rows: Rows, file: str) -> None:
    """Read the sheet of the plan's own keys: a key and a value in each row."""
    table = sheet_table(source, rows, file, KeyValue)
    source.places[()] = Place(file, 1)
    seen: dict[str, int] = {}
    for line, row in zip(table.lines, table.rows, strict=True):
        key, value, place = row.get("key"), row.get("value"), Place(file, line)
        if key is None or value is None:
            continue
        if seen.setdefault(key, line) != line:
            source.fail(problem_at(place, DUPLICATE_KEY, key=key, first=seen[key]))
            continue
        source.fail(*put(source.data, key, value, Plan, place))
        parts = key.split(".")
        for length in range(1, len(parts) + 1):
            source.places.setdefault(tuple(parts[:length]), place)


def put(
    item: dict[str, object], column: str, text: str, model: type[BaseModel], place: Place
) -> Iterator[Problem]:
    """Put a cell under its dotted column name; yields what is wrong with it."""
    *outer, last = column.split(".")
    inner: dict[str, Any] = item
    for depth, part in enumerate(outer):
        below = inner.setdefault(part, {})
        if not isinstance(below, dict):
            whole = ".".join(outer[: depth + 1])
            yield problem_at(place, TWO_SHAPES, outer=whole, column=column)
            return
        inner = below
    if last in inner:
        first = f"{column}.{next(iter(inner[last]))}"
        yield problem_at(place, TWO_SHAPES, outer=column, column=first)
        return
    inner[last] = text
    if text[0] in "[{" and holds_many(model, column.split(".")):
        try:
            inner[last] = json.loads(text)
        except json.JSONDecodeError:
            del inner[last]
            yield problem_at(place, BROKEN_JSON, column=column)
