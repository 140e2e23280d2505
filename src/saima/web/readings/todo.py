"""What waits for a person, with the names of units and indicators and where each thing is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.actions.by import By
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.queries.plans import latest_version, plan_of
from saima.records.queries.todo import Kind, Pile, Todo, todo

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
NAMED = 4
"""Units named in a line; the others are counted."""


@dataclass(frozen=True)
class Item:
    """Values of one indicator that wait; ``units`` by name, ``others`` how many not named."""

    indicator: str
    units: tuple[str, ...]
    others: int
    count: int
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
    items = tuple(item(one.kind, pile, plan, today, language) for pile in one.piles)
    more = one.count - sum(each.count for each in items) if items else 0
    return Waiting(one, WORDS[one.kind], address(one), items, more)


def address(one: Todo) -> str:
    """The page on which a list is worked off; empty where there is none."""
    name = PLACES.get(one.kind)
    try:
        if name == "report" and one.piles:
            return reverse("grid", args=[one.piles[0].month])
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


def item(kind: Kind, pile: Pile, plan: Plan | None, today: date, language: str) -> Item:
    """A pile in words."""
    indicator = plan.indicator_by_code.get(pile.indicator) if plan else None
    known = plan.unit_by_code if plan else {}
    names = [known[code].name(language) if code in known else code for code in pile.units]
    return Item(
        indicator.label.text(language) if indicator else pile.indicator,
        tuple(names[:NAMED]),
        len(names[NAMED:]),
        len(names),
        Period.parse(pile.period),
        pile.until,
        pile.until < today,
        place(kind, pile),
    )


def place(kind: Kind, pile: Pile) -> str:
    """Where a pile is worked off: the page of a single value, else the table of its indicator."""
    name = PLACES.get(kind)
    if len(pile.keys) == 1 or name is None:
        return reverse("value", args=[pile.keys[0]])
    table = reverse("grid", args=[pile.month]) if name == "report" else reverse(name)
    return f"{table}?{urlencode({'indicator': pile.indicator})}"
