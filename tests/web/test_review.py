"""Decisions on the site: approve, accept, return, all but some; without JavaScript."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saima.actions.reporting import submit
from saima.actions.review import approve, return_
from saima.records.models import DueState, DueValue, Entry, Round
from tests.cast import Cast, by, due, given

pytestmark = pytest.mark.django_db
REVIEW = "/office/review/"


@pytest.fixture
def march_reported(cast: Cast, march: Round) -> Round:
    """Commerce has reported the investment of all towns: 1, 2 and 3."""
    for number, unit in enumerate("abc", 1):
        submit(by(cast.reporter), due(unit, "investment").pk, given(number))
    return march


def state(unit: str) -> str:
    """How far the investment of a town is."""
    return str(due(unit, "investment").state)


def all_of(page: object, *hold: int, act: str) -> dict[str, object]:
    """What the button for all sends."""
    pile = page.context["piles"][0]  # type: ignore[attr-defined]
    return {
        "act": "all",
        "kind": act,
        "round": pile.opened.pk,
        "shown": pile.shown,
        "hold": list(hold),
    }


def test_an_approver_sees_what_waits_in_the_own_unit_only(
    cast: Cast, march_reported: Round, client: Client
) -> None:
    submit(by(cast.town_reporter), due("a", "starts").pk, given(3))
    client.force_login(cast.approver)
    piles = client.get(REVIEW).context["piles"]
    assert [row.due.unit for row in piles[0].rows] == ["a", "b", "c"]
    assert {row.due.reporter for row in piles[0].rows} == {"commerce"}
    assert [row.value for row in piles[0].rows] == ["1.00", "2.00", "3.00"]


def test_approved_then_accepted_it_is_in_the_ledger(
    cast: Cast, march_reported: Round, client: Client
) -> None:
    pk = due("a", "investment").pk
    client.force_login(cast.approver)
    assert client.post(REVIEW, {"act": "approve", "due": pk, "seen": 1}).status_code == 302
    client.force_login(cast.office)
    answer = client.post(REVIEW, {"act": "accept", "due": pk, "seen": 1})
    assert answer["Location"] == f"{REVIEW}?done=value.accept&count=1"
    assert Entry.objects.get(unit="a", indicator="investment").value == 1
    assert state("a") == DueState.ACCEPTED


def test_a_return_needs_a_reason_and_keeps_what_was_typed(
    cast: Cast, march_reported: Round, client: Client
) -> None:
    pk = due("a", "investment").pk
    client.force_login(cast.approver)
    client.cookies["saima_language"] = "en"
    refused = client.post(REVIEW, {"act": "return", "due": pk, "seen": 1, "reason": " "})
    assert refused.status_code == 409
    assert "the reason is empty" in refused.content.decode()
    client.post(REVIEW, {"act": "return", "due": pk, "seen": 1, "reason": "Which month?"})
    assert state("a") == DueState.RETURNED


def test_all_but_what_is_held_back(cast: Cast, march_reported: Round, client: Client) -> None:
    client.force_login(cast.approver)
    held = due("b", "investment").pk
    client.post(REVIEW, all_of(client.get(REVIEW), held, act="approve"))
    assert [state(unit) for unit in "abc"] == ["approved", "reported", "approved"]
    client.force_login(cast.office)
    client.post(REVIEW, all_of(client.get(REVIEW), act="check"))
    assert [state(unit) for unit in "abc"] == ["accepted", "reported", "accepted"]


def test_all_leaves_out_what_changed_or_came_after_the_page_was_read(
    cast: Cast, march_reported: Round, client: Client
) -> None:
    client.force_login(cast.approver)
    submission = all_of(client.get(REVIEW), act="approve")
    submit(by(cast.reporter), due("a", "investment").pk, given(9, sentence="Corrected"))
    client.post(REVIEW, submission)
    assert [state(unit) for unit in "abc"] == ["reported", "approved", "approved"]


def test_an_older_version_is_not_decided_on(
    cast: Cast, march_reported: Round, client: Client
) -> None:
    pk = due("a", "investment").pk
    submit(by(cast.reporter), pk, given(9, sentence="Corrected"))
    client.force_login(cast.approver)
    assert client.post(REVIEW, {"act": "approve", "due": pk, "seen": 1}).status_code == 409
    assert state("a") == DueState.REPORTED


def test_what_changed_since_the_last_version_stands_beside_the_value(
    cast: Cast, march_reported: Round, client: Client
) -> None:
    pk = due("a", "investment").pk
    return_(by(cast.approver), pk, "Which month?")
    submit(by(cast.reporter), pk, given(9, sentence="Corrected"))
    client.force_login(cast.approver)
    client.cookies["saima_language"] = "en"
    page = client.get(REVIEW)
    row = next(row for row in page.context["piles"][0].rows if row.due.pk == pk)
    assert row.changed[0] == ("value", "1.00", "9.00")
    assert "<del>1.00</del> → <ins>9.00</ins>" in page.content.decode()


def test_another_units_value_is_denied(cast: Cast, march_reported: Round, client: Client) -> None:
    submit(by(cast.town_reporter), due("a", "starts").pk, given(3))
    client.force_login(cast.approver)
    foreign = due("a", "starts").pk
    for act in ("approve", "accept", "return"):
        typed = {"act": act, "due": foreign, "seen": 1, "reason": "x"}
        assert client.post(REVIEW, typed).status_code == 403
    assert due("a", "starts").state == DueState.REPORTED


@pytest.mark.parametrize(
    "typed", [{}, {"act": "accept", "due": "x"}, {"act": "all", "round": ""}, {"act": "nonsense"}]
)
def test_nonsense_is_refused_and_changes_nothing(
    typed: dict[str, str], cast: Cast, march_reported: Round, client: Client
) -> None:
    client.force_login(cast.approver)
    assert client.post(REVIEW, typed).status_code == 409
    assert set(DueValue.objects.values_list("state", flat=True)) == {"due", "reported"}


def test_the_list_asks_as_many_questions_for_one_value_as_for_three(
    cast: Cast, march_reported: Round, client: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(REVIEW)
        return len(asked)

    client.force_login(cast.approver)
    queries()
    three = queries()
    for unit in "bc":
        approve(by(cast.approver), due(unit, "investment").pk)
    assert queries() == three
