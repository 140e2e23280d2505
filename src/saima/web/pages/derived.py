"""What a derived value was counted from: the list of objects behind an entry of the ledger."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions.permissions import Right
from saima.records.models import DerivedValue
from saima.web.desk import Desk, at_the_desk
from saima.web.pages.rounds import placed
from saima.web.readings.derived import read_derived


@require_safe
@at_the_desk(Right.VALUE_READ)
def derived(desk: Desk, entry: int) -> HttpResponse:
    """Which objects are in this number?"""
    plan = placed(desk).plan
    rows = DerivedValue.objects.select_related("entry").filter(entry__plan=plan.code)
    found = rows.filter(entry=entry).first()
    if found is None or not desk.by.standing.may(Right.VALUE_READ, found.entry.unit):
        raise Http404(_("There is no such value, or it is not yours to see."))
    reading = read_derived(desk.by, plan, found, desk.request.GET.dict(), desk.language)
    return desk.render("derived", reading=reading)
