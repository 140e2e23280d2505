"""Unsolved problems rise to the next level when their day has come; the clock does it (S59)."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from saima.actions.hard_problem_days import Days, days_of
from saima.actions.hard_problem_steps import Act, facts, rules_of, write_step
from saima.actions.hard_problem_telling import tell_step
from saima.actions.pacing import Pace
from saima.actions.taking import Taken
from saima.records.chain import Happening, append
from saima.records.models import HardProblem
from saima.records.models.hard_problems import OPEN_PROBLEM

BATCH = 50
"""Problems that rise in one transaction: short, so that people who work meanwhile hardly wait."""


def rise(now: datetime, plan: str | None = None) -> dict[int, int]:
    """Let every unsolved problem whose day has come rise; gives how many rose to each level.

    Each batch is a short transaction of its own that looks at its problems anew under their locks,
    so that a run that is broken off goes on where it stopped, and two runs raise nothing twice.
    """
    today = localdate(now)
    rows = HardProblem.objects.filter(state__in=OPEN_PROBLEM, rises_on__lte=today)
    if plan is not None:
        rows = rows.filter(plan=plan)
    risen: Counter[int] = Counter()
    last, pace = 0, Pace(1)
    while keys := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        with transaction.atomic():
            still = rows.filter(pk__in=keys).order_by("pk").select_for_update()
            levels = [rise_one(problem, now) for problem in still]
        risen.update(level for level in levels if level is not None)
        last = keys[-1]
        if len(keys) == BATCH:
            pace.step()
    return dict(sorted(risen.items()))


def rise_one(problem: HardProblem, now: datetime) -> int | None:
    """Let a locked problem rise to the level whose day has come; None where there is none."""
    plan, kind = rules_of(problem)
    days, since, before = days_of(kind), counted_from(problem), problem.level
    problem.level, problem.rises_on = reached(days, since, before, localdate(now))
    problem.save(update_fields=["level", "rises_on"])
    if problem.level == before:
        return None
    write_step(problem, Taken(Act.RISE, data={"from": before, "to": problem.level}), now, None)
    tell_step(problem, Act.RISE, plan, now)
    data = {**facts(problem), "before": before}
    append([Happening("hard_problem.rise", now, None, "hardproblem", str(problem.pk), data)])
    return int(problem.level)


def counted_from(problem: HardProblem) -> date:
    """The day from which its levels count: when it was raised, or last opened again."""
    opened = problem.steps.filter(act=Act.REOPEN).order_by("-id").first()
    return problem.raised_on if opened is None else localdate(opened.at)


def reached(days: Days, since: date, level: int, today: date) -> tuple[int, date | None]:
    """The level that a problem stands on today, and the day on which it rises from there."""
    rises_on = days.rises(since, level)
    while rises_on is not None and rises_on <= today:
        level += 1
        rises_on = days.rises(since, level)
    return level, rises_on
