"""Plan versions: what is published, and how a new one is checked, tried and published."""

from dataclasses import replace
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse

from saima.actions.consequences import rehearse_rules
from saima.actions.permissions import Right
from saima.actions.plans import (
    Upload,
    changes_to,
    draft_of,
    plan_from,
    publish,
    read_upload,
    rehearse_plan,
)
from saima.actions.refusals import EMPTY_FILE, NOT_THERE, Refused, refused
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.problems import Problem
from saima.records.models import PlanVersion
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.readings.rehearsal import Summoned, read_rehearsal, read_sealed
from saima.web.wording.plans import change_lines
from saima.web.wording.refusals import told

SALT = "saima.plan.draft"


@at_the_desk(Right.PLAN_PUBLISH)
def plans(desk: Desk) -> HttpResponse:
    """All versions, and a form to bring a new one."""
    versions = PlanVersion.objects.defer("content").order_by("-published_at", "-id")
    current: dict[int, int] = {}
    for version in versions:
        current.setdefault(version.year, version.pk)
    return desk.render("plans", versions=versions, current=set(current.values()))


@at_the_desk(Right.PLAN_PUBLISH)
def plan_check(desk: Desk) -> HttpResponse:
    """A new version: its problems, its differences, its rehearsal, its publication."""
    if desk.request.method != "POST":
        return back_with(reverse("plans"), "", 0)
    act = desk.request.POST.get("act", "check")
    plan: Plan | None = None
    found: tuple[Problem, ...] = ()
    name = ""
    problems: list[Any] = []
    rehearsal = None
    try:
        if act == "check":
            plan, found, name = checked(desk)
        else:
            plan = carried(desk.request.POST.get("draft", ""))
        if act == "publish":
            publish(desk.by, plan_or_refused(plan), desk.request.POST.get("reason", ""))
            return back_with(reverse("plans"), "plan.publish")
        if act == "rehearse":
            rehearsal = rehearsed(desk, plan_or_refused(plan))
    except Refused as refusal:
        problems = desk.told(refusal)
    return desk.render(
        "plan_check",
        CONFLICT if problems else 200,
        problems=problems,
        found=[told(one, None, desk.language) for one in found],
        name=name,
        rehearsal=rehearsal,
        reason=desk.request.POST.get("reason", ""),
        **about(desk, plan, found),
    )


def plan_drafted(desk: Desk, plan: Plan, found: tuple[Problem, ...], reason: str) -> HttpResponse:
    """The page of a version that was made on the site; it goes the way of an uploaded one."""
    return desk.render(
        "plan_check",
        problems=[],
        found=[told(one, desk.place, desk.language) for one in found],
        name="",
        rehearsal=None,
        reason=reason,
        **about(desk, plan, found),
    )


def about(desk: Desk, plan: Plan | None, found: tuple[Problem, ...]) -> dict[str, Any]:
    """What the page shows of a plan that could be read; ``draft`` only where it may go on."""
    fit = plan is not None and all(one.kind.warning for one in found)
    if plan is None or not fit:
        return {"new": plan, "draft": ""}
    changes = changes_to(plan)
    return {
        "new": plan,
        "draft": signing.dumps(draft_of(plan), salt=SALT, compress=True),
        "changes": None if changes is None else change_lines(changes, desk.language),
        "known": changes is not None,
    }


def checked(desk: Desk) -> tuple[Plan | None, tuple[Problem, ...], str]:
    """The plan of the uploaded file with everything that is wrong with it."""
    sent = desk.request.FILES.get("plan")
    if not isinstance(sent, UploadedFile):
        raise refused(EMPTY_FILE)
    name = sent.name or ""
    loaded = read_upload(desk.by, Upload(name, sent.read()))
    return loaded.plan, loaded.problems, name


def carried(draft: str) -> Plan:
    """The plan that the page carried along. Raises Refused for anything else."""
    try:
        return plan_from(signing.loads(draft, salt=SALT))
    except signing.BadSignature as error:
        raise refused(NOT_THERE) from error


def plan_or_refused(plan: Plan | None) -> Plan:
    """The plan. Raises Refused without one."""
    if plan is None:
        raise refused(NOT_THERE)
    return plan


def rehearsed(desk: Desk, plan: Plan) -> object:
    """The rehearsal up to the last reported month."""
    month = desk.place.latest if desk.place else Period.of(plan.year, PeriodKind.MONTH)
    found = read_rehearsal(rehearse_plan(desk.by, plan), plan, month, desk.language)
    return replace(found, sealed=on_sealed_boards(desk, plan))


def on_sealed_boards(desk: Desk, plan: Plan) -> tuple[Summoned, ...] | None:
    """Who would have been summoned on the boards that are sealed; None where none is."""
    try:
        return read_sealed(rehearse_rules(desk.by, plan), plan, desk.language)
    except Refused:
        return None
