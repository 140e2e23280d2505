"""Word-processor files and workbooks as PDF, where LibreOffice is present.

LibreOffice runs in a private profile that is thrown away, so that two conversions never meet,
and once or twice for many files, because its start takes longer than a file.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from saima.documents.gbt9704 import FACES
from saima.documents.official_problems import (
    OFFICE_PROGRAM_MISSING,
    OFFICE_PROGRAM_SLOW,
    PDF_NOT_MADE,
)
from saima.plan.problems import Problem, ProblemKind, Problems

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120
LONGEST_REASON = 200
FONTS, MANY = "fonts.conf", 16


def find_office_program() -> str | None:
    """The path of LibreOffice on this machine, or None."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def as_pdfs(
    files: Mapping[str, bytes], *, seconds: float = SECONDS, program: str | None = None
) -> dict[str, bytes]:
    """Convert files by name (``.docx`` or ``.xlsx``); give the PDFs under the same names.

    Raises:
        Problems: LibreOffice is absent, takes longer than ``seconds``, or refuses a file.
    """
    found = program or find_office_program()
    if found is None:
        raise Problems([Problem(OFFICE_PROGRAM_MISSING)])
    if not files:
        return {}
    with tempfile.TemporaryDirectory(prefix="saima-pdf-") as scratch:
        room = Path(scratch)
        written = write_files(files, room)
        report = convert_all(Conversion(found, room, seconds), list(written.values()))
        return read_pdfs(written, room, report)


def as_pdf(name: str, file: bytes, *, seconds: float = SECONDS) -> bytes:
    """Convert one file. Raises as ``as_pdfs`` does."""
    return as_pdfs({name: file}, seconds=seconds)[name]


def write_files(files: Mapping[str, bytes], room: Path) -> dict[str, Path]:
    """Write files under numbers, because a name from outside is no path."""
    written = {}
    for number, (name, content) in enumerate(files.items()):
        written[name] = room / f"{number:04}{Path(name).suffix.lower()}"
        written[name].write_bytes(content)
    return written


@dataclass(frozen=True)
class Conversion:
    """Which program converts, where, and how many seconds it has."""

    program: str
    room: Path
    seconds: float


def convert_all(conversion: Conversion, paths: Sequence[Path]) -> str:
    """Run LibreOffice, two at a time where there is much to do; give what it said."""
    (conversion.room / FONTS).write_text(font_rules(), encoding="utf-8")
    runs = 2 if len(paths) >= MANY and (os.cpu_count() or 1) > 1 else 1
    shares = [paths[start::runs] for start in range(runs)]
    with ThreadPoolExecutor(runs) as pool:
        started = [pool.submit(convert, conversion, share) for share in shares]
        return " ".join(run.result() for run in started).strip()


def convert(conversion: Conversion, paths: Sequence[Path]) -> str:
    """Run LibreOffice once over files, in a profile of its own; give what it said."""
    room = conversion.room
    profile = (room / f"profile-{paths[0].stem}").as_uri()
    options = ["--headless", "--norestore", f"-env:UserInstallation={profile}"]
    command = [
        conversion.program,
        *options,
        "--convert-to",
        "pdf",
        "--outdir",
        str(room),
        *map(str, paths),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no name from outside
            command,
            cwd=room,
            env=os.environ | {"FONTCONFIG_FILE": str(room / FONTS)},
            capture_output=True,
            timeout=conversion.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        problem = slow(len(paths), conversion.seconds)
        raise Problems([problem]) from None
    return (done.stderr or done.stdout).decode(errors="replace").strip()[-LONGEST_REASON:]


def slow(count: int, seconds: float) -> Problem:
    """The problem of a conversion that did not end."""
    kind: ProblemKind = OFFICE_PROGRAM_SLOW
    return Problem(kind, facts={"count": count, "seconds": f"{seconds:g}"})


def read_pdfs(written: Mapping[str, Path], room: Path, report: str) -> dict[str, bytes]:
    """Read what LibreOffice left; name every file of which there is no PDF."""
    pdfs = {name: room / f"{path.stem}.pdf" for name, path in written.items()}
    problems = [
        Problem(PDF_NOT_MADE, facts={"document": name, "reason": report or "-"})
        for name, path in pdfs.items()
        if not path.exists()
    ]
    if problems:
        raise Problems(problems)
    return {name: path.read_bytes() for name, path in pdfs.items()}


def font_rules() -> str:
    """What to take for a named face that the machine lacks, for the font library of Linux."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{escape(face.name)}</string></test>'
        '<edit name="family" mode="append" binding="same">'
        + "".join(f"<string>{escape(name)}</string>" for name in face.stand_ins)
        + "</edit></match>"
        for face in FACES
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>'
    )
