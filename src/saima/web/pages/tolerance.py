"""Fault tolerance 容错免责: applied for with evidence, verified, decided."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions import tolerance as actions
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.actions.sniffing import MOST_BYTES
from saima.actions.stored_files import NamedFile, opened
from saima.actions.tolerance import Application
from saima.plan.heirs import heir
from saima.records.models import FaultTolerance, Ground, ToleranceEvidence, ToleranceState
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.stored import stored_file
from saima.web.forms.consequences import TextForm
from saima.web.forms.tolerance import ApplicationForm, DecisionForm
from saima.web.pages.rounds import placed
from saima.web.readings.tolerance import Subject, read_applications, subject_of


@require_safe
@at_the_desk(Right.CONSEQUENCE_READ)
def tolerances(desk: Desk) -> HttpResponse:
    """Every application that somebody may see, by how far it has come."""
    reading = read_applications(desk.by, placed(desk).plan, desk.request.GET, desk.language)
    return desk.render("tolerances", reading=reading, paged=reading.paged)


@at_the_desk(Right.TOLERANCE_APPLY)
def tolerance_new(desk: Desk) -> HttpResponse:
    """A unit applies, or the office for it: for a consequence or for a deduction."""
    asked = desk.request.GET
    subject = subject_of(desk.by, placed(desk).plan, asked, desk.language)
    if subject is None:
        raise Http404(_("There is nothing to apply for here, or it is not yours."))
    form = ApplicationForm(desk.request.POST or None, on_behalf=subject.on_behalf)
    problems = None
    if desk.request.method == "POST" and form.is_valid():
        try:
            made = actions.apply(desk.by, application(desk, form, subject))
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("tolerance", args=[made.pk]), "tolerance.apply")
    status = CONFLICT if problems or form.errors else 200
    return desk.render("tolerance_new", status, subject=subject, form=form, problems=problems)


def application(desk: Desk, form: ApplicationForm, subject: Subject) -> Application:
    """What was typed, with the files that were sent."""
    found = form.cleaned_data
    sent = desk.request.FILES.getlist("files")
    return Application(
        ground=Ground(found["ground"]),
        text=found["text"],
        files=[named(file) for file in sent],
        consequence=subject.consequence.pk if subject.consequence else None,
        adjustment=subject.adjustment.pk if subject.adjustment else None,
        no_private_gain=found["no_private_gain"],
        collective_decision=found["collective_decision"],
        letter=found.get("letter", ""),
    )


def named(file: UploadedFile) -> NamedFile:
    """A sent file, read no further than a file may be long."""
    return NamedFile(file.name or "", file.read(MOST_BYTES + 1))


@at_the_desk(Right.CONSEQUENCE_READ)
def tolerance(desk: Desk, tolerance: int) -> HttpResponse:
    """One application: the office verifies it, a leader decides."""
    found = visible(desk, tolerance)
    act = desk.request.POST.get("act", "")
    typed = desk.request.POST or None
    finding = TextForm(typed if act == "verify" else None, label=_("Finding"), most=2000)
    decision = DecisionForm(
        typed if act in ("grant", "reject") else None, suspends=found.consequence_id is not None
    )
    problems = None
    if desk.request.method == "POST":
        form = finding if act == "verify" else decision
        try:
            if form.is_valid() and taken(desk, found, act, form):
                done = f"tolerance.{act}"
                return back_with(reverse("tolerance", args=[found.pk]), done)
        except Refused as refusal:
            problems = desk.told(refusal)
    return desk.render(
        "tolerance",
        CONFLICT if problems or finding.errors or decision.errors else 200,
        found=found,
        evidence=list(found.evidence.select_related("stored").order_by("id")),
        finding=finding,
        decision=decision,
        problems=problems,
        may_verify=desk.may["consequence_handle"] and found.state == ToleranceState.APPLIED,
        may_decide=desk.may["consequence_decide"] and found.state == ToleranceState.VERIFIED,
    )


def taken(desk: Desk, found: FaultTolerance, act: str, form: forms.Form) -> bool:
    """Take the step of a form; False for one that there is not. Raises as the actions do."""
    if act == "verify":
        actions.verify(desk.by, found.pk, form.cleaned_data["text"])
        return True
    if isinstance(form, DecisionForm) and act in ("grant", "reject"):
        actions.decide(desk.by, found.pk, form.decision(grant=act == "grant"))
        return True
    return False


def visible(desk: Desk, tolerance: int) -> FaultTolerance:
    """The application; Http404 where it is not the person's to know."""
    rows = FaultTolerance.objects.select_related(
        "consequence", "adjustment", "document", "applied_by", "verified_by", "decided_by"
    )
    found = rows.filter(pk=tolerance).first()
    if found is None or not may_see(desk, found):
        raise Http404(_("There is no such application, or it is not yours to see."))
    return found


def may_see(desk: Desk, found: FaultTolerance) -> bool:
    """Whether an application is of a unit whose consequences the person may read."""
    unit = heir(placed(desk).plan, found.unit)
    return desk.by.standing.may(Right.CONSEQUENCE_READ, unit)


@require_safe
@at_the_desk(Right.CONSEQUENCE_READ)
def tolerance_evidence(desk: Desk, tolerance_file: int) -> HttpResponse:
    """A file of an application, always as a download."""
    rows = ToleranceEvidence.objects.select_related("stored", "tolerance")
    found = rows.filter(pk=tolerance_file).first()
    missing = _("There is no such file, or it is not yours to see.")
    if found is None or not may_see(desk, found.tolerance):
        raise Http404(missing)
    return stored_file(lambda: opened(found.stored, found.name))
