"""An official document as a .docx file: the same document gives the same bytes."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.oxml.ns import qn

from saima.documents.docx_elements import Element, Shape, blank_line, paragraph, run
from saima.documents.docx_head import bulletin_head, colophon_table, red_head, signature_lines
from saima.documents.docx_sections import section_properties, set_draft_mark, set_page_numbers
from saima.documents.docx_styles import (
    ANNEX_MARK,
    TITLE_STYLE,
    blank_file,
)
from saima.documents.docx_tables import figure_table, form_table
from saima.documents.gbt9704 import BODY, LINE, TEXT_HEIGHT, TEXT_WIDTH, TITLE, points
from saima.documents.numbering import Counter
from saima.documents.official import (
    Annex,
    Block,
    Figures,
    Form,
    Heading,
    OfficialDocument,
    Paragraph,
    Place,
    RedHead,
    check_issued,
)
from saima.documents.titles import title_lines

EPOCH = (1980, 1, 1, 0, 0, 0)
ALIGNED = {Place.INDENTED: None, Place.LEFT: "left", Place.CENTRE: "center", Place.RIGHT: "right"}
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""Instead of the clock, because the same document is to give the same bytes."""


def as_docx(document: OfficialDocument) -> bytes:
    """Set a document on pages.

    Raises:
        Problems: it is to be issued, but has no number or no day.
    """
    check_issued(document)
    file = docx.Document(io.BytesIO(blank_file()))
    set_properties(file, document)
    sections = set_sections(file, document)
    if document.draft:
        set_draft_mark(file.sections[0])
    for section, landscape in zip(file.sections, sections, strict=True):
        set_page_numbers(section, landscape=landscape)
    return steady(file)


def set_properties(file: Document, document: OfficialDocument) -> None:
    """Title and language; no person's name, and no clock."""
    core = file.core_properties
    core.title, core.author, core.last_modified_by = document.name, "", ""
    core.language, core.comments, core.keywords = "zh-CN", "", ""
    core.created = core.modified = MADE
    core.revision = 1


def set_sections(file: Document, document: OfficialDocument) -> list[bool]:
    """Fill the body section by section; give for each whether it lies across."""
    body = file.element.body
    for child in list(body):
        body.remove(child)
    parts = document_parts(document)
    for position, (landscape, elements) in enumerate(parts):
        body.extend(elements)
        made = section_properties(landscape=landscape)
        if position == len(parts) - 1:
            body.append(made)
        else:
            end_section(body, made)
    return [landscape for landscape, _ in parts]


def end_section(body: Element, section: Element) -> None:
    """End a section in its last paragraph; after a table in a paragraph without height."""
    last = body[-1]
    if last.tag != qn("w:p"):
        last = blank_line(Shape(line=1.0))
        body.append(last)
    last.pPr.append(section)


def document_parts(document: OfficialDocument) -> list[tuple[bool, list[Element]]]:
    """Runs of pages that lie the same way, with their elements."""
    parts = [(document.landscape, [*opening(document), *main_text(document)])]
    for position, annex in enumerate(document.annexes, start=1):
        elements = annex_elements(annex, position, len(document.annexes))
        if parts[-1][0] == annex.landscape:
            parts[-1][1].extend(on_new_page(elements))
        else:
            parts.append((annex.landscape, elements))
    if document.colophon:
        if parts[-1][0]:
            parts.append((False, [blank_line(Shape(line=1.0))]))
        parts[-1][1].extend([colophon_table(document.colophon), blank_line(Shape(line=1.0))])
    return parts


def opening(document: OfficialDocument) -> list[Element]:
    """Everything above the first sentence."""
    if isinstance(document.head, RedHead):
        head = red_head(document.head)
    else:
        head = bulletin_head(document.head) if document.head else []
    elements = [*head, *title(document.title, landscape=document.landscape), blank_line()]
    if document.addressees:
        elements.append(paragraph([run(f"{document.addressees}：")], Shape(align="left")))
    return elements


