"""Styles and settings of a word-processor file, so that an office edits it as its own."""

import io
from functools import lru_cache

import docx
from docx.document import Document
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.styles.styles import Styles

from saima.documents.docx_elements import Element, Shape, look, properties, tag
from saima.documents.gbt9704 import (
    BODY,
    CLOSER,
    FACES,
    HEI,
    LEVELS,
    LINE,
    NUMBER,
    TITLE,
    TITLE_LINE,
    Face,
    twips,
)

NORMAL, TITLE_STYLE, FOOTER, ANNEX_MARK = "Normal", "Title", "Footer", "AnnexMark"
GRID_RULES = ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid")
UNWANTED = ("thumbnail", "customXml", "stylesWithEffects", "numbering", "extended-properties")
"""Parts of the library's blank file that a document of the city has no use for."""


@lru_cache(maxsize=1)
def blank_file() -> bytes:
    """An empty file with the city's styles, made once from the library's blank one."""
    document, out = docx.Document(), io.BytesIO()
    set_styles(document)
    set_settings(document)
    drop_unwanted(document)
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = font_table()
    document.save(out)
    return out.getvalue()


def set_styles(document: Document) -> None:
    """Replace the styles of the library's blank file."""
    styles: Styles = document.styles
    element = styles.element
    for child in list(element):
        element.remove(child)
    element.append(defaults())
    body = Shape(line=LINE, align="both")
    normal = style(NORMAL, "Normal", BODY, body, usual=True)
    closer(normal.find(qn("w:rPr")))
    for rule in reversed(grid_rules()):
        normal.find(qn("w:pPr")).insert(0, rule)
    element.append(normal)
    element.append(style(TITLE_STYLE, "Title", TITLE, Shape(line=TITLE_LINE, align="center")))
    for level, face in enumerate(LEVELS, start=1):
        shape = Shape(line=LINE, first=2, keep=True)
        made = style(f"Heading{level}", f"heading {level}", face, shape)
        made.find(qn("w:pPr")).append(tag("outlineLvl", val=level - 1))
        element.append(made)
    element.append(style(ANNEX_MARK, "附件标识", HEI, Shape(line=LINE)))
    element.append(style(FOOTER, "footer", NUMBER, Shape(line=NUMBER.size)))


def defaults() -> Element:
    """What holds where no style says otherwise: type a little closer, no hanging punctuation.

    The lines and characters of the page stand in its grid for the office program's dialogue, but
    are set by exact line heights and closer type, because programs read a grid differently.
    """
    looks = closer(look(BODY))
    looks.append(tag("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    rules = tag("pPr", *grid_rules())
    return tag("docDefaults", tag("rPrDefault", looks), tag("pPrDefault", rules))


def closer(looks: Element) -> Element:
    """A look whose characters stand a little closer, off the grid."""
    looks.insert(1, tag("snapToGrid", val=0))
    looks.insert(2, tag("spacing", val=twips(CLOSER)))
    return looks


def grid_rules() -> list[Element]:
    """What would move a character off its place, switched off."""
    return [tag(name, val=0) for name in GRID_RULES]


def style(identity: str, name: str, face: Face, shape: Shape, *, usual: bool = False) -> Element:
    """A paragraph style; ``usual`` marks the one that holds without a name."""
    marked = {"default": 1} if usual else {}
    inherited = [] if usual else [tag("basedOn", val=NORMAL)]
    return tag(
        "style",
        tag("name", val=name),
        *inherited,
        tag("qFormat"),
        properties(shape),
        look(face),
        type="paragraph",
        styleId=identity,
        **marked,
    )


def set_settings(document: Document) -> None:
    """Odd and even pages differ, punctuation keeps its width, no compatibility mode."""
    element = document.settings.element
    for child in list(element):
        element.remove(child)
    mode = tag(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    element.extend(
        (
            tag("evenAndOddHeaders"),
            tag("drawingGridVerticalSpacing", val=579),
            tag("characterSpacingControl", val="doNotCompress"),
            tag("compat", tag("useFELayout"), mode),
            tag("themeFontLang", val="en-US", eastAsia="zh-CN"),
        )
    )


def drop_unwanted(document: Document) -> None:
    """Take the picture and the leftovers of the blank file out of the package."""
    for relations in (document.part.package.rels, document.part.rels):
        for identity, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in UNWANTED:
                del relations[identity]


def font_table() -> bytes:
    """The fonts by name, each with what a machine without it may take instead."""
    table = tag("fonts")
    for face in FACES:
        table.append(
            tag(
                "font",
                tag("altName", val=",".join(face.stand_ins)),
                tag("charset", val=86),
                tag("family", val="auto"),
                name=face.name,
            )
        )
    return serialize_part_xml(table)
