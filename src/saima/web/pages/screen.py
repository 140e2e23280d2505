"""The leading group's page, the same for a big screen, and the list of late nodes."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from saima.actions.permissions import Right
from saima.records.queries.forebears import with_forebears
from saima.records.queries.late_nodes import late_by_unit, late_nodes
from saima.web.desk import Desk, at_the_desk
from saima.web.pages.rounds import placed
from saima.web.paging import paged
from saima.web.readings.meetings import unit_choices
from saima.web.readings.screen import UNITS, Moment, below, node_item, read_screen
from saima.web.wording.states import state


@require_safe
@at_the_desk(Right.SCREEN_READ)
def screen(desk: Desk) -> HttpResponse:
    """Who is ahead, what is stuck, what is to be decided?"""
    found = read(desk)
    units = found["stuck"].units
    return desk.render("screen", first_units=units[:UNITS], more_units=units[UNITS:], **found)


@require_safe
@at_the_desk(Right.SCREEN_READ)
def big_screen(desk: Desk) -> HttpResponse:
    """The same in panels that take turns on a large screen."""
    return desk.render("big_screen", **read(desk))


def read(desk: Desk) -> dict[str, Any]:
    """What both pages show."""
    place = placed(desk)
    reading = read_screen(place.boards, place.period, desk.by.today, desk.language)
    home = reading.home
    gap = None if home.done is None else home.done - (home.planned or 0)
    return {
        "reading": reading,
        "gap": gap,
        "behind": None if gap is None else -gap,
        "stuck": reading.stuck,
        "decide": reading.decide.shown_to(desk.by.standing),
        "total_decimals": place.plan.decimals.total,
        "now": desk.by.now,
        "may_instruct": desk.by.standing.everywhere(Right.INSTRUCTION_WRITE),
    }


@require_safe
@at_the_desk(Right.TASK_READ)
def late(desk: Desk) -> HttpResponse:
    """Late nodes of tasks, by unit; a unit sees those of the tasks that it leads."""
    plan, asked = placed(desk).plan, desk.request.GET
    standing = desk.by.standing
    mine = (
        None
        if standing.everywhere(Right.TASK_READ)
        else frozenset(with_forebears(standing.units(Right.TASK_READ)))
    )
    unit, contest = asked.get("unit", ""), asked.get("contest", "")
    contests = below(plan, contest) if contest else None
    whole = late_nodes(plan.code, desk.by.today, mine, contests)
    units = late_by_unit(whole)
    rows = whole.filter(task__unit=unit) if unit else whole
    moment = Moment(plan, desk.by.today, desk.language)
    page = paged(rows, asked.dict())
    return desk.render(
        "late_nodes",
        paged=page.of([node_item(moment, node) for node in page.rows]),
        units=[(one, moment.names.unit(one.unit)) for one in units],
        choices=unit_choices(plan, desk.language),
        contests=[(one.code, one.label.text(desk.language)) for one in plan.nodes],
        unit=unit,
        contest=contest,
        red=state("red"),
        may_instruct=standing.everywhere(Right.INSTRUCTION_WRITE),
    )
