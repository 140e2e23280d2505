"""The pages of pledges: signed, not signed, outdated; one pledge with what differs."""

from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saima.actions import pledges, splits
from saima.actions.papers.pledges import Pledging
from saima.actions.pledges import Signed
from saima.actions.stored_files import NamedFile
from saima.records.models import Pledge
from tests.actions.split_stage import STARTS, drafted, published
from tests.cast import Cast, by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


SIDES = {"city_side": "领导小组", "city_post": "组长", "unit_post": "镇长", "measures": "每月调度"}
SCAN = b"%PDF-1.7 fictitious"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: object) -> object:
    with override_settings(VAR=tmp_path):
        yield


def adopted(cast: Cast, **years: str) -> None:
    row = drafted(cast, splits.framed("small", STARTS), **years)
    splits.adopt(by(cast.leader), row.pk, splits.mark_of(row), "x")


def made(cast: Cast, unit: str = "a") -> Pledge:
    return pledges.draw_up(by(cast.office), "small", Pledging(unit, "x", "y", "z", ()))


def test_a_pledge_is_drawn_up_signed_and_outdated(cast: Cast, client: Client) -> None:
    published()
    adopted(cast)
    client.force_login(cast.office)
    answer = client.post(reverse("pledge_new"), {"unit": "a", **SIDES})
    row = Pledge.objects.get()
    address = reverse("pledge", args=[row.pk])
    assert answer["Location"].startswith(address)
    copy = SimpleUploadedFile("signed.pdf", SCAN)
    assert client.post(address, {"signed_on": "2021-04-06", "copy": copy}).status_code == 302
    text = client.get(address).content.decode()
    assert "copy signed.pdf kept by office" in text
    assert "differ" not in text.split("<h1>")[1].split("</dl>")[0]
    assert b"".join(client.get(reverse("pledge_signed", args=[row.pk])).streaming_content) == SCAN  # type: ignore[attr-defined]
    adopted(cast, a="40")
    text = client.get(address).content.decode()
    assert "1 thing differs from what was signed." in text
    listed = client.get(reverse("pledges") + "?state=outdated").content.decode()
    assert "1 difference" in listed
    assert "Town a" in listed
    assert "Town b" not in listed


def test_a_form_without_a_party_or_with_a_wrong_file_is_shown_again(
    cast: Cast, client: Client
) -> None:
    published()
    adopted(cast)
    client.force_login(cast.office)
    page = client.post(reverse("pledge_new"), {"unit": "a", **SIDES, "city_post": ""})
    assert page.status_code == 409
    assert "镇长" in page.content.decode()
    address = reverse("pledge", args=[made(cast).pk])
    wrong = SimpleUploadedFile("x.pdf", b"no pdf")
    page = client.post(address, {"signed_on": "2021-04-06", "copy": wrong})
    assert page.status_code == 409
    assert "x.pdf is not what its ending says" in page.content.decode()
    assert client.post(address, {"signed_on": ""}).status_code == 409


def test_all_units_are_drawn_up_in_one_go_and_taken_as_an_archive(
    cast: Cast, client: Client
) -> None:
    published()
    adopted(cast)
    client.force_login(cast.office)
    assert client.get(reverse("pledges_file")).status_code == 404
    assert client.post(reverse("pledges"), SIDES)["Location"].endswith(
        f"done=pledge.draw_up_all&count={Pledge.objects.count()}"
    )
    assert client.get(reverse("pledges_file"))["Content-Type"] == "application/zip"


def test_a_unit_sees_its_own_pledge_and_no_other(cast: Cast, client: Client) -> None:
    published()
    adopted(cast)
    own, other = made(cast), made(cast, "b")
    client.force_login(cast.town_reporter)
    text = client.get(reverse("pledges")).content.decode()
    assert "Town a" in text
    assert "Town b" not in text
    assert client.get(reverse("pledge", args=[own.pk])).status_code == 200
    assert client.get(reverse("pledge", args=[other.pk])).status_code == 404
    assert client.get(reverse("pledge_draft", args=[other.pk])).status_code == 404
    assert client.post(reverse("pledges"), SIDES).status_code == 403
    assert client.post(reverse("pledge", args=[own.pk]), {}).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_units(cast: Cast, client: Client) -> None:
    published()
    adopted(cast)
    client.force_login(cast.office)
    counts = []
    for unit in ("a", "b"):
        row = made(cast, unit)
        copy = NamedFile("x.pdf", SCAN)
        pledges.keep_signed(by(cast.office), row.pk, Signed(date(2021, 4, 6), copy))
        found = []
        for address in (reverse("pledges"), reverse("pledge", args=[row.pk])):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 30
