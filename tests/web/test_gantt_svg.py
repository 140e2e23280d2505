"""The drawn battle map: words lie inside the drawing and not upon each other."""

import re
from dataclasses import replace
from datetime import date

from saima.web.charts.gantt import Scale
from saima.web.charts.gantt_svg import SMALL, GroupOf, Line, Mark, Sheet, drawn_mark, small
from saima.web.wording.battle_map import MARKS

TASK = Line(
    title="建设产业园",
    unit="a镇",
    light="red",
    light_shape="■",
    starts=date(2021, 3, 2),
    due=date(2021, 8, 27),
    finish=date(2021, 9, 30),
    said="▲ 逾期 133 天 ◆ 关键",
    marks=(),
)
KINDS = ("done", "reported", "open", "late", "late_reported")
SCALE = Scale(date(2021, 3, 1), date(2021, 9, 30), 1)
"""214 days."""


def drawn(task: Line, today: date) -> str:
    """A small map of one task in Chinese."""
    word = f"今天 {today.month}-{today.day}"
    sheet = Sheet("任务", "", "", "", "", today, word, "zh-hans")
    return str(small([GroupOf("", (task,))], SCALE, sheet))


def test_what_is_said_behind_a_bar_ends_inside_the_drawing() -> None:
    """Seven full-width and nine half-width signs of 12 pixels are 138 wide, a gap before them."""
    found = re.search(r'<text x="([\d.]+)"[^>]*>▲ 逾期 133 天', drawn(TASK, date(2021, 4, 28)))
    assert found is not None
    assert float(found[1]) + 138 <= SMALL.width


def test_a_late_node_is_a_triangle_which_is_hollow_once_it_is_reported() -> None:
    marks = {kind: drawn_mark(Mark(TASK.due, kind, kind), 10, 10, 4) for kind in KINDS}
    assert 'd="M10.0 5.0L15.0 14.0H5.0Z" fill="#b3261e"' in marks["late"]
    assert 'd="M10.0 5.0L15.0 14.0H5.0Z" fill="#ffffff" stroke="#b3261e"' in marks["late_reported"]
    circles = {kind: drawn.count("<circle") for kind, drawn in marks.items()}
    assert circles == {"done": 1, "reported": 2, "open": 1, "late": 0, "late_reported": 0}
    assert set(KINDS) == set(MARKS)


def test_short_words_leave_the_days_as_wide_as_ever() -> None:
    short = GroupOf("", (replace(TASK, said="◆ 关键"),))
    assert SMALL.holding([short]) == SMALL


def test_no_month_is_written_under_the_word_of_today() -> None:
    """A day is 2.5 pixels wide: the word of 11 March, 40 wide, covers where March is written."""
    months = re.compile(r">(\d)月<")
    assert months.findall(drawn(TASK, date(2021, 3, 11))) == list("456789")
    assert months.findall(drawn(TASK, date(2021, 3, 25))) == list("356789")
    assert months.findall(drawn(TASK, date(2021, 4, 18))) == list("3456789")
