"""What follows from boards on the site: proposed, decided, taken, rectified, pardoned, standing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.test import Client, override_settings

from saima.actions import consequences
from saima.actions.plans import draft_of
from saima.records.models import (
    AuditRecord,
    Consequence,
    DocumentKind,
    MeasureDone,
    RectificationItem,
)
from saima.web.pages.plans import SALT
from tests.race_stage import NOW, RACE, TOWN_RULE, Race, make_race, places_of, race_plan, rotated
from tests.web.judged_site import confirmed, document, english, proposed, queries, text

pytestmark = pytest.mark.django_db
LIST = "/consequences/"
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def clock(tmp_path: Path) -> Iterator[None]:
    """The site's clock stands on the day of the race; files stay with the test."""
    shift = NOW - datetime.now(UTC)
    with override_settings(CLOCK_SHIFT=shift, VAR=tmp_path, OPEN_BOARDS=False):
        yield


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


@pytest.fixture
def sign_in(client: Client, race: Race) -> SignIn:
    return english(client, race)


def page_of(row: Consequence) -> str:
    """The address of a consequence."""
    return f"{LIST}{row.pk}/"


def keys(answer: Any) -> list[str]:
    """The steps that a page offers."""
    return [offer.key for offer in answer.context["offers"]]


def state(row: Consequence) -> str:
    row.refresh_from_db()
    return str(row.state)


def test_the_office_lets_the_rules_look_at_the_sealed_boards(race: Race, sign_in: SignIn) -> None:
    office = sign_in("office")
    before = office.post(LIST, {"act": "propose"})
    assert before.status_code == 409
    assert "has no sealed board" in text(before)
    race.seal("2021Q1", rotated("t01", "t11"))
    race.seal("2021Q2", rotated("t02", "t11"))
    answer = office.post(LIST, {"act": "propose"})
    page = office.get(answer["Location"])
    assert "The rules looked at the sealed boards: 1 change." in text(page)
    (line,) = page.context["register"].waiting
    assert (line.row.unit, line.row.card) == ("t11", "yellow")
    assert [(one.period, one.rank, one.field) for one in line.proof] == [
        ("2021Q1", "11", 11),
        ("2021Q2", "11", 11),
    ]
    assert "Q1 11/11, Q2 11/11" in text(page)
    assert "yellow card" in text(page)


def test_a_unit_sees_its_own_only(race: Race, sign_in: SignIn) -> None:
    row = proposed(race)
    assert [line.row for line in sign_in("town").get(LIST).context["register"].waiting] == [row]
    other = sign_in("tenth")
    assert other.get(LIST).context["register"].waiting == ()
    assert other.get(page_of(row)).status_code == 404
    assert other.get("/against/t11/").status_code == 403
    assert other.get("/against/t10/").status_code == 200
    assert sign_in("town").post(LIST, {"act": "propose"}).status_code == 403


def test_the_page_shows_the_proof_and_only_a_leader_decides(race: Race, sign_in: SignIn) -> None:
    row = proposed(race)
    office = sign_in("office").get(page_of(row))
    assert keys(office) == []
    assert "S54" in text(office)
    assert row.proof[0]["seal"][:16] in text(office)
    assert sign_in("office").post(page_of(row), {"act": "confirm"}).status_code == 403
    leader = sign_in("leader")
    assert keys(leader.get(page_of(row))) == ["confirm", "decline"]
    empty = leader.post(page_of(row), {"act": "decline", "text": " "})
    assert empty.status_code == 409
    assert "the reason is empty" in text(empty)
    answer = leader.post(page_of(row), {"act": "confirm", "text": "agreed"})
    assert "It is confirmed." in text(leader.get(answer["Location"]))
    assert state(row) == "confirmed"
    late = leader.post(page_of(row), {"act": "decline", "text": "Flood in June"})
    assert late.status_code == 409
    assert "Flood in June" in text(late)
    assert "is in state confirmed" in text(late)


