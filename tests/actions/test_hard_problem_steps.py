"""Every state x act x role of a hard problem; the table here is written by hand (S42, S59)."""

from collections.abc import Callable, Mapping
from dataclasses import fields

import pytest
from django.db import transaction

from saima.actions import hard_problem_work as work
from saima.actions.by import By
from saima.actions.hard_problem_steps import Act, State
from saima.actions.hard_problem_work import Words
from saima.actions.refusals import Denied, Refused
from saima.records.models import AuditRecord, HardProblem
from tests.cast import Cast
from tests.problem_stage import make_problems

pytestmark = pytest.mark.django_db
EVERYBODY = [field.name for field in fields(Cast)]
OFFICE = {"office", "colleague"}
SOLVERS = {"reporter", "approver"}
VERIFIERS = {"office", "colleague", "town_approver"}

X = Words("x")
TAKEN: Mapping[Act, Callable[[By, int], HardProblem]] = {
    Act.ACCEPT: work.accept,
    Act.DECLINE: lambda by, one: work.decline(by, one, X),
    Act.ASSIGN: lambda by, one: work.assign(by, one, "commerce"),
    Act.PLAN: lambda by, one: work.plan_solution(by, one, X),
    Act.HANDLE: lambda by, one: work.handle(by, one, X),
    Act.VERIFY: work.verify,
    Act.RETURN: lambda by, one: work.send_back(by, one, X),
    Act.REOPEN: lambda by, one: work.reopen(by, one, X),
    Act.CHECK: work.check_relapse,
}
WHO: Mapping[Act, set[str]] = {
    Act.ACCEPT: OFFICE,
    Act.DECLINE: OFFICE,
    Act.ASSIGN: OFFICE,
    Act.PLAN: SOLVERS,
    Act.HANDLE: SOLVERS,
    Act.VERIFY: VERIFIERS,
    Act.RETURN: VERIFIERS,
    Act.REOPEN: VERIFIERS,
    Act.CHECK: VERIFIERS,
}
LEADS: Mapping[State, Mapping[Act, State]] = {
    State.RAISED: {Act.ACCEPT: State.ACCEPTED, Act.DECLINE: State.DECLINED},
    State.ACCEPTED: {Act.ASSIGN: State.ASSIGNED},
    State.ASSIGNED: {Act.ASSIGN: State.ASSIGNED, Act.PLAN: State.PLANNED},
    State.PLANNED: {
        Act.ASSIGN: State.ASSIGNED,
        Act.PLAN: State.PLANNED,
        Act.HANDLE: State.HANDLED,
    },
    State.HANDLED: {Act.VERIFY: State.CLOSED, Act.RETURN: State.PLANNED},
    State.CLOSED: {Act.REOPEN: State.ASSIGNED, Act.CHECK: State.CLOSED},
    State.DECLINED: {},
}


@pytest.mark.parametrize("state", list(State))
def test_every_act_in_every_state_by_everybody(state: State, db: None) -> None:
    stage = make_problems()
    one = stage.brought(state)
    for act, take in TAKEN.items():
        for name in EVERYBODY:
            result = outcome(take, stage.by(name), one.pk)
            if name not in WHO[act]:
                expected = "no_right"
            elif act not in LEADS[state]:
                expected = "hard_problem_not_now"
            else:
                expected = LEADS[state][act].value
            if act in (Act.PLAN, Act.HANDLE) and one.handler == "" and name in SOLVERS:
                expected = "no_right"
            assert result == expected, (state, act, name)


def outcome(take: Callable[[By, int], HardProblem], by: By, one: int) -> str:
    """The state that a step led to, or the code of the refusal; nothing of it is kept."""
    with transaction.atomic():
        point = transaction.savepoint()
        try:
            return str(take(by, one).state)
        except Denied as denied:
            return denied.code
        except Refused as refused:
            return refused.code
        finally:
            transaction.savepoint_rollback(point)


def test_nobody_verifies_what_they_handled() -> None:
    stage = make_problems()
    one = stage.brought(State.HANDLED)
    HardProblem.objects.filter(pk=one.pk).update(handled_by=stage.cast.town_approver)
    with pytest.raises(Denied) as denied:
        work.verify(stage.by("town_approver"), one.pk)
    assert denied.value.code == "own_solution"
    assert work.verify(stage.by("office"), one.pk).state == State.CLOSED


def test_a_unit_does_not_verify_its_own_solution() -> None:
    stage = make_problems()
    one = stage.raised()
    work.accept(stage.by("office"), one.pk)
    work.assign(stage.by("office"), one.pk, "a")
    work.plan_solution(stage.by("town_reporter"), one.pk, X)
    work.handle(stage.by("town_reporter"), one.pk, X)
    with pytest.raises(Denied):
        work.verify(stage.by("town_approver"), one.pk)
    assert work.verify(stage.by("office"), one.pk).closed_by == stage.cast.office


def test_a_guarded_kind_is_verified_by_the_office_alone() -> None:
    stage = make_problems()
    one = stage.brought(State.HANDLED, kind="hazard", title="三级隐患", quantity=3)
    with pytest.raises(Denied):
        work.verify(stage.by("town_approver"), one.pk)
    assert work.verify(stage.by("office"), one.pk).state == State.CLOSED


def test_every_step_is_in_the_story_and_in_the_log() -> None:
    stage = make_problems()
    one = stage.brought(State.CLOSED)
    acts = ["raise", "accept", "assign", "plan", "handle", "verify"]
    assert list(one.steps.order_by("id").values_list("act", flat=True)) == acts
    logged = AuditRecord.objects.filter(object_kind="hardproblem").order_by("sequence")
    assert list(logged.values_list("action", flat=True)) == [f"hard_problem.{act}" for act in acts]
