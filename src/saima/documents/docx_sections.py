"""Sections of a word-processor file: page, grid, page numbers, the mark of a draft."""

from typing import Any

from docx.oxml import parse_xml
from docx.section import Section

from saima.documents.docx_elements import Element, Shape, field_run, paragraph, run, tag
from saima.documents.docx_styles import FOOTER
from saima.documents.gbt9704 import (
    BODY_SIZE,
    BOTTOM,
    CHARACTERS,
    GREY,
    HEI,
    LEFT,
    LINE,
    NUMBER,
    PAGE_HEIGHT,
    PAGE_NUMBER_GAP,
    PAGE_WIDTH,
    RIGHT,
    TEXT_WIDTH,
    TOP,
    points,
    twips,
)

DRAFT = "草　稿"
DRAFT_LINE = "草　稿（未印发，仅供审核）"
NUMBER_LENGTH = 30.0
HEADER_DISTANCE = 20.0
DASH = "—"
NUMBER_FROM_EDGE = BOTTOM - PAGE_NUMBER_GAP - NUMBER.size / 2 / points(1)
"""From the edge of the sheet to the lower side of the page number, in mm."""

EMPTY_FOOTER = 10.0
"""Across the page the number stands elsewhere, and its footer must not push the text up."""

VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
WATERMARK = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {vml}>'
    '<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject{number}" type="#_x0000_t136" alt="草稿" '
    'style="position:absolute;margin-left:0;margin-top:0;width:330pt;height:120pt;'
    "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#{colour}" '
    'stroked="f"><v:textpath style="font-family:&quot;{face}&quot;;font-size:1pt" '
    'string="{words}"/></v:shape></w:pict></w:r>'
)


def section_properties(*, landscape: bool) -> Element:
    """The page of a section: A4 with the margins and the grid of the standard.

    Across the page the sheet is turned as it is bound: its head lies at the binding side, so
    the margins turn with it.
    """
    wide, high = twips(points(PAGE_WIDTH)), twips(points(PAGE_HEIGHT))
    size: dict[str, object] = {"w": wide, "h": high}
    top, right, bottom, left = TOP, RIGHT, BOTTOM, LEFT
    footer = NUMBER_FROM_EDGE
    if landscape:
        size = {"w": high, "h": wide, "orient": "landscape"}
        top, right, bottom, left = LEFT, TOP, RIGHT, BOTTOM
        footer = EMPTY_FOOTER
    pitch = points(TEXT_WIDTH) / CHARACTERS - BODY_SIZE
    return tag(
        "sectPr",
        tag("type", val="nextPage"),
        tag("pgSz", **size),
        tag(
            "pgMar",
            top=twips(points(top)),
            right=twips(points(right)),
            bottom=twips(points(bottom)),
            left=twips(points(left)),
            header=twips(points(HEADER_DISTANCE)),
            footer=twips(points(footer)),
            gutter=0,
        ),
        tag("docGrid", type="linesAndChars", linePitch=twips(LINE), charSpace=round(pitch * 4096)),
    )


def set_page_numbers(section: Section, *, landscape: bool) -> None:
    """``— 1 —``: right on odd pages, left on even ones; across the page at the sheet's place."""
    for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        replace(footer, sideways_number(odd=odd) if landscape else upright_number(odd=odd))


def page_number() -> list[Element]:
    """The number between its dashes."""
    return [run(f"{DASH} ", NUMBER), *field_run("PAGE", NUMBER), run(f" {DASH}", NUMBER)]


def upright_number(*, odd: bool) -> list[Element]:
    """The page number at the outer side, one character from the edge of the text."""
    one = NUMBER.size / BODY_SIZE
    shape = Shape(
        FOOTER,
        "right" if odd else "left",
        left=None if odd else one,
        right=one if odd else None,
    )
    return [paragraph(page_number(), shape)]


def sideways_number(*, odd: bool) -> list[Element]:
    """The page number of a page that lies across: at the left edge, turned with the sheet.

    The lower edge of the upright sheet is its left edge now, and the right side its lower end;
    a number turned by a quarter needs a table cell in a place of its own.
    """
    one = NUMBER.size / points(1)
    x, y = NUMBER_FROM_EDGE, LEFT + (TEXT_WIDTH - one - NUMBER_LENGTH if odd else one)
    place = tag(
        "tblpPr",
        vertAnchor="page",
        horzAnchor="page",
        tblpX=twips(points(x)),
        tblpY=twips(points(y)),
    )
    wide = twips(NUMBER.size * 1.2)
    inside = paragraph(page_number(), Shape(FOOTER, "right" if odd else "left"))
    turned = tag("tcPr", tag("tcW", w=wide, type="dxa"), tag("textDirection", val="tbRl"))
    high = tag("trPr", tag("trHeight", val=twips(points(NUMBER_LENGTH)), hRule="exact"))
    margins = [tag(side, w=0, type="dxa") for side in ("left", "right")]
    return [
        tag(
            "tbl",
            tag(
                "tblPr",
                place,
                tag("tblW", w=wide, type="dxa"),
                tag("tblLayout", type="fixed"),
                tag("tblCellMar", *margins),
            ),
            tag("tblGrid", tag("gridCol", w=wide)),
            tag("tr", high, tag("tc", turned, inside)),
        ),
        paragraph([], Shape(FOOTER)),
    ]


def set_draft_mark(section: Section) -> None:
    """The words at the head of every page, and pale across it."""
    for number, header in enumerate((section.header, section.even_page_header), start=1):
        header.is_linked_to_previous = False
        mark = parse_xml(
            WATERMARK.format(vml=VML, number=number, colour=GREY, face=HEI.name, words=DRAFT)
        )
        words = run(DRAFT_LINE, HEI.sized(14.0))
        replace(header, [paragraph([words, mark], Shape(FOOTER, "right"))])


def replace(part: Any, elements: list[Element]) -> None:
    """Put elements in place of what a header or footer holds."""
    inside = part._element
    for child in list(inside):
        inside.remove(child)
    inside.extend(elements)
