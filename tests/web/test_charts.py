"""Charts say their finding, leave nothing to the network, and can be drawn on paper."""

import json

from django.utils.translation import override

from saima.actions.boards import YearBoards
from saima.plan.periods import Period
from saima.web.charts.bump import bump_chart
from saima.web.charts.dots import dots_chart, in_lanes
from saima.web.charts.embed import embedded, specification
from saima.web.charts.paper import KEPT, drawing, drawn
from saima.web.charts.sparkline import sparkline
from saima.web.charts.trend import trend_chart
from saima.web.readings.indicator import Question, read_indicator
from saima.web.readings.months import months_of
from saima.web.readings.unit import read_ranks

MARCH = Period.parse("2021-03")


def test_the_bump_chart_says_where_the_unit_came_from(boards: YearBoards) -> None:
    with override("en"):
        ranks = read_ranks(boards, MARCH, boards.plan.unit_by_code["ash"], "en")
        spec = specification(bump_chart(ranks))
    assert spec["title"] == "Ash: from place 2 to place 1"
    svg = drawing(bump_chart(ranks))
    assert all(name in svg for name in ("Ash", "Birch", "Elm"))


def test_the_trend_says_the_share_of_the_phased_target(boards: YearBoards) -> None:
    invest = boards.plan.indicator_by_code["invest"]
    months = months_of(boards, "fin", invest, MARCH)
    with override("en"):
        spec = specification(trend_chart(invest, months, "en"))
    # 30 of 33 phased by March: 90.9 %.
    assert spec["title"] == ("Jan-Mar: 30.00 100 million yuan, 90.9 % of the phased target")


def test_the_trend_of_nothing_says_so(boards: YearBoards) -> None:
    invest = boards.plan.indicator_by_code["invest"]
    with override("en"):
        spec = specification(trend_chart(invest, months_of(boards, "x", invest, MARCH), "en"))
    assert spec["title"] == "No value is reported yet."


def test_the_dots_name_the_first_and_the_last(boards: YearBoards) -> None:
    invest = boards.plan.indicator_by_code["invest"]
    reading = read_indicator(boards, MARCH, invest, Question("towns"), "en")
    with override("en"):
        spec = specification(dots_chart(reading, "en"))
    # ash 16 of 15, birch 6 of 9.
    assert spec["title"] == "From Birch (66.7) to Ash (106.7)"


def test_labels_that_would_touch_go_into_another_lane() -> None:
    rows = [{"x": x, "label": "Long name"} for x in (0.0, 1.0, 100.0)]
    assert [row["lane"] for row in in_lanes(rows)] == [0, 1, 0]


def test_a_specification_carries_its_own_rows_and_names_no_host(boards: YearBoards) -> None:
    ranks = read_ranks(boards, MARCH, boards.plan.unit_by_code["ash"], "en")
    spec = embedded(bump_chart(ranks))
    assert spec["width"] == "container"
    assert "url" not in json.dumps({k: v for k, v in spec.items() if k != "$schema"})


def test_a_sparkline_leaves_gaps_open() -> None:
    drawn = sparkline([0.1, 0.2, None, 0.4, 0.5])
    assert drawn.count("<polyline") == 2
    assert 'aria-hidden="true"' in drawn
    assert sparkline([None, None]) == ""


def test_a_sparkline_of_one_month_is_a_dot() -> None:
    drawn = sparkline([0.5])
    assert "<polyline" not in drawn
    assert drawn.count("<circle") == 1


def test_the_same_figures_are_drawn_once_and_few_are_kept(boards: YearBoards) -> None:
    ranks = read_ranks(boards, MARCH, boards.plan.unit_by_code["ash"], "en")
    drawn.cache_clear()
    with override("en"):
        first, again = drawing(bump_chart(ranks)), drawing(bump_chart(ranks))
    with override("zh-hans"):
        other = drawing(bump_chart(ranks))
    assert first is again
    assert other != first
    found = drawn.cache_info()
    assert (found.hits, found.misses, found.maxsize) == (1, 2, KEPT)
