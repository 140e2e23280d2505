"""The smallest parts of a word-processor file: elements, runs and paragraphs."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser

from saima.documents.gbt9704 import Face, twips

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NAMESPACE = {"w": nsmap["w"]}
W = f"{{{nsmap['w']}}}"
Element = Any


def tag(name: str, /, *children: Element, **attributes: object) -> Element:
    """An element of the word-processing namespace with its attributes."""
    element = oxml_parser.makeelement(f"{W}{name}", nsmap=NAMESPACE)
    for key, value in attributes.items():
        element.set(W + key, str(value))
    element.extend(children)
    return element


def fonts(face: Face) -> Element:
    """The fonts of a run; the hint keeps quotation marks full-width beside Latin letters."""
    return tag(
        "rFonts",
        hint="eastAsia",
        ascii=face.latin,
        hAnsi=face.latin,
        cs=face.latin,
        eastAsia=face.name,
    )


def look(face: Face, colour: str | None = None) -> Element:
    """The look of a run; sizes stand in half points."""
    return deepcopy(made_look(face, colour))


@lru_cache(maxsize=256)
def made_look(face: Face, colour: str | None) -> Element:
    """A look to be copied, because a table has thousands of cells that look alike."""
    shown = [tag("color", val=colour)] if colour else []
    half = round(face.size * 2)
    return tag("rPr", fonts(face), *shown, tag("sz", val=half), tag("szCs", val=half))


def run(text: str, face: Face | None = None, colour: str | None = None) -> Element:
    """A run of text; without a face it looks as its paragraph's style says."""
    words = tag("t")
    words.text = UNPRINTABLE.sub("", text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    if face is None:
        return tag("r", tag("rPr", tag("rFonts", hint="eastAsia")), words)
    return tag("r", look(face, colour), words)


def field_run(code: str, face: Face) -> list[Element]:
    """A field such as PAGE as runs."""
    instruction = tag("instrText")
    instruction.text = code
    inside = (
        tag("fldChar", fldCharType="begin"),
        instruction,
        tag("fldChar", fldCharType="separate"),
    )
    start = [tag("r", look(face), each) for each in inside]
    return [*start, run("1", face), tag("r", look(face), tag("fldChar", fldCharType="end"))]


@dataclass(frozen=True)
class Shape:
    """How a paragraph stands; ``line``, ``before`` and ``after`` in points.

    ``first``, ``left``, ``right``: indents in characters of the body.
    """

    style: str | None = None
    align: str | None = None
    line: float | None = None
    before: float = 0.0
    after: float = 0.0
    first: float | None = None
    left: float | None = None
    right: float | None = None
    keep: bool | None = None
    new_page: bool = False


def properties(shape: Shape, borders: Element | None = None) -> Element:
    """The properties of a paragraph, in the order that the schema wants."""
    if borders is None:
        return deepcopy(plain_properties(shape))
    return made_properties(shape, borders)


@lru_cache(maxsize=256)
def plain_properties(shape: Shape) -> Element:
    """Properties to be copied."""
    return made_properties(shape, None)


def made_properties(shape: Shape, borders: Element | None) -> Element:
    """The properties, made anew."""
    parts: list[Element] = []
    if shape.style:
        parts.append(tag("pStyle", val=shape.style))
    if shape.keep is not None:
        parts += [tag(name, val=int(shape.keep)) for name in ("keepNext", "keepLines")]
    if shape.new_page:
        parts.append(tag("pageBreakBefore"))
    if borders is not None:
        parts.append(borders)
    parts += [*spacing(shape), *indents(shape)]
    if shape.align:
        parts.append(tag("jc", val=shape.align))
    return tag("pPr", *parts)


def spacing(shape: Shape) -> list[Element]:
    """Line height and the space around a paragraph, if it has its own."""
    if shape.line is None and not shape.before and not shape.after:
        return []
    height = {} if shape.line is None else {"line": twips(shape.line), "lineRule": "exact"}
    return [tag("spacing", before=twips(shape.before), after=twips(shape.after), **height)]


def indents(shape: Shape) -> list[Element]:
    """Indents, told in characters, because an office counts them so."""
    kinds = {"left": shape.left, "right": shape.right, "firstLine": shape.first}
    told: dict[str, object] = {}
    for kind, characters in kinds.items():
        if characters is not None:
            told |= {f"{kind}Chars": round(characters * 100), kind: twips(characters * 15.8)}
    if told.get("firstLine", 0) and int(str(told["firstLine"])) < 0:
        told["hanging"] = -int(str(told.pop("firstLine")))
        told["hangingChars"] = -int(str(told.pop("firstLineChars")))
    return [tag("ind", **told)] if told else []


def paragraph(
    runs: Sequence[Element], shape: Shape | None = None, borders: Element | None = None
) -> Element:
    """A paragraph of runs."""
    return tag("p", properties(shape or Shape(), borders), *runs)


def blank_line(shape: Shape | None = None) -> Element:
    """An empty line."""
    return paragraph([], shape)
