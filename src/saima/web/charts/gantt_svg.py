"""The battle map as static SVG: pages of A3 for the wall, one long sheet, or a few rows on a page.

Everything is placed by ``gantt``; colours are given as attributes, because neither a file that
leaves the house nor the content policy of a page has a style sheet for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from saima.documents.gbt9704 import width_of
from saima.web.charts.gantt import Measures, Placed, Scale, Tick, months, pages, weeks, years
from saima.web.charts.theme import ACCENT, FONT, INK, LIGHTS, LINE, QUIET

GROUND, BAR = "#eef2f7", "#d9e4f2"
AXIS, TITLE, FOOT, GAP = 16.0, 44.0, 26.0, 6.0
BEFORE_SAID = 6.0
TODAY_SIZE = 10.0
WEEK_FROM = 3.5
"""From this width of a day on a week has its Monday written on the axis."""


@dataclass(frozen=True)
class Mark:
    """A node: its day, the code of its mark, what a reader is told of it."""

    day: date
    kind: str
    words: str


@dataclass(frozen=True)
class Line:
    """A task: ``light`` and days, its marks, and ``said``: what stands behind the bar."""

    title: str
    unit: str
    light: str
    light_shape: str
    starts: date
    due: date
    finish: date | None
    said: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class GroupOf:
    """Tasks under a head."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Paper:
    """A page in pixels: ``names`` and ``unit`` are the columns before the days, ``said`` is behind.

    ``height`` None: as high as the rows need.
    """

    width: float
    height: float | None
    names: float
    unit: float
    row: float
    font: float
    said: float = 110.0

    def holding(self, groups: Sequence["GroupOf"]) -> "Paper":
        """The same with room behind the days for the longest words of these tasks."""
        longest = max((width_of(line.said) for group in groups for line in group.lines), default=0)
        return replace(self, said=max(self.said, longest * self.font + BEFORE_SAID + GAP))

    def rolled(self) -> "Paper":
        """The same as one sheet, as high as it needs to be."""
        return replace(self, height=None)

    @property
    def before(self) -> float:
        """What stands before the days."""
        return self.names + self.unit

    @property
    def days(self) -> float:
        """What is left for the days."""
        return self.width - self.before - self.said


A3 = Paper(width=1512, height=1032, names=320, unit=104, row=24, font=10)
"""A3 across (420 x 297 mm) inside margins of 10 mm, at 96 pixels an inch."""

A3_DENSE = replace(A3, row=8.6, font=7)
"""A hundred tasks on one sheet of A3."""

SMALL = Paper(width=980, height=None, names=210, unit=84, row=26, font=12)
"""A few rows on the page of a task or of a unit."""


@dataclass(frozen=True)
class Sheet:
    """What all pages of a drawing share."""

    title: str
    under: str
    legend: str
    page: str
    again: str
    today: date
    today_words: str
    language: str


def sheets(groups: Sequence[GroupOf], scale: Scale, paper: Paper, sheet: Sheet) -> list[SafeString]:
    """The pages; each has axis, heads of groups, and its number in the foot."""
    paper = paper.holding(groups)
    fitted = scale.fitted(paper.days)
    framed = TITLE + 2 * AXIS + FOOT
    room = float("inf") if paper.height is None else paper.height - framed
    head = max(paper.row, paper.font + 4)
    placed = pages([len(group.lines) for group in groups], Measures(paper.row, head, room))
    return [
        Drawing(groups, fitted, paper, sheet).page(lines, number, len(placed))
        for number, lines in enumerate(placed, start=1)
    ]


def small(line_groups: Sequence[GroupOf], scale: Scale, sheet: Sheet) -> SafeString:
    """A few rows without title and foot."""
    paper = SMALL.holding(line_groups)
    fitted = scale.fitted(paper.days)
    heads = [group.name for group in line_groups if group.name]
    head = SMALL.row if heads else 0.0
    counts = [len(group.lines) for group in line_groups]
    lines = pages(counts, Measures(SMALL.row, head, float("inf")))[0]
    drawing = Drawing(line_groups, fitted, paper, sheet)
    height = sum(line.height for line in lines) + 2 * AXIS + GAP
    return wrapped(SMALL.width, height, sheet.title, drawing.body(lines, 0.0, 2 * AXIS))


