"""What waits for a person, with the names of units and indicators and where each thing is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.actions.by import By
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import DueValue
from saima.records.queries.plans import latest_version, plan_of
from saima.records.queries.todo import Kind, Todo, todo

WORDS: Mapping[Kind, str | Promise] = {
    Kind.RETURNED: _("Returned to you"),
    Kind.REPORT: _("To report"),
    Kind.APPROVE: _("To approve"),
    Kind.CHECK: _("To check"),
    Kind.MENTION: _("You are asked"),
    Kind.FREEZE: _("Months to freeze"),
    Kind.OPEN: _("Months to open"),
}
PLACES: Mapping[Kind, str] = {
    Kind.RETURNED: "report",
    Kind.REPORT: "report",
    Kind.APPROVE: "review",
    Kind.CHECK: "review",
    Kind.FREEZE: "rounds",
    Kind.OPEN: "rounds",
}


@dataclass(frozen=True)
class Item:
    """One value that waits."""

    unit: str
    indicator: str
    period: Period
    until: date
    late: bool
    address: str


@dataclass(frozen=True)
class Waiting:
    """One list; ``address`` is where it is worked off, ``more`` how many are not shown."""

    todo: Todo
    words: str | Promise
    address: str
    items: tuple[Item, ...]
    more: int


def read_todo(by: By, language: str) -> list[Waiting]:
    """The lists of ``by``, those with the earliest deadline first."""
    lists = sorted(todo(by.person, by.today), key=lambda one: one.until or by.today)
    version = latest_version() if lists else None
    plan = plan_of(version) if version else None
    return [waiting(one, plan, by.today, language) for one in lists]


def waiting(one: Todo, plan: Plan | None, today: date, language: str) -> Waiting:
    """A list in words."""
    items = tuple(item(one.kind, due, plan, today, language) for due in one.values)
    more = one.count - len(items) if items else 0
    return Waiting(one, WORDS[one.kind], address(one), items, more)


def address(one: Todo) -> str:
    """The page on which a list is worked off; empty where there is none."""
    name = PLACES.get(one.kind)
    try:
        if name == "report" and one.values:
            return reverse("grid", args=[one.values[0].round.month])
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


def item(kind: Kind, due: DueValue, plan: Plan | None, today: date, language: str) -> Item:
    """A value in words."""
    until = due.check_on if kind is Kind.CHECK else due.deadline
    unit = plan.unit_by_code.get(due.unit) if plan else None
    indicator = plan.indicator_by_code.get(due.indicator) if plan else None
    return Item(
        unit.name(language) if unit else due.unit,
        indicator.label.text(language) if indicator else due.indicator,
        Period.parse(due.period),
        until,
        until < today,
        reverse("value", args=[due.pk]),
    )
