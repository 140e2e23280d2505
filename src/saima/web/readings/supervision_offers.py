"""What somebody may do with a sheet now: a form for each step that the table allows."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.supervision_steps import STEPS, Act, State, may_take
from saima.records.models import Supervision, SupervisionSource
from saima.web.forms.consequences import TextForm
from saima.web.forms.supervision import AskForm
from saima.web.readings.offers import Offer

Typed = Mapping[str, Any] | None
Words = str | Promise

TEXTS: Mapping[str, tuple[Words, Words, Words, int]] = {
    "answer": (_("Answer the sheet"), _("What was done"), _("Send the answer"), 4000),
    "write_off": (_("Write the sheet off"), _("What was found"), _("Write off"), 2000),
    "return": (_("Return the answer"), _("Reason"), _("Return"), 2000),
    "extend": (_("Grant the extension"), _("Remark (may be empty)"), _("Grant"), 500),
    "hold": (_("Refuse the extension"), _("Reason"), _("Refuse"), 500),
    "withdraw": (_("Withdraw the sheet"), _("Reason"), _("Withdraw"), 500),
}
"""Title, label of the text, button and length of the steps that take one text."""

BARE: Mapping[str, tuple[Words, Words]] = {
    "issue": (_("Issue the sheet: it gets its number, the units are told"), _("Issue")),
    "acknowledge": (_("Acknowledge that the sheet has arrived"), _("Acknowledge")),
}
ORDER = (
    Act.ISSUE,
    Act.ACKNOWLEDGE,
    Act.EXTEND,
    Act.HOLD,
    Act.ANSWER,
    Act.WRITE_OFF,
    Act.RETURN,
    Act.ASK,
    Act.WITHDRAW,
)
MAIN = frozenset({"issue", "acknowledge", "answer", "write_off", "extend"})


def offered(by: By, sheet: Supervision) -> list[Offer]:
    """The steps that this person may take now, the usual one first."""
    found = [offer_of(act.value, None) for act in ORDER if may_now(by, sheet, act)]
    return [one for one in found if one is not None]


def may_now(by: By, sheet: Supervision, act: Act) -> bool:
    """Whether the table and the facts allow a step."""
    if (State(sheet.state), act) not in STEPS or not may_take(by, sheet, act):
        return False
    if act in (Act.EXTEND, Act.HOLD):
        return sheet.asked_until is not None
    if act is Act.ASK:
        return sheet.asked_until is None and sheet.due is not None and by.today < sheet.due
    if act in (Act.RETURN, Act.WRITE_OFF):
        return sheet.answered_by_id != by.person.pk
    if act is Act.WITHDRAW and sheet.source == SupervisionSource.INSTRUCTION:
        return by.standing.may(Right.INSTRUCTION_WRITE)
    return True


def offer_of(key: str, typed: Typed) -> Offer | None:
    """The form of a step, with what was typed; None for a key that means nothing."""
    if key in TEXTS:
        title, label, verb, most = TEXTS[key]
        form = TextForm(typed, label=label, most=most, auto_id=f"{key}_%s")
        return Offer(key, title, verb, form, key in MAIN)
    if key in BARE:
        title, verb = BARE[key]
        return Offer(key, title, verb, forms.Form(typed), main=True)
    if key == "ask":
        asked = AskForm(typed, auto_id="ask_%s")
        return Offer(key, _("Ask for an extension"), _("Ask"), asked)
    return None
