"""The header of a table: the columns that must be there, and each only once."""

from collections.abc import Sequence

from saima.exchange.tables import Table
from saima.plan.places import nearest
from saima.plan.problems import Problem, problem_kind

COLUMN_MISSING = problem_kind(
    "column_missing",
    en=(
        "the column {column} is missing",
        "expected the columns {required}",
        "closest in the header: {similar}; rename it or add the column",
    ),
    zh=(
        "缺少列 {column}",
        "应有列 {required}",
        "表头中最接近的是：{similar}；请改名或补上",
    ),
)
COLUMN_TWICE = problem_kind(
    "column_twice",
    en=(
        "the column {column} is there twice",
        "expected it once",
        "delete or rename one of them",
    ),
    zh=(
        "列 {column} 出现了两次",
        "每列只应出现一次",
        "请删除或改名其中一列",
    ),
)
ROWS_MISSING = problem_kind(
    "rows_missing",
    en=(
        "there is a header but no row below it",
        "expected at least one row",
        "fill the observations in",
    ),
    zh=(
        "只有表头，没有数据",
        "至少应有一行数据",
        "请填入数据",
    ),
)


def header_problems(header: Sequence[str], table: Table, file: str) -> list[Problem]:
    """What is wrong with a header."""
    line = None if file.endswith(".parquet") else 1
    unused = [name for name in header if name and name not in table.schema]
    missing = [
        Problem(
            COLUMN_MISSING,
            file,
            line,
            {
                "column": column,
                "required": ", ".join(table.required),
                "similar": nearest(column, unused),
            },
        )
        for column in table.required
        if column not in header
    ]
    twice = [
        Problem(COLUMN_TWICE, file, line, {"column": column})
        for column in table.schema
        if header.count(column) > 1
    ]
    return missing + twice
