"""What pages show, against the hand calculation in ``small_year``."""

import pytest

from saima.actions.boards import YearBoards
from saima.plan.periods import Period
from saima.web.readings.board import ALL, contests, inner_contests, ordered, read_board
from saima.web.readings.city import city_scores, contest_lines
from saima.web.readings.headings import Heading, Order, sorted_by
from saima.web.readings.heat import read_heat
from saima.web.readings.home import read_home
from saima.web.readings.indicator import Question, read_indicator
from saima.web.readings.lights import light_of, light_of_shares
from saima.web.readings.method import read_method
from saima.web.readings.months import differences, months_of, running
from saima.web.readings.search import search
from saima.web.readings.show import read_show
from saima.web.readings.unit import read_ranks, read_unit

MARCH = Period.parse("2021-03")


def test_a_board_ranks_its_group_and_puts_the_unranked_last(boards: YearBoards) -> None:
    board = read_board(boards, MARCH, "towns", "en")
    rows = ordered(board, Order("rank"))
    assert [(row.name, row.rank, row.movement) for row in rows] == [
        ("Ash", 1, 1),
        ("Elm", 2, -1),
        ("Birch", 3, 0),
        ("Oak", None, None),
    ]
    assert rows[1].gap == pytest.approx(94.5 - 93.33)
    assert board.ranked == 3
    assert board.mean["total"] == pytest.approx((94.5 + 93.33 + 34.67) / 3)
    assert [fired.card for fired in rows[2].fired] == ["red"]


def test_any_order_leaves_the_unranked_at_the_end(boards: YearBoards) -> None:
    board = read_board(boards, MARCH, "towns", "en")
    rising = [row.unit for row in ordered(board, Order("economy"))]
    falling = [row.unit for row in ordered(board, Order("economy", descending=True))]
    assert rising == ["birch", "elm", "ash", "oak"]
    assert falling == ["ash", "elm", "birch", "oak"]


def test_the_board_of_all_ranks_over_all_with_its_own_movement(boards: YearBoards) -> None:
    rows = ordered(read_board(boards, MARCH, ALL, "en"), Order("rank"))
    assert [(row.unit, row.rank) for row in rows][:3] == [("ash", 1), ("elm", 2), ("fin", 3)]
    assert all(row.field == 5 for row in rows)
    # February: elm 100, fin 95.27, ash 93.
    assert (rows[0].previous, rows[0].movement) == (3, 2)


def test_a_chapter_that_nobody_of_the_group_is_scored_on_is_left_out(boards: YearBoards) -> None:
    assert [each.code for each in read_board(boards, MARCH, "towns", "en").chapters] == [
        "economy",
        "general",
        "duty",
    ]


def test_contests_stand_below_the_chapters(boards: YearBoards) -> None:
    codes = ["projects", "platforms", "safe", "duties"]
    assert [contest.code for contest in contests(boards.plan)] == codes
    assert inner_contests(boards.plan) == contests(boards.plan)


def test_the_city_has_done_what_its_lead_units_answer_for(boards: YearBoards) -> None:
    scores = city_scores(boards, MARCH)
    assert {code: score.value for code, score in scores.items()} == {"invest": 30, "land": 270}
    lines = {line.contest.code: line for line in contest_lines(boards, MARCH)}
    assert set(lines) == {"projects", "platforms"}
    projects = lines["projects"]
    assert projects.done == pytest.approx(30 / 132)
    assert projects.planned == pytest.approx(3 / 12)
    assert projects.gap == pytest.approx(30 / 132 - 0.25)
    assert projects.light == "watch"
    assert [round(value or 0, 6) for value in projects.series] == [
        round(11 / 132, 6),
        round(21 / 132, 6),
        round(30 / 132, 6),
    ]


def test_home_says_who_leads_who_moved_and_what_is_late(boards: YearBoards) -> None:
    home = read_home(boards, MARCH, "en")
    assert home.done == pytest.approx((30 / 132 + 270 / 1320) / 2)
    assert [(each.group.code, each.rows[0].unit) for each in home.podiums] == [
        ("towns", "ash"),
        ("offices", "fin"),
    ]
    assert [row.unit for row in home.risers] == ["ash"]
    assert [row.unit for row in home.fallers] == ["elm"]
    assert [(each.unit, each.missing, each.first) for each in home.late] == [
        ("birch", 1, "New industrial land"),
        ("oak", 1, "Safety index"),
    ]
    assert home.missing == 2
    assert [fired.card for fired in home.fired] == ["red"]


def test_a_unit_sees_its_largest_loss_first_and_its_neighbours(boards: YearBoards) -> None:
    reading = read_unit(boards, MARCH, boards.plan.unit_by_code["birch"], "en")
    assert [(loss.indicator.code, round(loss.lost or 0, 4)) for loss in reading.losses] == [
        ("land", 30),
        ("safety", 20),
        ("invest", 13.3333),
        ("party", 2),
    ]
    assert (reading.above_name, reading.below) == ("Elm", None)
    assert reading.most_lost == 30
    assert reading.losses[0].contest == "Platforms"
    assert [fired.card for fired in reading.fired] == ["yellow", "red"]


