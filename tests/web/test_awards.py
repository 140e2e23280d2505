"""Flags and commendations on the site: proposed, granted, barred, on their rolls."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client, override_settings

from saima.records.models import AdjustmentProposal, Award, DocumentKind
from tests.race_stage import NOW, TOWNS, Race, make_race
from tests.web.judged_site import document, english, queries, text

pytestmark = pytest.mark.django_db
AT = "/awards/"
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def clock(tmp_path: Path) -> Iterator[None]:
    """The site's clock stands on the day of the race; files stay with the test."""
    with override_settings(CLOCK_SHIFT=NOW - datetime.now(UTC), VAR=tmp_path, OPEN_BOARDS=False):
        yield


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


@pytest.fixture
def sign_in(client: Client, race: Race) -> SignIn:
    return english(client, race)


def test_flags_come_from_the_sealed_boards_and_a_leader_grants_them(
    race: Race, sign_in: SignIn
) -> None:
    office = sign_in("office")
    assert office.post(AT, {"act": "flags"}).status_code == 409
    race.seal("2021Q1", TOWNS)
    answer = office.post(AT, {"act": "flags"})
    assert "2 changes" in text(office.get(answer["Location"]))
    first, second = Award.objects.order_by("rank")
    assert office.post(AT, {"act": "grant", "about": first.pk}).status_code == 403
    leader = sign_in("leader")
    leader.post(AT, {"act": "grant", "about": first.pk})
    bare = leader.post(AT, {"act": "decline", "about": second.pk, "reason": ""})
    assert "the reason is empty" in text(bare)
    leader.post(AT, {"act": "decline", "about": second.pk, "reason": "Doubts"})
    reading = leader.get(AT).context["reading"]
    assert [one.unit for one in reading.flags] == ["t01"]
    assert [one.unit for one in reading.declined] == ["t02"]
    assert reading.waiting == ()


def test_a_barred_unit_needs_words_why_it_is_given_all_the_same(
    race: Race, sign_in: SignIn
) -> None:
    race.seal("2021Q1", TOWNS, barred=("t01",))
    sign_in("office").post(AT, {"act": "flags"})
    award = Award.objects.get(unit="t01")
    leader = sign_in("leader")
    assert "veto" in text(leader.get(AT))
    barred = leader.post(AT, {"act": "grant", "about": award.pk, "reason": ""})
    assert barred.status_code == 409
    assert "t01 is barred from awards: veto" in text(barred)
    leader.post(AT, {"act": "grant", "about": award.pk, "reason": "Heard and cleared"})
    assert "Heard and cleared" in text(leader.get(AT))


def test_a_commendation_has_a_document_and_may_bring_a_bonus(race: Race, sign_in: SignIn) -> None:
    office = sign_in("office")
    typed = {
        "act": "commend",
        "unit": "t03",
        "period": "2021",
        "title": "Model of the year",
        "kind": "award",
        "points": "",
        "document": "X 9",
    }
    bare = office.post(AT, typed)
    assert bare.status_code == 409
    assert "Model of the year" in text(bare)
    office.post(AT, typed | {"points": "2"})
    award = Award.objects.get()
    assert award.bonus == AdjustmentProposal.objects.get()
    leader = sign_in("leader")
    without = leader.post(AT, {"act": "grant", "about": award.pk, "reason": "Well earned"})
    assert without.status_code == 409
    assert "Well earned" in text(without)
    paper = document(race, DocumentKind.COMMENDATION)
    leader.post(AT, {"act": "grant", "about": award.pk, "document": paper})
    assert [one.title for one in leader.get(AT).context["reading"].commendations] == [
        "Model of the year"
    ]
    assert sign_in("town").get(AT).status_code == 403


def test_the_page_asks_as_many_questions_with_thirty_rows(race: Race, sign_in: SignIn) -> None:
    race.seal("2021Q1", TOWNS[:1])
    office = sign_in("office")
    office.post(AT, {"act": "flags"})
    queries(office, AT)
    one = queries(office, AT)
    for number in range(30):
        typed = {"act": "commend", "unit": "t03", "period": "2021", "title": f"No. {number}"}
        office.post(AT, typed)
    assert len(office.get(AT).context["reading"].waiting) == 31
    assert queries(office, AT) == one <= 30
