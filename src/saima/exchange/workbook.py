"""Read one sheet of a workbook as text, cell by cell as it is stored, not as it is shown."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from saima.exchange.header import header_problems
from saima.exchange.listing import Place, listed
from saima.exchange.numbers import NUMBER_PERCENT, NUMBER_TEXT
from saima.exchange.tables import ROW, Table
from saima.exchange.workbook_scan import (
    WORKBOOK_BROKEN,
    SheetScan,
    check_parts,
    column_of,
    row_of,
    scan_sheet,
)
from saima.plan.problems import Problem, Problems, problem_kind

if TYPE_CHECKING:
    from fastexcel import DType, DTypeMap, ExcelReader, ExcelSheet

CELL_FORMULA = problem_kind(
    "cell_formula",
    en=(
        "cell {cell} holds a formula",
        "expected values and texts only",
        "copy the cells and paste them as values",
    ),
    zh=(
        "单元格 {cell} 是公式",
        "应只有数值和文字",
        "请复制后“选择性粘贴-数值”",
    ),
)
CELL_ERROR = problem_kind(
    "cell_error",
    en=(
        "cell {cell} shows an error",
        "expected a value",
        "fill in the right value",
    ),
    zh=(
        "单元格 {cell} 显示错误",
        "应为数值或文字",
        "请填入正确的数值",
    ),
)
CELLS_MERGED = problem_kind(
    "cells_merged",
    en=(
        "the cells {cell} are merged",
        "expected every cell to have its own value",
        "unmerge them and fill the value into every row",
    ),
    zh=(
        "单元格 {cell} 是合并单元格",
        "每格应各有其值",
        "请取消合并，并在每一行填写",
    ),
)


def sheet_names(path: Path, name: str) -> list[str]:
    """The names of a workbook's sheets; raises Problems when it cannot or must not be opened."""
    check_parts(path, name)
    return list(reader(path, name).sheet_names)


def reader(path: Path, name: str) -> "ExcelReader":
    """Open a workbook for its values; raises Problems."""
    import fastexcel

    try:
        return fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise Problems([Problem(WORKBOOK_BROKEN, name)]) from error


def read_sheet(path: Path, sheet: str, table: Table, name: str) -> pl.DataFrame:
    """Read the table's columns of a sheet as text, with the row's number in the sheet.

    Empty cells are null; rows without any text are left out. Numbers come in their shortest
    exact form, so a code that is stored as the number 330483001.0 is ``330483001``. Raises
    Problems, also for formulas, errors, merged cells and percent formats, each with its address.
    """
    scan = scan_sheet(path, sheet, name)
    problems = [
        *listed(CELL_FORMULA, places(scan.formulas, name)),
        *listed(CELL_ERROR, places(scan.errors, name)),
        *listed(CELLS_MERGED, places(scan.merged, name)),
    ]
    if problems:
        raise Problems(problems)
    texts = load(path, sheet, name, "string")
    rows = texts.to_polars()
    header = [(cell or "").strip() for cell in rows.row(0)] if rows.height else []
    problems = header_problems(header, table, name)
    if problems:
        raise Problems(problems)
    columns = {c: rows.columns[header.index(c)] for c in table.schema if c in header}
    first = texts.selected_columns[0].absolute_index
    numbers = {first + header.index(c): c for c in table.numbers if c in columns}
    percents = listed(NUMBER_PERCENT, percent_places(scan, numbers, name))
    if percents:
        raise Problems(percents)
    floats: DTypeMap = {columns[c]: "float" for c in table.numbers if c in columns}
    exact = load(path, sheet, name, floats).to_polars()
    return text_rows(rows, exact.select(list(floats)), columns, scan.first_row or 1)


def load(path: Path, sheet: str, name: str, kinds: "DType | DTypeMap") -> "ExcelSheet":
    """The used range of a sheet, without taking a row for its header; raises Problems."""
    import fastexcel

    try:
        return reader(path, name).load_sheet(sheet, header_row=None, dtypes=kinds)
    except fastexcel.FastExcelError as error:
        raise Problems([Problem(WORKBOOK_BROKEN, name)]) from error


def places(cells: list[str], name: str) -> list[Place]:
    """Cell addresses as places of problems."""
    return [Place(name, row_of(cell), {"cell": cell}) for cell in cells]


def percent_places(scan: SheetScan, numbers: Mapping[int, str], name: str) -> list[Place]:
    """The cells of number columns that are shown as percent, by the columns' positions.

    Because 5 % is stored as 0.05 there, and nobody can tell which of both was meant.
    """
    return [
        Place(name, row_of(cell), {"column": numbers[column_of(cell)], "value": cell})
        for cell in scan.percents
        if column_of(cell) in numbers
    ]


def text_rows(
    rows: pl.DataFrame, exact: pl.DataFrame, columns: Mapping[str, str], first_row: int
) -> pl.DataFrame:
    """Put the text of each cell together; ``exact`` numbers replace their rounded texts.

    The reader shortens numbers to nine decimals when it makes texts of them.
    """
    typed = [
        pl.when(exact[column].is_finite() & rows[column].str.contains(NUMBER_TEXT))
        .then(exact[column].cast(pl.String))
        .otherwise(rows[column])
        .alias(column)
        for column in exact.columns
    ]
    numbered = rows.with_columns(typed).with_row_index(ROW, offset=first_row)
    named = numbered.slice(1).select(
        pl.col(ROW).cast(pl.Int64),
        *(pl.col(column).replace("", None).alias(name) for name, column in columns.items()),
    )
    return named.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null()))
