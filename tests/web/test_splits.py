"""The pages of splits: which do not add up, the grid, the signature, the versions."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saima.actions import splits
from saima.records.models import SplitState, Target, TargetSplit
from saima.records.queries.todo_count import todo_count
from tests.actions.split_stage import STARTS, drafted, published, typed
from tests.cast import NOW, Cast, by, known
from tests.web.of_splits import sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


def as_office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.office)
    return client


def adopted(cast: Cast, **years: str) -> TargetSplit:
    row = drafted(cast, splits.framed("small", STARTS), **years)
    return splits.adopt(by(cast.leader), row.pk, splits.mark_of(row), "x")


def test_the_first_thing_seen_is_how_many_do_not_add_up(cast: Cast, client: Client) -> None:
    published()
    page = as_office(client, cast).get(reverse("splits")).content.decode()
    assert "1 of 3 targets fall short of the city's or are not split yet." in page
    assert page.index("not split") < page.index("same for every unit")
    adopted(cast, a="33")
    page = client.get(reverse("splits") + "?state=over").content.decode()
    assert "All 3 targets reach the city's." in page
    # 63 of 60
    assert "+5.0" in page
    assert "investment" not in page


def test_a_draft_waits_for_the_leaders_until_it_is_signed(cast: Cast, client: Client) -> None:
    row = drafted(cast, published())
    client.force_login(cast.leader)
    page = client.get(reverse("todo")).content.decode()
    assert "Split targets to sign" in page
    assert f'href="{reverse("split", args=[row.pk])}"' in page
    assert todo_count(cast.leader, NOW.date()) == 1
    assert "to sign" not in as_office(client, cast).get(reverse("todo")).content.decode()
    splits.adopt(by(cast.leader), row.pk, splits.mark_of(row), "x")
    assert todo_count(cast.leader, NOW.date()) == 0


def test_every_draft_that_waits_is_listed_for_itself(cast: Cast, client: Client) -> None:
    frame = published()
    rows = [drafted(cast, frame), drafted(cast, frame, a="33")]
    client.force_login(cast.leader)
    page = client.get(reverse("splits"), {"waiting": 1})
    assert [one.draft for one in page.context["paged"].rows] == rows
    splits.decline(by(cast.leader), rows[0].pk, "x")
    splits.adopt(by(cast.leader), rows[1].pk, splits.mark_of(rows[1]), "x")
    empty = client.get(reverse("splits"), {"waiting": 1}).content.decode()
    assert "No draft waits for a signature." in empty


def test_equal_shares_are_filled_by_the_server_and_nothing_is_kept(
    cast: Cast, client: Client
) -> None:
    frame = published()
    form = sent(typed(frame)) | {"act": "spread", "method": "equal", "more": "10"}
    page = as_office(client, cast).post(reverse("split_new", args=[STARTS]), form)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="y.a" value="22"' in text
    assert "+10.0%" in text
    assert "What you see is not kept yet." in text
    assert not TargetSplit.objects.exists()


def test_the_levels_from_the_superior_down_are_shown_in_percent(cast: Cast, client: Client) -> None:
    frame = published()
    form = sent(typed(frame, a="36")) | {"act": "look", "superior": "50"}
    text = as_office(client, cast).post(reverse("split_new", args=[STARTS]), form).content.decode()
    # the superior asks for 50, the city for 60 (+20 %), the towns are asked for 66 (+10 %)
    assert text.index("Superior asks") < text.index("+20.0%") < text.index("+10.0%")


def test_a_wrong_grid_is_shown_again_with_what_was_typed(cast: Cast, client: Client) -> None:
    frame = published()
    form = sent(typed(frame)) | {"act": "save", "y.a": "many", "reason": "why"}
    page = as_office(client, cast).post(reverse("split_new", args=[STARTS]), form)
    text = page.content.decode()
    assert page.status_code == 409
    assert 'name="y.a" value="many"' in text
    assert 'value="why"' in text
    assert "Town a: the year&#x27;s target is “many”" in text
    assert not TargetSplit.objects.exists()


def test_a_draft_is_drawn_up_changed_and_signed(cast: Cast, client: Client) -> None:
    frame = published()
    form = sent(typed(frame)) | {"reason": "依据会议纪要"}
    as_office(client, cast)
    answer = client.post(reverse("split_new", args=[STARTS]), form | {"act": "save"})
    row = TargetSplit.objects.get()
    assert answer["Location"].startswith(reverse("split", args=[row.pk]))
    later = sent(typed(frame, a="36")) | {"act": "change", "seen": splits.mark_of(row)}
    assert client.post(reverse("split", args=[row.pk]), later).status_code == 302
    row.refresh_from_db()
    assert row.shares["a"] == "36"
    client.force_login(cast.leader)
    signed = {"act": "adopt", "seen": splits.mark_of(row), "reason": "同意"}
    assert client.post(reverse("split", args=[row.pk]), signed).status_code == 302
    row.refresh_from_db()
    assert row.state == SplitState.ADOPTED
    assert Target.objects.get(unit="a", period="2021").target == Decimal(36)


def test_a_leader_sees_the_effect_before_the_signature_and_no_form_of_cells(
    cast: Cast, client: Client
) -> None:
    frame = published()
    known("a", STARTS, "2021-01", 6)
    row = drafted(cast, frame)
    client.force_login(cast.leader)
    text = client.get(reverse("split", args=[row.pk])).content.decode()
    assert text.index("What would change if it were adopted") < text.index('value="adopt"')
    assert 'name="y.a"' not in text


def test_a_stale_signature_is_refused_in_words(cast: Cast, client: Client) -> None:
    row = drafted(cast, published())
    client.force_login(cast.leader)
    stale = {"act": "adopt", "seen": "2021-01-01T00:00:00+00:00", "reason": "同意"}
    page = client.post(reverse("split", args=[row.pk]), stale)
    assert page.status_code == 409
    assert "the draft was changed by office" in page.content.decode()


def test_two_versions_are_compared(cast: Cast, client: Client) -> None:
    published()
    adopted(cast)
    later = drafted(cast, splits.framed("small", STARTS), a="36")
    text = as_office(client, cast).get(reverse("split", args=[later.pk])).content.decode()
    assert "From version 1 to version 2" in text
    assert "30 → 36" in text
    assert "+6" in text


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_grid_goes_out_as_a_file_and_is_taken_back(
    cast: Cast, client: Client, form: str
) -> None:
    frame = published()
    row = drafted(cast, frame, a="36")
    file = as_office(client, cast).get(reverse("split_table", args=[row.pk, form]))
    sheet = SimpleUploadedFile(f"split.{form}", file.content)
    given = sent(typed(frame)) | {"act": "file", "table": sheet}
    text = client.post(reverse("split_new", args=[STARTS]), given).content.decode()
    assert 'name="y.a" value="36"' in text
    assert client.get(reverse("split_table", args=[row.pk, "pdf"])).status_code == 404


def test_a_file_that_is_none_is_refused_and_nothing_typed_is_lost(
    cast: Cast, client: Client
) -> None:
    frame = published()
    for more in ({}, {"table": SimpleUploadedFile("x.xlsx", b"PK\x03\x04broken")}):
        given = sent(typed(frame)) | {"act": "file"} | more
        page = as_office(client, cast).post(reverse("split_new", args=[STARTS]), given)
        assert page.status_code == 409
        assert 'name="y.a" value="30"' in page.content.decode()


def test_what_is_not_split_has_no_page(cast: Cast, client: Client) -> None:
    published()
    as_office(client, cast)
    for code in ("level", "nothing"):
        assert client.get(reverse("split_new", args=[code])).status_code == 404
    assert client.get(reverse("split", args=[999])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_versions(cast: Cast, client: Client) -> None:
    published()
    as_office(client, cast)
    counts = []
    for _ in range(2):
        row = drafted(cast, splits.framed("small", STARTS))
        client.get(reverse("split", args=[row.pk]))
        found = []
        for address in (reverse("splits"), reverse("split", args=[row.pk])):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 30
