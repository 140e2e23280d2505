"""Read a CSV file (RFC 4180, UTF-8 with or without byte order mark) as text, row by row."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from saima.exchange.header import header_problems
from saima.exchange.listing import Place, listed
from saima.exchange.tables import ROW, Table
from saima.plan.problems import Problem, Problems, problem_kind

BATCH = 5_000
Row = tuple[int, list[str]]

ENCODING_CHINESE = problem_kind(
    "encoding_chinese",
    en=(
        "the text is not UTF-8, it looks like GB18030 (what Excel and WPS make of CSV)",
        "expected UTF-8",
        'save it as "CSV UTF-8 (comma delimited)" or as .xlsx',
    ),
    zh=(
        "文字不是 UTF-8 编码，疑为 GB18030（Excel、WPS 默认的 CSV 编码）",
        "应为 UTF-8",
        "请另存为“CSV UTF-8（逗号分隔）”，或另存为 .xlsx",
    ),
)
ENCODING_UNKNOWN = problem_kind(
    "encoding_unknown",
    en=(
        "the text is not UTF-8, or this is no text file at all",
        "expected CSV in UTF-8",
        'save it as "CSV UTF-8 (comma delimited)" or as .xlsx',
    ),
    zh=(
        "文字不是 UTF-8 编码，或者这不是文本文件",
        "应为 UTF-8 编码的 CSV",
        "请另存为“CSV UTF-8（逗号分隔）”，或另存为 .xlsx",
    ),
)
SEPARATOR = problem_kind(
    "separator",
    en=(
        "the cells are not separated by commas",
        "expected unit,indicator,period,... in the first row",
        'save it as "CSV UTF-8 (comma delimited)" or as .xlsx',
    ),
    zh=(
        "各格之间不是用逗号分隔",
        "第一行应为 unit,indicator,period,…",
        "请另存为“CSV UTF-8（逗号分隔）”，或另存为 .xlsx",
    ),
)
ROW_WIDTH = problem_kind(
    "row_width",
    en=(
        "the row has {found} cells",
        "expected {expected} as in the header",
        "look for a missing or surplus comma; texts with commas belong in quotes",
    ),
    zh=(
        "这一行有 {found} 格",
        "应与表头一样有 {expected} 格",
        "请检查是否多了或少了逗号；含逗号的文字要加引号",
    ),
)
ROW_BROKEN = problem_kind(
    "row_broken",
    en=(
        "the row cannot be divided into cells",
        "expected quotes in pairs",
        "check the quotes from this row on",
    ),
    zh=(
        "无法分出这一行的各格",
        "引号应成对出现",
        "请检查这一行及其后的引号",
    ),
)


def read_csv(path: Path, table: Table, name: str) -> pl.DataFrame:
    """Read the table's columns as text, with the row's number in the file (the header is row 1).

    Empty cells are null; rows without any text are left out. Raises Problems.
    """
    check_encoding(path, name)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = numbered(file, name)
        _, header = next(rows, (1, []))
        header = [column.strip() for column in header]
        if len(header) == 1 and re.search(r"[;|\t，；]", header[0]):
            raise Problems([Problem(SEPARATOR, name, 1)])
        problems = header_problems(header, table, name)
        if problems:
            raise Problems(problems)
        return text_frame(rows, header, table, name)


def text_frame(rows: Iterator[Row], header: Sequence[str], table: Table, name: str) -> pl.DataFrame:
    """Put rows together in batches, because Python's texts take ten times a frame's memory."""
    used = [column for column in header if column in table.schema]
    schema = {ROW: pl.Int64, **dict.fromkeys(used, pl.String)}
    ragged: list[Place] = []
    batches = [pl.DataFrame(schema=schema)]
    while batch := list(islice(rows, BATCH)):
        filled = [row for row in batch if any(row[1])]
        ragged += [
            Place(name, number, {"found": len(cells), "expected": len(header)})
            for number, cells in filled
            if len(cells) != len(header)
        ]
        if ragged:
            continue
        columns = dict(zip(header, zip(*(cells for _, cells in filled), strict=True), strict=False))
        numbers = {ROW: [number for number, _ in filled]}
        batches.append(pl.DataFrame(numbers | {c: columns.get(c, ()) for c in used}, schema=schema))
    if ragged:
        raise Problems(listed(ROW_WIDTH, ragged))
    return pl.concat(batches).with_columns(pl.col(used).replace("", None))


def numbered(lines: Iterator[str], name: str) -> Iterator[Row]:
    """Rows with their numbers as a spreadsheet shows them, from 1; raises Problems."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(lines, strict=True), start=1):
            yield number, cells
    except csv.Error as error:
        raise Problems([Problem(ROW_BROKEN, name, number + 1)]) from error


def check_encoding(path: Path, name: str) -> None:
    """Raise Problems unless the whole file is UTF-8."""
    if decodes(path, "utf-8"):
        return
    with path.open("rb") as file:
        start = file.read(4)
    marked = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"PK\3\4"))
    chinese = not marked and decodes(path, "gb18030")
    raise Problems([Problem(ENCODING_CHINESE if chinese else ENCODING_UNKNOWN, name)])


def decodes(path: Path, encoding: str) -> bool:
    """Whether a file is text in an encoding; a zero byte never is."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(2**20):
                if "\0" in decoder.decode(block):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
