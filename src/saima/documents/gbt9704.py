"""The page of an official document as GB/T 9704-2012 has it: lengths in mm, type in points."""

from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, RIGHT, BOTTOM, LEFT = 37.0, 26.0, 35.0, 28.0
TEXT_WIDTH, TEXT_HEIGHT = 156.0, 225.0
LINES, CHARACTERS = 22, 28
POINTS_PER_MM = 72 / 25.4

BODY_SIZE = 16.0
LINE = 28.95
"""Points from line to line: 22 of them fill 225 mm."""

CLOSER = -0.3
"""Points between characters: 28 of 16 points are 5.8 points wider than 156 mm. Justified lines
fill the width again."""

TITLE_LINE = 36.0
MARK_TOP = 35.0
"""The red name of the organ begins this far below the top of the text area."""

RULE_GAP = 4.0
"""The red rule stands this far below the number."""

PAGE_NUMBER_GAP = 7.0
"""The dashes beside the page number stand this far below the text area."""

MARK_SIZES = (62.0, 22.0)
"""The largest and the smallest type of the red name; it is set as large as the line allows."""

RED, BLACK, GREY = "FF0000", "000000", "E4E4E4"
THICK, THIN = 0.35, 0.25
"""The rules of the colophon."""


@dataclass(frozen=True)
class Face:
    """A typeface by name and its size in points; ``latin`` sets figures and Latin letters.

    ``stand_ins``: what a machine without the face takes instead. Saima ships no fonts, because
    the title's one is licensed.
    """

    name: str
    size: float
    latin: str = "Times New Roman"
    stand_ins: tuple[str, ...] = ()

    def sized(self, size: float) -> "Face":
        """The same face in another size."""
        return Face(self.name, size, self.latin, self.stand_ins)


WIDEST_LATIN = 0.64
"""A figure is half as wide as it is high in Times New Roman; what a machine without it takes may
be this wide, and a figure is never broken over two lines."""

FANGSONG = ("仿宋", "FangSong", "Noto Serif CJK SC")
TITLE = Face("方正小标宋简体", 22.0, stand_ins=("小标宋", "华文中宋", "Noto Serif CJK SC"))
BODY = Face("仿宋_GB2312", BODY_SIZE, stand_ins=FANGSONG)
HEI = Face("黑体", BODY_SIZE, stand_ins=("SimHei", "Noto Sans CJK SC"))
KAI = Face("楷体_GB2312", BODY_SIZE, stand_ins=("楷体", "KaiTi", "Noto Serif CJK SC"))
NUMBER = Face("宋体", 14.0, latin="宋体", stand_ins=("SimSun", "Noto Serif CJK SC"))
COLOPHON = BODY.sized(14.0)
LEVELS = (HEI, KAI, BODY, BODY)
"""The faces of 一、 （一） 1. （1）."""

FACES = (TITLE, BODY, HEI, KAI, NUMBER)
TABLE_SIZES = (12.0, 10.5, 9.0, 7.5)
"""小四 to 六号: a table takes the largest type in which its figures stay in one line."""


def points(millimetres: float) -> float:
    """Millimetres in points."""
    return millimetres * POINTS_PER_MM


def twips(length: float) -> int:
    """Points in twentieths of a point, the measure of a word-processor file."""
    return round(length * 20)


def width_of(text: str) -> float:
    """The width of a text in full-width characters; Latin letters and figures take half."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def room_of(text: str) -> float:
    """The room that a text needs, in full-width characters, whichever face sets its figures."""
    return sum(WIDEST_LATIN if character.isascii() else 1.0 for character in text)


def mark_size(name: str) -> float:
    """The type size in which the red name of an organ fills its line, in points."""
    largest, smallest = MARK_SIZES
    fitting = points(TEXT_WIDTH) / (width_of(name) + 0.5)
    return max(smallest, min(largest, int(fitting * 2) / 2))
