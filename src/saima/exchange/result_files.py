"""One table of results as a CSV file or as a workbook."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from polars import selectors

from saima.plan.problems import Problem, Problems, problem_kind
from saima.plan.rules import Decimals

MOST_WORKBOOK_ROWS = 1_048_575
LARGEST_EXACT = 2.0**53
FORMULA_STARTS = r"^[=+\-@\t\r＝＋－＠]"
"""A spreadsheet program takes a text that begins so for a formula and runs it."""
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands as the time of creation, so that the same results give the same bytes."""

WORKBOOK_ROWS = problem_kind(
    "workbook_rows",
    en=(
        "{table} has {found} rows, more than a sheet can hold",
        "expected at most {most}",
        "use --format csv or --format parquet",
    ),
    zh=(
        "{table} 有 {found} 行，超过一张工作表的上限",
        "应不超过 {most} 行",
        "请用 --format csv 或 --format parquet",
    ),
)


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write UTF-8 with byte order mark, LF, RFC 4180; empty cells for nulls and empty texts.

    Numbers are in their shortest exact form. Texts that a spreadsheet program would run as a
    formula get an apostrophe before them.
    """
    numbers = [number_text(name) for name in frame.select(selectors.float()).columns]
    texts = [harmless(name) for name in frame.select(selectors.string()).columns]
    plain = frame.with_columns(numbers + texts)
    plain.write_csv(path, include_bom=True, line_terminator="\n", quote_style="necessary")


def number_text(column: str) -> pl.Expr:
    """A column of numbers as text: whole ones without a fraction, no negative zero."""
    number = pl.col(column)
    whole = (number == number.floor()) & (number.abs() < LARGEST_EXACT)
    as_count = pl.when(whole).then(number).cast(pl.Int64).cast(pl.String)
    return pl.when(whole).then(as_count).otherwise(number.cast(pl.String)).alias(column)


def harmless(column: str) -> pl.Expr:
    """A column of texts that no spreadsheet program takes for formulas."""
    text = pl.col(column)
    quoted = pl.concat_str(pl.lit("'"), text)
    risky = text.str.contains(FORMULA_STARTS)
    return pl.when(risky).then(quoted).when(text != "").then(text).alias(column)


def write_workbook(frame: pl.DataFrame, path: Path, name: str, decimals: Decimals) -> None:
    """Write a sheet with frozen header, filter and number formats; texts are never formulas."""
    import xlsxwriter

    if frame.height > MOST_WORKBOOK_ROWS:
        facts = {"table": name, "found": frame.height, "most": MOST_WORKBOOK_ROWS}
        raise Problems([Problem(WORKBOOK_ROWS, facts=facts)])
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties({"created": EPOCH})
        sheet = workbook.add_worksheet(name)
        bold = workbook.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, frame.height, frame.width - 1)
        for position, column in enumerate(frame.columns):
            shape = workbook.add_format({"num_format": number_format(column, decimals)})
            sheet.set_column(position, position, max(10, len(column) + 4), shape)
            sheet.write_string(0, position, column, bold)
            sheet.write_column(1, position, frame[column].to_list())


def number_format(column: str, decimals: Decimals) -> str:
    """How a spreadsheet shows a column's numbers; the cell keeps every digit."""
    if column in ("total", "gap_above", "gap_below"):
        return fixed(decimals.total)
    if column in ("points", "base", "bonus", "deduction", "quarters", "year_end"):
        return fixed(decimals.points)
    return "0.00%" if column == "completion" else "General"


def fixed(digits: int) -> str:
    """A format with a fixed number of decimals."""
    return "0." + "0" * digits if digits else "0"