def test_measures_are_taken_with_their_documents(race: Race, sign_in: SignIn) -> None:
    row = confirmed(race)
    office = sign_in("office")
    ladder = ["measure.circular.", "measure.card.", "measure.talk.notice", "measure.talk.record"]
    assert keys(office.get(page_of(row))) == ladder
    typed = {"act": "measure.circular.", "done_on": "2021-10-20", "text": "Read out"}
    refused = office.post(page_of(row), typed)
    assert refused.status_code == 409
    assert "no issued document of this kind is named: circular" in text(refused)
    assert "Read out" in text(refused)
    wrong = office.post(page_of(row), typed | {"done_on": "soon"})
    assert wrong.status_code == 409
    assert "Read out" in text(wrong)
    assert not MeasureDone.objects.exists()
    circular, notice = (
        document(race, kind) for kind in (DocumentKind.CIRCULAR, DocumentKind.TALK_NOTICE)
    )
    for given in (
        typed | {"document": circular},
        {"act": "measure.card.", "done_on": "2021-10-20"},
        {
            "act": "measure.talk.notice",
            "done_on": "2021-11-09",
            "place": "Room 2",
            "document": notice,
        },
        {"act": "measure.talk.record", "done_on": "2021-10-20", "text": "Talked to the head"},
    ):
        assert office.post(page_of(row), given).status_code == 302
    assert state(row) == "issued"
    assert "Room 2" in text(office.get(page_of(row)))
    (line,) = office.get(LIST).context["register"].under_way
    assert [str(one.kind) for one in line.stands] == ["card", "rectification"]
    assert "lapses with Q3 2021 at the earliest" in text(office.get(LIST))


def items(*lines: tuple[str, str]) -> dict[str, str]:
    """A rectification plan as the form sends it."""
    found = {"act": "plan", "items-TOTAL_FORMS": str(len(lines)), "items-INITIAL_FORMS": "0"}
    for number, (words, due) in enumerate(lines):
        found |= {f"items-{number}-text": words, f"items-{number}-due": due}
    return found


def test_the_unit_promises_and_the_office_verifies_and_closes(race: Race, sign_in: SignIn) -> None:
    row = confirmed(race)
    Consequence.objects.filter(pk=row.pk).update(state="issued")
    town = sign_in("town")
    assert keys(town.get(page_of(row))) == ["plan"]
    assert sign_in("town_reporter").get(page_of(row)).context["offers"] == []
    town = sign_in("town")
    half = town.post(page_of(row), items(("Start two projects", ""), ("", "")))
    assert half.status_code == 409
    assert "An item has a text and a day." in text(half)
    assert "Start two projects" in text(half)
    past = town.post(page_of(row), items(("Start two projects", "2021-10-01")))
    assert "2021-10-01 is over" in text(past)
    town.post(page_of(row), items(("Start two projects", "2021-11-09"), ("", "")))
    (item,) = RectificationItem.objects.all()
    office = sign_in("office")
    open_item = office.post(page_of(row), {"act": "verify", "text": "On site"})
    assert "1 items of the rectification plan are not done" in text(open_item)
    office.post(page_of(row), {"act": "return", "text": "Name the projects"})
    town = sign_in("town")
    done = {"act": f"finish.{item.pk}", "done_on": "2021-10-20", "text": "Both started"}
    assert town.post(page_of(row), done).status_code == 302
    office = sign_in("office")
    for given in ({"act": "verify", "text": "On site"}, {"act": "close", "text": ""}):
        assert office.post(page_of(row), given).status_code == 302
    assert state(row) == "closed"
    acts = [step.act for step in office.get(page_of(row)).context["reading"].steps]
    assert acts == ["propose", "confirm", "plan", "return", "finish", "verify", "close"]


def test_the_cause_is_asked_of_the_unit_first(db: None, client: Client) -> None:
    race = make_race(race_plan(TOWN_RULE | {"measures": ["help", "card"]}))
    sign_in = english(client, race)
    row = confirmed(race)
    early = sign_in("office").post(page_of(row), {"act": "measure.card.", "done_on": "2021-10-20"})
    assert "no cause is recorded or no help was offered yet" in text(early)
    town = sign_in("town")
    assert keys(town.get(page_of(row))) == ["measure.help.cause"]
    cause = {"act": "measure.help.cause", "done_on": "2021-10-20", "text": "Two projects late"}
    assert town.post(page_of(row), cause).status_code == 302
    assert MeasureDone.objects.get().text == "Two projects late"


