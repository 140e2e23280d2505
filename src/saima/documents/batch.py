"""Many documents in one go: every unit's own sheet as files of one archive."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from saima.documents.docx_file import as_docx
from saima.documents.official import OfficialDocument

EPOCH = (1980, 1, 1, 0, 0, 0)
UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
LONGEST_NAME = 80


def as_files(documents: Iterable[OfficialDocument]) -> dict[str, bytes]:
    """Every document as a .docx file under its number and title, e.g. ``01 ….docx``.

    Raises:
        Problems: one is to be issued, but has no number or no day.
    """
    listed = list(documents)
    digits = max(2, len(str(len(listed))))
    return {
        f"{number:0{digits}} {file_name(document.name)}.docx": as_docx(document)
        for number, document in enumerate(listed, start=1)
    }


def file_name(title: str) -> str:
    """A title that every file system takes."""
    return UNSAFE.sub("_", title).strip(" .")[:LONGEST_NAME] or "文件"


def as_archive(files: Mapping[str, bytes]) -> bytes:
    """Files as one ZIP archive; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
