"""Who raises, accepts, solves and verifies hard problems: everybody else is denied."""

from collections.abc import Callable
from dataclasses import dataclass, fields

import pytest
from django.db import transaction

from saima.actions import hard_problem_work as work
from saima.actions.by import By
from saima.actions.hard_problem_steps import State
from saima.actions.hard_problem_work import Words
from saima.actions.hard_problems import NewProblem, raise_problem
from saima.actions.refusals import Denied
from tests.cast import Cast
from tests.problem_stage import Problems, make_problems

pytestmark = pytest.mark.django_db


@dataclass
class Stage:
    """A problem in every state that the actions start from; raised by a, solved by commerce."""

    problems: Problems
    raised: int
    accepted: int
    assigned: int
    planned: int
    handled: int
    closed: int


@pytest.fixture
def stage(db: None) -> Stage:
    made = make_problems()
    states = ("raised", "accepted", "assigned", "planned", "handled", "closed")
    return Stage(made, *(made.brought(State(state)).pk for state in states))


Action = Callable[[By, Stage], object]
OFFICE, TOWN = {"office", "colleague"}, {"town_reporter", "town_approver"}
SOLVERS = {"reporter", "approver"}
VERIFIERS = OFFICE | {"town_approver"}
X = Words("x")
NEW = NewProblem("small", "bottleneck", "a", "x")

ACTIONS: dict[str, tuple[Action, set[str]]] = {
    "hard_problems.raise_problem": (lambda by, at: raise_problem(by, NEW), OFFICE | TOWN),
    "hard_problem_work.accept": (lambda by, at: work.accept(by, at.raised), OFFICE),
    "hard_problem_work.decline": (lambda by, at: work.decline(by, at.raised, X), OFFICE),
    "hard_problem_work.assign": (lambda by, at: work.assign(by, at.accepted, "b"), OFFICE),
    "hard_problem_work.plan_solution": (
        lambda by, at: work.plan_solution(by, at.assigned, X),
        SOLVERS,
    ),
    "hard_problem_work.handle": (lambda by, at: work.handle(by, at.planned, X), SOLVERS),
    "hard_problem_work.verify": (lambda by, at: work.verify(by, at.handled), VERIFIERS),
    "hard_problem_work.send_back": (lambda by, at: work.send_back(by, at.handled, X), VERIFIERS),
    "hard_problem_work.reopen": (lambda by, at: work.reopen(by, at.closed, X), VERIFIERS),
    "hard_problem_work.check_relapse": (
        lambda by, at: work.check_relapse(by, at.closed),
        VERIFIERS,
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_by_these_and_denied_to_all_others(stage: Stage, name: str) -> None:
    action, allowed = ACTIONS[name]
    done = set()
    for person in (field.name for field in fields(Cast)):
        point = transaction.savepoint()
        try:
            action(stage.problems.by(person), stage)
            done.add(person)
        except Denied:
            pass
        transaction.savepoint_rollback(point)
    assert done == allowed
