"""The archive around a bundle's files: a zip that is always the same, read within limits.

A zip has bytes that no file inside depends on (times, flags, the end of a compressed stream), so
its comment ends with the SHA-256 of everything before it: a changed byte anywhere is found.
"""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from saima.exchange.archives import BROKEN_ARCHIVE
from saima.exchange.workbook_scan import MOST_BYTES, MOST_PARTS
from saima.plan.problems import Problem, Problems, problem_kind

NO_TIME = (1980, 1, 1, 0, 0, 0)
"""Stands as the time of every file, so that the same board gives the same bytes."""
READABLE = 0o644 << 16
UNIX = 3
COMMENT = b"saima-bundle sha256:"
DIGITS = 64

BUNDLE_ABSENT = problem_kind(
    "bundle_absent",
    en=("there is no such file", "expected a bundle (.zip)", "check the path"),
    zh=("没有这个文件", "应为封存包（.zip）", "请检查路径"),
)
BUNDLE_BROKEN = problem_kind(
    "bundle_broken",
    en=(
        "this is no bundle, or it is damaged",
        "expected the .zip file as it was downloaded",
        "fetch it again from where it was published",
    ),
    zh=("这不是封存包，或者已损坏", "应为下载时的原 .zip 文件", "请从发布处重新下载"),
)
BUNDLE_TOO_LARGE = problem_kind(
    "bundle_too_large",
    en=(
        "unpacked, the file exceeds {limit} MB or {parts} files",
        "expected a bundle, which is much smaller",
        "ask where the file comes from",
    ),
    zh=(
        "文件解压后超过 {limit} MB 或 {parts} 个文件",
        "应为封存包，其大小远小于此",
        "请核实文件来源",
    ),
)
FILE_TWICE = problem_kind(
    "bundle_file_twice",
    en=(
        "{part} is in the bundle twice",
        "expected it once",
        "fetch the bundle again from where it was published",
    ),
    zh=("封存包中 {part} 出现两次", "每个文件只应有一份", "请从发布处重新下载封存包"),
)
PART_BROKEN = problem_kind(
    "bundle_part_broken",
    en=(
        "bytes of {part} inside the bundle were changed, it cannot be unpacked",
        "expected the .zip file as it was downloaded",
        "fetch it again from where it was published",
    ),
    zh=(
        "封存包内 {part} 的字节被改动，无法解压",
        "应为下载时的原 .zip 文件",
        "请从发布处重新下载",
    ),
)
ARCHIVE_CHANGED = problem_kind(
    "bundle_archive_changed",
    en=(
        "the archive is not byte for byte the one that Saima packed",
        "expected the .zip file as it was downloaded",
        "fetch it again from where it was published",
    ),
    zh=(
        "压缩包与 Saima 打包时的字节不完全相同",
        "应为下载时的原 .zip 文件",
        "请从发布处重新下载",
    ),
)


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip in their order; no time and no fact of the machine enters it."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, NO_TIME)
            entry.create_system = UNIX
            entry.external_attr = READABLE
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
        archive.comment = COMMENT + b"0" * DIGITS
    before = buffer.getvalue()[:-DIGITS]
    return before + hashlib.sha256(before).hexdigest().encode()


def is_whole(content: bytes) -> bool:
    """Whether not a byte of the archive was changed since it was packed."""
    before, said = content[:-DIGITS], content[-DIGITS:]
    return before.endswith(COMMENT) and hashlib.sha256(before).hexdigest().encode() == said


def bytes_of(path: Path) -> bytes:
    """The bytes of a bundle on disk; raises Problems (absent, too large) and OSError."""
    if not path.exists():
        raise Problems([Problem(BUNDLE_ABSENT, str(path))])
    if path.stat().st_size > MOST_BYTES:
        raise too_large(path.name)
    return path.read_bytes()


def too_large(name: str) -> Problems:
    """Say that an archive holds more than any bundle does."""
    facts = {"limit": MOST_BYTES // 2**20, "parts": MOST_PARTS}
    return Problems([Problem(BUNDLE_TOO_LARGE, name, facts=facts)])


def unpacked(content: bytes, name: str) -> dict[str, bytes]:
    """The files inside, each once, without folders; raises Problems, no errors of the archive.

    ``name``: what problems call the bundle. No more is unpacked than the archive says that it
    holds, and that is looked at first.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            check_entries(entries, name)
            files = [entry for entry in entries if not entry.is_dir()]
            return {entry.filename: part(archive, entry, name) for entry in files}
    except Problems:
        raise
    except Exception as error:
        # Because bytes from anywhere make the archive's reader fail in more ways than it names.
        raise Problems([Problem(BUNDLE_BROKEN, name)]) from error


def check_entries(entries: Sequence[ZipInfo], name: str) -> None:
    """Raise Problems for more than a bundle holds, and for a file that is there twice."""
    if sum(entry.file_size for entry in entries) > MOST_BYTES or len(entries) > MOST_PARTS:
        raise too_large(name)
    counts = Counter(entry.filename for entry in entries)
    twice = [filename for filename, count in counts.items() if count > 1]
    if twice:
        raise Problems([Problem(FILE_TWICE, name, facts={"part": plain(twice[0])})])


def part(archive: ZipFile, entry: ZipInfo, name: str) -> bytes:
    """One file inside; raises Problems where its bytes do not unpack to what they were."""
    try:
        return archive.read(entry)
    except BROKEN_ARCHIVE as error:
        facts = {"part": plain(entry.filename)}
        raise Problems([Problem(PART_BROKEN, name, facts=facts)]) from error


def plain(part: str) -> str:
    """A file's name as a message shows it, because an archive may name its files anything."""
    return re.sub(r"[^\w./-]", "?", part)[:60]
