"""A page as of any moment: the address carries it, the page says it, a bad one loses nothing."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from saima.actions import rounds
from saima.records.models import PlanVersion, Round
from saima.web.as_of import MOMENT_AHEAD, MOMENT_TOO_EARLY, NOT_A_MOMENT, asked_moment, written
from tests.cast import NOW, Cast, by

CITY = ZoneInfo("Asia/Shanghai")
NOON = datetime(2021, 11, 20, 4, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
UNDER = "as_of=2021-03-20T18:00"
PAGES = [
    "/2021-02/",
    "/2021-02/board/",
    "/2021-02/heat/",
    "/2021-02/show/",
    "/2021-02/units/ash/",
    "/2021-02/units/ash/total/",
    "/2021-02/units/ash/invest/",
    "/2021-02/indicators/invest/",
    "/2021-02/search/",
    "/2021-02/method/",
]
FILES = [
    "/2021-03/board/table.csv",
    "/2021-03/heat/table.csv",
    "/2021-03/show/table.xlsx",
    "/2021-03/units/ash/ranks.svg",
    "/2021-03/indicators/invest/trend.svg",
]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2021-11-20T10:30", datetime(2021, 11, 20, 10, 31, tzinfo=CITY)),
        (" 2021-11-20 10:30 ", datetime(2021, 11, 20, 10, 31, tzinfo=CITY)),
        ("2021-11-20T10:30:05", datetime(2021, 11, 20, 10, 30, 6, tzinfo=CITY)),
        ("2021-11-19", datetime(2021, 11, 20, tzinfo=CITY)),
    ],
)
def test_a_moment_takes_in_all_of_what_was_typed(text: str, last: datetime) -> None:
    asked = asked_moment(text, NOON, 2021)
    assert asked.moment == last - MICRO
    assert asked.problem is None
    assert asked.query == {"as_of": text.strip().replace(" ", "T")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("yesterday", NOT_A_MOMENT),
        ("2021-13-40", NOT_A_MOMENT),
        ("2021-02-29T10:00", NOT_A_MOMENT),
        ("2021-11-20T10:30+08:00", NOT_A_MOMENT),
        ("２０２１-11-20", NOT_A_MOMENT),
        ("9999-12-31", NOT_A_MOMENT),
        ("2021-11-20T12:01", MOMENT_AHEAD),
        ("2021-11-21", MOMENT_AHEAD),
        ("2019-12-31T23:59", MOMENT_TOO_EARLY),
        ("0001-01-01", MOMENT_TOO_EARLY),
        ("<script>" * 50, NOT_A_MOMENT),
    ],
)
def test_a_bad_moment_is_the_present_with_a_reason(text: str, kind: object) -> None:
    asked = asked_moment(text, NOON, 2021)
    assert asked.moment is None
    assert asked.query == {}
    assert asked.problem is not None
    assert asked.problem.kind is kind
    assert asked.typed == text[:40]


def test_the_present_minute_is_a_moment_of_today() -> None:
    assert asked_moment("2021-11-20T12:00", NOON, 2021).moment is not None
    assert asked_moment("", NOON, 2021).typed == ""


def test_a_moment_is_written_so_that_it_is_read_again() -> None:
    exact = datetime(2021, 11, 20, 2, 30, 5, 999, tzinfo=UTC)
    assert written(exact) == "2021-11-20T10:30:05"
    read = asked_moment(written(exact), NOON, 2021).moment
    assert read is not None
    assert exact <= read < exact + timedelta(seconds=1)
    assert written(datetime(2021, 11, 20, 2, 30, tzinfo=UTC)) == "2021-11-20T10:30"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_under_a_moment_says_so_and_so_do_its_links(
    reader: Client, address: str, language: str
) -> None:
    reader.cookies["saima_language"] = language
    answer = reader.get(f"{address}?{UNDER}")
    page = answer.content.decode()
    said = "本页数据截至 2021-03-20 18:00" if language != "en" else "is as of 2021-03-20 18:00"
    assert answer.status_code == 200
    assert said in page
    assert "2021-04-05" not in page
    boards = re.findall(r'href="(/2021[^"]*)"', page)
    present = [link for link in boards if "as_of" not in link]
    assert set(present) == {address}
    assert all("as_of=202" in link or link == address for link in boards)


def test_the_board_of_a_moment_counts_what_was_recorded_by_then(reader: Client) -> None:
    reader.cookies["saima_language"] = "en"
    then = reader.get(f"/2021-03/board/?{UNDER}").content.decode()
    assert "Nothing is recorded yet." in then
    assert "Nothing is reported for Mar yet." in then
    now = reader.get("/2021-03/board/?as_of=2021-04-05T09:00").content.decode()
    assert "94.50" in now
    assert "newest value of this table recorded 2021-04-05 09:00" in now


def test_a_bad_moment_shows_the_present_and_keeps_what_was_asked(reader: Client) -> None:
    reader.cookies["saima_language"] = "en"
    answer = reader.get("/2021-03/board/?group=offices&sort=-total&as_of=2021-13-40")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "“2021-13-40” is no date and time; expected a moment like 2021-11-20 18:00" in page
    assert 'value="2021-13-40" aria-invalid="true"' in page
    assert '<input type="hidden" name="group" value="offices">' in page
    assert '<input type="hidden" name="sort" value="-total">' in page
    assert "Fin" in page
    assert "Ash" not in page


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_not_handed_out_for_a_bad_moment(reader: Client, address: str) -> None:
    answer = reader.get(f"{address}?as_of=soon")
    assert answer.status_code == 404
    assert "“soon”不是日期时间" in answer.content.decode()
    assert reader.get(address).status_code == 200


def test_a_file_of_a_moment_says_so(reader: Client) -> None:
    reader.cookies["saima_language"] = "en"
    lines = reader.get(f"/2021-02/board/table.csv?{UNDER}").content.decode("utf-8-sig")
    assert '"Board as of 2021-03-20 18:00, plan small-2021 v1 (' in lines


def test_a_moment_costs_one_question_more(
    reader: Client, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    reader.get(f"/2021-02/board/?{UNDER}")
    with django_assert_num_queries(5):
        reader.get(f"/2021-02/board/?{UNDER}")


def test_the_calendar_offers_the_last_days_of_freezing(reader: Client) -> None:
    reader.cookies["saima_language"] = "en"
    page = reader.get("/2021-03/board/?group=offices").content.decode()
    # The 20th of January 2022 is a Thursday, that of December 2021 follows the check of the 20th.
    assert 'href="/2021-03/board/?group=offices&amp;as_of=2022-01-20"' in page
    assert page.count(": day of freezing") == 4


def test_a_frozen_month_is_offered_with_its_moment(
    march: Round, cast: Cast, client: Client
) -> None:
    frozen = NOW + timedelta(days=1, seconds=7)
    rounds.freeze(by(cast.office, frozen), march.pk, despite="fictitious")
    client.cookies["saima_language"] = "en"
    page = client.get("/2021-03/board/").content.decode()
    assert "Mar frozen" in page
    assert 'as_of=2021-04-07T10:00:07"' in page


def test_as_of_a_moment_the_rules_of_that_day_count(version: PlanVersion, client: Client) -> None:
    from saima.actions.loading import YearRows, load_year
    from tests.web.small_year import small_plan

    newer = small_plan(version=2, reason="mended")
    load_year(newer, YearRows(), datetime(2021, 5, 1, tzinfo=UTC))
    assert "small-2021 v2" in client.get("/2021-03/method/").content.decode()
    assert "small-2021 v1" in client.get(f"/2021-03/method/?{UNDER}").content.decode()
