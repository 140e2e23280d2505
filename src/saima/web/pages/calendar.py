"""The calendar of a year: holidays, make-up days, and the days that the office sets apart."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from saima.actions.audit import exported
from saima.actions.calendar import set_days
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.plan.calendar import known, weekday_note
from saima.records.queries.calendar import decided, exceptions
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.calendar import calendar_export
from saima.web.exports.files import download
from saima.web.forms.calendar import DaysForm
from saima.web.readings.calendar import read_dates, read_holidays, read_sheets

FIRST_YEAR, LAST_YEAR = 2004, 2099


@at_the_desk(Right.BURDEN_READ, Right.AUDIT_READ)
def calendar(desk: Desk) -> HttpResponse:
    """Go to the present year."""
    return redirect("calendar_year", desk.by.today.year)


@at_the_desk(Right.BURDEN_READ, Right.AUDIT_READ)
def calendar_year(desk: Desk, year: int) -> HttpResponse:
    """A year; the office sets days apart."""
    asked_year(year)
    form = DaysForm(desk.request.POST or None, initial={"first": desk.by.today})
    problems = None
    if desk.request.method == "POST":
        desk.by.needs(Right.ROUND_OPEN)
        if form.is_valid():
            try:
                made = set_days(
                    desk.by, form.days(), form.order_given(), form.cleaned_data["reason"]
                )
            except Refused as refusal:
                problems = desk.told(refusal)
            else:
                address = reverse("calendar_year", args=[made[0].day.year])
                return back_with(address, "calendar.set", len(made))
    return desk.render(
        "calendar",
        CONFLICT if problems or form.errors else 200,
        form=form,
        problems=problems,
        year=year,
        **about(desk, year),
    )


def about(desk: Desk, year: int) -> dict[str, object]:
    """What the page shows of a year."""
    own = decided(year)
    plan = desk.place.plan if desk.place else None
    note = weekday_note(year)
    code = plan.code if plan and plan.year == year else None
    return {
        "sheets": read_sheets(year, own, desk.by.today, desk.language),
        "holidays": read_holidays(year),
        "own": list(own.values()),
        "lines": read_dates(year, code, exceptions()),
        "note": None if note is None else note.text(desk.language),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR and known(year) else None,
        "today": desk.by.today,
    }


@at_the_desk(Right.BURDEN_READ, Right.AUDIT_READ)
def calendar_table(desk: Desk, year: int, form: str) -> HttpResponse:
    """The days of a year that are not ordinary, as a file."""
    asked_year(year)
    sheets = read_sheets(year, decided(year), desk.by.today, desk.language)
    answer = download(calendar_export(year, sheets), form)
    exported(desk.by, f"calendar.{form}", year=year)
    return answer


def asked_year(year: int) -> None:
    """Raise Http404 for a year that no calendar is for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(_("There is no calendar for this year."))
