"""What waits for a person today, by kind, with counts that equal their lists."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from saima.plan.calendar import deadlines
from saima.plan.periods import Period, PeriodKind
from saima.records.models import (
    Comment,
    DueState,
    DueValue,
    Person,
    Role,
    Round,
    RoundState,
    Submission,
)
from saima.records.queries.calendar import exceptions
from saima.records.queries.plans import current_version
from saima.records.queries.posts import held_by
from saima.records.queries.todo_judging import judging
from saima.records.queries.todo_kinds import SHOWN, Kind, Matter, Pile, Todo
from saima.records.queries.todo_work import work

__all__ = ["SHOWN", "Kind", "Matter", "Pile", "Todo", "reminders", "todo", "waiting"]


def todo(person: Person, today: date) -> list[Todo]:
    """Everything that waits for ``person``, lists without anything in them left out."""
    held = held_by(person, today)
    roles = {role for role, _ in held}
    lists = [listed(kind, rows, today) for kind, rows in waiting(person, held).items()]
    if roles:
        lists.append(listed(Kind.MENTION, mentioned(person), today))
    if Role.OFFICE in roles:
        lists += [to_freeze(today), to_open(today)]
    lists += judging(person, held, today)
    lists += work(person, held, today)
    return [one for one in lists if one.count]


def waiting(person: Person, held: frozenset[tuple[Role, str]]) -> dict[Kind, QuerySet[DueValue]]:
    """The due values that wait, by what is to be done with them."""
    reports = Q(reporter__in=units(held, Role.REPORTER))
    approves = Q(reporter__in=units(held, Role.APPROVER))
    checks = Q(checker__in=units(held, Role.CHECKER))
    if Role.OFFICE in {role for role, _ in held}:
        checks |= Q(checker="")
    others = by_others(person)
    return {
        Kind.RETURNED: DueValue.objects.filter(reports, state=DueState.RETURNED),
        Kind.REPORT: DueValue.objects.filter(reports, state=DueState.DUE),
        Kind.APPROVE: others.filter(approves, state=DueState.REPORTED),
        Kind.CHECK: others.filter(checks, state=DueState.APPROVED),
    }


def units(held: frozenset[tuple[Role, str]], role: Role) -> list[str]:
    """The units in which a role is held."""
    return sorted(unit for own, unit in held if own is role and unit)


def by_others(person: Person) -> QuerySet[DueValue]:
    """Due values whose newest version somebody else handed in: nobody decides on their own."""
    newest = Submission.objects.filter(due_value=OuterRef("pk")).order_by("-version")
    rows = DueValue.objects.annotate(handed_in_by=Subquery(newest.values("by")[:1]))
    return rows.exclude(handed_in_by=person.pk)


def mentioned(person: Person) -> QuerySet[DueValue]:
    """Values with a remark for this person that they have not answered yet."""
    answers = Comment.objects.filter(
        due_value=OuterRef("due_value"), by=person, at__gt=OuterRef("at")
    )
    asked = Comment.objects.filter(mentions=person).exclude(by=person).exclude(Exists(answers))
    rows = DueValue.objects.exclude(state=DueState.FROZEN)
    return rows.filter(pk__in=asked.values("due_value"))


DEADLINE = Coalesce(F("extended_to"), F("due_on"))


def listed(kind: Kind, rows: QuerySet[DueValue], today: date) -> Todo:
    """A list with its count, its late ones and its first piles, most urgent first."""
    until = F("check_on") if kind is Kind.CHECK else DEADLINE
    ordered = rows.annotate(until=until).order_by("until", "indicator", "period", "unit")
    piles: dict[tuple[Any, ...], list[tuple[str, int]]] = {}
    names = ("until", "indicator", "period", "round__month", "unit", "pk")
    for *together, unit, due in ordered.values_list(*names):
        # A remark is answered on the page of its value, so these are not worked off together.
        alone = due if kind is Kind.MENTION else None
        piles.setdefault((*together, alone), []).append((unit, due))
    if not piles:
        return Todo(kind, 0)
    late = sum(len(values) for (day, *_), values in piles.items() if day < today)
    return Todo(
        kind,
        sum(map(len, piles.values())),
        late,
        next(iter(piles))[0],
        tuple(
            Pile(indicator, period, day, month, *zip(*values, strict=True))
            for (day, indicator, period, month, _), values in islice(piles.items(), SHOWN)
        ),
    )


def to_freeze(today: date) -> Todo:
    """Months whose day to freeze has come."""
    rows = Round.objects.filter(state=RoundState.OPEN, freeze_on__lte=today).order_by("month")
    months = list(rows.values_list("month", "freeze_on"))
    if not months:
        return Todo(Kind.FREEZE, 0)
    late = sum(day < today for _, day in months)
    return Todo(Kind.FREEZE, len(months), late, months[0][1], month=months[0][0])


def to_open(today: date) -> Todo:
    """The month before today's, where its plan is published and nobody opened it yet."""
    month = Period.of(today.year, PeriodKind.MONTH, today.month).previous()
    version = current_version(month.year)
    opens = deadlines(month, exceptions()).opens
    if version is None or today < opens:
        return Todo(Kind.OPEN, 0)
    if Round.objects.filter(plan=version.code, month=str(month)).exists():
        return Todo(Kind.OPEN, 0)
    return Todo(Kind.OPEN, 1, int(opens < today), opens, month=str(month))


@dataclass(frozen=True)
class Reminder:
    """What a reporting unit has still to hand in by ``until``."""

    reporter: str
    until: date
    count: int
    overdue: bool


def reminders(today: date, days_ahead: int = 3) -> list[Reminder]:
    """Units to be reminded today: before the deadline and after it, silent once all is done."""
    last = today + timedelta(days=days_ahead)
    open_values = DueValue.objects.filter(state__in=[DueState.DUE, DueState.RETURNED])
    rows = open_values.annotate(until=DEADLINE).filter(until__lte=last)
    found: dict[tuple[str, date], int] = {}
    for key in rows.values_list("reporter", "until"):
        found[key] = found.get(key, 0) + 1
    return [
        Reminder(reporter, until, count, until < today)
        for (reporter, until), count in sorted(found.items())
    ]
