"""Flags from sealed boards and commendations with their document; given to units only."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from saima.actions import awards as actions
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.consequences import documents_of
from saima.web.forms.judged import CommendationForm
from saima.web.pages.rounds import placed
from saima.web.readings.awards import read_awards
from saima.web.readings.tolerance import number


@at_the_desk(Right.AWARD_PROPOSE, Right.AWARD_GRANT)
def awards(desk: Desk) -> HttpResponse:
    """What waits for a decision, the roll of flags, the roll of commendations."""
    plan = placed(desk).plan
    typed = desk.request.POST
    act = typed.get("act", "")
    form = CommendationForm(typed if act == "commend" else None, plan=plan, language=desk.language)
    problems = None
    if act:
        try:
            count = taken(desk, plan.code, act, form)
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            if count is not None:
                return back_with(reverse("awards"), f"award.{act}", count)
    return desk.render(
        "awards",
        CONFLICT if problems or form.errors else 200,
        reading=read_awards(plan),
        rules={rule.code: rule.label for rule in plan.consequences},
        documents=documents_of() if desk.may["award_grant"] else [],
        form=form,
        problems=problems,
        typed=typed,
    )


def taken(desk: Desk, plan: str, act: str, form: CommendationForm) -> int | None:
    """Take the step of a form: how many awards it touched, None where the form has errors.

    Raises Denied and Refused as the actions do.
    """
    typed: Any = desk.request.POST
    key, reason = number(typed, "about"), typed.get("reason", "")
    if act == "flags":
        found = actions.propose_flags(desk.by, plan)
        return sum(map(len, (found.new, found.void, found.flagged)))
    if act == "commend":
        desk.by.needs(Right.AWARD_PROPOSE)
        if not form.is_valid():
            return None
        actions.propose_commendation(desk.by, plan, form.new())
    elif act == "grant":
        actions.grant(desk.by, key, number(typed, "document") or None, reason)
    elif act == "decline":
        actions.decline(desk.by, key, reason)
    else:
        raise refused(NOT_THERE)
    return 1