def test_an_unranked_unit_has_no_neighbours(boards: YearBoards) -> None:
    reading = read_unit(boards, MARCH, boards.plan.unit_by_code["oak"], "en")
    assert (reading.above, reading.below) == (None, None)
    assert reading.losses[-1].lost is None


def test_ranks_are_drawn_from_two_months_on(boards: YearBoards) -> None:
    ash = boards.plan.unit_by_code["ash"]
    ranks = read_ranks(boards, MARCH, ash, "en")
    assert ranks.chosen is not None
    assert list(ranks.chosen.ranks) == [2, 2, 1]
    assert ranks.periods == ("Jan", "Feb", "Mar")
    assert not read_ranks(boards, Period.parse("2021-01"), ash, "en").drawable


def test_months_show_the_month_and_the_sum_and_nothing_of_the_future(boards: YearBoards) -> None:
    invest = boards.plan.indicator_by_code["invest"]
    months = months_of(boards, "fin", invest, Period.parse("2021-02"))
    assert [(each.actual, each.cumulative) for each in months[:3]] == [
        (11, 11),
        (10, 21),
        (None, None),
    ]
    assert [each.target for each in months[:3]] == [11, 22, 33]
    assert [each.light for each in months[:3]] == ["green", "watch", "off"]


def test_a_gap_hides_the_months_that_need_it() -> None:
    assert differences([5, None, 16]) == [5, None, None]
    assert running([5, None, 16]) == [5, None, None]


def test_an_indicator_shows_the_city_or_the_unit_that_was_asked_for(boards: YearBoards) -> None:
    invest = boards.plan.indicator_by_code["invest"]
    city = read_indicator(boards, MARCH, invest, Question(), "en")
    assert (city.score and city.score.value, city.chosen) == (30, False)
    assert [line.unit for line in city.lines][-1] == "birch"
    assert city.subjects == 5
    birch = read_indicator(boards, MARCH, invest, Question("towns", "birch"), "en")
    assert (birch.score and birch.score.value, birch.chosen) == (6, True)
    assert {line.group for line in birch.lines} == {"towns"}


def test_heat_is_shaded_from_the_lowest_to_the_highest_of_a_column(boards: YearBoards) -> None:
    heat = read_heat(boards, MARCH, "towns", None, "en")
    assert [column.code for column in heat.columns] == ["projects", "platforms", "safe", "duties"]
    projects = {row.unit: row.cells[0].shade for row in heat.rows}
    assert projects == {"ash": 9, "elm": 5, "birch": 0, "oak": 9}
    inside = read_heat(boards, MARCH, "towns", "projects", "en")
    assert [column.code for column in inside.columns] == ["invest"]


def test_the_show_lists_the_city_by_contest_with_owners(boards: YearBoards) -> None:
    lines = read_show(boards, MARCH, "en")
    assert [(line.number, line.contest, line.indicator.code) for line in lines] == [
        (1, "Projects", "invest"),
        (2, "Platforms", "land"),
    ]
    assert lines[0].owners == ("Fin*",)
    assert lines[0].gap == pytest.approx(30 / 132 - 0.25)
    assert lines[0].place is None


def test_search_finds_names_in_both_languages_and_codes(boards: YearBoards) -> None:
    plan = boards.plan
    assert [unit.code for unit in search(plan, "镇").units] == ["ash", "birch", "oak"]
    assert [each.code for each in search(plan, "INDUSTRIAL land").indicators] == ["land"]
    assert search(plan, "x").units == ()
    assert search(plan, "").count == 10


def test_the_method_gives_the_range_of_weights_in_a_group(boards: YearBoards) -> None:
    weights = {node.code: ends for node, ends in read_method(boards, MARCH).weights}
    assert weights == {
        "economy": ((70, 70), (60, 60)),
        "general": ((20, 20), (20, 20)),
        "duty": ((10, 10), (20, 20)),
    }


@pytest.mark.parametrize(
    ("done", "light"),
    [(0.50, "green"), (0.45, "watch"), (0.40, "yellow"), (0.20, "yellow"), (0.199, "red")],
)
def test_the_light_of_a_mean_follows_the_golden_lights(
    boards: YearBoards, done: float, light: str
) -> None:
    """Domain 1.7: planned 50 %, done 50 / 45 / 40 / 20 / 19.9."""
    assert light_of_shares(done, 0.5, boards.plan.lights) == light


def test_a_value_without_a_light_is_not_called_unreported(boards: YearBoards) -> None:
    scores = boards.scores(MARCH)
    assert light_of(scores["ash", "party"]) == "off"
    assert light_of(scores["oak", "safety"]) == "none"
    assert light_of_shares(None, 0.5, boards.plan.lights) == "none"


def test_an_order_in_the_address_is_read_or_falls_back() -> None:
    assert Order.parse("-total", ["total"], "rank") == Order("total", descending=True)
    assert Order.parse("drop table", ["total"], "rank") == Order("rank")
    heading = Heading("total", "Total", order=Order("total", descending=True))
    assert (heading.aria, heading.next) == ("descending", "total")
    assert Heading("bonus", "Bonus", order=Order("total")).next == "-bonus"


def test_what_is_absent_is_last_either_way() -> None:
    assert sorted_by([2, None, 1], lambda item: item, descending=True) == [2, 1, None]
    assert sorted_by([2, None, 1], lambda item: item, descending=False) == [1, 2, None]
