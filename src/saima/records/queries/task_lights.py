"""The lights of all tasks inside the database, so that lists filter, count and sort by them.

It is the rule of ``engine.task_lights`` in whole numbers: weights have two decimals, so hundredths
are exact, and a threshold is compared as a fraction. A test holds both against each other.
"""

from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Round
from django.db.models.lookups import LessThan, LessThanOrEqual

from saima.plan.rules import Lights
from saima.records.models import NodeState, Task, TaskState
from saima.records.models.tasks import OPEN_TASK

SHINING = (*OPEN_TASK, TaskState.COMPLETED)
"""States in which a task has a light; before and after it is not under way."""

LIGHTS = ("red", "yellow", "watch", "green", "none")
"""The lights in the order of urgency, as ``light_order`` counts them."""


def lit(tasks: QuerySet[Task, Any], rule: Lights, today: date) -> QuerySet[Any, Any]:
    """The tasks with ``whole``, ``planned_weight`` and ``done_weight`` in hundredths, ``late``.

    And with ``light``, ``light_order`` and ``late_since`` (the day of the oldest late node).
    """
    node = Q(nodes__dropped=False)
    open_node = node & ~Q(nodes__state=NodeState.ACCEPTED)
    late = open_node & Q(nodes__due__lt=today)
    summed = tasks.annotate(
        whole=weight(node),
        planned_weight=weight(node & Q(nodes__due__lt=today)),
        done_weight=weight(node & Q(nodes__state=NodeState.ACCEPTED)),
        late=Count("nodes", filter=late & Q(state__in=SHINING)),
        late_since=Min("nodes__due", filter=late & Q(state__in=SHINING)),
    )
    return summed.annotate(light=light(rule)).annotate(
        light_order=Case(
            *(When(light=code, then=Value(place)) for place, code in enumerate(LIGHTS)),
            output_field=IntegerField(),
        )
    )


def weight(which: Q) -> Coalesce:
    """The weight of some nodes in whole hundredths."""
    hundredths = Cast(Round(F("nodes__weight") * 100), BigIntegerField())
    return Coalesce(Sum(hundredths, filter=which), 0, output_field=BigIntegerField())


def light(rule: Lights) -> Case:
    """The light by how far behind a task is, and whether a node is late."""
    behind = F("planned_weight") - F("done_weight")
    yellow, red = (Fraction(str(limit)) for limit in (rule.yellow_from, rule.red_above))
    return Case(
        When(~Q(state__in=SHINING) | Q(whole=0), then=Value("none")),
        When(Q(planned_weight__lte=F("done_weight"), late=0), then=Value("green")),
        When(Q(planned_weight__lte=F("done_weight")), then=Value("watch")),
        When(below(behind, yellow, strictly=True), then=Value("watch")),
        When(below(behind, red, strictly=False), then=Value("yellow")),
        default=Value("red"),
        output_field=CharField(),
    )


def below(behind: Combinable, limit: Fraction, *, strictly: bool) -> Q:
    """Whether a share of the whole weight is below a percentage, in whole numbers."""
    left, right = behind * (100 * limit.denominator), F("whole") * limit.numerator
    compare = LessThan if strictly else LessThanOrEqual
    return Q(compare(left, right))
