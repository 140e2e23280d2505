"""Bonuses, deductions and vetoes on the site: proposed, decided, reversed, under their caps."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client, override_settings

from saima.actions import adjustments
from saima.actions.adjustments import NewAdjustment
from saima.records.models import Adjustment, AdjustmentProposal
from tests.race_stage import NOW, RACE, TOWNS, Race, make_race
from tests.web.judged_site import english, queries, text

pytestmark = pytest.mark.django_db
AT = "/adjustments/"
TYPED = {
    "act": "propose",
    "unit": "t05",
    "kind": "award",
    "period": "2021Q3",
    "points": "4",
    "reason": "Provincial commendation",
    "document": "X 7",
}
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """The site's clock stands on the day of the race."""
    with override_settings(CLOCK_SHIFT=NOW - datetime.now(UTC), OPEN_BOARDS=False):
        yield


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


@pytest.fixture
def sign_in(client: Client, race: Race) -> SignIn:
    return english(client, race)


def rooms(client: Client) -> list[tuple[str, list[tuple[Decimal, Decimal | None]]]]:
    """What each unit has of every kind, and what is left of it."""
    lines = client.get(AT).context["reading"].rooms
    return [(one.unit, [(room.given, room.left) for room in one.rooms]) for one in lines]


def test_a_bonus_is_proposed_approved_and_takes_room(race: Race, sign_in: SignIn) -> None:
    office = sign_in("office")
    answer = office.post(AT, TYPED)
    assert "counts once a leader has approved it" in text(office.get(answer["Location"]))
    proposal = AdjustmentProposal.objects.get()
    assert rooms(office) == []
    decide = {"act": "approve", "about": proposal.pk, "reason": ""}
    assert office.post(AT, decide).status_code == 403
    leader = sign_in("leader")
    assert "Provincial commendation" in text(leader.get(AT))
    leader.post(AT, decide)
    # Awards are capped at 5 and all bonuses at 6 points: 1 is left of awards, 2 of pilots.
    given = [(4, 1), (0, 2), (0, 3), (0, None)]
    assert rooms(leader) == [
        ("t05", [(Decimal(a), b if b is None else Decimal(b)) for a, b in given])
    ]
    again = leader.post(AT, decide)
    assert again.status_code == 409


def test_what_is_wrong_is_told_and_what_was_typed_stays(race: Race, sign_in: SignIn) -> None:
    office = sign_in("office")
    for wrong in ({"document": ""}, {"points": "-1"}, {"points": "many"}, {"unit": ""}):
        answer = office.post(AT, TYPED | wrong)
        assert answer.status_code == 409
        assert "Provincial commendation" in text(answer)
    assert not AdjustmentProposal.objects.exists()


def test_a_proposal_is_declined_with_a_reason(race: Race, sign_in: SignIn) -> None:
    sign_in("office").post(AT, TYPED)
    proposal = AdjustmentProposal.objects.get()
    leader = sign_in("leader")
    assert leader.post(AT, TYPED).status_code == 403
    bare = leader.post(AT, {"act": "decline", "about": proposal.pk, "reason": ""})
    assert "the reason is empty" in text(bare)
    leader.post(AT, {"act": "decline", "about": proposal.pk, "reason": "No document"})
    assert "No document" in text(leader.get(AT))
    assert not Adjustment.objects.exists()


def test_what_counts_is_reversed_by_a_proposal(race: Race, sign_in: SignIn) -> None:
    sign_in("office").post(AT, TYPED)
    row = adjustments.approve(race.by("leader"), AdjustmentProposal.objects.get().pk)
    office = sign_in("office")
    typed = {"act": "reverse", "about": row.pk, "reason": "Withdrawn", "document": ""}
    bare = office.post(AT, typed)
    assert bare.status_code == 409
    assert "Withdrawn" in text(bare)
    office.post(AT, typed | {"document": "X 8"})
    assert "reversal proposed" in text(office.get(AT))
    leader = sign_in("leader")
    waiting = AdjustmentProposal.objects.get(reverses=row)
    leader.post(AT, {"act": "approve", "about": waiting.pk})
    assert rooms(leader) == []


def test_the_page_asks_as_many_questions_with_thirty_rows(race: Race, sign_in: SignIn) -> None:
    office = sign_in("office")

    def fill(count: int) -> None:
        for number in range(count):
            new = NewAdjustment(TOWNS[number % 11], "2021Q3", "award", Decimal(1), "x", "y")
            made = adjustments.propose(race.by("office"), RACE, new)
            if number % 2 == 0:
                adjustments.approve(race.by("leader"), made.pk)

    fill(2)
    queries(office, AT)
    few = queries(office, AT)
    fill(60)
    assert len(office.get(AT).context["reading"].waiting) == 31
    assert queries(office, AT) == few <= 30
