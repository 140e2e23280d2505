"""One task: how it stands, its nodes, and every step that it or a node can take."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saima.actions import nodes as node_actions
from saima.actions import task_changes
from saima.actions import tasks as actions
from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.actions.sniffing import MOST_BYTES
from saima.actions.stored_files import NamedFile
from saima.actions.task_steps import Act
from saima.records.models import Task, TaskNode
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.stored import stored_file
from saima.web.forms.consequences import TextForm
from saima.web.forms.task_changes import Adjustable, AdjustForm
from saima.web.forms.tasks import CheckerForm, ReportForm
from saima.web.pages.rounds import placed
from saima.web.pages.tasks import visible_task
from saima.web.readings.task import read_task
from saima.web.readings.task_offers import ASSIGN, TEXTS, node_offers, offered
from saima.web.readings.tasks import work_units

ASKING = (Right.TASK_REPORT, Right.TASK_APPROVE)
STEPS: Mapping[str, Callable[[By, int, str], object]] = {
    ASSIGN: lambda by, task, _text: actions.assign(by, task),
    Act.PROPOSE: lambda by, task, _text: actions.propose(by, task),
    Act.APPROVE: actions.approve,
    Act.RETURN: actions.send_back,
    Act.WITHDRAW: actions.withdraw,
    Act.DROP: actions.drop,
    Act.COMPLETE: actions.complete,
    Act.CONFIRM: actions.confirm,
    Act.REOPEN: actions.reopen,
    Act.GRANT_ADJUST: task_changes.grant_adjust,
    Act.REFUSE_ADJUST: task_changes.refuse_adjust,
    Act.ASK_CANCEL: task_changes.ask_cancel,
    Act.CANCEL: task_changes.cancel,
    Act.GRANT_CANCEL: task_changes.grant_cancel,
    Act.REFUSE_CANCEL: task_changes.refuse_cancel,
}


@require_safe
@at_the_desk(Right.TASK_READ)
def task(desk: Desk, task: int) -> HttpResponse:
    """How does it stand, who carries it, what is next?"""
    return page(desk, visible_task(desk, task))


def page(
    desk: Desk,
    found: Task,
    refusal: Refused | None = None,
    sent: Mapping[str, forms.Form] | None = None,
) -> HttpResponse:
    """The page of a task; after a refusal with the form as it was typed."""
    plan = placed(desk).plan
    reading = read_task(desk.by, plan, found.pk, desk.language)
    nodes = [line.node for line in reading.nodes]
    typed = sent or {}
    known = Adjustable(reading.task, nodes, work_units(plan, desk.language))
    failed = refusal is not None or any(form.errors for form in typed.values())
    return desk.render(
        "task",
        CONFLICT if failed else 200,
        reading=reading,
        offers=offered((desk.by, plan), known, typed),
        node_offers=node_offers((desk.by, plan), known, typed),
        may_edit=reading.task.state == "draft"
        and desk.by.standing.may(Right.TASK_PROPOSE, found.unit),
        problems=desk.told(refusal) if refusal else None,
    )


@require_POST
@at_the_desk(*ASKING, Right.TASK_PROPOSE)
def task_step(desk: Desk, task: int) -> HttpResponse:
    """Take a step that asks for one text at most."""
    found = visible_task(desk, task)
    key = desk.request.POST.get("act", "")
    sent: dict[str, forms.Form] = {}
    try:
        if key not in STEPS:
            raise refused(NOT_THERE)
        label = TEXTS[Act(key)][1] if key != ASSIGN else ""
        form = TextForm(desk.request.POST, label=label, most=1000, auto_id=f"{key}_%s")
        sent = {key: form} if label else {}
        if form.is_valid():
            STEPS[key](desk.by, found.pk, form.cleaned_data["text"])
            return back_with(reverse("task", args=[found.pk]), f"task.{key}")
    except Refused as refusal:
        return page(desk, visible_task(desk, task), refusal, sent)
    return page(desk, found, None, sent)


@require_POST
@at_the_desk(*ASKING)
def task_adjust(desk: Desk, task: int) -> HttpResponse:
    """Adjust the task as the office, or ask for it as the lead unit."""
    found = visible_task(desk, task)
    at_once = desk.by.standing.may(Right.TASK_APPROVE)
    still = found.nodes.filter(dropped=False, state="open").order_by("number")
    units = work_units(placed(desk).plan, desk.language)
    form = AdjustForm(Adjustable(found, list(still), units), desk.request.POST)
    move = task_changes.adjust if at_once else task_changes.ask_adjust
    try:
        if form.is_valid():
            move(desk.by, found.pk, form.change(), form.cleaned_data["reason"])
            done = "task.adjust" if at_once else "task.ask_adjust"
            return back_with(reverse("task", args=[found.pk]), done)
    except Refused as refusal:
        return page(desk, visible_task(desk, task), refusal, {"adjust": form})
    return page(desk, found, None, {"adjust": form})


def visible_node(desk: Desk, node: int) -> tuple[Task, TaskNode]:
    """A node with its task; Http404 where the task is not the person's to know."""
    found = TaskNode.objects.filter(pk=node).first()
    if found is None:
        raise Http404(_("There is no such task, or it is not yours to see."))
    return visible_task(desk, found.task_id), found


