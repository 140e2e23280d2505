"""Bonuses, deductions and vetoes: proposed with a document, decided by a leader, reversed."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from saima.actions import adjustments as actions
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.judged import AdjustmentForm
from saima.web.pages.rounds import placed
from saima.web.readings.adjustments import read_adjustments
from saima.web.readings.tolerance import number


@at_the_desk(Right.ADJUSTMENT_PROPOSE, Right.ADJUSTMENT_APPROVE)
def adjustments(desk: Desk) -> HttpResponse:
    """What waits, what counts, what room is left; each button takes one step."""
    plan = placed(desk).plan
    typed = desk.request.POST
    act = typed.get("act", "")
    form = AdjustmentForm(typed if act == "propose" else None, plan=plan, language=desk.language)
    problems = None
    if act:
        try:
            if taken(desk, plan.code, act, form):
                return back_with(reverse("adjustments"), f"adjustment.{act}")
        except Refused as refusal:
            problems = desk.told(refusal)
    return desk.render(
        "adjustments",
        CONFLICT if problems or form.errors else 200,
        reading=read_adjustments(desk.by, plan, desk.language),
        form=form,
        problems=problems,
        typed=typed,
    )


def taken(desk: Desk, plan: str, act: str, form: AdjustmentForm) -> bool:
    """Take the step of a form; False where it has errors.

    Raises Denied and Refused as the actions do.
    """
    typed: Any = desk.request.POST
    reason, key = typed.get("reason", ""), number(typed, "about")
    if act == "propose":
        desk.by.needs(Right.ADJUSTMENT_PROPOSE)
        if not form.is_valid():
            return False
        actions.propose(desk.by, plan, form.new())
    elif act == "reverse":
        actions.propose_reversal(desk.by, key, reason, typed.get("document", ""))
    elif act == "approve":
        actions.approve(desk.by, key, reason)
    elif act == "decline":
        actions.decline(desk.by, key, reason)
    else:
        raise refused(NOT_THERE)
    return True
