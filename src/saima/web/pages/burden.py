"""What reporting costs the units, and what could be asked once instead of twice."""

from django.http import HttpResponse

from saima.actions.permissions import Right
from saima.web.desk import Desk, at_the_desk
from saima.web.pages.rounds import placed
from saima.web.readings.burden import read_burden, read_repeats


@at_the_desk(Right.BURDEN_READ)
def burden(desk: Desk) -> HttpResponse:
    """Fields and minutes by unit and month; facts that are asked twice."""
    place = placed(desk)
    return desk.render(
        "burden",
        burden=read_burden(place.plan, desk.language),
        repeats=read_repeats(place.plan.code),
    )
