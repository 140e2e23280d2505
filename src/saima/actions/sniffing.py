"""What a file really is: its first bytes and its inside decide, its name only has to agree."""

import io
import zipfile
from pathlib import PurePosixPath

from saima.actions.refusals import EMPTY_FILE, TOO_LARGE, WITH_MACROS, WRONG_FILE, refused

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5000
LONGEST_NAME = 200

MAGIC = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
INSIDE = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
TEXTS = frozenset({"csv", "txt"})
SAME = {"jpeg": "jpg"}

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""What a download is called; nothing of it is a page."""


def clean_name(name: str) -> str:
    """The name without folders and control characters, its ending kept."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*')
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot else kept[:LONGEST_NAME]


def kind_of(name: str, content: bytes) -> str:
    """The kind of a file: pdf, png, jpg, xlsx, docx, csv or txt.

    Raises Refused for empty, too large or other files, for a name that says something else, and
    for workbooks and documents with macros or that unpack beyond measure.
    """
    if not content:
        raise refused(EMPTY_FILE)
    if len(content) > MOST_BYTES:
        raise refused(TOO_LARGE, size=len(content), limit=MOST_BYTES)
    ending = name.rpartition(".")[2].lower()
    ending = SAME.get(ending, ending)
    fits = (
        content.startswith(MAGIC[ending])
        if ending in MAGIC
        else (ending in INSIDE and holds(name, content, INSIDE[ending]))
        or (ending in TEXTS and is_text(content))
    )
    if not fits:
        raise refused(WRONG_FILE, name=name)
    return ending


def holds(name: str, content: bytes, part: str) -> bool:
    """Whether the bytes are a package with ``part`` inside; only its directory is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    names = {one.filename for one in parts}
    if any(found.lower().endswith("vbaproject.bin") for found in names):
        raise refused(WITH_MACROS, name=name)
    unpacked = sum(one.file_size for one in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise refused(TOO_LARGE, size=unpacked, limit=MOST_UNPACKED)
    return {"[Content_Types].xml", part} <= names


def is_text(content: bytes) -> bool:
    """Whether the bytes are text in UTF-8 or GB 18030, without control characters."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(letter >= " " or letter in "\r\n\t\f" for letter in text)
    return False
