"""Breaking a title into lines: 词意完整，排列对称，梯形或菱形 (GB/T 9704-2012, 7.3.1)."""

from collections.abc import Sequence
from itertools import combinations

from saima.documents.gbt9704 import width_of

MOST_PIECES = 16


def title_lines(pieces: Sequence[str], widest: float) -> list[str]:
    """Break a title between its pieces: as few lines as fit, as even as possible.

    ``widest``: the full-width characters that a line takes. Of equally even breaks the one with
    the longer line above wins. A piece that is too long for a line is cut.
    """
    parts = [part for piece in pieces for part in cut(piece, widest)]
    if len(parts) > MOST_PIECES:
        parts = cut("".join(parts), widest)
    fitting = (
        choices
        for count in range(1, len(parts) + 1)
        if (choices := [lines for lines in all_breaks(parts, count) if fits(lines, widest)])
    )
    return min(next(fitting, [parts]), key=unevenness)


def fits(lines: Sequence[str], widest: float) -> bool:
    """Whether no line is too wide."""
    return max(map(width_of, lines)) <= widest


def cut(piece: str, widest: float) -> list[str]:
    """A piece, or its parts if it is wider than a line."""
    parts = [""]
    for character in piece:
        if parts[-1] and width_of(parts[-1] + character) > widest:
            parts.append("")
        parts[-1] += character
    return parts


def all_breaks(parts: Sequence[str], count: int) -> list[list[str]]:
    """Every way to put parts on ``count`` lines."""
    inner = range(1, len(parts))
    return [
        ["".join(parts[start:end]) for start, end in zip((0, *ends), (*ends, None), strict=True)]
        for ends in combinations(inner, count - 1)
    ]


def unevenness(lines: Sequence[str]) -> tuple[float, float]:
    """How uneven lines are; then how much shorter the first is than the last."""
    widths = [width_of(line) for line in lines]
    return max(widths) - min(widths), widths[-1] - widths[0]
