"""A small plan with kinds of hard problems, and one problem in every state; all fictitious."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from saima.actions import hard_problem_work as work
from saima.actions.by import By
from saima.actions.hard_problem_steps import State
from saima.actions.hard_problem_work import Words
from saima.actions.hard_problems import NewProblem, raise_problem
from saima.plan.plan import Plan
from saima.records.models import HardProblem, Person
from tests.cast import Cast, cast_plan, make_cast, publish
from tests.demo.small_plan import indicator, label

NOW = datetime(2021, 4, 6, 2, tzinfo=UTC)
"""Ten in the morning of Tuesday, 6 April 2021; Monday was Qingming."""

TODAY = date(2021, 4, 6)
LEADER = {"after": 10, "label": label("分管领导")}
GROUP = {"after": 20, "label": label("领导小组")}
KINDS: list[dict[str, Any]] = [
    {
        "code": "bottleneck",
        "label": label("堵点"),
        "limits": {"accept": 2, "assign": 2, "plan": 5, "handle": 20},
        "rises_after": [LEADER, GROUP],
        "verified_by": "raiser",
        "relapse_after": 20,
        "asks": ["text", "organisation", "task", "indicator"],
    },
    {
        "code": "hazard",
        "label": label("隐患"),
        "limits": {"accept": 1, "assign": 1, "plan": 3, "handle": 30},
        "rises_after": [LEADER],
        "deadline": "2021-04-30",
        "guarded": True,
        "asks": ["quantity"],
    },
]
CLEARED = indicator(
    "cleared",
    collect="level",
    measure=label("%"),
    decimals=1,
    target=None,
    derived={
        "objects": "hard_problems",
        "measure": "share",
        "where": {"closed": "to_date"},
        "of": {"kind": ["hazard"], "begun": "to_date"},
    },
)


def problem_plan(*indicators: dict[str, Any], **given: Any) -> Plan:
    """The plan of the cast with two kinds, and the share of hazards cleared."""
    data = cast_plan().model_dump(mode="json")
    return Plan.model_validate(
        data
        | {"hard_problems": KINDS}
        | {"indicators": [*data["indicators"], CLEARED, *indicators]}
        | given
    )


@dataclass
class Problems:
    """The cast with shortcuts to raise a problem and to bring it into a state."""

    cast: Cast
    plan: Plan
    made: dict[State, int] = field(default_factory=dict)

    def by(self, name: str, now: datetime = NOW) -> By:
        """Somebody of the cast."""
        person: Person = getattr(self.cast, name)
        return By(person, now)

    def raised(self, now: datetime = NOW, **given: Any) -> HardProblem:
        """A problem that the town a raises."""
        new = {
            "plan": "small",
            "kind": "bottleneck",
            "unit": "a",
            "title": "用地指标未落实",
        } | given
        return raise_problem(self.by("town_reporter", now), NewProblem(**new))

    def brought(self, state: State, now: datetime = NOW, **given: Any) -> HardProblem:
        """A problem of the town a, handled by commerce, that has come as far as ``state``."""
        one = self.raised(now, **given)
        words = Words() if one.kind == "hazard" else Words("x")
        office, solver = self.by("office", now), self.by("reporter", now)
        if state == State.DECLINED:
            work.decline(office, one.pk, Words("x"))
        if state in AFTER[State.ACCEPTED]:
            work.accept(office, one.pk)
        if state in AFTER[State.ASSIGNED]:
            work.assign(office, one.pk, "commerce")
        if state in AFTER[State.PLANNED]:
            work.plan_solution(solver, one.pk, words)
        if state in AFTER[State.HANDLED]:
            work.handle(solver, one.pk, words)
        if state in AFTER[State.CLOSED]:
            verifier = "office" if one.kind == "hazard" else "town_approver"
            work.verify(self.by(verifier, now), one.pk)
        found: HardProblem = HardProblem.objects.get(pk=one.pk)
        return found


LINE = (State.ACCEPTED, State.ASSIGNED, State.PLANNED, State.HANDLED, State.CLOSED)
AFTER = {state: LINE[position:] for position, state in enumerate(LINE)}


def make_problems(plan: Plan | None = None) -> Problems:
    """Publish the plan and make the cast."""
    found = plan or problem_plan()
    cast = make_cast()
    publish(found)
    return Problems(cast, found)
