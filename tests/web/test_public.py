"""Sealed boards for everybody: off by default, no cookie, kept by caches, nothing personal."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from saima.actions import sealing
from saima.actions.kept_boards import KEEPER
from saima.exchange.bundle import open_bundle
from saima.exchange.verify import verify
from saima.plan.periods import Period
from saima.records.models import Board, Entry
from tests.board_stage import AFTERWARDS, Stage, days_after, make_stage

pytestmark = pytest.mark.django_db
PAGE = "/public/2021-03/"
ADDRESSES = ("/public/", PAGE, f"{PAGE}1/", f"{PAGE}1/bundle.zip")


@pytest.fixture
def stage(db: None) -> Stage:
    KEEPER.kept.clear()
    return make_stage()


@pytest.fixture
def published(stage: Stage) -> Iterator[Board]:
    """March sealed, and the setting on."""
    board = stage.sealed()
    with override_settings(PUBLIC_BOARDS=True):
        yield board


def second_edition(stage: Stage, board: Board) -> Board:
    """Elm's second investment of March: 100 points instead of 93.33, the first place."""
    Entry.objects.create(
        plan=board.plan,
        unit="elm",
        indicator="invest",
        period="2021-03",
        value=Decimal(2),
        recorded_at=days_after(AFTERWARDS, 1),
        replaces=Entry.objects.get(unit="elm", indicator="invest", period="2021-03"),
        why="counted again",
    )
    by = stage.by("colleague", days_after(AFTERWARDS, 2))
    draft = sealing.new_edition(by, board.pk, "a person is named here")
    sealing.show_for_objections(by, draft.pk)
    later = stage.by("colleague", days_after(AFTERWARDS, 20))
    return sealing.seal(later, draft.pk, "nobody objected")


def test_there_is_nothing_where_it_is_switched_off(client: Client, stage: Stage) -> None:
    stage.sealed()
    for name in (None, "colleague"):
        if name:
            client.force_login(stage.people[name])
        for address in ADDRESSES:
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404


def test_everybody_reads_the_sealed_board_without_signing_in(
    client: Client, published: Board
) -> None:
    page = client.get(f"{PAGE}?language=en")
    text = page.content.decode()
    towns = page.context["found"].tables[0].table.rows
    assert [(one.row.unit, one.row.rank, one.row.total) for one in towns] == [
        ("ash", 1, 94.5),
        ("elm", 2, 93.33),
        ("birch", 3, 34.67),
        ("oak", None, None),
    ]
    assert "Safety index: not reported" in text
    assert str(published.seal) in text
    assert "Demo data (fictitious)" in text
    assert "March 2021" in client.get("/public/?language=en").content.decode()


def test_drafts_and_shown_boards_are_not_public(client: Client, stage: Stage) -> None:
    stage.shown()
    with override_settings(PUBLIC_BOARDS=True):
        assert client.get(PAGE).status_code == 404
        assert "2021-03" not in client.get("/public/").content.decode()
        assert client.get("/public/1999-01/").status_code == 404


def test_nobody_is_named_and_nothing_of_the_reader_goes_in_or_out(
    client: Client, stage: Stage, published: Board
) -> None:
    plain = {address: client.get(address) for address in ADDRESSES}
    client.force_login(stage.people["colleague"])
    client.cookies["saima_language"] = "en"
    before = {name: morsel.value for name, morsel in client.cookies.items()}
    for address, answer in plain.items():
        mine = client.get(address)
        assert mine.content == answer.content
        assert not mine.cookies
        assert "cookie" not in mine.get("Vary", "").lower()
        assert "colleague" not in mine.content.decode(errors="ignore")
    assert {name: morsel.value for name, morsel in client.cookies.items()} == before
    assert published.seal_reason not in plain[PAGE].content.decode()
    assert published.reason not in plain[PAGE].content.decode()


def test_pages_are_kept_by_caches_until_another_seal(
    client: Client, stage: Stage, published: Board
) -> None:
    first = {address: client.get(address) for address in ADDRESSES}
    for address, answer in first.items():
        assert answer["Cache-Control"].startswith("public, max-age=")
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == answer["ETag"]
    english = client.get(f"{PAGE}?language=en")
    assert english["ETag"] != first[PAGE]["ETag"]
    second_edition(stage, published)
    for address in ("/public/", PAGE, f"{PAGE}1/"):
        newer = client.get(address, headers={"If-None-Match": first[address]["ETag"]})
        assert newer.status_code == 200
    same = client.get(ADDRESSES[3], headers={"If-None-Match": first[ADDRESSES[3]]["ETag"]})
    assert same.status_code == 304


def test_the_newest_edition_comes_first_with_the_earlier_one_beside_it(
    client: Client, stage: Stage, published: Board
) -> None:
    newer = second_edition(stage, published)
    page = client.get(f"{PAGE}?language=en")
    found = page.context["found"]
    assert (found.board, found.earlier) == (newer, published)
    rows = [
        (one.row.unit, one.row.rank, found.tables[0].earlier[one.row.unit].rank)
        for one in found.tables[0].table.rows
    ]
    assert rows == [("elm", 1, 2), ("ash", 2, 1), ("birch", 3, 3), ("oak", None, None)]
    assert "Rank in edition 1" in page.content.decode()
    assert "a person is named here" not in page.content.decode()
    old = client.get(f"{PAGE}1/?language=en").context["found"]
    assert (old.board, old.earlier) == (published, None)
    assert client.get(f"{PAGE}3/").status_code == 404
    (year,) = client.get("/public/").context["years"]
    assert [one.boards for one in year.periods] == [(newer, published)]


def test_the_bundle_verifies_against_the_published_seal(client: Client, published: Board) -> None:
    answer = client.get(f"{PAGE}1/bundle.zip")
    assert answer["Content-Type"] == "application/zip"
    assert verify(open_bundle(answer.content, "b.zip"), published.seal).problems == ()
    assert client.get(f"{PAGE}2/bundle.zip").status_code == 404


def test_it_is_read_only(client: Client, published: Board) -> None:
    for address in ADDRESSES:
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200


def test_a_year_of_boards_asks_few_questions(
    client: Client, stage: Stage, published: Board
) -> None:
    stage.sealed(Period.parse("2021-02"))
    for address, most in (("/public/", 4), (PAGE, 8)):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= most
