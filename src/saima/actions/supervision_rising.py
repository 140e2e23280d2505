"""Unsolved sheets rise: blue, orange, red, then level by level; each of it once (domain 1.4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from saima.actions.by import By
from saima.actions.clock import by_clock
from saima.actions.found import newest_version
from saima.actions.pacing import Pace
from saima.actions.supervision import tell_units
from saima.actions.supervision_steps import UNSOLVED, Act, take
from saima.actions.taking import Taken
from saima.actions.telling import Telling, tell_role
from saima.plan.calendar import Exceptions, moved_working_days
from saima.plan.supervision import RisesTo
from saima.plan.supervision import Supervision as Rule
from saima.records.models import Colour, Role, Supervision
from saima.records.queries.calendar import exceptions
from saima.records.queries.plans import plan_of
from saima.records.queries.supervision import told_of_a_sheet

COLOURS = (Colour.BLUE, Colour.ORANGE, Colour.RED)


@dataclass
class Risen:
    """How many sheets a run turned, by colour, and lifted, by level."""

    colours: dict[str, int] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)

    def add(self, once: str) -> None:
        """Count one step by its key."""
        kind, _colon, level = once.partition(":")
        counts, name = (self.levels, level) if level else (self.colours, kind)
        counts[name] = counts.get(name, 0) + 1


@dataclass(frozen=True)
class Height:
    """How far a sheet of a due day has to be on a day: colour and level, as their places."""

    colour: int
    level: int


def rise(now: datetime) -> Risen:
    """Let every unsolved sheet rise that has to by now; run twice it changes nothing.

    Each sheet is a transaction of its own, so that a run that is broken off is simply repeated:
    what it had done stands, and the key of each step lets nothing be done or told twice.
    """
    found, pace = Risen(), Pace()
    for plan in Supervision.objects.order_by("plan").values_list("plan", flat=True).distinct():
        by, rule, known = prepared(now, plan)
        for key in keys_to_rise(plan, rule, by.today, known):
            for once in rise_one(by, key, rule, known):
                found.add(once)
            pace.step()
    return found


def prepared(now: datetime, plan: str) -> tuple[By, Rule, Exceptions]:
    """The clock at ``now``, the rule of a plan, and the city's own days off."""
    return by_clock(now), plan_of(newest_version(plan)).supervision, exceptions()


def keys_to_rise(plan: str, rule: Rule, today: date, known: Exceptions) -> Iterator[int]:
    """The sheets of a plan that are not as high as they have to be."""
    unsolved = Supervision.objects.filter(plan=plan, state__in=UNSOLVED).order_by()
    days = unsolved.values_list("due", flat=True).distinct()
    for due in sorted(day for day in days if day is not None):
        height = height_on(due, rule, today, known)
        lower = Q(level__lt=height.level) | Q(colour__in=COLOURS[: height.colour])
        yield from list(unsolved.filter(lower, due=due).values_list("pk", flat=True))


def height_on(due: date, rule: Rule, today: date, known: Exceptions) -> Height:
    """How far a sheet that is due on ``due`` has to be on ``today``."""
    colour = sum(moved_working_days(due, days, known) <= today for days in (rule.orange, rule.red))
    level = sum(moved_working_days(due, one.after, known) <= today for one in rule.levels)
    return Height(colour, level)


def rise_one(by: By, key: int, rule: Rule, known: Exceptions) -> list[str]:
    """Let one sheet rise in its own transaction; the keys of the steps that were taken."""
    with transaction.atomic():
        sheet = Supervision.objects.select_for_update().get(pk=key)
        if sheet.state not in UNSOLVED or sheet.due is None:
            return []
        height = height_on(sheet.due, rule, by.today, known)
        done = set(sheet.steps.exclude(once="").values_list("once", flat=True))
        steps = [*colour_steps(sheet, height), *level_steps(sheet, height, rule)]
        taken = [(once, changes) for once, changes in steps if once not in done]
        for once, changes in taken:
            take(by, sheet, Taken(Act.RISE, data={"to": once}, changes=changes, once=once))
        tell_of(by, sheet, [once for once, _ in taken], rule)
        return [once for once, _ in taken]


def colour_steps(sheet: Supervision, height: Height) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The colours that a sheet has still to turn, in order."""
    at = COLOURS.index(Colour(sheet.colour))
    for colour in COLOURS[at + 1 : height.colour + 1]:
        yield colour.value, {"colour": colour.value}


def level_steps(
    sheet: Supervision, height: Height, rule: Rule
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The levels that a sheet has still to reach, in order."""
    for place in range(sheet.level, height.level):
        yield f"level:{rule.levels[place].code}", {"level": place + 1}


def tell_of(by: By, sheet: Supervision, taken: list[str], rule: Rule) -> None:
    """Tell of the last colour that a sheet turned, and of every level that it reached."""
    data = told_of_a_sheet(sheet)
    colours = [once for once in taken if not once.startswith("level:")]
    if colours:
        telling = Telling(
            "sheet_rising", f"sheet:{sheet.pk}:{colours[-1]}", {**data, "to": colours[-1]}
        )
        tell_units(sheet, telling, by)
        if colours[-1] == Colour.RED:
            tell_role(Role.OFFICE, telling, by.now)
    levels = {f"level:{one.code}": one for one in rule.levels}
    for once in taken:
        if once in levels:
            telling = Telling("sheet_rising", f"sheet:{sheet.pk}:{once}", {**data, "to": once})
            for whom in levels[once].tells:
                tell_them(by, sheet, whom, telling)


def tell_them(by: By, sheet: Supervision, whom: RisesTo, telling: Telling) -> None:
    """Tell the unit, the office or the leaders."""
    if whom is RisesTo.UNIT:
        tell_units(sheet, telling, by)
    else:
        tell_role(Role.OFFICE if whom is RisesTo.OFFICE else Role.LEADER, telling, by.now)
