"""What LibreOffice made of a file, measured with poppler's tools."""

import html
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from saima.documents.pdf import as_pdfs, find_office_program
from tests.presence import require

POINTS_PER_MM = 72 / 25.4
WORD = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


@dataclass(frozen=True)
class Word:
    """A run of characters; its box in mm from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Page:
    """A page in mm with its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    def lines(self) -> list[list[Word]]:
        """Words whose middles are at one height, from top to bottom, left to right."""
        lines: list[list[Word]] = []
        for word in sorted(self.words, key=lambda word: (word.middle, word.left)):
            if lines and abs(lines[-1][0].middle - word.middle) < 2:
                lines[-1].append(word)
            else:
                lines.append([word])
        return [sorted(line, key=lambda word: word.left) for line in lines]

    def find(self, text: str) -> Word:
        return next(word for word in self.words if text in word.text)


def rendered(files: dict[str, bytes], folder: Path) -> dict[str, list[Page]]:
    """Convert files and measure every page."""
    require(find_office_program(), "LibreOffice is not installed")
    require(shutil.which("pdftotext"), "pdftotext (poppler-utils) is not installed")
    found = {}
    for name, pdf in as_pdfs(files).items():
        path = folder / "measured.pdf"
        path.write_bytes(pdf)
        told = subprocess.run(
            ["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True
        ).stdout
        found[name] = [page_of(*match.groups()) for match in PAGE.finditer(told)]
    return found


def page_of(width: str, height: str, inside: str) -> Page:
    words = tuple(word_of(match) for match in WORD.finditer(inside))
    return Page(float(width) / POINTS_PER_MM, float(height) / POINTS_PER_MM, words)


def word_of(match: re.Match[str]) -> Word:
    left, top, right, bottom = (float(edge) / POINTS_PER_MM for edge in match.groups()[:4])
    return Word(left, top, right, bottom, html.unescape(match[5]))
