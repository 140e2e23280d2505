"""Ranks that Jiaxing and the province give: the register, runs of last places, bindings."""

from django.http import HttpResponse
from django.urls import reverse

from saima.actions.refusals import Refused
from saima.actions.sniffing import MOST_BYTES
from saima.actions.superior import record
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.judged import RankForm
from saima.web.navigation import SUPERIOR
from saima.web.pages.rounds import placed
from saima.web.readings.superior import read_superior


@at_the_desk(*SUPERIOR)
def superior(desk: Desk) -> HttpResponse:
    """The register; the office records a rank or revises one."""
    plan = placed(desk).plan
    asked = desk.request.GET
    form = RankForm(
        desk.request.POST or None,
        desk.request.FILES or None,
        plan=plan,
        language=desk.language,
        initial={name: asked.get(name, "") for name in ("indicator", "period")},
    )
    problems = None
    if desk.request.method == "POST" and form.is_valid():
        try:
            record(desk.by, plan.code, form.new(MOST_BYTES))
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("superior"), "superior.record")
    return desk.render(
        "superior",
        CONFLICT if problems or form.errors else 200,
        reading=read_superior(desk.by, plan),
        form=form,
        problems=problems,
    )
