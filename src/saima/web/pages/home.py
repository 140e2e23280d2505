"""The first page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from saima.actions.boards import Trigger
from saima.plan.rules import Consequence
from saima.web.frame import page
from saima.web.place import Place, latest_period, on_a_period
from saima.web.readings.home import read_home
from saima.web.wording.states import STATES


@dataclass(frozen=True)
class Fired:
    """A consequence that fired with its rule and the unit's name."""

    trigger: Trigger
    rule: Consequence
    unit: str


def start(request: HttpRequest) -> HttpResponse:
    """Go to the last reported month; without a plan say what to do first."""
    period = latest_period()
    if period is None:
        return render(request, "saima/empty.html")
    return redirect("home", period)


@on_a_period
def home(request: HttpRequest, place: Place) -> HttpResponse:
    """How is the year going?"""
    reading = read_home(place.boards, place.period, place.language)
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
    )


def with_rule(place: Place, trigger: Trigger) -> Fired:
    """A trigger with the rule that it followed."""
    rules = {rule.code: rule for rule in place.plan.consequences}
    return Fired(trigger, rules[trigger.rule], place.unit(trigger.unit))
