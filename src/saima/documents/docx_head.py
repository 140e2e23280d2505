"""The first and the last things of an official document: red head, signature, colophon."""

from docx.oxml.ns import qn

from saima.documents.docx_elements import Element, Shape, blank_line, paragraph, run, tag
from saima.documents.figures import day_in_sentence
from saima.documents.gbt9704 import (
    BODY,
    BODY_SIZE,
    COLOPHON,
    HEI,
    LEFT,
    LINE,
    MARK_TOP,
    RED,
    RULE_GAP,
    TEXT_WIDTH,
    THICK,
    THIN,
    TITLE,
    mark_size,
    points,
    twips,
    width_of,
)
from saima.documents.official import BulletinHead, Colophon, RedHead, Signature

LINES_ABOVE = 3
SEAL_ROOM = 2
DATE_INDENT = 4.0
FRAME_WIDTH = twips(points(TEXT_WIDTH))
COLOPHON_LINE, COLOPHON_PADDING = 22.0, 4.0


def red_head(head: RedHead) -> list[Element]:
    """The lines above, the red name 35 mm down, two lines, the number and the red rule."""
    size = mark_size(head.name)
    above = (*head.lines, "", "", "")[:LINES_ABOVE]
    shape = Shape(line=LINE)
    gap = points(MARK_TOP) - LINES_ABOVE * LINE
    name = Shape(line=size * 1.2, align="center", before=gap)
    return [
        *(paragraph([run(line, HEI)], shape) for line in above),
        paragraph([run(head.name, TITLE.sized(size), RED)], name),
        *two_lines(),
        paragraph(
            [run(str(head.number), BODY)],
            Shape(align="center", line=BODY_SIZE * 1.3),
            red_rule(),
        ),
        *two_lines(),
    ]


def bulletin_head(head: BulletinHead) -> list[Element]:
    """The red name, the issue in brackets, editor and day above the red rule."""
    size = min(mark_size(head.name), 48.0)
    issue = "第　　期" if head.issue is None else f"第{head.issue}期"
    line = Shape(align="center", line=LINE)
    tabs = tag("tabs", tag("tab", val="right", pos=FRAME_WIDTH))
    words = [
        run(head.editor, BODY),
        tag("r", tag("tab")),
        run(day_in_sentence(head.day, "zh"), BODY),
    ]
    editor = paragraph(words, Shape(align="left", line=BODY_SIZE * 1.3), red_rule())
    insert_tabs(editor, tabs)
    return [
        paragraph(
            [run(head.name, TITLE.sized(size), RED)],
            Shape(line=size * 1.3, align="center", before=LINE),
        ),
        paragraph([run(issue, BODY)], line),
        blank_line(line),
        editor,
        *two_lines(),
    ]


def two_lines() -> list[Element]:
    """Two empty lines."""
    shape = Shape(line=LINE)
    return [blank_line(shape), blank_line(shape)]


def red_rule() -> Element:
    """The red rule as the lower border of a paragraph."""
    lower = round(points(RULE_GAP) - BODY_SIZE * 0.2)
    return tag("pBdr", tag("bottom", val="single", sz=12, space=lower, color=RED))


def insert_tabs(element: Element, tabs: Element) -> None:
    """Put tab stops where the schema wants them: after the borders."""
    element.pPr.find(tabs.tag.replace("tabs", "pBdr")).addnext(tabs)


def signature_lines(signature: Signature) -> list[Element]:
    """Room for the seal, the organ centred over the day, the day four characters from the right.

    The city's office prints, seals and signs; nothing here stands for a seal.
    """
    day = "　　　年　月　日" if signature.day is None else day_in_sentence(signature.day, "zh")
    organ_width, day_width = width_of(signature.organ), width_of(day)
    organ_right = DATE_INDENT + (day_width - organ_width) / 2
    shift = max(0.0, -organ_right)
    lines = [blank_line(Shape(keep=True)) for _ in range(SEAL_ROOM)]
    lines.append(
        paragraph(
            [run(signature.organ)], Shape(align="right", right=organ_right + shift, keep=True)
        )
    )
    lines.append(
        paragraph(
            [run(day)],
            Shape(align="right", right=DATE_INDENT + shift, keep=bool(signature.contact) or None),
        )
    )
    if signature.contact:
        lines.append(paragraph([run(f"（{signature.contact}）")], Shape(first=2)))
    return lines


def colophon_table(colophon: Colophon) -> Element:
    """The colophon at the foot of its page: thick, thin and thick rules, 4号 type."""
    day = "" if colophon.day is None else f"{day_in_sentence(colophon.day, 'zh')}印发"
    one = twips(COLOPHON.size)
    printer = colophon_line(
        [run(colophon.printer, COLOPHON), tag("r", tag("tab")), run(day, COLOPHON)]
    )
    printer.pPr.insert(0, tag("tabs", tag("tab", val="right", pos=FRAME_WIDTH - one)))
    lines = [printer]
    if colophon.copies:
        copies = f"抄送：{'，'.join(colophon.copies)}。"
        lines.insert(0, colophon_line([run(copies, COLOPHON)], 3.0))
    place = tag(
        "tblpPr",
        vertAnchor="margin",
        horzAnchor="page",
        tblpX=twips(points(LEFT)),
        tblpYSpec="bottom",
    )
    sides = [rule("top", THICK), rule("bottom", THICK), rule("insideH", THIN)]
    margins = [tag(side, w=0, type="dxa") for side in ("left", "right")]
    return tag(
        "tbl",
        tag(
            "tblPr",
            place,
            tag("tblOverlap", val="never"),
            tag("tblW", w=FRAME_WIDTH, type="dxa"),
            tag("tblBorders", *sides),
            tag("tblLayout", type="fixed"),
            tag("tblCellMar", *margins),
        ),
        tag("tblGrid", tag("gridCol", w=FRAME_WIDTH)),
        *(colophon_row(line) for line in lines),
    )


def colophon_line(runs: list[Element], hanging: float = 0.0) -> Element:
    """A line of the colophon, one character from both sides."""
    made = paragraph(runs, Shape(line=COLOPHON_LINE, align="left"))
    one, hang = twips(COLOPHON.size), twips(COLOPHON.size * hanging)
    made.pPr.find(qn("w:jc")).addprevious(tag("ind", left=one + hang, right=one, hanging=hang))
    return made


def colophon_row(line: Element) -> Element:
    """A row of the colophon."""
    height = twips(COLOPHON_LINE + COLOPHON_PADDING)
    width = tag("tcW", w=FRAME_WIDTH, type="dxa")
    return tag(
        "tr",
        tag("trPr", tag("cantSplit"), tag("trHeight", val=height, hRule="atLeast")),
        tag("tc", tag("tcPr", width, tag("vAlign", val="center")), line),
    )


def rule(side: str, millimetres: float) -> Element:
    """A black rule; its thickness stands in eighths of a point."""
    return tag(side, val="single", sz=round(points(millimetres) * 8), space=0, color="000000")
