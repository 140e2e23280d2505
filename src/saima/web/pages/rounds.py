"""The office's months: the list, opening one, how far it is, extensions, freezing."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from saima.actions.asking import Foreseen, foresee
from saima.actions.permissions import Right
from saima.actions.refusals import Denied, Refused
from saima.actions.rounds import freeze, grant_extension, open_round
from saima.plan.periods import Period, PeriodKind
from saima.records.models import Round, RoundState
from saima.records.queries.plans import current_version
from saima.records.queries.rounds import round_of
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.rounds import ExtensionForm, OpenForm
from saima.web.place import Place
from saima.web.readings.rounds import (
    STATES,
    added,
    months_to_open,
    read_reminders,
    read_reporters,
    read_rounds,
    read_values,
)


@at_the_desk(Right.BURDEN_READ, Right.AUDIT_READ)
def rounds(desk: Desk) -> HttpResponse:
    """All months, and those that can be opened."""
    place = placed(desk)
    lines = read_rounds(place.plan, desk.by.today)
    openable = months_to_open(place.plan, lines, desk.by.today)
    return desk.render("rounds", lines=lines, openable=openable)


@at_the_desk(Right.ROUND_OPEN)
def round_open(desk: Desk, month: Period) -> HttpResponse:
    """What a month will ask of whom; then it is opened."""
    place = placed(desk)
    version = current_version(month.year)
    if version is None or month.kind is not PeriodKind.MONTH:
        raise Http404(_("There is no plan for this month."))
    if round_of(version.code, str(month)) is not None:
        return back_with(reverse("round", args=[month]), "", 0)
    foreseen = foresee(version, month)
    problems = None
    form = OpenForm(desk.request.POST or None, initial=usual_dates(foreseen))
    if desk.request.method == "POST" and form.is_valid():
        try:
            open_round(desk.by, version, month, form.dates(foreseen.dates))
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("round", args=[month]), "round.open")
    status = CONFLICT if problems or form.errors else 200
    labels = {one.code: one.label for one in place.plan.indicators}
    return desk.render(
        "round_open", status, foreseen=foreseen, form=form, problems=problems, labels=labels
    )


def usual_dates(foreseen: Foreseen) -> dict[str, object]:
    """The calendar's dates."""
    names = ("report", "check", "freeze", "show")
    return {name: getattr(foreseen.dates, name) for name in names}


@at_the_desk(Right.BURDEN_READ, Right.AUDIT_READ)
def round_page(desk: Desk, month: Period) -> HttpResponse:
    """How far each unit has come."""
    place = placed(desk)
    opened = asked_round(place, month)
    lines = read_reporters(opened, place.plan, desk.language, desk.by.today)
    return desk.render(
        "round",
        opened=opened,
        month=month,
        lines=lines,
        total=added(lines),
        reminders=read_reminders(opened, lines, desk.by.today),
        open=opened.state == RoundState.OPEN,
    )


@at_the_desk(Right.BURDEN_READ, Right.AUDIT_READ)
def round_values(desk: Desk, month: Period) -> HttpResponse:
    """Every value of a month; the office ticks those that get a later deadline."""
    place = placed(desk)
    opened = asked_round(place, month)
    asked = desk.request.GET
    reporter, state = asked.get("reporter", ""), asked.get("state", "")
    values = read_values(opened, place.plan, reporter, state)
    form = ExtensionForm(desk.request.POST or None)
    form.fields["values"].choices = [(due.pk, str(due)) for due in values]  # type: ignore[attr-defined]
    problems = None
    if desk.request.method == "POST":
        if not desk.by.standing.everywhere(Right.EXTENSION_GRANT):
            raise Denied(right=Right.EXTENSION_GRANT)
        if form.is_valid():
            try:
                count = extend(desk, form)
            except Refused as refusal:
                problems = desk.told(refusal)
            else:
                return back_with(desk.request.get_full_path(), "extension.grant", count)
    status = CONFLICT if problems or form.errors else 200
    return desk.render(
        "round_values",
        status,
        opened=opened,
        month=month,
        values=values,
        reporters=read_reporters(opened, place.plan, desk.language, desk.by.today),
        reporter=reporter,
        state=state,
        states=STATES,
        form=form,
        problems=problems,
        ticked=set(desk.request.POST.getlist("values")),
        open=opened.state == RoundState.OPEN,
    )


@transaction.atomic
def extend(desk: Desk, form: ExtensionForm) -> int:
    """Extend all ticked values or none."""
    given = form.cleaned_data
    for due in given["values"]:
        grant_extension(desk.by, due, given["until"], given["reason"])
    return len(given["values"])


@at_the_desk(Right.ROUND_FREEZE)
def round_freeze(desk: Desk, month: Period) -> HttpResponse:
    """What freezing does; then the month is frozen."""
    place = placed(desk)
    opened = asked_round(place, month)
    problems = None
    if desk.request.method == "POST":
        try:
            freeze(desk.by, opened.pk, desk.request.POST.get("despite", "")[:500])
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("round", args=[month]), "round.freeze")
    lines = read_reporters(opened, place.plan, desk.language, desk.by.today)
    return desk.render(
        "round_freeze",
        CONFLICT if problems else 200,
        opened=opened,
        month=month,
        lines=[line for line in lines if line.counts.unfinished],
        total=added(lines),
        problems=problems,
        despite=desk.request.POST.get("despite", ""),
    )


def placed(desk: Desk) -> Place:
    """The place of the current plan; Http404 without one."""
    if desk.place is None:
        raise Http404(_("There is no plan yet."))
    return desk.place


def asked_round(place: Place, month: Period) -> Round:
    """The round of the address; Http404 where the month was not opened."""
    opened = round_of(place.plan.code, str(month))
    if opened is None:
        raise Http404(_("This month was not opened."))
    return opened
