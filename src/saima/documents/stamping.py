"""Number and day put into a draft that people may have edited, and its draft mark taken out.

The draft itself is taken, not made anew, because what a person wrote into it must stay.
"""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from saima.documents.docx_elements import Element
from saima.documents.docx_file import steady
from saima.documents.docx_sections import DRAFT
from saima.documents.figures import day_in_sentence

NUMBER = re.compile(r"^\S*〔\d{4}〕[\s　]*号$")
ISSUE = re.compile(r"^第[\s　]*期$")
SERIAL = re.compile(r"〕(\d+)号$")
DAY = re.compile(r"^[\d　]*年[\d　]+月[\d　]+日$")
PRINTED = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日印发$")


class NotADocument(Exception):  # noqa: N818 - named after what is found
    """The bytes are no .docx file."""


def stamped(content: bytes, number: str, day: date) -> bytes:
    """The issued file of a draft: ``number`` and ``day`` where the draft has room for them.

    A bulletin, which has no number at its head, is the issue of that number in its series.

    Raises:
        NotADocument: the bytes cannot be read as .docx.
    """
    try:
        file = docx.Document(io.BytesIO(content))
    except (BadZipFile, KeyError, PackageNotFoundError, SyntaxError, ValueError) as wrong:
        raise NotADocument from wrong
    written = day_in_sentence(day, "zh")
    for words in file.element.body.iterchildren(qn("w:p")):
        text = text_of(words)
        if NUMBER.match(text):
            write(words, number)
        elif DAY.match(text):
            write(words, written)
        else:
            write_runs(words, DAY, written)
    serial = SERIAL.search(number)
    for words in file.element.body.iter(qn("w:p")):
        write_runs(words, PRINTED, f"{written}印发")
        if NUMBER.match(text_of(words)):
            write(words, number)
        elif serial is not None and ISSUE.match(text_of(words)):
            write(words, f"第{serial[1]}期")
    clear_marks(file)
    return steady(file)


def text_of(words: Element) -> str:
    """The text of a paragraph or run."""
    return "".join(piece.text or "" for piece in words.iter(qn("w:t")))


def write(words: Element, text: str) -> None:
    """Put a text into the first piece of a paragraph or run, and nothing into the others."""
    first, *others = words.iter(qn("w:t"))
    first.text = text
    for piece in others:
        piece.text = ""


def write_runs(words: Element, pattern: re.Pattern[str], text: str) -> None:
    """Put a text into every run of a paragraph that fits a pattern."""
    for piece in words.iterchildren(qn("w:r")):
        if pattern.match(text_of(piece)):
            write(piece, text)


def clear_marks(file: Document) -> None:
    """Empty every header that says that this is a draft."""
    for header in headers(file):
        inside = header._element
        if not header.is_linked_to_previous and DRAFT in text_of(inside):
            for words in list(inside):
                inside.remove(words)
            header.add_paragraph()


def headers(file: Document) -> Iterator[Any]:
    """Every header of every section."""
    for section in file.sections:
        yield from (section.header, section.even_page_header, section.first_page_header)
