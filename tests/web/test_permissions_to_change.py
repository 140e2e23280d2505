"""Every POST by every role: the table says who changes anything, and nobody else does."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from saima.actions.message_kinds import USUAL_WAYS
from saima.actions.tokens import issue
from saima.api.scopes import TokenScope
from saima.records.models import AuditRecord, Draft, DueValue, Evidence, Objection
from tests.cast import NOW, Cast, by, due
from tests.web import of_maps, of_tasks
from tests.web.site_map import EVERYBODY, NAMES, address_of, people

pytestmark = pytest.mark.django_db

Facts = dict[str, Any]
OFFICE = frozenset({"office"})
LEADER = frozenset({"leader"})
TOWN = frozenset({"town_reporter"})
REPORTER = frozenset({"reporter"})
SECURITY = frozenset({"security_administrator"})
GRANTING = OFFICE | SECURITY
COMMENTING = frozenset({"office", "reporter", "approver", "checker", "town_reporter", "leader"})
OF_COMMERCE = frozenset({"reporter", "approver"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Change:
    """A POST to the address ``name``: what is typed, and who changes something with it.

    ``may`` is written for commerce's value for town a, which is reported and not yet approved.
    """

    name: str
    may: frozenset[str]
    typed: Callable[[Facts], dict[str, object]] = lambda facts: {}


def typed_cell(facts: Facts) -> dict[str, object]:
    """A new number in the grid, handed in at once."""
    key = facts["due"]
    return {f"{key}.value": "2", f"{key}.version": "1", f"{key}.sentence": "x", "do": "submit"}


def decision(act: str) -> Callable[[Facts], dict[str, object]]:
    """A decision on the value."""
    return lambda facts: {"act": act, "due": facts["due"], "seen": 1, "reason": "x"}


def all_of_it(kind: str) -> Callable[[Facts], dict[str, object]]:
    """A decision on everything that was shown."""
    return lambda facts: {
        "act": "all",
        "kind": kind,
        "round": DueValue.objects.get(pk=facts["due"]).round_id,
        "shown": f"{facts['due']}:1",
    }


def dates(facts: Facts) -> dict[str, object]:
    """The dates of February."""
    days = {"report": "10", "check": "17", "freeze": "18", "show": "24"}
    return {name: f"2021-03-{day}" for name, day in days.items()}


def typed_measure(facts: Facts) -> dict[str, object]:
    """The card is shown."""
    return {"act": "measure.card.", "done_on": "2021-04-06", "text": "x"}


def typed_rank(facts: Facts) -> dict[str, object]:
    """Second of nine in the first quarter."""
    return {
        "indicator": "rank",
        "period": "2021Q1",
        "rank": "2",
        "field": "9",
        "issuer": "x",
        "document": "x",
        "dated": "2021-04-01",
    }


def typed_objection(facts: Facts) -> dict[str, object]:
    """Town a objects to its investment."""
    board = Objection.objects.get(pk=facts["objection"]).board_id
    return {"board": board, "unit": "a", "indicator": "investment", "reason": "x"}


def typed_case(facts: Facts) -> dict[str, object]:
    """A good case of commerce."""
    return {"unit": "commerce", "title": "x", "summary": "x", "text": "x"}


CHANGES: dict[str, Change] = {
    "sign out": Change("sign_out", EVERYBODY),
    "type a cell": Change("grid_cells", REPORTER),
    "hand in": Change("grid", REPORTER, typed_cell),
    "remark": Change("value_comment", COMMENTING, lambda facts: {"text": "x"}),
    "take back": Change("value_withdraw", REPORTER, lambda facts: {"reason": "x"}),
    "attach": Change(
        "value_evidence", REPORTER, lambda facts: {"file": SimpleUploadedFile("b.txt", b"b")}
    ),
    "attach again": Change("value_evidence", NOBODY, lambda facts: {"again": facts["evidence"]}),
    "approve": Change("review", frozenset({"approver"}), decision("approve")),
    "accept before it is approved": Change("review", NOBODY, decision("accept")),
    "return": Change("review", frozenset({"approver"}), decision("return")),
    "approve all": Change("review", frozenset({"approver"}), all_of_it("approve")),
    "accept all before": Change("review", NOBODY, all_of_it("check")),
    "open a month": Change("round_open", OFFICE, dates),
    "extend": Change(
        "round_values",
        OFFICE,
        lambda facts: {"values": [facts["due"]], "until": "2021-04-16", "reason": "x"},
    ),
    "freeze": Change("round_freeze", OFFICE, lambda facts: {"despite": "x"}),
    "add a person": Change("person_new", SECURITY, lambda facts: {"username": "n", "name": "n"}),
    "lock a person out": Change(
        "person", SECURITY, lambda facts: {"act": "deactivate", "reason": "x"}
    ),
    "grant a post": Change(
        "person",
        GRANTING,
        lambda facts: {"act": "grant", "role": "reporter", "unit": "b", "starts": "2021-04-06"},
    ),
    "grant a post of the office": Change(
        "person",
        SECURITY,
        lambda facts: {"act": "grant", "role": "office", "unit": "office", "starts": "2021-04-06"},
    ),
    "set a day apart": Change(
        "calendar_year",
        OFFICE,
        lambda facts: {"first": "2021-04-07", "order": "off", "reason": "x"},
    ),
    "propose consequences before a board is sealed": Change(
        "consequences", NOBODY, lambda facts: {"act": "propose"}
    ),
    "confirm a consequence": Change("consequence", LEADER, lambda facts: {"act": "confirm"}),
    "take a measure before": Change("consequence", NOBODY, typed_measure),
    "verify an application": Change(
        "tolerance", OFFICE, lambda facts: {"act": "verify", "text": "x"}
    ),
    "grant it before": Change("tolerance", NOBODY, lambda facts: {"act": "grant", "text": "x"}),
    "record a superior's rank": Change("superior", OFFICE, typed_rank),
    "adjust by a kind that the plan has not": Change(
        "adjustments", NOBODY, lambda facts: {"act": "propose", "unit": "a", "reason": "x"}
    ),
    "draft a notice": Change(
        "document_new",
        OFFICE,
        lambda facts: {
            **{"organ": "x", "mark": "x", "day": "2021-04-06", "addressees": "x"},
            **{"filed": "notice", "subject": "x", "ground": "x", "matters": "x：x"},
        },
    ),
    "issue a document": Change(
        "document_issue", OFFICE, lambda facts: {"organ": "x", "dated": "2021-04-06"}
    ),
    "replace a draft": Change(
        "document_file", OFFICE, lambda facts: {"file": SimpleUploadedFile("b.pdf", b"%PDF-1.7")}
    ),
    "make a document void": Change("document_void", OFFICE, lambda facts: {"reason": "x"}),
    "hold a meeting": Change(
        "meeting_hold",
        OFFICE,
        lambda facts: {"kind": "special", "date": "2021-04-06", "title": "x"},
    ),
    "write minutes": Change("meeting_minutes", OFFICE, lambda facts: {"text": "x"}),
    "write a promise down": Change(
        "promise_give",
        OFFICE,
        lambda facts: {"unit": "b", "text": "x", "due": "2021-05-10", "source": "x"},
    ),
    "keep a promise": Change(
        "promise_finish",
        frozenset({"office", "reporter", "approver"}),
        lambda facts: {"result": "x", "done_on": "2021-04-06"},
    ),
    "propose a commendation": Change(
        "awards",
        OFFICE,
        lambda facts: {"act": "commend", "unit": "a", "period": "2021Q1", "title": "x"},
    ),
    "object": Change("objection_new", TOWN, typed_objection),
    "reject an objection": Change(
        "objection_rule", OFFICE, lambda facts: {"ruled": "rejected", "reasons": "x"}
    ),
    "appeal before it is ruled on": Change(
        "objection_appeal", NOBODY, lambda facts: {"reason": "x"}
    ),
    "withdraw an objection": Change("objection_withdraw", TOWN),
    "attach to an objection": Change(
        "objection_attach", TOWN, lambda facts: {"file": SimpleUploadedFile("b.txt", b"b")}
    ),
    "draft a month that is not whole": Change(
        "kept_board_new", NOBODY, lambda facts: {"period": "2021-03", "reason": "x"}
    ),
    "show a board": Change("kept_board_show", OFFICE),
    "seal a draft": Change("kept_board_seal", NOBODY, lambda facts: {"reason": "x"}),
    "withdraw a board": Change("kept_board_withdraw", OFFICE, lambda facts: {"reason": "x"}),
    "an edition after a draft": Change("kept_board_edition", NOBODY, lambda facts: {"reason": "x"}),
    "read all messages, which the log does not keep": Change(
        "inbox", NOBODY, lambda facts: {"act": "all"}
    ),
    "choose how to get messages": Change(
        "message_choices",
        EVERYBODY,
        lambda facts: {"mail": "x@office.example", **dict.fromkeys(USUAL_WAYS, "daily")},
    ),
    "send a delivery again": Change(
        "delivery_resend", frozenset({"system_administrator"}), lambda facts: {"reason": "x"}
    ),
    "draw up a split": Change(
        "split_new", OFFICE, lambda facts: facts["split_form"] | {"act": "save"}
    ),
    "change a split": Change(
        "split", OFFICE, lambda facts: facts["split_form"] | {"act": "change"}
    ),
    "withdraw a split": Change("split", OFFICE, lambda facts: {"act": "withdraw", "reason": "x"}),
    "decline a split": Change("split", LEADER, lambda facts: {"act": "decline", "reason": "x"}),
    "adopt a split": Change(
        "split",
        LEADER,
        lambda facts: {"act": "adopt", "reason": "x", "seen": facts["split_form"]["seen"]},
    ),
    "draw up a pledge": Change("pledge_new", OFFICE, lambda facts: facts["pledge_form"]),
    "draw up all pledges": Change("pledges", OFFICE, lambda facts: facts["pledge_form"]),
    "keep a signed pledge": Change(
        "pledge",
        OFFICE,
        lambda facts: {
            "signed_on": "2021-04-06",
            "copy": SimpleUploadedFile("x.pdf", b"%PDF-1.7 fictitious"),
        },
    ),
    "move a node on the battle map": Change("battle_map_move", of_maps.MOVING, of_maps.typed_move),
    "accept a hard problem": Change("hard_problem", OFFICE, lambda facts: {"act": "accept"}),
    "assign it before": Change(
        "hard_problem", NOBODY, lambda facts: {"act": "assign", "handler": "commerce"}
    ),
    "solve it before": Change("hard_problem", NOBODY, lambda facts: {"act": "handle", "text": "x"}),
    "raise a kind that the plan has not": Change(
        "hard_problem_new", NOBODY, lambda facts: {"kind": "x", "unit": "a", "title": "x"}
    ),
    "acknowledge a sheet": Change(
        "supervision_sheet",
        frozenset({"reporter", "approver"}),
        lambda facts: {"act": "acknowledge"},
    ),
    "withdraw a sheet": Change(
        "supervision_sheet", OFFICE | LEADER, lambda facts: {"act": "withdraw", "text": "x"}
    ),
    "write a sheet off before": Change(
        "supervision_sheet", NOBODY, lambda facts: {"act": "write_off", "text": "x"}
    ),
    "propose a sheet": Change(
        "supervision_new",
        OFFICE,
        lambda facts: {
            **{"title": "x", "requirement": "x", "unit": "b"},
            **{"urgency": "ordinary", "start": "blue"},
        },
    ),
    "instruct on nothing": Change(
        "instruct", NOBODY, lambda facts: {"text": "x", "unit": "b", "urgency": "urgent"}
    ),
    "register a decision": Change(
        "superior_decisions",
        OFFICE,
        lambda facts: {
            **{"issuer": "x", "document": "x", "title": "x"},
            "received_on": "2021-04-01",
        },
    ),
    "write down what came of a decision": Change(
        "superior_decision", OFFICE, lambda facts: {"text": "x"}
    ),
    "write a good case": Change("good_case_new", OF_COMMERCE, typed_case),
    "change a good case": Change("good_case_edit", OF_COMMERCE, typed_case),
    "hand a good case in": Change("good_case", OF_COMMERCE, lambda facts: {"act": "propose"}),
    "approve a good case before": Change("good_case", NOBODY, lambda facts: {"act": "approve"}),
    "propose a bonus before": Change(
        "good_case",
        NOBODY,
        lambda facts: {"act": "bonus", "kind": "x", "period": "2021Q1", "points": "1"},
    ),
    "make a token": Change(
        "tokens",
        EVERYBODY - {"nobody"},
        lambda facts: {"name": "x", "scope": [TokenScope.ROUNDS_READ], "expires": "2021-05-01"},
    ),
    **{what: Change(*parts) for what, parts in of_tasks.CHANGES.items()},
}

REFUSING = frozenset(["posts_import", "plan_check", "review", "person", "person_new"])
"""Say what is missing in an empty form, instead of showing the page as it was."""

ELSEWHERE = frozenset(
    [
        "sign_in",  # tests/web/test_signing_in.py
        "demo_sign_in",
        "set_language",  # Django's own; it changes a cookie
        "change_password",  # tests/web/test_signing_in.py
        "files_check",  # tests/web/test_files.py: a signed file from the page before is needed
        "files_filing",
        "files_remarks",
    ]
)


def traces() -> tuple[int, int]:
    """What every change leaves: a record of the log, or a draft."""
    return AuditRecord.objects.count(), Draft.objects.count()


def send(client: Client, change: Change, facts: Facts) -> int:
    """The answer to a POST of the change."""
    at = address_of(change.name, facts)
    if change.name == "grid_cells":
        body = json.dumps({facts["due"]: {"value": "2"}})
        return client.post(at, body, content_type="application/json").status_code
    return client.post(at, change.typed(facts)).status_code


@pytest.mark.parametrize("what", CHANGES)
def test_who_changes_something(what: str, cast: Cast, month: Facts, client: Client) -> None:
    change, done = CHANGES[what], set()
    for role, person in people(cast).items():
        point = transaction.savepoint()
        client.force_login(person)
        before = traces()
        status = send(client, change, month)
        if traces() != before:
            done.add(role)
        else:
            assert status in (200, 302, 403, 404, 409, 422), role
        transaction.savepoint_rollback(point)
    assert done == change.may


@pytest.mark.parametrize(
    "name", sorted(NAMES.keys() - {change.name for change in CHANGES.values()} - ELSEWHERE)
)
def test_a_post_to_any_other_address_changes_nothing(
    name: str, cast: Cast, month: Facts, client: Client
) -> None:
    for role, person in people(cast).items():
        client.force_login(person)
        left = []
        for ask in (client.get, client.post):
            before = traces()
            answer = ask(address_of(name, month))
            if answer.streaming:
                answer.getvalue()
            left.append((answer.status_code, traces() == before))
        assert left[1] in {left[0], (405, True), *([(409, True)] if name in REFUSING else [])}, role


OF_A_VALUE = sorted(name for name, address in NAMES.items() if address.parts & {"due", "evidence"})


@pytest.mark.parametrize("how", ["get", "post"])
@pytest.mark.parametrize("name", OF_A_VALUE)
def test_another_units_value_is_not_even_known(
    name: str, how: str, cast: Cast, month: Facts, client: Client
) -> None:
    before = traces()
    for person in (cast.other_reporter, cast.statistician, cast.statistics_approver, cast.nobody):
        client.force_login(person)
        file = SimpleUploadedFile("b.txt", b"b")
        typed = {"text": "x", "reason": "x", "file": file} if how == "post" else {}
        answer = getattr(client, how)(address_of(name, month), typed)
        assert answer.status_code in (403, 404, 405), person.username
    assert traces() == before


@pytest.mark.parametrize("what", ["hand in", "type a cell", "approve", "return", "approve all"])
def test_another_units_value_in_a_form_is_left_alone(
    what: str, cast: Cast, month: Facts, client: Client
) -> None:
    before = traces()
    for person in (cast.other_reporter, cast.statistician, cast.statistics_approver):
        client.force_login(person)
        send(client, CHANGES[what], month)
    assert traces() == before


def test_another_units_file_proves_nothing_of_ones_own(
    cast: Cast, month: Facts, client: Client
) -> None:
    client.force_login(cast.other_reporter)
    own = reverse("value_evidence", args=[due("b", "starts").pk])
    assert client.post(own, {"again": month["evidence"]}).status_code in (403, 404, 422)
    assert Evidence.objects.count() == 1


def test_another_persons_token_is_not_taken_back(cast: Cast, month: Facts, client: Client) -> None:
    token, _ = issue(by(cast.reporter), "mine", [], NOW.replace(year=2022))
    client.force_login(cast.office)
    answer = client.post(reverse("tokens"), {"act": "revoke", "token": token.pk})
    assert answer.status_code in (403, 404, 409)
    token.refresh_from_db()
    assert token.revoked_at is None