@dataclass(frozen=True)
class Drawing:
    """Rows on paper."""

    groups: Sequence[GroupOf]
    scale: Scale
    paper: Paper
    sheet: Sheet

    def page(self, lines: Sequence[Placed], number: int, of: int) -> SafeString:
        """One page with title and foot."""
        paper, sheet = self.paper, self.sheet
        rows = sum(line.height for line in lines)
        height = paper.height or TITLE + 2 * AXIS + rows + FOOT
        parts = [
            words(0, 18, sheet.title, Type(size=16, weight=600)),
            words(0, 36, sheet.under, Type(size=11, fill=QUIET)),
            *self.body(lines, TITLE, TITLE + 2 * AXIS),
            words(0, height - 6, sheet.legend, Type(size=10, fill=QUIET)),
            words(
                paper.width, height - 6, sheet.page % {"number": number, "of": of},
                Type(size=10, fill=QUIET, anchor="end")),
        ]  # fmt: skip
        return wrapped(paper.width, height, sheet.title, parts)

    def body(self, lines: Sequence[Placed], top: float, first: float) -> list[str]:
        """Axis, rows and the line of today; the axis from ``top``, the rows from ``first``."""
        bottom = first + sum(line.height for line in lines)
        parts = [*self.axis(top, bottom)]
        for line in lines:
            parts.extend(self.line(line, first + line.y))
        return [*parts, *self.now(first, bottom)]

    def axis(self, top: float, bottom: float) -> Iterator[str]:
        """Two lines of the axis and the rules under the upper one."""
        fine = self.scale.day >= WEEK_FROM
        upper = months(self.scale) if fine else years(self.scale)
        lower = weeks(self.scale) if fine else months(self.scale)
        left, width = self.paper.before, self.paper.days
        wide, high = f"{left + width:g}", f"{2 * AXIS:g}"
        yield f'<rect x="0" y="{top}" width="{wide}" height="{high}" fill="{GROUND}"/>'
        for tick in upper:
            yield words(left + tick.x + 3, top + 12, self.named(tick, fine=fine), Type(size=10))
        for tick in lower:
            x = left + tick.x
            yield (
                f'<path d="M{x:.1f} {top + AXIS:g}V{bottom:g}" stroke="{LINE}" stroke-width=".5"/>'
            )
            text = f"{tick.day.month}-{tick.day.day}" if fine else f"{tick.day.month}"
            text = text if fine or not self.chinese else f"{text}月"
            if tick.width > 13 and not self.under_today(x + 3, text):
                yield words(x + 3, top + AXIS + 12, text, Type(size=9 if fine else 10, fill=QUIET))

    def named(self, tick: Tick, *, fine: bool) -> str:
        """A stretch of the upper line in words."""
        day = tick.day
        if self.chinese:
            return f"{day.year}年{day.month}月" if fine else f"{day.year}年"
        return f"{day.year}-{day.month:02}" if fine else str(day.year)

    @property
    def chinese(self) -> bool:
        """Whether words are Chinese."""
        return self.sheet.language.startswith("zh")

    def under_today(self, x: float, text: str) -> bool:
        """Whether a word of the axis that begins at ``x`` would lie under the word of today."""
        today, scale = self.sheet.today, self.scale
        if not scale.first <= today <= scale.last:
            return False
        middle = self.paper.before + scale.middle(today)
        half = width_of(self.sheet.today_words) * TODAY_SIZE / 2 + 2
        return x < middle + half and x + width_of(text) * TODAY_SIZE > middle - half

    def now(self, first: float, bottom: float) -> Iterator[str]:
        """The line of today with its word, where the map has it."""
        today, scale = self.sheet.today, self.scale
        if scale.first <= today <= scale.last:
            x = self.paper.before + scale.middle(today)
            yield (
                f'<path d="M{x:.1f} {first - 4:g}V{bottom:g}" stroke="{ACCENT}" stroke-width="1.5"'
                ' stroke-dasharray="5 3"/>'
            )
            yield words(
                x,
                first - 5,
                self.sheet.today_words,
                Type(size=TODAY_SIZE, fill=ACCENT, weight=600, anchor="middle"),
            )

    def line(self, line: Placed, y: float) -> Iterator[str]:
        """A head or a task."""
        group = self.groups[line.group]
        if line.task is None:
            if line.height:
                yield from self.head(group, line, y)
            return
        yield from self.task(group.lines[line.task], line, y)

    def head(self, group: GroupOf, line: Placed, y: float) -> Iterator[str]:
        """The head of a group over the whole width."""
        width = self.paper.before + self.paper.days
        yield (
            f'<rect x="0" y="{y:.1f}" width="{width:g}" height="{line.height:g}" fill="{GROUND}"/>'
        )
        text = f"{group.name} ({len(group.lines)})" + (f" {self.sheet.again}" if line.again else "")
        size = min(self.paper.font + 1, line.height)
        yield words(4, y + line.height / 2 + size * 0.36, text, Type(size=size, weight=600))

    def task(self, task: Line, line: Placed, y: float) -> Iterator[str]:
        """Names, bar, marks and words of a task."""
        paper, left, middle = self.paper, self.paper.before, y + line.height / 2
        yield f"<g><title>{escape(task.title)}</title>"
        yield from self.names(task, middle, line.height)
        x, width = self.scale.bar(task.starts, task.due)
        thick = line.height * 0.5
        colour = LIGHTS[task.light]
        yield (
            f'<rect x="{left + x:.1f}" y="{middle - thick / 2:.1f}" width="{width:.1f}"'
            f' height="{thick:.1f}" rx="2" fill="{BAR}" stroke="{colour}"/>'
        )
        end = x + width
        if task.finish is not None and task.finish > task.due:
            late = self.scale.right(task.finish)
            yield (
                f'<path d="M{left + end:.1f} {middle:.1f}H{left + late:.1f}" stroke="{colour}"'
                ' stroke-width="1.5" stroke-dasharray="3 2"/>'
            )
            end = late
        radius = min(line.height * 0.22, 5.0)
        for mark in task.marks:
            yield drawn_mark(mark, left + self.scale.middle(mark.day), middle, radius)
        if task.said:
            size = min(paper.font, line.height)
            yield words(
                left + end + BEFORE_SAID,
                middle + size * 0.36,
                task.said,
                Type(size=size, fill=LIGHTS["red"]),
            )
        yield "</g>"

    def names(self, task: Line, middle: float, height: float) -> Iterator[str]:
        """Title over one or two lines, the light as a shape, the unit."""
        paper = self.paper
        size = min(paper.font, height)
        colour = LIGHTS[task.light]
        yield words(4, middle + size * 0.36, task.light_shape, Type(size=size, fill=colour))
        most = 2 if height >= 2 * size + 2 else 1
        found = broken(task.title, (paper.names - size - 12) / size, most)
        first = middle + size * 0.36 - (len(found) - 1) * (size + 1) / 2
        for number, text in enumerate(found):
            yield words(size + 8, first + number * (size + 1), text, Type(size=size))
        unit = broken(task.unit, (paper.unit - 6) / size, 1)[0]
        yield words(paper.names, middle + size * 0.36, unit, Type(size=size, fill=QUIET))


