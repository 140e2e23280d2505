"""Boards and objections, every action by every role: all others are denied."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction

from saima.actions import objections, rulings, sealing
from saima.actions.by import By
from saima.actions.effects import effect
from saima.actions.kept_boards import KEEPER
from saima.actions.objections import Filing
from saima.actions.refusals import Denied
from saima.actions.rulings import Verdict
from saima.actions.sealing import Attempt
from saima.records.models import Board, Objection, ObjectionFile, Ruled
from tests.board_stage import AFTERWARDS, FILED, MARCH, RULED, Stage, make_stage

OFFICE = {"office", "colleague"}
LEADERS = {"leader", "other_leader"}
ELM = {"elm", "elm_approver"}
REJECTED = Verdict(Ruled.REJECTED, "no proof")
PDF = b"%PDF-1.7 made up for a test"


@dataclass(frozen=True)
class Tried:
    """What the actions are tried on: a board that is shown, an objection of elm, its file."""

    stage: Stage
    board: Board
    objection: Objection
    file: ObjectionFile

    def answered(self) -> int:
        """The objection after the office rejected it."""
        rulings.rule(self.stage.by("colleague", RULED), self.objection.pk, REJECTED)
        return self.objection.pk

    def appealed(self) -> int:
        """The objection before the leading group."""
        key = self.answered()
        objections.appeal(self.stage.by("elm", RULED), key, "look again")
        return key

    def sealed(self) -> int:
        """The board, sealed after the objection was taken back."""
        objections.withdraw(self.stage.by("elm", RULED), self.objection.pk)
        who = self.stage.by("colleague", AFTERWARDS)
        return sealing.seal(who, self.board.pk, "in time").pk


@pytest.fixture
def tried(db: None) -> Tried:
    KEEPER.kept.clear()
    stage = make_stage()
    board = stage.shown()
    objection = stage.objection(board)
    file = objections.attach(stage.by("elm", FILED), objection.pk, "proof.pdf", PDF)
    return Tried(stage, board, objection, file)


def seal_in_time(by: By, at: Tried) -> None:
    objections.withdraw(at.stage.by("elm", RULED), at.objection.pk)
    sealing.seal(By(by.person, AFTERWARDS), at.board.pk, "in time")


ACTIONS: dict[str, tuple[Callable[[By, Tried], object], set[str]]] = {
    "sealing.compute_draft": (
        lambda by, at: sealing.compute_draft(by, Attempt(at.stage.version, MARCH, FILED, "r")),
        OFFICE,
    ),
    "sealing.show_for_objections": (
        lambda by, at: sealing.show_for_objections(by, at.stage.draft(now=FILED).pk),
        OFFICE,
    ),
    "sealing.withdraw_draft": (
        lambda by, at: sealing.withdraw_draft(by, at.board.pk, "r"),
        OFFICE,
    ),
    "sealing.seal": (seal_in_time, OFFICE),
    "sealing.new_edition": (lambda by, at: sealing.new_edition(by, at.sealed(), "r"), OFFICE),
    "objections.file": (
        lambda by, at: objections.file(by, Filing(at.board.pk, "elm", "land", "r")),
        ELM,
    ),
    "objections.attach": (
        lambda by, at: objections.attach(by, at.objection.pk, "more.pdf", PDF + b"!"),
        ELM,
    ),
    "objections.open_file": (
        lambda by, at: objections.open_file(by, at.file.pk),
        {*ELM, *OFFICE, *LEADERS, "auditor"},
    ),
    "objections.withdraw": (lambda by, at: objections.withdraw(by, at.objection.pk), ELM),
    "objections.appeal": (lambda by, at: objections.appeal(by, at.answered(), "r"), ELM),
    "effects.effect": (lambda by, at: effect(by, at.objection.pk), OFFICE),
    "effects.effect on appeal": (lambda by, at: effect(by, at.appealed()), LEADERS),
    "rulings.rule": (lambda by, at: rulings.rule(by, at.objection.pk, REJECTED), OFFICE),
    "rulings.rule on appeal": (
        lambda by, at: rulings.rule(by, at.appealed(), REJECTED),
        LEADERS,
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_by_these_and_denied_to_all_others(tried: Tried, name: str) -> None:
    action, allowed = ACTIONS[name]
    done = set()
    for person in tried.stage.people:
        point = transaction.savepoint()
        try:
            action(tried.stage.by(person, RULED), tried)
        except Denied:
            pass
        else:
            done.add(person)
        transaction.savepoint_rollback(point)
    assert done == allowed
