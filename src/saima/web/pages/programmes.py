"""Programmes: the tree with its tasks; lines added and named by the office."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from saima.actions.permissions import Right
from saima.actions.programmes import NewProgramme, add, name_line
from saima.actions.refusals import Refused
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.programmes import LineForm, NameForm
from saima.web.pages.rounds import placed
from saima.web.readings.programmes import read_programmes


@require_safe
@at_the_desk(Right.TASK_READ)
def programmes(desk: Desk) -> HttpResponse:
    """How far is each programme, and which lines have no name or no task yet?"""
    return page(desk)


def page(desk: Desk, status: int = 200, **context: object) -> HttpResponse:
    """The page of programmes."""
    lines = read_programmes(desk.by, placed(desk).plan, desk.language)
    choices = [(str(line.row.pk), line.name) for line in lines]
    given = {"lines": lines, "form": LineForm(choices), "naming": None} | context
    return desk.render("programmes", status, **given)


@require_POST
@at_the_desk(Right.PROGRAMME_KEEP)
def programme_new(desk: Desk) -> HttpResponse:
    """Add a programme, or a line of one."""
    plan = placed(desk).plan
    lines = read_programmes(desk.by, plan, desk.language)
    form = LineForm([(str(line.row.pk), line.name) for line in lines], desk.request.POST)
    if not form.is_valid():
        return page(desk, CONFLICT, form=form)
    given = form.cleaned_data
    new = NewProgramme(
        given["zh"],
        given["en"],
        parent=int(given["parent"]) if given["parent"] else None,
        clause=given["clause"],
        open_name=given["open_name"],
    )
    try:
        add(desk.by, plan.code, new)
    except Refused as refusal:
        return page(desk, CONFLICT, form=form, problems=desk.told(refusal))
    return back_with(reverse("programmes"), "programme.add")


@require_POST
@at_the_desk(Right.PROGRAMME_KEEP)
def programme_name(desk: Desk, programme: int) -> HttpResponse:
    """Give a line its name."""
    form = NameForm(desk.request.POST)
    if not form.is_valid():
        return page(desk, CONFLICT, naming=programme, name_form=form)
    try:
        name_line(desk.by, programme, form.cleaned_data["zh"], form.cleaned_data["en"])
    except Refused as refusal:
        return page(desk, CONFLICT, naming=programme, name_form=form, problems=desk.told(refusal))
    return back_with(reverse("programmes"), "programme.name")