def test_an_edition_that_takes_the_trigger_away_asks_for_a_review(
    race: Race, sign_in: SignIn
) -> None:
    row = confirmed(race)
    places = places_of("t11", {"2021Q2": 4})["2021Q2"]
    race.seal("2021Q2", places, edition=2)
    consequences.propose(race.by("office"), RACE)
    leader = sign_in("leader")
    page = leader.get(page_of(row))
    assert keys(page) == ["keep", "withdraw"]
    assert "Q2 2021: edition 2" in text(page)
    assert [line.row for line in leader.get(LIST).context["register"].waiting] == [row]
    leader.post(page_of(row), {"act": "withdraw", "text": "Edition 2"})
    assert state(row) == "void"
    assert [line.row for line in leader.get(LIST).context["register"].ended] == [row]


def test_what_stands_against_a_unit_says_until_when(race: Race, sign_in: SignIn) -> None:
    office = sign_in("office")
    assert "Nothing stands against this unit." in text(office.get("/against/t11/"))
    row = confirmed(race)
    office.post(page_of(row), {"act": "measure.card.", "done_on": "2021-10-20"})
    page = office.get("/against/t11/")
    assert [str(one.kind) for one, _line in page.context["standing"]] == ["card", "measures"]
    assert "lapses with Q3 2021 at the earliest" in text(page)
    assert office.get("/against/nobody/").status_code == 404
    assert "/against/t11/" in text(office.get("/2021-09/units/t11/"))
    assert "/against/t11/" not in text(sign_in("tenth").get("/2021-09/units/t11/"))


def test_the_register_asks_as_many_questions_with_thirty_as_with_one(
    race: Race, sign_in: SignIn
) -> None:
    row = confirmed(race)
    office = sign_in("office")
    office.post(page_of(row), {"act": "measure.card.", "done_on": "2021-10-20"})
    queries(office, LIST)
    one = queries(office, LIST)
    copies = []
    for number in range(29):
        copy = Consequence.objects.get(pk=row.pk)
        copy.pk, copy.period, copy.rule = None, f"2021-{number % 12 + 1:02d}", row.rule
        copy.unit = f"t{number // 3 + 1:02d}" if number // 3 < 10 else "t11"
        copies.append(copy)
    Consequence.objects.bulk_create(copies)
    MeasureDone.objects.bulk_create(
        MeasureDone(
            consequence=copy,
            measure="card",
            done_on=NOW.date(),
            by=race.people["office"],
            at=NOW,
        )
        for copy in copies
    )
    assert len(office.get(LIST).context["register"].under_way) == 30
    assert queries(office, LIST) == one <= 30


def test_reading_leaves_no_trace(race: Race, sign_in: SignIn) -> None:
    row = proposed(race)
    before = AuditRecord.objects.count()
    for address in (LIST, page_of(row), "/against/t11/"):
        sign_in("auditor").get(address)
    assert AuditRecord.objects.count() == before


def test_a_new_version_is_rehearsed_on_the_sealed_boards(race: Race, sign_in: SignIn) -> None:
    confirmed(race)
    stricter = race_plan(
        TOWN_RULE | {"count": 1},
        TOWN_RULE | {"code": "town-once", "label": {"zh": "一次", "en": "Once"}, "running": 1},
        version=2,
        reason="x",
        effective_from="2021-01-01",
    )
    typed = {"act": "rehearse", "draft": signing.dumps(draft_of(stricter), salt=SALT)}
    page = sign_in("office").post("/office/plans/check/", typed)
    assert page.context["problems"] == []
    found = [
        (one.name, one.rule, str(one.period), one.both, one.new)
        for one in page.context["rehearsal"].sealed
    ]
    # The rule of two in a row still fires for t11 in the second quarter; the rule of one place
    # would have fired for the two last of each quarter as well.
    assert found == [
        ("t01", "Once", "2021Q1", False, True),
        ("t11", "Once", "2021Q1", False, True),
        ("t11", "镇街连续两季后两位", "2021Q2", True, False),
        ("t02", "Once", "2021Q2", False, True),
        ("t11", "Once", "2021Q2", False, True),
    ]
    assert "Who would have been summoned on past sealed boards" in text(page)
