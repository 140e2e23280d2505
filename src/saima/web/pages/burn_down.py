"""The burn-down of hard problems against their common deadline."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions.permissions import Right
from saima.web.charts import paper
from saima.web.charts.burn_down import burn_down_chart
from saima.web.charts.embed import embedded
from saima.web.desk import Desk, at_the_desk
from saima.web.pages.rounds import placed
from saima.web.readings.burn_down import BurnDownReading, deadlines, read_burn_down


@require_safe
@at_the_desk(Right.HARD_PROBLEM_READ)
def hard_problems_burn_down(desk: Desk) -> HttpResponse:
    """Will all be cleared by the day? The line, then who still has most open."""
    reading = asked(desk)
    chart = embedded(burn_down_chart(reading)) if reading is not None and reading.days else None
    return desk.render(
        "hard_problems_burn_down",
        reading=reading,
        deadlines=list(deadlines(placed(desk).plan)),
        burning=chart,
    )


@require_safe
@at_the_desk(Right.HARD_PROBLEM_READ)
def burn_down_drawing(desk: Desk) -> HttpResponse:
    """The chart for paper and for readers without scripts."""
    reading = asked(desk)
    if reading is None or not reading.days:
        raise Http404(_("There is nothing to draw yet."))
    return paper.answer(burn_down_chart(reading))


def asked(desk: Desk) -> BurnDownReading | None:
    """The burn-down against the deadline of the address, else the next one; None without any."""
    plan = placed(desk).plan
    days = list(deadlines(plan))
    if not days:
        return None
    text = desk.request.GET.get("deadline", "")
    coming = [day for day in days if day >= desk.by.today] or days[-1:]
    chosen = next((day for day in days if day.isoformat() == text), coming[0])
    return read_burn_down(desk.by, plan, chosen, desk.language)
