"""The first page."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from saima.actions.boards import Trigger
from saima.actions.permissions import Right
from saima.plan.periods import Period
from saima.plan.rules import Consequence
from saima.records.models import Person
from saima.web.by import by_of
from saima.web.frame import page
from saima.web.place import Place, latest_period, on_a_period
from saima.web.readings.home import read_home
from saima.web.readings.progress import Progress
from saima.web.readings.unit_work import LateWork, read_late_work
from saima.web.wording.progress import progress_words
from saima.web.wording.states import STATES


@dataclass(frozen=True)
class Fired:
    """A consequence that fired with its rule and the unit's name."""

    trigger: Trigger
    rule: Consequence
    unit: str


@dataclass(frozen=True)
class Coming:
    """The month that is being collected, with how far it has come."""

    period: Period
    words: str
    address: str


def start(request: HttpRequest) -> HttpResponse:
    """Go to the last whole month; without a plan say what to do first."""
    period = latest_period()
    if period is None:
        return render(request, "saima/empty.html")
    return redirect("home", period)


@on_a_period
def home(request: HttpRequest, place: Place) -> HttpResponse:
    """How is the year going?"""
    whole = place.progress is None
    reading = read_home(place.boards, place.period, place.language, whole=whole)
    gap = None if reading.done is None else reading.done - (reading.planned or 0)
    return page(
        request,
        place,
        "home",
        home=reading,
        gap=gap,
        behind=None if gap is None else -gap,
        tally=[(state, reading.states.get(state.code, 0)) for state in STATES],
        fired=[with_rule(place, trigger) for trigger in reading.fired],
        total_decimals=place.plan.decimals.total,
        coming=coming(place),
        late_work=late_work(request, place),
        demo=settings.DEMO and not request.user.is_authenticated,
    )


def late_work(request: HttpRequest, place: Place) -> LateWork | None:
    """Late nodes and red sheets: all for those who see all, else those of the own units."""
    if not isinstance(request.user, Person):
        return None
    by = by_of(request)
    if not by.standing.may_somewhere(Right.TASK_READ):
        return None
    everywhere = by.standing.everywhere(Right.TASK_READ)
    units = None if everywhere else by.standing.units(Right.TASK_READ)
    return read_late_work(place.plan, by.today, place.language, units)


def coming(place: Place) -> list[Coming]:
    """The month after the period where it is being collected now."""
    found = []
    for one in place.rounds:
        month = Period.parse(one.month)
        if one.open and month.start == place.period.end + 1 and place.progress is None:
            words = progress_words(Progress((one,), ()), place.language)
            address = replace(place, period=month).address("home")
            found.append(Coming(month, words, address))
    return found


def with_rule(place: Place, trigger: Trigger) -> Fired:
    """A trigger with the rule that it followed."""
    rules = {rule.code: rule for rule in place.plan.consequences}
    return Fired(trigger, rules[trigger.rule], place.unit(trigger.unit))
