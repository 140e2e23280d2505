"""Sealed boards, their totals, and rulings stay as they are, whatever is typed by hand."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from saima.actions import objections, rulings, sealing
from saima.actions.kept_boards import KEEPER
from saima.actions.rulings import Verdict
from saima.records.models import (
    Board,
    BoardBundle,
    BoardTotal,
    Objection,
    ObjectionFile,
    Ruled,
    Ruling,
)
from saima.records.models.append_only import RowIsFinal
from tests.board_stage import AFTERWARDS, FILED, RULED, Stage, days_after, make_stage

FINAL: list[type[Model]] = [BoardTotal, BoardBundle, ObjectionFile, Ruling]


@pytest.fixture
def stage(db: None) -> Stage:
    """One board sealed, with an objection that went through both instances."""
    KEEPER.kept.clear()
    stage = make_stage()
    board = stage.shown()
    found = stage.objection(board)
    objections.attach(stage.by("elm", FILED), found.pk, "proof.pdf", b"%PDF-1.7 x")
    rulings.rule(stage.by("colleague", RULED), found.pk, Verdict(Ruled.REJECTED, "no proof"))
    objections.appeal(stage.by("elm", RULED), found.pk, "look again")
    rulings.rule(stage.by("leader", AFTERWARDS), found.pk, Verdict(Ruled.REJECTED, "no"))
    sealing.seal(stage.by("colleague", AFTERWARDS), board.pk, "settled")
    return stage


def run(sql: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.rowcount)


@pytest.mark.parametrize("model", FINAL, ids=lambda model: model.__name__)
def test_final_rows_are_neither_changed_nor_deleted(stage: Stage, model: type[Model]) -> None:
    table = model._meta.db_table
    assert model._default_manager.exists()
    for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="only added"):
            run(sql)
    with pytest.raises(RowIsFinal):
        model._default_manager.all().delete()


@pytest.mark.parametrize(
    "change",
    ["state = 'withdrawn'", "seal_reason = 'x'", "edition = 2", "sealed_at = '2021-01-01'"],
)
def test_a_sealed_board_is_not_changed(stage: Stage, change: str) -> None:
    with pytest.raises(IntegrityError, match="never change"):
        run(f"UPDATE records_board SET {change}")


def test_no_board_and_no_objection_is_deleted(stage: Stage) -> None:
    for table in ("records_board", "records_objection"):
        with pytest.raises(IntegrityError, match="only added"):
            run(f"DELETE FROM {table}")


def test_a_sealed_board_gets_no_further_totals(stage: Stage) -> None:
    board = Board.objects.get()
    with pytest.raises(IntegrityError, match="added to a draft only"), transaction.atomic():
        BoardTotal.objects.create(
            board=board, unit="moon", group="towns", field=4, overall_field=6, reason="missing"
        )


def test_of_a_board_on_its_way_its_origin_stays(stage: Stage) -> None:
    sealed = Board.objects.get()
    later = days_after(AFTERWARDS, 1)
    draft = sealing.new_edition(stage.by("colleague", later), sealed.pk, "again")
    for change in ("as_of = '2021-01-01'", "plan = 'other'", "reason = 'x'", "draft = 7"):
        with pytest.raises(IntegrityError, match="computed from never changes"):
            run(f"UPDATE records_board SET {change} WHERE id = {draft.pk}")
    sealing.withdraw_draft(stage.by("colleague", later), draft.pk, "not needed")
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE records_board SET withdrawal = 'x' WHERE id = {draft.pk}")


def test_a_settled_objection_is_not_changed(stage: Stage) -> None:
    with pytest.raises(IntegrityError, match="decided or withdrawn objection is never changed"):
        run("UPDATE records_objection SET state = 'filed'")


def test_what_a_unit_filed_is_not_changed(stage: Stage) -> None:
    sealed = Board.objects.get()
    by = stage.by("colleague", AFTERWARDS)
    draft = sealing.new_edition(by, sealed.pk, "again")
    shown = sealing.show_for_objections(by, draft.pk)
    found = Objection.objects.create(
        board=shown,
        unit="ash",
        about="rule",
        code="award",
        reason="r",
        filed_at=AFTERWARDS,
        filed_by=stage.people["ash"],
        due=AFTERWARDS.date(),
    )
    for change in (
        *("reason = 'x'", "unit = 'elm'", "filed_at = '2021-01-01'"),
        *("claimed = 3", "claimed_numerator = 3", "claimed_denominator = 3", "claimed_field = 3"),
    ):
        with pytest.raises(IntegrityError, match="filed never changes"):
            run(f"UPDATE records_objection SET {change} WHERE id = {found.pk}")
    assert run(f"UPDATE records_objection SET due = '2021-06-01' WHERE id = {found.pk}") == 1


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("UPDATE records_board SET state = 'sealed'", "board_sealed_by_somebody"),
        ("UPDATE records_board SET state = 'shown'", "board_was_shown"),
        ("UPDATE records_board SET state = 'withdrawn'", "board_withdrawal_says_why"),
    ],
)
def test_the_facts_of_a_board_never_contradict_its_state(db: None, sql: str, rule: str) -> None:
    KEEPER.kept.clear()
    make_stage().draft()
    with pytest.raises(IntegrityError, match=rule):
        run(sql)


def test_two_instances_and_no_more(stage: Stage) -> None:
    found = Objection.objects.get()
    third = {
        "objection": found,
        "ruled": "rejected",
        "reasons": "r",
        "by": stage.people["leader"],
        "at": AFTERWARDS,
    }
    for instance in (2, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ruling.objects.create(instance=instance, **third)