def title(pieces: Sequence[str], *, landscape: bool) -> list[Element]:
    """The title on as few and as even lines as possible."""
    width = TEXT_HEIGHT if landscape else TEXT_WIDTH
    lines = title_lines(pieces, points(width) / TITLE.size - 1)
    return [paragraph([run(line)], Shape(TITLE_STYLE)) for line in lines]


def main_text(document: OfficialDocument) -> list[Element]:
    """The blocks, the list of annexes and the signature; the last two never stand alone."""
    width = TEXT_HEIGHT if document.landscape else TEXT_WIDTH
    elements = block_elements(document.blocks, width)
    last = max(0, len(elements) - 1)
    elements += annex_list([annex.title for annex in document.annexes])
    if document.signature:
        for element in elements[last:]:
            keep_with_next(element)
        elements += signature_lines(document.signature)
    return elements


def keep_with_next(element: Element) -> None:
    """Hold a paragraph on the page of what follows, because a signature never stands alone."""
    if element.tag != qn("w:p"):
        return
    told = element.pPr.find(qn("w:keepNext"))
    if told is not None:
        told.set(qn("w:val"), "1")
    else:
        element.pPr.insert_element_before(
            paragraph([], Shape(keep=True)).pPr[0],
            *("w:keepLines", "w:pBdr", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"),
        )


def block_elements(blocks: Sequence[Block], width: float) -> list[Element]:
    """The blocks of a body with their headings counted."""
    counter, elements = Counter(), []
    for block in blocks:
        match block:
            case Heading():
                elements.append(heading(block, counter.next(block.level)))
            case Paragraph():
                elements.append(plain(block))
            case Figures():
                elements += figure_table(block, width)
            case Form():
                if elements and not block.ruled:
                    keep_with_next(elements[-1])
                elements.append(form_table(block, width))
    return elements


def heading(block: Heading, number: str) -> Element:
    """A numbered heading, and what runs on after it in the face of the body."""
    runs, style = [run(number + block.text)], f"Heading{block.level}"
    if not block.follow:
        return paragraph(runs, Shape(style))
    return paragraph([*runs, run(block.follow, BODY)], Shape(style, align="both", keep=False))


def plain(block: Paragraph) -> Element:
    """A paragraph of the body."""
    face = BODY.sized(12.0) if block.small else None
    line = LINE * 0.75 if block.small else None
    align = ALIGNED[block.place]
    first = 2.0 if block.place is Place.INDENTED else None
    shape = Shape(align=align, first=first, line=line)
    return paragraph([run(block.text, face)], shape)


def annex_list(titles: Sequence[str]) -> list[Element]:
    """附件： one line below the text, two characters in, without a full stop."""
    if not titles:
        return []
    if len(titles) == 1:
        lines = [paragraph([run(f"附件：{titles[0]}")], Shape(left=5, first=-3))]
    else:
        lines = [
            paragraph(
                [run(("附件：" if place == 1 else "") + f"{place}.{name}")],
                Shape(left=6, first=-4 if place == 1 else -1),
            )
            for place, name in enumerate(titles, start=1)
        ]
    return [blank_line(), *lines]


def annex_elements(annex: Annex, position: int, count: int) -> list[Element]:
    """The mark of the annex at the top, its title on the third line, its blocks."""
    mark = f"附件{position}" if count > 1 else "附件"
    width = TEXT_HEIGHT if annex.landscape else TEXT_WIDTH
    return [
        paragraph([run(mark)], Shape(ANNEX_MARK)),
        blank_line(),
        *title((annex.title,), landscape=annex.landscape),
        blank_line(),
        *block_elements(annex.blocks, width),
    ]


def on_new_page(elements: list[Element]) -> list[Element]:
    """Let the first paragraph begin a page."""
    first = paragraph([], Shape(new_page=True)).pPr[0]
    elements[0].pPr.insert_element_before(first, "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
    return elements


def steady(file: Document) -> bytes:
    """The file with fixed times in its archive."""
    out, kept = io.BytesIO(), io.BytesIO()
    file.save(out)
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(kept, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return kept.getvalue()
