"""The register of superiors' decisions: receipt, split into sheets, progress, result (S153)."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions import decisions
from saima.actions.decisions import NewDecision
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.records.models import SuperiorDecision
from saima.records.queries.supervision import decisions as registered
from saima.records.queries.supervision import parts_of
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.stored import stored_file
from saima.web.forms.consequences import TextForm
from saima.web.forms.supervision import DecisionForm
from saima.web.pages.rounds import placed
from saima.web.pages.tolerance import named
from saima.web.paging import paged
from saima.web.readings.superior_decisions import read_decision, read_decisions


@at_the_desk(Right.SUPERVISION_READ)
def superior_decisions(desk: Desk) -> HttpResponse:
    """All decisions with their progress; the office registers a new one."""
    desk.by.needs(Right.SUPERVISION_READ)
    plan = placed(desk).plan
    form, problems = DecisionForm(desk.request.POST or None), None
    if desk.request.method == "POST":
        desk.by.needs(Right.SUPERVISION_ISSUE)
        if form.is_valid():
            try:
                made = decisions.record(desk.by, plan.code, typed(desk, form))
            except Refused as refusal:
                problems = desk.told(refusal)
            else:
                address = reverse("superior_decision", args=[made.pk])
                return back_with(address, "decision.record")
    page = paged(registered(plan.code), desk.request.GET.dict())
    parts = parts_of(plan.code, [row.pk for row in page.rows])
    return desk.render(
        "superior_decisions",
        CONFLICT if desk.request.method == "POST" else 200,
        page=page.of(read_decisions(page.rows, parts, plan, desk.language)),
        form=form,
        problems=problems,
    )


def typed(desk: Desk, form: DecisionForm) -> NewDecision:
    """The decision as typed, with its document where one was sent."""
    found = form.cleaned_data
    sent = desk.request.FILES.getlist("file")
    return NewDecision(
        issuer=found["issuer"],
        title=found["title"],
        document=found["document"],
        received_on=found["received_on"],
        text=found["text"],
        file=named(sent[0]) if sent else None,
    )


@at_the_desk(Right.SUPERVISION_READ)
def superior_decision(desk: Desk, superior_decision: int) -> HttpResponse:
    """One decision: its sheets, how far they are, and what came of it."""
    desk.by.needs(Right.SUPERVISION_READ)
    plan = placed(desk).plan
    row = SuperiorDecision.objects.filter(plan=plan.code, pk=superior_decision).first()
    if row is None:
        raise Http404(_("There is no such decision."))
    posted = desk.request.method == "POST"
    form = TextForm(desk.request.POST if posted else None, label=_("Result"), most=1000)
    problems = None
    if posted and form.is_valid():
        try:
            decisions.finish(desk.by, row.pk, form.cleaned_data["text"])
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("superior_decision", args=[row.pk]), "decision.finish")
    return desk.render(
        "superior_decision",
        CONFLICT if posted else 200,
        reading=read_decision(row, plan, desk.language, desk.by.today),
        form=form,
        problems=problems,
    )


@require_safe
@at_the_desk(Right.SUPERVISION_READ)
def superior_decision_file(desk: Desk, superior_decision: int) -> HttpResponse:
    """The document of a decision, always as a download."""
    return stored_file(lambda: decisions.open_decision(desk.by, superior_decision))
