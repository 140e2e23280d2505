"""The due values of a year as a list: filtered, sorted, one page of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import get_current_timezone

from saima.records.models import DueState, DueValue

ON_A_PAGE = 100
DEADLINE = Coalesce(F("extended_to"), F("due_on"))

SORTS: Mapping[str, tuple[str, ...]] = {
    "plan": (),
    "unit": ("unit",),
    "indicator": ("indicator",),
    "reporter": ("reporter",),
    "state": ("state",),
    "due": ("until",),
    "reported": ("reported_at",),
}
"""What a list can be sorted by; ``plan``: as the months were opened, in the order of the plan."""


@dataclass(frozen=True)
class Filter:
    """Which values of a plan; empty texts let everything pass.

    ``late``: handed in after the deadline, or not yet though it has passed on ``today``.
    """

    plan: str
    today: date
    month: str = ""
    unit: str = ""
    indicator: str = ""
    reporter: str = ""
    state: str = ""
    late: bool = False


def values(wanted: Filter, visible: Q) -> QuerySet[DueValue]:
    """The due values that ``wanted`` and ``visible`` let pass, with their deadline as ``until``."""
    texts = {
        "unit": wanted.unit,
        "indicator": wanted.indicator,
        "reporter": wanted.reporter,
        "round__month": wanted.month,
    }
    rows = DueValue.objects.filter(visible, round__plan=wanted.plan)
    rows = rows.filter(**{name: text for name, text in texts.items() if text})
    rows = rows.filter(state=wanted.state) if wanted.state in DueState.values else rows
    with_deadline: QuerySet[DueValue] = rows.annotate(until=DEADLINE)
    if wanted.late:
        return with_deadline.filter(too_late(with_deadline, wanted.today))
    return with_deadline


def too_late(rows: QuerySet[DueValue], today: date) -> Q:
    """The condition for late values; one query for the few deadlines that there are.

    Because a day in the city's calendar is worked out in Python, value by value, on SQLite.
    """
    found = Q(reported_at__isnull=True, until__lt=today)
    deadlines = rows.order_by().values_list(DEADLINE, flat=True).distinct()
    for until in set(deadlines):
        found |= Q(until=until, reported_at__gte=end_of(until))
    return found


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=get_current_timezone())


def sorted_by(rows: QuerySet[DueValue], sort: str) -> QuerySet[DueValue]:
    """Rows in an order of ``SORTS``, with a hyphen before it from the end; ties as in the plan."""
    names = SORTS.get(sort.removeprefix("-"), ())
    if sort.startswith("-"):
        return rows.order_by(*(f"-{name}" for name in names), "-pk" if not names else "pk")
    return rows.order_by(*names, "pk")


def one_page(rows: QuerySet[DueValue], start: int) -> list[DueValue]:
    """``ON_A_PAGE`` rows from ``start`` on; the keys first, because wide rows sort slowly."""
    keys = list(rows.values_list("pk", flat=True)[start : start + ON_A_PAGE])
    found = DueValue.objects.in_bulk(keys)
    return [found[key] for key in keys]
