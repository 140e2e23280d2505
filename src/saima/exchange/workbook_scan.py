"""Look into the XML of a workbook, before a sheet is read, for what must not be read.

Too much of it, entity declarations, formulas, merged cells, errors and percent formats. Every
byte is unpacked here once within a limit and against its checksum, so that what follows can
trust the archive.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.parsers import expat
from zipfile import ZipFile

from saima.exchange.archives import BROKEN_ARCHIVE
from saima.plan.problems import Problem, Problems, problem_kind

MOST_BYTES = 256 * 2**20
MOST_PARTS = 10_000
BLOCK = 2**20
PERCENT_FORMATS = {"9", "10"}
"""The numbers of the two percent formats that every workbook knows (ECMA-376 18.8.30)."""

WORKBOOK_BROKEN = problem_kind(
    "workbook_broken",
    en=(
        "the workbook cannot be opened",
        "expected a whole .xlsx without password",
        "open it in Excel or WPS and save it as .xlsx",
    ),
    zh=(
        "无法打开这个工作簿",
        "应为完好且无密码的 .xlsx",
        "请用 Excel 或 WPS 打开，另存为 .xlsx",
    ),
)
WORKBOOK_TOO_LARGE = problem_kind(
    "workbook_too_large",
    en=(
        "unpacked, the workbook exceeds {limit} MB",
        "expected a sheet of ordinary size",
        "for large data use Parquet",
    ),
    zh=(
        "工作簿解压后超过 {limit} MB",
        "应为普通大小的表格",
        "数据量大时请用 Parquet",
    ),
)
WORKBOOK_ENTITIES = problem_kind(
    "workbook_entities",
    en=(
        "the workbook declares entities (DOCTYPE)",
        "expected none, as in every ordinary workbook",
        "ask where the file comes from; save it anew from Excel or WPS",
    ),
    zh=(
        "工作簿内含实体声明（DOCTYPE）",
        "普通工作簿不含此声明",
        "请核实文件来源；用 Excel 或 WPS 另存后再试",
    ),
)


@dataclass
class SheetScan:
    """What a sheet holds besides plain values; cells by their address (``D7``)."""

    first_row: int | None = None
    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    percents: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


def row_of(cell: str) -> int:
    """The row number in a cell's address (``D7``, ``B2:C9`` gives 2)."""
    match = re.match(r"[A-Z]+(\d+)", cell)
    return int(match[1]) if match else 1


def column_of(cell: str) -> int:
    """The column of a cell's address, counted from 0 (``A7`` gives 0, ``AA1`` gives 26)."""
    number = 0
    for letter in re.sub(r"[^A-Z]", "", cell):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@contextmanager
def opened(path: Path, name: str) -> Iterator[ZipFile]:
    """Open the archive behind a workbook; raises Problems instead of the parsers' errors."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES or len(parts) > MOST_PARTS:
                facts = {"limit": MOST_BYTES // 2**20}
                raise Problems([Problem(WORKBOOK_TOO_LARGE, name, facts=facts)])
            yield archive
    except (*BROKEN_ARCHIVE, KeyError) as error:
        raise Problems([Problem(WORKBOOK_BROKEN, name)]) from error
    except expat.ExpatError as error:
        raise Problems([Problem(WORKBOOK_BROKEN, name)]) from error


class DeclaredError(Exception):
    """A part declares a document type."""


Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]


def parse(archive: ZipFile, part: str, start: Start | None = None) -> None:
    """Read one XML part in blocks; ``start`` hears every element by its local name."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise DeclaredError

    def local(tag: str, attributes: Attributes) -> None:
        if start is not None:
            start(tag.rpartition(":")[2], attributes)

    parser.StartDoctypeDeclHandler = refuse
    if start is not None:
        parser.StartElementHandler = local
    with archive.open(part) as file:
        while block := file.read(BLOCK):
            parser.Parse(block)
    parser.Parse(b"", True)


def check_parts(path: Path, name: str) -> None:
    """Unpack everything once: within the limit, checksums right, no declarations."""
    with opened(path, name) as archive:
        for part in archive.namelist():
            if not part.endswith((".xml", ".rels")):
                continue
            try:
                parse(archive, part)
            except DeclaredError as error:
                raise Problems([Problem(WORKBOOK_ENTITIES, name)]) from error


def sheet_parts(archive: ZipFile) -> Mapping[str, str]:
    """The archive's part of every sheet, by the sheet's name."""
    relations: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            relations[attributes["Id"]] = attributes["Target"]

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            key = next(key for key in attributes if key.rpartition(":")[2] == "id")
            sheets[attributes["name"]] = attributes[key]

    parse(archive, "xl/_rels/workbook.xml.rels", relation)
    parse(archive, "xl/workbook.xml", sheet)
    base = PurePosixPath("/xl")
    return {name: str(base / relations[key]).removeprefix("/") for name, key in sheets.items()}


def percent_styles(archive: ZipFile) -> set[str]:
    """The cell styles that show a number as percent."""
    percent = set(PERCENT_FORMATS)
    styles: list[str] = []
    inside: list[str] = [""]

    def style(tag: str, attributes: Attributes) -> None:
        if tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside[0] = tag
        elif tag == "numFmt" and "%" in attributes.get("formatCode", ""):
            percent.add(attributes["numFmtId"])
        elif tag == "xf" and inside[0] == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))

    if "xl/styles.xml" in archive.namelist():
        parse(archive, "xl/styles.xml", style)
    return {str(index) for index, number_format in enumerate(styles) if number_format in percent}


def scan_sheet(path: Path, sheet: str, name: str) -> SheetScan:
    """Find formulas, errors, percent formats and merged cells of a sheet; raises Problems."""
    with opened(path, name) as archive:
        percent = percent_styles(archive)
        found = SheetScan()
        cell: Attributes = {}

        def element(tag: str, attributes: Attributes) -> None:
            nonlocal cell
            if tag == "c":
                cell = attributes
            elif tag == "f":
                found.formulas.append(cell.get("r", "?"))
            elif tag in ("v", "is"):
                note_value(found, cell, percent)
            elif tag == "mergeCell":
                found.merged.append(attributes["ref"])

        parse(archive, sheet_parts(archive)[sheet], element)
    return found


def note_value(found: SheetScan, cell: Attributes, percent: set[str]) -> None:
    """Remember what is special about a cell that has a value."""
    address = cell.get("r", "?")
    if found.first_row is None:
        found.first_row = row_of(address)
    kind = cell.get("t", "n")
    if kind == "e":
        found.errors.append(address)
    elif kind == "n" and cell.get("s") in percent:
        found.percents.append(address)