def node_step(
    desk: Desk, node: int, key: str, form: forms.Form, take: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Take a step of a node with what its form says."""
    found, row = visible_node(desk, node)
    sent = {f"{key}.{row.pk}": form}
    try:
        if form.is_valid():
            take(form.cleaned_data)
            address = reverse("task", args=[found.pk])
            return back_with(address, f"node.{key}")
    except Refused as refusal:
        return page(desk, visible_task(desk, found.pk), refusal, sent)
    return page(desk, found, None, sent)


@require_POST
@at_the_desk(Right.TASK_REPORT)
def node_report(desk: Desk, node: int) -> HttpResponse:
    """Report a node as done, with its evidence."""
    form = ReportForm(desk.request.POST, auto_id=f"report{node}_%s")

    def take(given: dict[str, Any]) -> object:
        return node_actions.report_node(
            desk.by, node, given["done_on"], given["result"], sent_files(desk)
        )

    return node_step(desk, node, "report", form, take)


def sent_files(desk: Desk) -> list[NamedFile]:
    """The files of the form, each read no further than a file may be long."""
    files = desk.request.FILES.getlist("evidence")
    return [
        NamedFile(file.name or "", file.read(MOST_BYTES + 1))
        for file in files[: node_actions.MOST_FILES]
    ]


@require_POST
@at_the_desk(Right.NODE_ACCEPT)
def node_decide(desk: Desk, node: int) -> HttpResponse:
    """Accept a node, or send it back with a reason."""
    key = "return" if desk.request.POST.get("act") == "return" else "accept"
    act = node_actions.return_node if key == "return" else node_actions.accept_node
    label = _("Reason")
    form = TextForm(desk.request.POST, label=label, most=1000, auto_id=f"{key}{node}_%s")
    return node_step(desk, node, key, form, lambda given: act(desk.by, node, given["text"]))


@require_POST
@at_the_desk(Right.TASK_APPROVE)
def node_checker(desk: Desk, node: int) -> HttpResponse:
    """Name who accepts a node."""
    units = work_units(placed(desk).plan, desk.language)
    form = CheckerForm(units, desk.request.POST, auto_id=f"checker{node}_%s")

    def take(given: dict[str, Any]) -> object:
        return node_actions.name_checker(desk.by, node, given["unit"], given["text"])

    return node_step(desk, node, "checker", form, take)


@require_safe
@at_the_desk(Right.TASK_READ)
def node_file(desk: Desk, node_file: int) -> HttpResponse:
    """A file that proves a node, always as a download; 404 where its task may not be seen."""
    return stored_file(lambda: node_actions.open_evidence(desk.by, node_file))
