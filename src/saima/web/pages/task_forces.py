"""Task forces 专班: who is in them, which tasks they drive, what their meetings decided."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saima.actions import task_forces as actions
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.actions.task_sight import seen_by
from saima.plan.plan import Plan
from saima.records.models import ForceMember, Task, TaskForce
from saima.records.queries.task_forces import task_forces as forces_of
from saima.records.queries.tasks import in_order
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.task_forces import (
    DriveForm,
    EndForm,
    ForceForm,
    ForceMeetingForm,
    LeaveForm,
    MemberForm,
)
from saima.web.pages.rounds import placed
from saima.web.paging import paged
from saima.web.readings.tasks import nodes_of, read_lines, work_units
from saima.web.wording.objections import unit_in

SPLIT = re.compile(r"[\s;；,，、]+")
MOST_TASKS = 200


def found_form(desk: Desk, *args: Any, **kwargs: Any) -> ForceForm:
    """The form with which a task force is founded."""
    plan, language = placed(desk).plan, desk.language
    chapters = nodes_of(plan, language, chapters=True)
    contests = [(code, f"　{name}") for code, name in nodes_of(plan, language, chapters=False)]
    return ForceForm(work_units(plan, language), [*chapters, *contests], *args, **kwargs)


@at_the_desk(Right.TASK_READ)
def task_forces(desk: Desk) -> HttpResponse:
    """Which task forces are there, and what do they drive? The office founds one here."""
    plan = placed(desk).plan
    form = found_form(desk, desk.request.POST or None, initial={"starts": desk.by.today})
    problems = None
    if desk.request.method == "POST":
        desk.by.needs(Right.TASK_FORCE_KEEP)
        if form.is_valid():
            try:
                made = actions.found_force(desk.by, plan.code, form.new())
            except Refused as refusal:
                problems = desk.told(refusal)
            else:
                return back_with(reverse("task_force", args=[made.pk]), "force.found")
    page = paged(forces_of(plan.code), desk.request.GET.dict())
    lines = [
        (one, unit_in(plan, one.unit, desk.language), node_name(plan, one.chapter, desk.language))
        for one in page.rows
    ]
    status = CONFLICT if desk.request.method == "POST" else 200
    shown = page.of(lines)
    return desk.render("task_forces", status, page=shown, form=form, problems=problems)


def node_name(plan: Plan, code: str, language: str) -> str:
    """The name of a chapter or contest; the code where the plan does not know it."""
    found = plan.node_by_code.get(code)
    return found.label.text(language) if found else code


@require_safe
@at_the_desk(Right.TASK_READ)
def task_force(desk: Desk, force: int) -> HttpResponse:
    """Members, tasks, meetings."""
    return page_of(desk, force)


def page_of(
    desk: Desk, force: int, refusal: Refused | None = None, **typed: forms.Form
) -> HttpResponse:
    """The page of a task force; ``typed``: a form as it was sent."""
    plan = placed(desk).plan
    found = TaskForce.objects.filter(pk=force, plan=plan.code).first()
    if found is None:
        raise Http404(_("There is no such task force."))
    units = work_units(plan, desk.language)
    seen = seen_by(desk.by).filter(task_forces=found).order_by("due", "code")
    tasks = in_order(list(seen.values_list("pk", flat=True)[:MOST_TASKS]))
    members = found.members.order_by("ends", "starts", "pk")
    codes = found.tasks.order_by("code").values_list("code", flat=True)
    today = {"starts": desk.by.today}
    given: dict[str, object] = {
        "member_form": MemberForm(units, initial=today, auto_id="member_%s"),
        "drive_form": DriveForm(initial={"codes": "；".join(codes)}, auto_id="drive_%s"),
        "meet_form": ForceMeetingForm(initial={"date": desk.by.today}, auto_id="meet_%s"),
        "end_form": EndForm(initial={"ends": desk.by.today}, auto_id="end_%s"),
    }
    return desk.render(
        "task_force",
        CONFLICT if refusal or typed else 200,
        force=found,
        unit=unit_in(plan, found.unit, desk.language),
        chapter=node_name(plan, found.chapter, desk.language),
        members=[(one, unit_in(plan, one.unit, desk.language)) for one in members],
        lines=read_lines(desk.by, plan, tasks, desk.language),
        meetings=list(found.meetings.select_related("by").order_by("-date", "-pk")[:MOST_TASKS]),
        may_keep=found.ends is None and desk.by.standing.may(Right.TASK_FORCE_KEEP),
        problems=desk.told(refusal) if refusal else None,
        **(given | typed),
    )


def step(
    desk: Desk, force: int, name: str, form: forms.Form, take: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Change a task force by what a form says; ``take`` gives what was done."""
    try:
        if form.is_valid():
            done = take(form.cleaned_data)
            return back_with(reverse("task_force", args=[force]), done)
    except Refused as refusal:
        return page_of(desk, force, refusal, **{name: form})
    return page_of(desk, force, None, **{name: form})


@require_POST
@at_the_desk(Right.TASK_FORCE_KEEP)
def force_member(desk: Desk, force: int) -> HttpResponse:
    """Add a member."""
    units = work_units(placed(desk).plan, desk.language)

    def take(given: dict[str, Any]) -> str:
        actions.add_member(desk.by, force, given["unit"], given["post"], given["starts"])
        return "force.join"

    form = MemberForm(units, desk.request.POST, auto_id="member_%s")
    return step(desk, force, "member_form", form, take)


@require_POST
@at_the_desk(Right.TASK_FORCE_KEEP)
def force_leave(desk: Desk, member: int) -> HttpResponse:
    """Give a member a last day."""
    force = ForceMember.objects.filter(pk=member).values_list("force", flat=True).first()
    if force is None:
        raise Http404(_("There is no such task force."))

    def take(given: dict[str, Any]) -> str:
        actions.end_member(desk.by, member, given["ends"])
        return "force.leave"

    return step(desk, force, "leave_form", LeaveForm(desk.request.POST), take)


@require_POST
@at_the_desk(Right.TASK_FORCE_KEEP)
def force_tasks(desk: Desk, force: int) -> HttpResponse:
    """Choose the tasks by their codes."""

    def take(given: dict[str, Any]) -> str:
        codes = {code for code in SPLIT.split(given["codes"]) if code}
        rows = Task.objects.filter(plan=placed(desk).plan.code, code__in=codes)
        keys = list(rows.values_list("pk", flat=True))
        if len(keys) < len(codes):
            raise refused(NOT_THERE)
        actions.drive(desk.by, force, keys)
        return "force.drive"

    form = DriveForm(desk.request.POST, auto_id="drive_%s")
    return step(desk, force, "drive_form", form, take)


@require_POST
@at_the_desk(Right.TASK_FORCE_KEEP)
def force_meeting(desk: Desk, force: int) -> HttpResponse:
    """Write a meeting down."""

    def take(given: dict[str, Any]) -> str:
        actions.meet(desk.by, force, given["date"], given["title"], given["decided"])
        return "force.meet"

    form = ForceMeetingForm(desk.request.POST, auto_id="meet_%s")
    return step(desk, force, "meet_form", form, take)


@require_POST
@at_the_desk(Right.TASK_FORCE_KEEP)
def force_end(desk: Desk, force: int) -> HttpResponse:
    """End the task force."""

    def take(given: dict[str, Any]) -> str:
        actions.end_force(desk.by, force, given["ends"], given["reason"])
        return "force.end"

    return step(desk, force, "end_form", EndForm(desk.request.POST, auto_id="end_%s"), take)
