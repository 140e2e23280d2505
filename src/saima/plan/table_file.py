"""Tables of a plan: CSV text to rows of cells with line numbers; columns are the type's fields."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from saima.plan.places import Place, nearest, problem_at
from saima.plan.problems import Problem, problem_kind
from saima.plan.shape import known_keys, leads_somewhere

UNKNOWN_COLUMN = problem_kind(
    "unknown_column",
    en=(
        'the column "{column}" is not known',
        "expected a column such as {options}",
        "correct the name in the header, or remove the column",
    ),
    zh=("列“{column}”不存在", "应为例如 {options} 的列名", "请改正表头，或删去该列"),
)
DUPLICATE_COLUMN = problem_kind(
    "duplicate_column",
    en=('the column "{column}" is there twice', "expected each column once", "remove one of them"),
    zh=("列“{column}”重复", "每列应只出现一次", "请删去其中一列"),
)
MISSING_COLUMN = problem_kind(
    "missing_column",
    en=(
        'the column "{column}" is missing',
        "expected a header with the columns {required}",
        "add the column, or put the header into the first row",
    ),
    zh=("缺少列“{column}”", "表头应有 {required} 各列", "请补上该列，或把表头放在第一行"),
)
EXTRA_CELLS = problem_kind(
    "extra_cells",
    en=(
        "the row has {found} cells",
        "expected at most {columns}, one for each column",
        "remove the extra cells, or put quotes around a cell that holds a comma",
    ),
    zh=(
        "该行有 {found} 个单元格",
        "应不超过 {columns} 个，每列一个",
        "请删去多余单元格，含逗号的内容请加引号",
    ),
)
CSV_SYNTAX = problem_kind(
    "csv_syntax",
    en=(
        "the CSV cannot be read from here on",
        "expected closed quotes",
        "look for a quote that is not doubled or not closed",
    ),
    zh=("CSV 从此处起无法读取", "引号应成对", "请检查未成对或未写成两个的引号"),
)


@dataclass
class Table:
    """Rows as column -> text (empty cells left out) with their line numbers."""

    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_lost: bool = False


def required_columns(model: type[BaseModel]) -> list[str]:
    """The columns that every table of the type must have."""
    return [name for name, field_ in model.model_fields.items() if field_.is_required()]


def read_csv(text: str, file: str, model: type[BaseModel]) -> Table:
    """Read CSV text whose columns are fields of ``model``."""
    records: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    broken = None
    line = 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        broken = problem_at(Place(file, line), CSV_SYNTAX)
    table = as_table(records, file, model)
    if broken is not None:
        table.problems.append(broken)
        table.rows_lost = True
    return table


def as_table(
    records: Sequence[tuple[int, Sequence[str | None]]], file: str, model: type[BaseModel]
) -> Table:
    """Turn numbered rows of cells, the first being the header, into a table."""
    filled = [
        (line, [(cell or "").strip().replace("\r\n", "\n") for cell in cells])
        for line, cells in records
        if any((cell or "").strip() for cell in cells)
    ]
    line, header = filled[0] if filled else (1, [])
    while header and not header[-1]:
        header.pop()
    table = Table(problems=header_problems(header, Place(file, line), model))
    table.rows_lost = any(problem.kind is MISSING_COLUMN for problem in table.problems)
    if table.rows_lost:
        return table
    known = [leads_somewhere(model, name.split(".")) for name in header]
    for row_line, cells in filled[1:]:
        extra = [cell for cell in cells[len(header) :] if cell]
        if extra:
            place = Place(file, row_line)
            table.problems.append(
                problem_at(place, EXTRA_CELLS, found=len(cells), columns=len(header))
            )
        named = zip(header, known, cells, strict=False)
        table.rows.append({name: cell for name, is_known, cell in named if is_known and cell})
        table.lines.append(row_line)
    return table


def header_problems(header: Sequence[str], place: Place, model: type[BaseModel]) -> list[Problem]:
    """Columns that are unknown, twice there or missing."""
    problems = []
    for position, name in enumerate(header):
        if name in header[:position]:
            problems.append(problem_at(place, DUPLICATE_COLUMN, column=name))
        elif not leads_somewhere(model, name.split(".")):
            options = nearest(name, known_keys(model, ()))
            problems.append(problem_at(place, UNKNOWN_COLUMN, column=name, options=options))
    required = required_columns(model)
    given = {name.split(".")[0] for name in header}
    problems += [
        problem_at(place, MISSING_COLUMN, column=name, required=", ".join(required))
        for name in required
        if name not in given
    ]
    return problems
