"""The calendar of a year: holidays, make-up days, the office's own days, the months' dates."""

import pytest
from django.test import Client

from saima.records.models import AuditRecord, CalendarException
from saima.web.readings.calendar import Sort
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/office/calendar/2021/"
DAY = {"first": "2021-05-12", "last": "", "order": "off", "reason": "Congress"}


@pytest.fixture
def office(cast: Cast, march: object, client: Client) -> Client:
    """The office, reading English."""
    client.force_login(cast.office)
    client.cookies["saima_language"] = "en"
    return client


def sort_of(client: Client, month: int, day: int) -> Sort:
    """What a day of 2021 is on the page."""
    sheet = client.get(ADDRESS).context["sheets"][month - 1]
    (found,) = [one for week in sheet.weeks for one in week if one and one.day.day == day]
    return Sort(found.sort)


def test_days_are_those_of_the_state_council(office: Client) -> None:
    assert sort_of(office, 2, 12) is Sort.HOLIDAY
    assert sort_of(office, 2, 20) is Sort.MADE_UP
    assert sort_of(office, 2, 27) is Sort.WEEKEND
    assert sort_of(office, 2, 26) is Sort.WORK
    page = office.get(ADDRESS)
    names = [one.name.en for one in page.context["holidays"]]
    # The notice for 2021 lists seven holidays, New Year's Day first and National Day last.
    assert len(names) == 7
    assert (names[0], names[-1]) == ("New Year's Day", "National Day")


def test_a_day_that_the_office_sets_moves_the_months_not_yet_open(office: Client) -> None:
    answer = office.post(ADDRESS, DAY)
    assert answer["Location"] == f"{ADDRESS}?done=calendar.set&count=1"
    page = office.get(answer["Location"])
    assert "1 day is set" in page.content.decode()
    lines = {str(line.month): line for line in page.context["lines"]}
    assert lines["2021-04"].dates.report.isoformat() == "2021-05-13"
    assert (lines["2021-03"].opened, lines["2021-04"].opened) == (True, False)
    assert sort_of(office, 5, 12) is Sort.OWN_OFF
    office.post(ADDRESS, DAY | {"first": "2021-05-15", "order": "work"})
    assert sort_of(office, 5, 15) is Sort.OWN_WORK
    assert AuditRecord.objects.filter(action="calendar.set").count() == 2


def test_what_is_typed_wrong_is_told_and_kept(office: Client) -> None:
    answer = office.post(ADDRESS, DAY | {"reason": ""})
    assert answer.status_code == 409
    assert 'value="2021-05-12"' in answer.content.decode()
    answer = office.post(ADDRESS, DAY | {"first": "2021-04-01"})
    assert "is not after" in answer.content.decode()
    assert not CalendarException.objects.exists()


def test_others_read_and_set_nothing(cast: Cast, march: object, client: Client) -> None:
    for person in (cast.leader, cast.auditor):
        client.force_login(person)
        assert 'name="order"' not in client.get(ADDRESS).content.decode()
        assert client.post(ADDRESS, DAY).status_code == 403


def test_years_that_are_not_known_say_so_and_wild_ones_are_not_there(office: Client) -> None:
    text = office.get("/office/calendar/2098/").content.decode()
    assert "holidays and make-up days of 2098 are not known yet" in text
    assert office.get("/office/calendar/1900/").status_code == 404
    assert office.get("/office/calendar/")["Location"] == ADDRESS


def test_the_days_are_taken_out_as_a_table(office: Client) -> None:
    office.post(ADDRESS, DAY)
    text = office.get(f"{ADDRESS}table.csv").content.decode("utf-8-sig")
    assert '2021-05-12,"day off, set by the office",Congress' in text
    assert "2021-02-20,worked to make up for a holiday,Spring Festival" in text
    assert "2021-02-26" not in text
    assert office.get(f"{ADDRESS}table.pdf").status_code == 404
    assert AuditRecord.objects.get(action="export").data["what"] == "calendar.csv"


def test_without_a_plan_the_calendar_is_there(cast: Cast, client: Client) -> None:
    client.force_login(cast.office)
    assert client.get("/office/calendar/")["Location"] == ADDRESS
    assert client.get(ADDRESS).status_code == 200
