"""A sealed board read again: its bundle, its figures, the live board beside it, its proof."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from saima.actions.kept_boards import KEEPER
from saima.exchange.bundle import open_bundle
from saima.exchange.verify import verify
from saima.plan.periods import Period
from saima.records.models import AuditRecord
from tests.board_stage import COMPUTED, Stage, make_stage
from tests.web.kept_stage import LIST, at, corrected, read, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    KEEPER.kept.clear()
    return make_stage()


@pytest.fixture
def office(stage: Stage, client: Client) -> Iterator[Client]:
    """Somebody of the office on 20 April, reading English."""
    with at(COMPUTED):
        yield signed_in(stage, client, "colleague")


@pytest.mark.parametrize("name", ["colleague", "leader", "auditor"])
def test_the_bundle_verifies_and_its_download_is_logged(
    name: str, client: Client, stage: Stage
) -> None:
    board = stage.sealed()
    answer = signed_in(stage, client, name).get(f"{LIST}{board.pk}/bundle.zip")
    assert verify(open_bundle(answer.content, "b.zip"), board.seal).problems == ()
    record = AuditRecord.objects.latest("sequence")
    assert (record.action, record.data["what"]) == ("export", "board_bundle.zip")
    assert (record.data["seal"], record.person_id) == (board.seal, stage.people[name].pk)


def test_nobody_else_takes_the_bundle_and_a_draft_has_none(client: Client, stage: Stage) -> None:
    board = stage.sealed()
    draft = stage.draft(Period.parse("2021-02"))
    before = AuditRecord.objects.count()
    for name in ("elm", "checker", "system_administrator"):
        address = f"{LIST}{board.pk}/bundle.zip"
        assert signed_in(stage, client, name).get(address).status_code == 403
    signed_in(stage, client, "colleague")
    assert client.get(f"{LIST}{draft.pk}/bundle.zip").status_code == 404
    assert AuditRecord.objects.count() == before


def test_a_sealed_board_is_read_from_its_bundle_whatever_happens_to_the_ledger(
    office: Client, stage: Stage
) -> None:
    board = stage.sealed()
    corrected()
    page = office.get(f"{LIST}{board.pk}/units/elm/total/")
    assert "shown as 93.33, place 2 of 3" in page.content.decode()
    inside = f"{LIST}{board.pk}/units/elm/invest/"
    assert inside in page.content.decode()
    assert "33.3333" in read(office, inside)
    assert office.get(f"{LIST}{board.pk}/units/nobody/total/").status_code == 404
    assert office.get(f"{LIST}{board.pk}/units/fin/invest2/").status_code == 404


def test_the_live_board_says_how_it_stands_to_the_sealed_one(office: Client, stage: Stage) -> None:
    assert "Sealed edition" not in read(office, "/2021-03/board/")
    board = stage.sealed()
    page = read(office, "/2021-03/board/")
    assert f"Sealed edition 1, 2021-04-28 10:00, seal {(board.seal or '')[:12]}." in page
    assert "The live board is the same." in page
    assert f'href="{LIST}{board.pk}/"' in page
    corrected()
    # Elm has 100 points, and ash the second place.
    assert "2 units differ from it now." in read(office, "/2021-03/board/")
    office.logout()
    assert f'href="{LIST}{board.pk}/"' not in read(office, "/2021-03/board/")


def test_the_auditor_verifies_the_seals_and_a_changed_row_is_named(
    client: Client, stage: Stage
) -> None:
    stage.sealed()
    signed_in(stage, client, "auditor")
    assert client.get("/office/audit/seals/").context.get("seals") is None
    sound = client.post("/office/audit/seals/")
    assert sound.context["seals"].broken == ()
    assert "1 sealed board is as it was sealed" in sound.content.decode()
    on = "" if connection.vendor == "sqlite" else " ON records_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER entry_no_update{on}")
        cursor.execute(
            "UPDATE records_entry SET value = 7"
            " WHERE unit = 'elm' AND indicator = 'invest' AND period = '2021-03'"
        )
    broken = client.post("/office/audit/seals/")
    text = broken.content.decode()
    assert "inputs/observations.csv: sealed was elm invest 2021-03 1" in text
    assert "March 2021 edition 1, draft 1" in text
