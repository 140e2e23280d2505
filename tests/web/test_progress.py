"""A period that is still being collected must not pass for a verdict."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client, override_settings
from django.utils.translation import override

from saima.actions import reporting, review, rounds
from saima.actions.boards import YearBoards
from saima.plan.periods import Period
from saima.records.models import PlanVersion, Round
from saima.records.queries.collecting import Collected
from saima.web.place import latest_period
from saima.web.readings.board import read_board
from saima.web.readings.home import read_home
from saima.web.readings.progress import progress_of
from saima.web.wording.progress import progress_sentences, progress_words
from tests.cast import NOW, Cast, by, due, given, known

MARCH, FIRST = Period.parse("2021-03"), Period.parse("2021Q1")
APRIL_6 = date(2021, 4, 6)
OPEN = Collected("2021-03", date(2021, 4, 12), None, asked=640, accepted=212)
FROZEN = replace(OPEN, open=False, frozen_at=NOW, asked=0, accepted=0)


def test_a_month_is_whole_once_it_is_frozen() -> None:
    assert progress_of(MARCH, [FROZEN], MARCH, APRIL_6) is None
    found = progress_of(MARCH, [OPEN], MARCH, APRIL_6)
    assert found is not None
    assert (found.asked, found.accepted, found.due_on) == (640, 212, date(2021, 4, 12))
    assert found.ahead == ()


@pytest.mark.parametrize("period", ["2021Q1", "2021H1", "2021", "2021-04", "2021Q2"])
def test_whatever_rests_on_an_open_month_is_in_progress(period: str) -> None:
    latest = Period.parse("2021-04")
    found = progress_of(Period.parse(period), [OPEN], latest, date(2022, 1, 10))
    assert found is not None
    assert found.collecting == (OPEN,)


def test_an_open_month_leaves_earlier_periods_alone() -> None:
    assert progress_of(Period.parse("2021-02"), [OPEN], MARCH, APRIL_6) is None


def test_months_that_were_loaded_are_whole_when_they_are_over_and_reported() -> None:
    assert progress_of(FIRST, [], MARCH, APRIL_6) is None
    half = progress_of(Period.parse("2021H1"), [], MARCH, date(2021, 8, 1))
    assert half is not None
    assert [str(month) for month in half.ahead] == ["2021-04", "2021-05", "2021-06"]
    assert progress_of(MARCH, [], MARCH, date(2021, 3, 31)) is not None
    assert progress_of(MARCH, [], None, APRIL_6) is not None


def test_a_round_that_had_not_begun_does_not_count() -> None:
    later = replace(OPEN, begun=False, open=False)
    found = progress_of(MARCH, [later], Period.parse("2021-02"), date(2021, 3, 20))
    assert found is not None
    assert (found.collecting, found.ahead) == ((), (MARCH,))


def test_the_sentence_counts_and_dates() -> None:
    open_month = progress_of(MARCH, [OPEN], MARCH, APRIL_6)
    half = progress_of(Period.parse("2021H1"), [OPEN], MARCH, APRIL_6)
    assert open_month is not None
    assert half is not None
    with override("en"):
        assert progress_words(open_month, "en") == (
            "Mar in progress: 212 of 640 values accepted, due by 12 April 2021."
        )
        assert progress_words(half, "en").endswith("Nothing is reported for Apr–Jun yet.")
    with override("zh-hans"):
        assert progress_sentences(open_month, "zh-hans") == (
            "3月填报进行中：应报 640 项，已审定 212 项，填报截止 2021年4月12日。"
            "未审定的数值按未报处理，名次为暂列，不触发处理措施。"
        )


def test_an_unfinished_board_moves_nobody_and_fires_nothing(boards: YearBoards) -> None:
    found = read_board(boards, MARCH, "towns", "en", whole=False)
    assert [row.movement for row in found.rows] == [None] * 4
    assert [row.fired for row in found.rows] == [()] * 4
    assert [row.rank for row in found.rows] == [1, 2, 3, None]
    home = read_home(boards, MARCH, "en", whole=False)
    assert (home.risers, home.fallers, home.fired) == ((), (), ())


def test_the_board_of_an_open_month_says_so(march: Round, cast: Cast, client: Client) -> None:
    key = due("a", "starts").pk
    reporting.submit(by(cast.town_reporter), key, given(3))
    review.approve(by(cast.town_approver), key)
    review.accept(by(cast.checker), key)
    client.cookies["saima_language"] = "en"
    asked = march.due_values.count()
    said = f"Mar in progress: 1 of {asked} values accepted, due by 12 April 2021."
    for address in ("", "board/", "heat/", "show/", "units/a/", "indicators/starts/"):
        page = client.get(f"/2021-03/{address}").content.decode()
        assert said in page, address
    board = client.get("/2021-03/board/").content.decode()
    assert "Provisional order" in board
    assert 'data-label="Rank"' not in board
    table = client.get("/2021-03/board/table.csv").content.decode("utf-8-sig")
    assert said in table
    assert "Provisional order,Unit" in table
    rounds.freeze(by(cast.office), march.pk, despite="fictitious")
    board = client.get("/2021-03/board/").content.decode()
    assert "in progress" not in board
    assert 'data-label="Rank"' in board


def test_the_site_opens_on_the_last_whole_month(march: Round, cast: Cast, client: Client) -> None:
    for month in ("2021-02", "2021-03"):
        known("a", "starts", month, 5)
    assert client.get("/")["Location"] == "/2021-02/"
    rounds.freeze(by(cast.office), march.pk, despite="fictitious")
    assert client.get("/")["Location"] == "/2021-03/"


def test_where_no_month_is_whole_it_opens_on_the_last_reported_one(
    march: Round, cast: Cast
) -> None:
    known("a", "starts", "2021-03", 5)
    Round.objects.filter(pk=march.pk).update(month="2021-01")
    assert latest_period() == MARCH


def test_of_the_months_so_far_only_whole_ones_are_drawn(
    version: PlanVersion, boards: YearBoards, client: Client
) -> None:
    with override_settings(CLOCK_SHIFT=datetime(2021, 3, 20, tzinfo=UTC) - datetime.now(UTC)):
        page = client.get("/2021-03/units/ash/").content.decode()
        assert client.get("/2021-03/units/ash/ranks.svg").status_code == 200
    heads = page[page.index("figures-under") :]
    assert "2月" in heads[: heads.index("</thead>")]
    assert "3月" not in heads[: heads.index("</thead>")]


def test_the_year_points_to_the_month_that_is_being_collected(
    march: Round, cast: Cast, client: Client
) -> None:
    known("a", "starts", "2021-02", 5)
    client.cookies["saima_language"] = "en"
    page = client.get("/2021-02/").content.decode()
    assert "Mar in progress: 0 of" in page
    assert '<a href="/2021-03/">Look at March 2021</a>' in page
    assert "Take part" not in page
    assert "Mar in progress" not in client.get("/2021-01/").content.decode()
    with override_settings(DEMO=True):
        assert "Take part" in client.get("/2021-02/").content.decode()


def test_an_unfinished_board_and_its_file_are_not_compared_with_the_period_before(
    march: Round, cast: Cast, client: Client
) -> None:
    client.cookies["saima_language"] = "en"
    address = "/2021-03/board/table.csv?group=towns"
    heads = [line.split(",") for line in client.get(address).content.decode().splitlines()]
    widths = {len(line) for line in heads if len(line) > 5}
    assert "Last month" not in str(heads)
    assert len(widths) == 1
    page = client.get("/2021-03/board/?group=towns").content.decode()
    assert "Movement" not in page
    rounds.freeze(by(cast.office), march.pk, despite="fictitious")
    assert "Last month,Movement" in client.get(address).content.decode()
    assert "Movement" in client.get("/2021-03/board/?group=towns").content.decode()
