"""Who leads and who helps with which task: one page of the matrix, and its sums over all tasks."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db.models import Count

from saima.records.models import CoUnit, Task
from saima.records.queries.battle_map import Asked, chosen

Shares = Mapping[int, Mapping[str, Decimal]]


def shares_of(tasks: Iterable[int]) -> Shares:
    """The co-units of tasks with their declared shares in percent, in one query."""
    found: dict[int, dict[str, Decimal]] = {}
    rows = CoUnit.objects.filter(task__in=list(tasks)).values_list("task", "unit", "share")
    for task, unit, share in rows:
        found.setdefault(task, {})[unit] = share
    return found


def led_and_helped(asked: Asked) -> tuple[dict[str, int], dict[str, int]]:
    """How many of the chosen tasks each unit leads, and how many it helps with; two queries."""
    keys = chosen(asked).values("pk")
    led = Task.objects.filter(pk__in=keys).order_by().values_list("unit").annotate(Count("pk"))
    helped = CoUnit.objects.filter(task__in=keys).order_by().values_list("unit")
    return dict(led), dict(helped.annotate(Count("pk")))


def in_plan_order(units: Iterable[str], order: Sequence[str]) -> list[str]:
    """Units in the order of the plan; those that it does not know at the end."""
    places = {code: place for place, code in enumerate(order)}
    return sorted(units, key=lambda code: (places.get(code, len(places)), code))
