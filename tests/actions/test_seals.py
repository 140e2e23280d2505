"""Whoever changes the database by hand is found out, and the first difference is named."""

import hashlib
from datetime import datetime

import pytest
from django.db import connection
from django.test import override_settings

from saima.actions import ledger, sealing
from saima.actions.kept_boards import KEEPER
from saima.actions.ledger import ValueKey
from saima.actions.seals import CheckedSeal, check_seals
from saima.exchange.bundle import read_bundle
from saima.plan.periods import Period
from saima.records.models import Board, BoardBundle
from tests.board_stage import AFTERWARDS, Stage, days_after, make_stage
from tests.cast import given
from tests.presence import require

FEBRUARY = Period.parse("2021-02")


@pytest.fixture
def stage(db: None) -> Stage:
    KEEPER.kept.clear()
    return make_stage()


def by_hand(table: str, trigger: str, sql: str, *given: bytes | str | int | datetime) -> None:
    """What somebody with the keys of the database can do: take a guard away, then change a row."""
    place = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        if place:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"DROP TRIGGER {trigger}{place}")
        cursor.execute(sql, given)
        assert cursor.rowcount > 0


def found(checked: tuple[CheckedSeal, ...]) -> list[tuple[str, str]]:
    """The problems: in which board, of what kind."""
    return [
        ("" if one.board is None else one.board.period, problem.kind.code)
        for one in checked
        for problem in one.problems
    ]


def test_what_nobody_touched_is_sound(stage: Stage) -> None:
    stage.sealed(FEBRUARY)
    stage.sealed()
    ledger.correct(
        stage.by("colleague", AFTERWARDS),
        ValueKey("small-2021", "elm", "invest", "2021-03"),
        given(2),
        "counted again",
    )
    checked = check_seals("small-2021")
    assert [one.sound for one in checked] == [True, True]
    # Six totals and more than fifteen scores in each board, every figure computed again.
    assert all(one.figures > 100 for one in checked)
    assert check_seals() == check_seals("small-2021")
    assert check_seals("other") == ()


def test_the_setting_names_seals_to_come_by_sm3_and_the_chain_goes_on(stage: Stage) -> None:
    require("sm3" in hashlib.algorithms_available, "this OpenSSL has no SM3")
    first = stage.sealed(FEBRUARY)
    with override_settings(SEAL_DIGEST="sm3"):
        second = stage.sealed()
    assert (first.digest_name, second.digest_name) == ("SHA-256", "SM3")
    bundle = read_bundle(bytes(second.bundle.content))
    assert hashlib.new("sm3", bundle.files["manifest.json"]).hexdigest() == second.seal
    assert second.previous_seal == first.seal
    assert [one.sound for one in check_seals("small-2021")] == [True, True]


def test_an_input_row_that_was_edited_by_hand_is_named(stage: Stage) -> None:
    stage.sealed(FEBRUARY)
    stage.sealed()
    by_hand(
        "records_entry",
        "entry_no_update",
        "UPDATE records_entry SET value = 2"
        " WHERE unit = 'elm' AND indicator = 'invest' AND period = '2021-03'",
    )
    february, march = check_seals("small-2021")
    assert february.sound
    (problem,) = march.problems
    assert problem.kind.code == "seal_ledger_other"
    text = problem.text()
    assert "elm invest 2021-03 1.0" in text
    assert "elm invest 2021-03 2.0" in text


def test_an_entry_that_was_deleted_or_slipped_in_is_named(stage: Stage) -> None:
    stage.sealed()
    by_hand(
        "records_adjustment",
        "adjustment_no_delete",
        "DELETE FROM records_adjustment WHERE unit = 'ash'",
    )
    (march,) = check_seals("small-2021")
    (problem,) = march.problems
    assert problem.facts["table"] == "inputs/adjustments.csv"
    assert problem.facts["sealed"] == "ash 2021-03 award 1.5"
    assert problem.facts["recorded"] == "-"


def test_a_row_of_the_totals_that_was_edited_is_named(stage: Stage) -> None:
    stage.sealed()
    by_hand(
        "records_boardtotal",
        "boardtotal_no_update",
        "UPDATE records_boardtotal SET rank = 1 WHERE unit = 'elm'",
    )
    (march,) = check_seals("small-2021")
    assert [(one.kind.code, one.facts["unit"]) for one in march.problems] == [
        ("seal_total_other", "elm")
    ]


