"""The office's months on the site: opened, followed, extended, frozen."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saima.actions.reporting import submit
from saima.records.models import DueState, DueValue, Extension, Round, RoundState
from tests.cast import Cast, by, due, given, publish

pytestmark = pytest.mark.django_db
MARCH = "/office/rounds/2021-03/"
APRIL = "/office/rounds/2021-04/"
COPIED = ("version", "opened_at", "opened_by", "due_on", "check_on", "freeze_on", "show_on")


@pytest.fixture
def office(cast: Cast, client: Client) -> Client:
    """The office, reading English."""
    client.force_login(cast.office)
    client.cookies["saima_language"] = "en"
    return client


def test_what_is_asked_of_whom_is_told_before_a_month_is_opened(office: Client) -> None:
    publish()
    page = office.get(f"{MARCH}open/").content.decode()
    asked = DueValue.objects.count()
    assert asked == 0
    office.post(
        f"{MARCH}open/",
        {
            "report": "2021-04-12",
            "check": "2021-04-19",
            "freeze": "2021-04-20",
            "show": "2021-04-26",
        },
    )
    opened = Round.objects.get()
    assert f"{opened.due_values.count()} values will be asked of" in page
    assert (opened.due_on, opened.freeze_on) == (date(2021, 4, 12), date(2021, 4, 20))


def test_dates_in_the_wrong_order_open_nothing(office: Client) -> None:
    publish()
    answer = office.post(
        f"{MARCH}open/",
        {
            "report": "2021-04-19",
            "check": "2021-04-12",
            "freeze": "2021-04-20",
            "show": "2021-04-26",
        },
    )
    assert answer.status_code == 409
    assert "This date is before the one above it." in answer.content.decode()
    assert not Round.objects.exists()


def test_a_month_shows_how_far_each_unit_is(office: Client, cast: Cast, march: Round) -> None:
    submit(by(cast.town_reporter), due("a", "starts").pk, given(3))
    page = office.get(MARCH)
    line = next(line for line in page.context["lines"] if line.unit == "a")
    assert (line.counts.asked, line.counts.reported, line.counts.due) == (2, 1, 1)
    assert (line.counts.on_time, line.counts.complete, line.counts.accepted) == (1, 1, 0)
    assert page.context["total"].asked == DueValue.objects.count()


def test_ticked_values_get_a_later_deadline_together_or_not_at_all(
    office: Client, cast: Cast, march: Round
) -> None:
    keys = [due("a", "starts").pk, due("b", "starts").pk]
    typed = {"values": keys, "until": "2021-04-15", "reason": "Flood"}
    answer = office.post(f"{MARCH}values/", typed)
    assert answer.status_code == 302
    assert Extension.objects.count() == 2
    assert "2 values have a later deadline." in office.get(answer["Location"]).content.decode()
    again = office.post(f"{MARCH}values/", typed)
    assert again.status_code == 409
    assert Extension.objects.count() == 2


def test_freezing_says_first_what_will_happen_and_asks_why(
    office: Client, cast: Cast, march: Round
) -> None:
    asked = march.due_values.count()
    page = office.get(f"{MARCH}freeze/").content.decode()
    assert f"{asked} values are not accepted" in page
    refused = office.post(f"{MARCH}freeze/", {"despite": ""})
    assert refused.status_code == 409
    assert f"{asked} values are not accepted yet" in refused.content.decode()
    office.post(f"{MARCH}freeze/", {"despite": "Year end"})
    march.refresh_from_db()
    assert march.state == RoundState.FROZEN
    assert set(march.due_values.values_list("state", flat=True)) == {DueState.FROZEN}


def test_a_leader_follows_a_month_but_changes_nothing(
    cast: Cast, march: Round, client: Client
) -> None:
    client.force_login(cast.leader)
    page = client.get(f"{MARCH}values/").content.decode()
    assert 'name="values"' not in page
    typed = {"values": [due("a", "starts").pk], "until": "2021-04-15", "reason": "Flood"}
    assert client.post(f"{MARCH}values/", typed).status_code == 403
    assert client.post(f"{MARCH}freeze/", {"despite": "x"}).status_code == 403
    assert not Extension.objects.exists()


def test_a_month_asks_as_many_questions_with_one_value_as_with_all(
    office: Client, march: Round
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert office.get(address).status_code == 200
        return len(asked)

    small = Round.objects.create(
        **{name: getattr(march, name) for name in COPIED}, plan=march.plan, month="2021-04"
    )
    DueValue.objects.create(
        round=small,
        unit="a",
        indicator="starts",
        period="2021-04",
        reporter="a",
        **{name: getattr(march, name) for name in ("due_on", "check_on", "freeze_on")},
    )
    for page in ("", "values/", "freeze/"):
        queries(f"{MARCH}{page}")
        assert queries(f"{APRIL}{page}") == queries(f"{MARCH}{page}")
