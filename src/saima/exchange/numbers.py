"""Texts to numbers: what a cell must look like, and why it is refused.

Nothing is guessed: 1,234 is a thousand here and a decimal there, 5 % is 5 or 0.05.
"""

import re

import polars as pl

from saima.exchange.listing import Place, listed
from saima.exchange.tables import ROW, Table
from saima.plan.problems import Problem, problem_kind

NUMBER_TEXT = r"^\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$"
PERCENT = r"[%％]"
FULL_WIDTH = r"[０-９．，－＋]"
THOUSANDS = r"^\s*[+-]?[0-9]{1,3}([,' \u00A0\u2009\u202F][0-9]{3})+(\.[0-9]*)?\s*$"
NOT_FINITE = r"(?i)^\s*[+-]?(nan|inf|infinity)\s*$"


NUMBER_PERCENT = problem_kind(
    "number_percent",
    en=(
        "{value} in the column {column} is a percentage",
        "expected a number without percent sign or format",
        "write it in the indicator's measure: 5 where that is %, 0.05 where it is a share",
    ),
    zh=(
        "列 {column} 的 {value} 是百分数",
        "应为不带百分号的数字",
        "请按指标的计量单位填写：单位为 % 的填 5，比例填 0.05",
    ),
)
NUMBER_FULL_WIDTH = problem_kind(
    "number_full_width",
    en=(
        "'{value}' in the column {column} has full-width characters",
        "expected a plain number like 1234.5",
        "type it again with half-width characters",
    ),
    zh=(
        "列 {column} 的“{value}”含全角字符",
        "应为普通数字，如 1234.5",
        "请用半角重新输入",
    ),
)
NUMBER_THOUSANDS = problem_kind(
    "number_thousands",
    en=(
        "'{value}' in the column {column} has thousands separators",
        "expected a plain number like 1234.5",
        "remove the separators",
    ),
    zh=(
        "列 {column} 的“{value}”含千位分隔符",
        "应为普通数字，如 1234.5",
        "请去掉分隔符",
    ),
)
NUMBER_NOT_FINITE = problem_kind(
    "number_not_finite",
    en=(
        "{value} in the column {column} is not a finite number",
        "expected a plain number like 1234.5",
        "fill in the real value, or delete the row when there is none",
    ),
    zh=(
        "列 {column} 的 {value} 不是有限的数",
        "应为普通数字，如 1234.5",
        "请填写真实数值，没有数值就删去这一行",
    ),
)
NUMBER_IS_TEXT = problem_kind(
    "number_is_text",
    en=(
        "'{value}' in the column {column} is not a number",
        "expected a plain number like 1234.5",
        "write the number only; units and remarks belong in other columns",
    ),
    zh=(
        "列 {column} 的“{value}”不是数字",
        "应为普通数字，如 1234.5",
        "请只填数字，单位和说明放到别的列",
    ),
)
REASONS = (
    (NUMBER_PERCENT, PERCENT),
    (NUMBER_FULL_WIDTH, FULL_WIDTH),
    (NUMBER_THOUSANDS, THOUSANDS),
    (NUMBER_NOT_FINITE, NOT_FINITE),
    (NUMBER_NOT_FINITE, NUMBER_TEXT),
    (NUMBER_IS_TEXT, ""),
)
"""Why a text is refused: the first pattern that it matches. A text that looks like a number and
is refused all the same is too large for one, such as 1e400."""

REFUSED = "refused"


def parse_numbers(
    rows: pl.DataFrame, table: Table, file: str
) -> tuple[pl.DataFrame, list[Problem]]:
    """Turn the table's number columns from text into Float64; empty cells are null.

    Gives the rows, refused cells as null, with a column ``refused`` that is true where a row has
    such a cell; and the problems.
    """
    columns = [column for column in table.numbers if column in rows.columns]
    typed = rows.with_columns(number(column) for column in columns)
    refused = {c: rows[c].is_not_null() & typed[c].is_null() for c in columns}
    problems = [
        problem
        for column, mask in refused.items()
        for problem in refusals(rows.filter(mask), column, file)
    ]
    any_refused = pl.any_horizontal(pl.lit(False), *refused.values())
    return typed.with_columns(any_refused.alias(REFUSED)), problems


def number(column: str) -> pl.Expr:
    """A column of texts as finite numbers, null where a text is none."""
    text = pl.when(pl.col(column).str.contains(NUMBER_TEXT)).then(pl.col(column))
    value = text.str.strip_chars().cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value).alias(column)


def refusals(rows: pl.DataFrame, column: str, file: str) -> list[Problem]:
    """Problems for rows whose text in ``column`` is no number, sorted by reason."""
    places: dict[str, list[Place]] = {kind.code: [] for kind, _ in REASONS}
    for row, text in rows.select(ROW, column).iter_rows():
        kind = next(kind for kind, pattern in REASONS if re.search(pattern, text))
        places[kind.code].append(Place(file, row, {"column": column, "value": text}))
    kinds = {kind.code: kind for kind, _ in REASONS}
    return [problem for code, kind in kinds.items() for problem in listed(kind, places[code])]