def test_a_byte_of_the_bundle_that_was_changed_is_found(stage: Stage) -> None:
    board = stage.sealed()
    content = bytearray(BoardBundle.objects.get(board=board).content)
    content[len(content) // 2] ^= 1
    by_hand(
        "records_boardbundle",
        "boardbundle_no_update",
        "UPDATE records_boardbundle SET content = %s",
        bytes(content),
    )
    assert found(check_seals()) == [("2021-03", "seal_bundle_other")]


def test_a_bundle_that_is_gone_is_found(stage: Stage) -> None:
    stage.sealed()
    by_hand("records_boardbundle", "boardbundle_no_delete", "DELETE FROM records_boardbundle")
    assert found(check_seals()) == [("2021-03", "seal_bundle_gone")]


def test_a_bundle_that_was_exchanged_for_another_is_found(stage: Stage) -> None:
    stage.sealed(FEBRUARY)
    march = stage.sealed()
    other = BoardBundle.objects.get(board__period="2021-02")
    by_hand(
        "records_boardbundle",
        "boardbundle_no_update",
        "UPDATE records_boardbundle SET content = %s, sha256 = %s WHERE board_id = %s",
        bytes(other.content),
        other.sha256,
        march.pk,
    )
    codes = [code for period, code in found(check_seals()) if period == "2021-03"]
    assert codes[0] == "verify_other_seal"
    assert "seal_board_other" in codes


def test_a_board_whose_facts_were_changed_is_found(stage: Stage) -> None:
    stage.sealed()
    by_hand(
        "records_board",
        "board_is_final",
        "UPDATE records_board SET sealed_at = %s",
        days_after(AFTERWARDS, 1),
    )
    (march,) = check_seals()
    (problem,) = march.problems
    assert (problem.kind.code, problem.facts["name"]) == ("seal_board_other", "sealed_at")


def test_a_board_that_is_gone_is_missed_by_the_log(stage: Stage) -> None:
    stage.sealed(FEBRUARY)
    march = stage.sealed()
    for table in ("boardbundle", "boardtotal"):
        by_hand(
            f"records_{table}",
            f"{table}_no_delete",
            f"DELETE FROM records_{table} WHERE board_id = %s",
            march.pk,
        )
    by_hand("records_board", "board_no_delete", f"DELETE FROM records_board WHERE id = {march.pk}")
    assert found(check_seals("small-2021")) == [("", "seal_board_gone")]


def test_a_board_that_was_never_sealed_by_the_office_is_found(stage: Stage) -> None:
    board = stage.shown()
    Board.objects.filter(pk=board.pk).update(
        state="sealed",
        sealed_at=AFTERWARDS,
        sealed_by=stage.people["ash"],
        seal="0" * 63 + "1",
        previous_seal="0" * 64,
        sequence=1,
        seal_reason="mine",
    )
    assert found(check_seals()) == [("2021-03", "seal_board_unlogged")]


def test_the_chain_shows_a_board_that_was_sealed_anew(stage: Stage) -> None:
    first = stage.sealed(FEBRUARY)
    stage.sealed()
    forged = "f" * 64
    by_hand(
        "records_board",
        "board_is_final",
        "UPDATE records_board SET previous_seal = %s WHERE period = '2021-03'",
        forged,
    )
    assert first.seal != forged
    assert found(check_seals()) == [("2021-03", "seal_board_other")]


def test_a_later_seal_goes_on_from_the_last_one(stage: Stage) -> None:
    first = stage.sealed()
    draft = sealing.new_edition(stage.by("colleague", AFTERWARDS), first.pk, "again")
    sealing.show_for_objections(stage.by("colleague", AFTERWARDS), draft.pk)
    sealing.seal(stage.by("colleague", days_after(AFTERWARDS, 30)), draft.pk, "nobody objected")
    checked = check_seals()
    assert [(one.board.edition, one.sound) for one in checked if one.board] == [
        (1, True),
        (2, True),
    ]
