"""Who is told of the steps of a hard problem."""

from datetime import datetime

from saima.actions.hard_problem_steps import Act, State
from saima.actions.telling import Telling, tell_role, tell_unit
from saima.plan.hard_problems import Verifier
from saima.plan.heirs import heir
from saima.plan.plan import Plan
from saima.records.models import HardProblem, Role

KINDS = {
    Act.RAISE: "problem_raised",
    Act.DECLINE: "problem_closed",
    Act.ASSIGN: "problem_assigned",
    Act.HANDLE: "problem_verify",
    Act.RETURN: "problem_assigned",
    Act.VERIFY: "problem_closed",
    Act.REOPEN: "problem_assigned",
    Act.RISE: "problem_rose",
}
"""The messages by step; what is not listed tells nobody."""


def tell_step(problem: HardProblem, act: Act, plan: Plan, now: datetime, text: str = "") -> None:
    """Tell those whose turn it is now, or who wait for it; call it after the step was written."""
    kind = KINDS.get(act)
    if kind is None:
        return
    once = f"problem:{problem.pk}:{act}:{problem.steps.count()}"
    telling = Telling(kind, once, facts(problem, plan, text))
    if act is Act.RAISE or verifies_office(problem, act, plan):
        tell_role(Role.OFFICE, telling, now)
    if act in (Act.DECLINE, Act.VERIFY) or (act is Act.HANDLE and by_raiser(problem, plan)):
        tell_unit(heir(plan, problem.unit), telling, now)
    if act in (Act.ASSIGN, Act.RETURN, Act.REOPEN, Act.RISE) and problem.handler:
        tell_unit(heir(plan, problem.handler), telling, now)
    if act is Act.RISE:
        tell_role(Role.OFFICE, telling, now)
        tell_role(Role.LEADER, telling, now)


def by_raiser(problem: HardProblem, plan: Plan) -> bool:
    """Whether the unit that raised it verifies it; a unit never verifies its own solution."""
    raised = plan.hard_problem_kind(problem.kind).verified_by is Verifier.RAISER
    return raised and heir(plan, problem.unit) != heir(plan, problem.handler)


def verifies_office(problem: HardProblem, act: Act, plan: Plan) -> bool:
    """Whether the office has something to verify now."""
    return act is Act.HANDLE and not by_raiser(problem, plan)


def facts(problem: HardProblem, plan: Plan, text: str) -> dict[str, object]:
    """What the sentence of a message is made of."""
    kind = plan.hard_problem_kind(problem.kind)
    level = kind.rises_after[problem.level - 1].label.zh if problem.level else ""
    waits = problem.state not in (State.CLOSED, State.DECLINED)
    return {
        "key": problem.pk,
        "title": problem.title,
        "unit": problem.handler or problem.unit,
        "number": problem.number,
        "due": problem.due if waits else None,
        "level": level,
        "text": text[:200],
    }
