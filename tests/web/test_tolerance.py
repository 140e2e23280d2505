"""Fault tolerance on the site: applied for with evidence, verified, decided, shown."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from saima.records.models import Adjustment, FaultTolerance
from tests.race_stage import NOW, RACE, Race, make_race
from tests.web.judged_site import confirmed, english, text

pytestmark = pytest.mark.django_db
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


def application(**given: Any) -> dict[str, Any]:
    """What a town types."""
    file = SimpleUploadedFile("flood.txt", b"fictitious")
    usual = {"ground": "force_majeure", "text": "The river rose", "files": [file]}
    return usual | given


def test_fault_tolerance_is_applied_for_verified_and_granted(race: Race, sign_in: SignIn) -> None:
    row = confirmed(race)
    town = sign_in("town")
    form = f"/tolerance/new/?consequence={row.pk}"
    assert "Apply for fault tolerance" in text(town.get(form))
    bare = town.post(form, application(files=[]))
    assert bare.status_code == 409
    assert "The river rose" in text(bare)
    answer = town.post(form, application())
    found = FaultTolerance.objects.get()
    at = f"/tolerance/{found.pk}/"
    assert answer["Location"].startswith(at)
    assert sign_in("tenth").get(form).status_code == 404
    assert sign_in("tenth").get(at).status_code == 404
    leader = sign_in("leader")
    early = leader.post(at, {"act": "grant", "text": "Yes", "valid_until": "2021-12-31"})
    assert "is in state applied for" in text(early)
    sign_in("office").post(at, {"act": "verify", "text": "Seen on site"})
    leader = sign_in("leader")
    past = leader.post(at, {"act": "grant", "text": "Agreed", "valid_until": "2021-10-01"})
    assert past.status_code == 409
    assert "Agreed" in text(past)
    leader.post(at, {"act": "grant", "text": "Agreed", "valid_until": "2021-12-31"})
    row.refresh_from_db()
    assert row.state == "suspended"
    page = text(sign_in("town").get(f"/consequences/{row.pk}/"))
    assert "granted" in page
    assert "until 2021-12-31" in page
    proof = found.evidence.get()
    sent = sign_in("office").get(f"/tolerance/evidence/{proof.pk}/")
    assert (sent.getvalue(), sent["X-Content-Type-Options"]) == (b"fictitious", "nosniff")
    assert sign_in("tenth").get(f"/tolerance/evidence/{proof.pk}/").status_code == 404


def test_the_office_applies_on_behalf_of_a_unit(race: Race, sign_in: SignIn) -> None:
    row = confirmed(race)
    form = f"/tolerance/new/?consequence={row.pk}"
    assert "Letter of the unit" not in text(sign_in("town").get(form))
    office = sign_in("office")
    assert form in text(office.get(f"/consequences/{row.pk}/"))
    assert "Letter of the unit (number and date)" in text(office.get(form))
    bare = office.post(form, application())
    assert bare.status_code == 409
    assert "names no letter of the unit" in text(bare)
    assert "The river rose" in text(bare)
    answer = office.post(form, application(letter="t11 (2021) 7"))
    page = text(office.get(answer["Location"]))
    assert "on behalf of the unit, by its letter t11 (2021) 7" in page
    assert FaultTolerance.objects.get().unit == "t11"


def test_a_deduction_can_be_pardoned_from_what_stands_against_a_unit(
    race: Race, sign_in: SignIn
) -> None:
    row = Adjustment.objects.create(
        plan=RACE,
        unit="t11",
        period="2021-06",
        kind="criticism",
        points=1,
        reason="Late report",
        document="X 3",
        recorded_at=NOW,
    )
    town = sign_in("town")
    link = f"/tolerance/new/?adjustment={row.pk}"
    assert link in text(town.get("/against/t11/"))
    assert town.post(link, application()).status_code == 302
    found = FaultTolerance.objects.get()
    assert (found.adjustment, found.unit) == (row, "t11")
    assert f"/tolerance/{found.pk}/" in text(town.get("/against/t11/"))


def test_the_register_lists_applications_by_state_to_whom_they_concern(
    race: Race, sign_in: SignIn
) -> None:
    row = confirmed(race)
    sign_in("town").post(f"/tolerance/new/?consequence={row.pk}", application())
    found = FaultTolerance.objects.get()
    office = sign_in("office")
    link = f'href="/tolerance/{found.pk}/"'
    assert 'href="/tolerance/"' in office.get("/consequences/").content.decode()
    page = office.get("/tolerance/")
    assert "1 of 1 still to be verified or decided." in text(page)
    assert link in page.content.decode()
    assert "No application is in this state." in text(office.get("/tolerance/?state=verified"))
    office.post(f"/tolerance/{found.pk}/", {"act": "verify", "text": "Seen on site"})
    assert link in office.get("/tolerance/?state=verified").content.decode()
    assert link in sign_in("town").get("/tolerance/").content.decode()
    other = sign_in("tenth").get("/tolerance/")
    assert "No unit has applied." in text(other)
    assert link not in other.content.decode()
