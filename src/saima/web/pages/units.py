"""One unit, and how any of its numbers came about."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from saima.actions.boards import NothingToExplain
from saima.actions.permissions import Right
from saima.plan.units import Unit
from saima.records.models import Board, Person
from saima.records.queries.good_cases import published_of
from saima.web.by import by_of
from saima.web.charts.bump import bump_chart
from saima.web.charts.embed import embedded_once
from saima.web.frame import page
from saima.web.place import Place, on_a_period
from saima.web.readings.derived import entry_behind
from saima.web.readings.explanation import read_explanation
from saima.web.readings.objections import open_boards
from saima.web.readings.screen import Moment
from saima.web.readings.unit import read_ranks, read_unit
from saima.web.readings.unit_work import read_unit_work

CASES = 5
"""So many good cases are shown with a unit, the newest ones."""


@on_a_period
def unit(request: HttpRequest, place: Place, unit: str) -> HttpResponse:
    """Where does the unit stand, why, and what moves it most?"""
    known = known_unit(place, unit)
    until = place.ranked_until
    reading = read_unit(place.boards, place.period, known, place.language, until)
    ranks = read_ranks(place.boards, until, known, place.language)
    return page(
        request,
        place,
        "unit",
        unit=known,
        reading=reading,
        fired=[fired for fired in reading.fired if place.progress_of(fired.period) is None],
        group=place.plan.group_by_code.get(known.group or ""),
        rules={rule.code: rule for rule in place.plan.consequences},
        decimals=place.plan.decimals,
        ranks=ranks,
        chart=embedded_once(bump_chart, ranks, place.language) if ranks.drawable else None,
        may_read_against=may_read_against(request, unit),
        objectionable=objectionable(request, unit),
        **work_of(request, place, unit),
    )


def work_of(request: HttpRequest, place: Place, unit: str) -> dict[str, object]:
    """The unit's work for those who may see it, and its good cases for whoever is signed in."""
    if not isinstance(request.user, Person):
        return {}
    by = by_of(request)
    found: dict[str, object] = {"cases": published_of(place.plan.code, unit, CASES)}
    if by.standing.may(Right.TASK_READ, unit):
        work = read_unit_work(Moment(place.plan, by.today, place.language), unit)
        found["work"] = work if work.any else None
        found["may_instruct"] = by.standing.everywhere(Right.INSTRUCTION_WRITE)
    return found


def may_read_against(request: HttpRequest, unit: str) -> bool:
    """Whether the reader may know what stands against the unit; nobody who is not signed in."""
    if not isinstance(request.user, Person):
        return False
    return by_of(request).standing.may(Right.CONSEQUENCE_READ, unit)


def objectionable(request: HttpRequest, unit: str) -> Board | None:
    """A board of the unit to which the reader may object today; asked for their own unit only."""
    if not isinstance(request.user, Person):
        return None
    by = by_of(request)
    if not by.standing.may(Right.OBJECTION_FILE, unit):
        return None
    return next((one.board for one in open_boards(by) if unit in one.units), None)


@on_a_period
def explain(request: HttpRequest, place: Place, unit: str, code: str) -> HttpResponse:
    """How did this number come about?"""
    known = known_unit(place, unit)
    try:
        explanation = read_explanation(place.boards, place.period, known, code)
    except NothingToExplain as nothing:
        raise Http404(
            _("%(unit)s has no result for “%(code)s” in %(period)s.")
            % {"unit": known.name(place.language), "code": code, "period": place.period}
        ) from nothing
    return page(
        request,
        place,
        "explain",
        unit=known,
        explanation=explanation,
        decimals=place.plan.decimals,
        counted_from=entry_behind(place.plan, place.period, known.code, code),
    )


def known_unit(place: Place, code: str) -> Unit:
    """The unit of the plan; Http404 for an unknown one."""
    found = place.plan.unit_by_code.get(code)
    if found is None:
        raise Http404(_("The plan has no unit “%(code)s”.") % {"code": code})
    return found