def broken(text: str, room: float, most: int) -> list[str]:
    """Text over at most ``most`` lines of ``room`` full-width characters, then an ellipsis."""
    made = [""]
    for letter in text:
        if width_of(made[-1] + letter) > room:
            if len(made) == most:
                made[-1] = made[-1][:-1] + "…"
                return made
            made.append("")
        made[-1] += letter
    return made


def drawn_mark(mark: Mark, x: float, y: float, radius: float) -> str:
    """A node: done filled, open hollow, reported with a point inside, late a triangle.

    The triangle of what was reported late is hollow.
    """
    title = f"<title>{escape(mark.words)}</title>"
    if mark.kind in ("late", "late_reported"):
        r = radius * 1.25
        shape = f"M{x:.1f} {y - r:.1f}L{x + r:.1f} {y + r * 0.8:.1f}H{x - r:.1f}Z"
        paint = f'fill="{LIGHTS["red"]}"'
        if mark.kind == "late_reported":
            paint = f'fill="#ffffff" stroke="{LIGHTS["red"]}" stroke-width="1.3"'
        return f'<path d="{shape}" {paint}>{title}</path>'
    fill = LIGHTS["green"] if mark.kind == "done" else "#ffffff"
    stroke = {"done": LIGHTS["green"], "reported": LIGHTS["watch"]}.get(mark.kind, INK)
    circle = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{stroke}"'
        f' stroke-width="1.3">{title}</circle>'
    )
    if mark.kind == "reported":
        circle += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * 0.4:.1f}" fill="{stroke}"/>'
    return circle


@dataclass(frozen=True)
class Type:
    """How a text is set."""

    size: float
    fill: str = INK
    weight: int = 400
    anchor: str = "start"


def words(x: float, y: float, text: str, set_as: Type) -> str:
    """A text whose base line lies at ``y``."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{set_as.size:g}" fill="{set_as.fill}"'
        f' font-weight="{set_as.weight}" text-anchor="{set_as.anchor}">{escape(text)}</text>'
    )


def wrapped(width: float, height: float, title: str, parts: Sequence[str]) -> SafeString:
    """The drawing; every text in ``parts`` was escaped when it was put there."""
    family = escape(FONT)
    return mark_safe(  # noqa: S308 - made above of numbers, fixed words and escaped texts
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
        f' viewBox="0 0 {width:g} {height:g}" font-family="{family}" role="img"'
        f' aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )
