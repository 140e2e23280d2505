"""Which files of DATA hold which table, and the hash of all of them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from saima.exchange.tables import OBSERVATION_TABLE, TABLES, Table
from saima.exchange.workbook import sheet_names
from saima.plan.places import nearest
from saima.plan.problems import Problem, Problems, problem_kind

SUFFIXES = (".csv", ".parquet", ".xlsx")

DATA_MISSING = problem_kind(
    "data_missing",
    en=(
        "there is no such file or folder",
        "expected a folder, or a .csv, .parquet or .xlsx file",
        "check the path",
    ),
    zh=(
        "没有这个文件或文件夹",
        "应为文件夹，或 .csv、.parquet、.xlsx 文件",
        "请检查路径",
    ),
)
FILE_KIND = problem_kind(
    "file_kind",
    en=(
        "files of this kind ({suffix}) are not read",
        "expected .csv, .parquet or .xlsx",
        "save it in one of these forms",
    ),
    zh=(
        "无法读取这种文件（{suffix}）",
        "应为 .csv、.parquet 或 .xlsx 文件",
        "请另存为其中一种格式",
    ),
)
FILE_EMPTY = problem_kind(
    "file_empty",
    en=(
        "the file is empty (0 bytes)",
        "expected a header and rows",
        "export it again",
    ),
    zh=(
        "文件为空（0 字节）",
        "应有表头和数据行",
        "请重新导出",
    ),
)
OBSERVATIONS_MISSING = problem_kind(
    "observations_missing",
    en=(
        "the folder holds no observations",
        "expected observations.csv, .parquet or .xlsx, or a folder observations of Parquet",
        "it holds: {found}; rename a file or put it there",
    ),
    zh=(
        "文件夹中没有 observations 数据",
        "应有 observations.csv、.parquet 或 .xlsx，或装有 Parquet 文件的 observations 文件夹",
        "现有：{found}；请改名或移入",
    ),
)
PARTS_MISSING = problem_kind(
    "parts_missing",
    en=(
        "the folder holds no .parquet file",
        "expected the parts of the table as Parquet",
        "put them there, or use one file of the folder's name beside it",
    ),
    zh=(
        "文件夹中没有 .parquet 文件",
        "应为该表的各部分 Parquet 文件",
        "请放入文件，或在其旁使用一个同名文件",
    ),
)
SHEET_MISSING = problem_kind(
    "sheet_missing",
    en=(
        "the workbook has no sheet named {table}",
        "it has: {found}",
        "rename the sheet with the data to {table}",
    ),
    zh=(
        "工作簿中没有名为 {table} 的工作表",
        "现有工作表：{found}",
        "请把数据所在的工作表改名为 {table}",
    ),
)
TABLE_TWICE = problem_kind(
    "table_twice",
    en=(
        "{files} all hold {table}",
        "expected one of them",
        "keep one and move the others away",
    ),
    zh=(
        "{files} 都是 {table} 数据",
        "每种数据只应有一份",
        "请只保留一份",
    ),
)


@dataclass(frozen=True)
class Source:
    """Where a table comes from: one file, one sheet of it, or several Parquet files.

    ``name`` is how problems call it, relative to DATA.
    """

    table: Table
    name: str
    paths: tuple[Path, ...]
    sheet: str | None = None

    @property
    def suffix(self) -> str:
        """The kind of file, one of ``SUFFIXES``."""
        return self.paths[0].suffix.lower()


def find_sources(data: Path) -> list[Source]:
    """Say where the tables of DATA are; raises Problems when they cannot be told."""
    if data.is_dir():
        sources = folder_sources(data)
    elif data.is_file():
        sources = file_sources(data)
    else:
        raise Problems([Problem(DATA_MISSING, str(data))])
    return sources


def file_sources(data: Path) -> list[Source]:
    """A single file: the observations, or a workbook with a sheet for each table."""
    check_file(data, data.name)
    if data.suffix.lower() != ".xlsx":
        return [Source(OBSERVATION_TABLE, data.name, (data,))]
    names = sheet_names(data, data.name)
    sources = [
        Source(table, f"{data.name}[{table.name}]", (data,), table.name)
        for table in TABLES
        if table.name in names
    ]
    if OBSERVATION_TABLE.name in names:
        return sources
    return [sheet_source(data, data.name, OBSERVATION_TABLE), *sources]


def sheet_source(path: Path, name: str, table: Table) -> Source:
    """The sheet of a workbook that holds a table: named so, or the only one."""
    names = sheet_names(path, name)
    sheet = table.name if table.name in names else names[0]
    if sheet != table.name and len(names) > 1:
        facts = {"table": table.name, "found": ", ".join(names)}
        raise Problems([Problem(SHEET_MISSING, name, facts=facts)])
    return Source(table, f"{name}[{sheet}]", (path,), sheet)


def folder_sources(data: Path) -> list[Source]:
    """A folder: files or folders named after the tables; everything else is left alone."""
    entries = sorted(entry for entry in data.iterdir() if not entry.name.startswith("."))
    found = [(table, named(table, entries)) for table in TABLES]
    problems = [
        Problem(
            TABLE_TWICE,
            facts={"files": ", ".join(e.name for e in named_so), "table": table.name},
        )
        for table, named_so in found
        if len(named_so) > 1
    ]
    if not named(OBSERVATION_TABLE, entries):
        names = [entry.name for entry in entries]
        facts = {"found": nearest(OBSERVATION_TABLE.name, names)}
        problems.append(Problem(OBSERVATIONS_MISSING, data.name, facts=facts))
    if problems:
        raise Problems(problems)
    return [entry_source(table, named_so[0]) for table, named_so in found if named_so]


def named(table: Table, entries: Iterable[Path]) -> list[Path]:
    """The folders and files that are called like a table; files of other kinds if no better."""
    alike = [
        entry for entry in entries if (entry.name if entry.is_dir() else entry.stem) == table.name
    ]
    readable = [entry for entry in alike if entry.is_dir() or entry.suffix.lower() in SUFFIXES]
    return readable or alike


def entry_source(table: Table, entry: Path) -> Source:
    """A table of a folder: Parquet parts, a workbook, or one file."""
    if entry.is_dir():
        parts = tuple(sorted(entry.glob("*.parquet")))
        if not parts:
            raise Problems([Problem(PARTS_MISSING, entry.name)])
        return Source(table, entry.name, parts)
    check_file(entry, entry.name)
    if entry.suffix.lower() == ".xlsx":
        return sheet_source(entry, entry.name, table)
    return Source(table, entry.name, (entry,))


def check_file(path: Path, name: str) -> None:
    """Raise Problems for a kind of file that is not read, and for one without a single byte."""
    if path.suffix.lower() not in SUFFIXES:
        facts = {"suffix": path.suffix or name}
        raise Problems([Problem(FILE_KIND, name, facts=facts)])
    if path.stat().st_size == 0:
        raise Problems([Problem(FILE_EMPTY, name)])


def hash_of(paths: Iterable[Path]) -> str:
    """SHA-256 over the bytes of the files, in the order of their paths, each file once."""
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        with path.open("rb") as file:
            while block := file.read(2**20):
                digest.update(block)
    return digest.hexdigest()


def paths_of(sources: Sequence[Source]) -> list[Path]:
    """All files behind the sources."""
    return [path for source in sources for path in source.paths]
