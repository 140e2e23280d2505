"""What somebody may do with a consequence now: a form for each step that the table allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.actions.by import By
from saima.actions.consequence_steps import ANSWER, STEPS, Act, State
from saima.actions.measures import CAUSE, DOCUMENTS, HELP, NOTICE, RECORD, TALK
from saima.records.models import Consequence, DocumentKind, RectificationItem
from saima.web.forms.consequences import DoneForm, ItemForms, MeasureForm, PlanForms, TextForm
from saima.web.readings.consequences import ConsequenceReading
from saima.web.wording.standing import part_word

Typed = Mapping[str, Any] | None


@dataclass(frozen=True)
class Offer:
    """A step as a form; ``key`` is what its button sends, ``main`` the usual way on."""

    key: str
    title: str | Promise
    verb: str | Promise
    form: forms.Form | ItemForms
    main: bool = False

    @property
    def lines(self) -> bool:
        """Whether it is a form of many lines."""
        return isinstance(self.form, ItemForms)


TEXTS: Mapping[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "confirm": (_("Confirm that it takes place"), _("Remark (may be empty)"), _("Confirm")),
    "decline": (_("Decide that it does not take place"), _("Reason"), _("Decline")),
    "keep": (_("Let it stand although the boards changed"), _("Reason"), _("Let it stand")),
    "withdraw": (_("Withdraw it because the boards changed"), _("Reason"), _("Withdraw")),
    "return": (
        _("Ask for a better rectification"),
        _("Reason"),
        _("Send back"),
    ),
    "verify": (_("Verify the rectification"), _("What was found on site"), _("Verify")),
    "close": (_("Close it"), _("Remark (may be empty)"), _("Close")),
}
"""Title, label of the text and button of the steps that take one text."""

MAIN = frozenset({"confirm", "keep", "verify", "close"})

PROOFS: Mapping[tuple[str, str], DocumentKind] = {
    **DOCUMENTS,
    ("card", ""): DocumentKind.CARD,
    (TALK, RECORD): DocumentKind.TALK_RECORD,
}
"""Measures with a document; some can be taken without it."""


def offered(by: By, reading: ConsequenceReading, answers: str, today: date) -> list[Offer]:
    """The steps that this person may take now, the usual one first."""
    found = [form_of(key, reading, None, today) for key in keys(by, reading, answers)]
    return [one for one in found if one is not None]


def keys(by: By, reading: ConsequenceReading, answers: str) -> list[str]:
    """The keys of the steps that the table and the facts allow."""
    row = reading.line.row

    def may(act: Act) -> bool:
        step = STEPS.get((State(row.state), act))
        unit = answers if step is not None and step.right is ANSWER else None
        return step is not None and by.standing.may(step.right, unit)

    found: list[str] = []
    if reading.line.review:
        found += [act.value for act in (Act.KEEP, Act.WITHDRAW) if may(act)]
    found += [act.value for act in (Act.CONFIRM, Act.DECLINE) if may(act)]
    for rung in reading.ladder:
        act = Act.EXPLAIN if (rung.measure, rung.part) == (HELP, CAUSE) else Act.MEASURE
        if rung.done is None and may(act):
            found.append(f"measure.{rung.measure}.{rung.part}")
    if may(Act.FINISH):
        found += [f"finish.{item.pk}" for item in reading.items if item.done_on is None]
    if may(Act.PLAN):
        found.append("plan")
    if may(Act.VERIFY):
        found += ["verify", "return"]
    if may(Act.CLOSE) and closable(row):
        found.append("close")
    return found


def closable(row: Consequence) -> bool:
    """Whether a rule without a talk, or a verified rectification, lets it be closed."""
    return row.state != State.ISSUED or TALK not in row.measures


def form_of(key: str, reading: ConsequenceReading, typed: Typed, today: date) -> Offer | None:
    """The form of a step, with what was typed; None for a key that means nothing here."""
    kind, _dot, rest = key.partition(".")
    if kind in TEXTS and not rest:
        title, label, verb = TEXTS[kind]
        most = 2000 if kind == "verify" else 500
        form = TextForm(typed, label=label, most=most, auto_id=f"{kind}_%s")
        pending = kind == "verify" and any(item.done_on is None for item in reading.items)
        return Offer(key, title, verb, form, kind in MAIN and not pending)
    if kind == "measure":
        return measure_offer(key, rest, reading, typed, today)
    if kind == "finish":
        lines = [item for item in reading.items if str(item.pk) == rest]
        return finish_offer(key, lines[0], typed, today) if lines else None
    if kind == "plan":
        lines = list(reading.items)
        initial = [{"text": item.text, "due": item.due} for item in lines]
        plan = PlanForms(typed, initial=initial, prefix="items")
        title = _("A new rectification plan") if lines else _("The rectification plan")
        return Offer(key, title, _("Send the plan"), plan, main=not lines)
    return None


def measure_offer(
    key: str, rest: str, reading: ConsequenceReading, typed: Typed, today: date
) -> Offer | None:
    """The form of a measure of the ladder."""
    measure, _dot, part = rest.partition(".")
    if (measure, part) not in {(rung.measure, rung.part) for rung in reading.ladder}:
        return None
    form = MeasureForm(
        typed,
        measure=measure,
        part=part,
        kind=PROOFS.get((measure, part)),
        initial={"done_on": today},
        auto_id=f"{measure}_{part}_%s",
    )
    if (measure, part) == (TALK, NOTICE):
        form.fields["done_on"].label = _("Day of the talk")
    open_parts = [rung for rung in reading.ladder if rung.done is None]
    first = bool(open_parts) and (open_parts[0].measure, open_parts[0].part) == (measure, part)
    return Offer(key, part_word(measure, part), _("Record"), form, first)


def finish_offer(key: str, item: RectificationItem, typed: Typed, today: date) -> Offer:
    """The form with which a promise is done."""
    form = DoneForm(
        typed,
        label=_("Result"),
        most=1000,
        initial={"done_on": today},
        auto_id=f"finish_{item.pk}_%s",
    )
    return Offer(key, f"{item.number}. {item.text}", _("Mark as done"), form, main=True)
