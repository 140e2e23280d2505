"""Ranks of the superior on the site: recorded, revised, in runs, bound to departments."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from saima.records.models import SuperiorRank
from tests.race_stage import NOW, Race, make_race, race_plan, rank_item
from tests.web.judged_site import english, queries, text

pytestmark = pytest.mark.django_db
AT = "/superior/"
TYPED = {
    "indicator": "trade",
    "period": "2021Q1",
    "rank": "8",
    "field": "9",
    "issuer": "Jiaxing",
    "document": "Bulletin 5",
    "dated": "2021-04-20",
}
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


def test_a_rank_is_recorded_and_revised_with_its_document(race: Race, sign_in: SignIn) -> None:
    office = sign_in("office")
    assert "No rank is recorded yet." in text(office.get(AT))
    scan = SimpleUploadedFile("b.pdf", b"%PDF-1.7 ranks")
    answer = office.post(AT, TYPED | {"file": scan})
    assert "The rank is recorded" in text(office.get(answer["Location"]))
    bare = office.post(AT, TYPED | {"rank": "7", "document": "Bulletin 6"})
    assert bare.status_code == 409
    assert "the reason is empty" in text(bare)
    assert "Bulletin 6" in text(bare)
    office.post(AT, TYPED | {"rank": "7", "document": "Bulletin 6", "why": "Corrected"})
    page = office.get(AT)
    (line, _research) = page.context["reading"].lines
    assert [(one.rank, one.field, one.document) for one in line.ranks] == [(7, 9, "Bulletin 6")]
    assert "8/9 → 7/9: Corrected" in text(page)
    assert SuperiorRank.objects.count() == 2


def test_numbers_that_cannot_be_lose_nothing(race: Race, sign_in: SignIn) -> None:
    office = sign_in("office")
    wrong = office.post(AT, TYPED | {"rank": "10"})
    assert wrong.status_code == 409
    assert "rank 10 in a field of 9" in text(wrong)
    assert "Bulletin 5" in text(wrong)
    month = office.post(AT, TYPED | {"period": "2021-03"})
    assert month.status_code == 409
    assert not SuperiorRank.objects.exists()
    withheld = office.post(AT, TYPED | {"rank": "", "field": ""})
    assert "withheld" in text(office.get(withheld["Location"]))


def test_runs_of_last_places_are_shown(race: Race, sign_in: SignIn) -> None:
    race.superior("trade", "2021Q1", 9)
    race.superior("trade", "2021Q2", 9)
    race.superior("research", "2021Q1", 9)
    race.superior("research", "2021Q2", 4)
    trade, research = sign_in("leader").get(AT).context["reading"].lines
    assert (len(trade.last.current.periods), research.last.current) == (2, None)
    assert "still going on" in text(sign_in("auditor").get(AT))


def test_unbound_and_doubly_led_items_are_reported(db: None, client: Client) -> None:
    led = [{"unit": "commerce", "weight": 5}, {"unit": "science", "weight": 5}]
    plan = race_plan(
        indicators=[
            rank_item("trade", *led),
            rank_item("research", {"unit": "science", "weight": 1, "lead": False}),
        ]
    )
    page = text(english(client, make_race(plan))("office").get(AT))
    assert "2 items are wrongly bound" in page
    assert "no lead" in page
    assert "several leads" in page


def test_only_the_office_records(race: Race, sign_in: SignIn) -> None:
    leader = sign_in("leader")
    assert "Record or revise" not in text(leader.get(AT))
    assert leader.post(AT, TYPED).status_code == 403
    assert sign_in("town").get(AT).status_code == 403


def test_the_register_asks_as_many_questions_with_thirty_rows(race: Race, sign_in: SignIn) -> None:
    race.superior("trade", "2021Q1", 9)
    office = sign_in("office")
    queries(office, AT)
    one = queries(office, AT)
    for rank in range(1, 9):
        for item in ("trade", "research"):
            for period in ("2021Q2", "2021Q3"):
                race.superior(item, period, rank, why=f"revision {rank}")
    assert SuperiorRank.objects.count() > 30
    assert queries(office, AT) == one <= 30
