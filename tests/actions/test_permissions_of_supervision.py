"""Who may supervise, answer, instruct and register: everybody else is denied (domain 5.1, C6)."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from saima.actions import (
    decisions,
    instructions,
    supervision,
    supervision_extensions,
    supervision_sources,
)
from saima.actions.by import By
from saima.actions.decisions import NewDecision
from saima.actions.permissions import RIGHTS, Right
from saima.actions.refusals import Denied
from saima.actions.stored_files import NamedFile
from saima.actions.supervision import Answer
from saima.plan.supervision import Urgency
from saima.records.models import SupervisionFile
from saima.records.models.posts import SEPARATED
from tests.cast import Cast, by, make_cast, publish
from tests.supervision_stage import (
    MARCHED,
    PLAN,
    acknowledged,
    answered,
    asked,
    issued,
    late_node,
    new_sheet,
    proposed,
)

pytestmark = pytest.mark.django_db
OFFICE, LEADERS, UNIT = {"office", "colleague"}, {"leader"}, {"reporter", "approver"}
DECIDING, READERS = OFFICE | LEADERS, OFFICE | LEADERS | {"auditor"}
PROOF = NamedFile("proof.txt", b"fictitious")
DECISION = NewDecision("x", "x", "x", date(2021, 4, 1))


@dataclass
class Stage:
    """A sheet of commerce in every state that the actions start from, a node, a decision."""

    proposed: int
    issued: int
    acknowledged: int
    asked: int
    answered: int
    file: int
    node: int
    decision: int


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    publish()
    return made


@pytest.fixture
def stage(cast: Cast, tmp_path: Path) -> Stage:
    with override_settings(VAR=tmp_path):
        with_file = acknowledged(cast, cause="6")
        supervision.answer(by(cast.approver), with_file.pk, Answer("x", [PROOF]))
        made = decisions.record(
            by(cast.office), PLAN, NewDecision("x", "x", "x", DECISION.received_on, file=PROOF)
        )
        return Stage(
            proposed(cast, cause="1").pk,
            issued(cast, cause="2").pk,
            acknowledged(cast, cause="3").pk,
            asked(cast, cause="4").pk,
            answered(cast, cause="5").pk,
            SupervisionFile.objects.get().pk,
            late_node(cast).pk,
            made.pk,
        )


Action = Callable[[By, Stage], object]
ACTIONS: dict[str, tuple[Action, set[str]]] = {
    "supervision.propose": (lambda by, at: supervision.propose(by, PLAN, new_sheet()), OFFICE),
    "supervision.issue": (lambda by, at: supervision.issue(by, at.proposed), DECIDING),
    "supervision.acknowledge": (lambda by, at: supervision.acknowledge(by, at.issued), UNIT),
    "supervision.answer": (
        lambda by, at: supervision.answer(by, at.acknowledged, Answer("x")),
        UNIT,
    ),
    "supervision.send_back": (
        lambda by, at: supervision.send_back(by, at.answered, "x"),
        DECIDING,
    ),
    "supervision.write_off": (
        lambda by, at: supervision.write_off(by, at.answered, "x"),
        DECIDING,
    ),
    "supervision.withdraw": (lambda by, at: supervision.withdraw(by, at.issued, "x"), DECIDING),
    "supervision.open_file": (
        lambda by, at: supervision.open_file(by, at.file),
        READERS | UNIT,
    ),
    "supervision_extensions.ask": (
        lambda by, at: supervision_extensions.ask(by, at.acknowledged, MARCHED),
        UNIT,
    ),
    "supervision_extensions.extend": (
        lambda by, at: supervision_extensions.extend(by, at.asked),
        DECIDING,
    ),
    "supervision_extensions.hold": (
        lambda by, at: supervision_extensions.hold(by, at.asked, "x"),
        DECIDING,
    ),
    "supervision_sources.sheet_from": (
        lambda by, at: supervision_sources.sheet_from(by, PLAN, f"node:{at.node}"),
        OFFICE,
    ),
    "instructions.instruct": (
        lambda by, at: instructions.instruct(by, "unit:a", "a", "x", Urgency.URGENT),
        LEADERS,
    ),
    "decisions.record": (lambda by, at: decisions.record(by, PLAN, DECISION), OFFICE),
    "decisions.finish": (lambda by, at: decisions.finish(by, at.decision, "x"), OFFICE),
    "decisions.open_decision": (
        lambda by, at: decisions.open_decision(by, at.decision),
        READERS,
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_by_these_and_denied_to_all_others(
    cast: Cast, stage: Stage, name: str, tmp_path: Path
) -> None:
    action, allowed = ACTIONS[name]
    done = set()
    with override_settings(VAR=tmp_path):
        for person in fields(Cast):
            point = transaction.savepoint()
            try:
                action(by(getattr(cast, person.name)), stage)
                done.add(person.name)
            except Denied:
                pass
            transaction.savepoint_rollback(point)
    assert done == allowed


def test_the_three_administrators_supervise_nobody() -> None:
    acting = {Right.SUPERVISION_ISSUE, Right.SUPERVISION_ANSWER, Right.INSTRUCTION_WRITE}
    for role in SEPARATED:
        assert not acting & RIGHTS[role].keys()


def test_nobody_both_answers_and_reviews_by_one_role() -> None:
    reviewing = {Right.SUPERVISION_ISSUE, Right.INSTRUCTION_WRITE}
    for rights in RIGHTS.values():
        assert not (Right.SUPERVISION_ANSWER in rights and reviewing & rights.keys())
