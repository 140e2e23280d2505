"""Tasks: the list with its lights, as a file, given back as a file; writing one down."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions.audit import exported
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.actions.task_edits import edit, write, written_as
from saima.actions.task_rows import COLUMNS, TITLES
from saima.actions.task_sight import seen_by
from saima.actions.task_steps import Act, next_step
from saima.actions.task_table import Report, check_table, take_table
from saima.records.models import Task
from saima.records.queries.tasks import listed
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.files import FORMS, download
from saima.web.exports.tasks import tasks_export
from saima.web.forms.tasks import Options, TaskForms
from saima.web.pages.posts import uploaded
from saima.web.pages.rounds import placed
from saima.web.readings.remarks import read_remarks
from saima.web.readings.task_words import words
from saima.web.readings.tasks import (
    asked_of,
    nodes_of,
    programme_choices,
    read_tasks,
    work_units,
)
from saima.web.sealed import sealed, unsealed

SUBJECT = "tasks"
MOST_EXPORTED = 5000


@require_safe
@at_the_desk(Right.TASK_READ)
def tasks(desk: Desk) -> HttpResponse:
    """Which tasks are behind, which are late, who carries them?"""
    query = desk.request.GET.dict()
    asked = asked_of(placed(desk).plan, desk.language, query)
    listed_tasks = read_tasks(desk.by, asked, query)
    may_write = desk.by.standing.may_somewhere(Right.TASK_PROPOSE)
    return desk.render("tasks", listed=listed_tasks, may_write=may_write)


@require_safe
@at_the_desk(Right.TASK_READ)
def tasks_table(desk: Desk, form: str) -> HttpResponse:
    """Exactly the tasks that are looked for, with their nodes; that it was taken is in the log."""
    if form not in FORMS:
        raise Http404(_("Tables come as xlsx or csv."))
    plan = placed(desk).plan
    asked = asked_of(plan, desk.language, desk.request.GET.dict())
    rows = listed(seen_by(desk.by), plan.code, asked.wanted(), plan.lights, desk.by.today)
    keys = [task.pk for task in rows[:MOST_EXPORTED]]
    answer = download(tasks_export(keys, plan, desk.language), form)
    exported(desk.by, f"tasks.{form}", rows=len(keys))
    return answer


@at_the_desk(Right.TASK_PROPOSE)
def tasks_import(desk: Desk) -> HttpResponse:
    """Give a filled table back: what it would do, then doing it."""
    if desk.request.method != "POST":
        return import_page(desk)
    plan = placed(desk).plan
    try:
        if desk.request.POST.get("act") == "take":
            return taken(desk)
        name, content = uploaded(desk)
        report = check_table(desk.by, plan.code, name, content, words(plan))
    except Refused as refusal:
        return import_page(desk, CONFLICT, problems=desk.told(refusal))
    return checked(desk, report, content)


def import_page(desk: Desk, status: int = 200, **context: object) -> HttpResponse:
    """The page on which the table is given back."""
    columns = [column.title.text(desk.language) for column in COLUMNS]
    return desk.render("tasks_import", status, columns=columns, **context)


def checked(desk: Desk, report: Report, content: bytes) -> HttpResponse:
    """What the table would do, or what is wrong with it; the file goes with a sound one."""
    return import_page(
        desk,
        CONFLICT if report.remarks else 200,
        report=report,
        remarks=read_remarks(desk, report.remarks, TITLES),
        sealed=sealed(desk, SUBJECT, report.name, content) if report.ok else "",
    )


def taken(desk: Desk) -> HttpResponse:
    """Take the table that was checked."""
    plan = placed(desk).plan
    name, content = unsealed(desk, SUBJECT)
    known = words(plan)
    at_once = desk.request.POST.get("at_once") == "1"
    try:
        report = take_table(desk.by, plan.code, (name, content), known, at_once=at_once)
    except Refused as refusal:
        report = check_table(desk.by, plan.code, name, content, known)
        if report.ok:
            return import_page(desk, CONFLICT, problems=desk.told(refusal))
        return checked(desk, report, content)
    return back_with(reverse("tasks"), "tasks.import", len(report.changing))


def options(desk: Desk) -> Options:
    """What can be chosen in the form of a task; one query for the programmes."""
    plan = placed(desk).plan
    units = work_units(plan, desk.language)
    standing = desk.by.standing
    asked = asked_of(plan, desk.language, {})
    return Options(
        units=units,
        own_units=[one for one in units if standing.may(Right.TASK_PROPOSE, one[0])],
        contests=nodes_of(plan, desk.language, chapters=False),
        programmes=programme_choices(asked.lines, desk.language),
        indicators=[(one.code, one.label.text(desk.language)) for one in plan.indicators],
    )


@at_the_desk(Right.TASK_PROPOSE)
def task_new(desk: Desk) -> HttpResponse:
    """Write a task down."""
    chosen = options(desk)
    own = chosen.own_units[0][0] if len(chosen.own_units) == 1 else ""
    given = desk.request.GET
    first: Mapping[str, object] = {
        "starts": desk.by.today,
        "unit": given.get("unit", own),
        "programme": given.get("programme", ""),
        "indicators": given.getlist("indicator"),
    }
    forms = TaskForms(chosen, desk.request.POST or None, first=first)
    problems = None
    if desk.request.method == "POST" and forms.is_valid():
        try:
            made = write(desk.by, placed(desk).plan.code, forms.new())
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("task", args=[made.pk]), "task.write")
    status = CONFLICT if desk.request.method == "POST" else 200
    return desk.render("task_edit", status, forms=forms, problems=problems, task=None)


@at_the_desk(Right.TASK_PROPOSE)
def task_edit(desk: Desk, task: int) -> HttpResponse:
    """Change a draft."""
    found = visible_task(desk, task)
    posted = desk.request.POST or None
    forms = TaskForms(options(desk), posted, known=written_as(found))
    problems = None
    try:
        next_step(desk.by, found, Act.EDIT)
        if desk.request.method == "POST" and forms.is_valid():
            edit(desk.by, found.pk, forms.new())
            return back_with(reverse("task", args=[found.pk]), "task.edit")
    except Refused as refusal:
        problems = desk.told(refusal)
    status = CONFLICT if problems or desk.request.method == "POST" else 200
    return desk.render("task_edit", status, forms=forms, problems=problems, task=found)


def visible_task(desk: Desk, task: int) -> Task:
    """The task; Http404 where it is not the person's to know."""
    found = seen_by(desk.by).filter(pk=task).first()
    if found is None:
        raise Http404(_("There is no such task, or it is not yours to see."))
    return found
