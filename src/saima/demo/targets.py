"""Targets that the plan leaves open although a formula needs them: split by the units' size."""

import re
from collections.abc import Iterator

from saima.demo.courses import Courses
from saima.demo.duties import Duty
from saima.demo.rows import FICTITIOUS, TargetRow
from saima.demo.series import from_steps, in_steps

NEEDED = frozenset({"target", "meets"})


def open_targets(courses: Courses) -> Iterator[TargetRow]:
    """One row per duty that is scored against a target that nobody has stated."""
    year = courses.plan.year
    for duty in courses.duties.values():
        if duty.target is None and needs_target(duty):
            decimals = duty.indicator.decimals
            yield TargetRow(
                unit=duty.unit.code,
                indicator=duty.indicator.code,
                period=str(year),
                target=from_steps(in_steps(courses.expected(duty), decimals), decimals),
                recorded_at=f"{year}-01-04T09:00:00",
                source=f"分解目标 split target;{FICTITIOUS}",
            )


def needs_target(duty: Duty) -> bool:
    """Whether the unit is scored by a formula that reads a target of its own."""
    indicator = duty.indicator
    if indicator.target is not None and indicator.target.relative_to is not None:
        return False
    formula = indicator.scoring.formula(indicator.direction.value)
    return not NEEDED.isdisjoint(re.findall(r"\w+", formula))
