"""What somebody may do with a hard problem now: a form for each step that the table allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.actions.hard_problem_steps import Act
from saima.actions.hard_problem_work import REASONS
from saima.plan.plan import Plan
from saima.web.forms.hard_problems import WordsForm
from saima.web.readings.hard_problems import ProblemReading
from saima.web.readings.meetings import unit_choices

Typed = Mapping[str, Any] | None
Words = str | Promise

TEXTS: Mapping[Act, tuple[Words, Words, Words]] = {
    Act.ACCEPT: (_("Accept it"), _("Remark (may be empty)"), _("Accept")),
    Act.DECLINE: (_("Do not accept it"), _("Reason"), _("Decline")),
    Act.ASSIGN: (_("Name the unit that solves it"), _("Remark (may be empty)"), _("Assign")),
    Act.PLAN: (
        _("Say how it will be solved"),
        _("How, by whom (posts), until when"),
        _("Keep the plan"),
    ),
    Act.HANDLE: (
        _("Report that it is solved"),
        _("What was done and what came of it"),
        _("Report the result"),
    ),
    Act.VERIFY: (_("Verify and close it"), _("Remark (may be empty)"), _("Close")),
    Act.RETURN: (_("Send it back"), _("Reason"), _("Send back")),
    Act.REOPEN: (
        _("Open it again because it came back"),
        _("What was found"),
        _("Open again"),
    ),
    Act.CHECK: (
        _("Note that it did not come back"),
        _("Remark (may be empty)"),
        _("Note it"),
    ),
}
"""Title, label of the words and button of each step."""

MAIN = frozenset({Act.ACCEPT, Act.PLAN, Act.HANDLE, Act.VERIFY})


@dataclass(frozen=True)
class Offer:
    """A step as a form; ``main`` is the usual way on, ``files`` whether files go with it."""

    key: str
    title: Words
    verb: Words
    form: WordsForm
    main: bool
    files: bool
    lines: bool = False


@dataclass(frozen=True)
class Sent:
    """A form that was sent: its step and what was typed; ``asks`` after it looked personal."""

    act: Act
    typed: Typed
    asks: bool = False


def offers(plan: Plan, reading: ProblemReading, language: str, sent: Sent | None) -> list[Offer]:
    """The steps that this person may take now; the one that was sent with what was typed."""
    acts = list(reading.acts)
    if sent is not None and sent.act not in acts:
        acts.insert(0, sent.act)
    return [
        offer_of(act, plan, reading, language, sent if sent and sent.act is act else None)
        for act in acts
    ]


def offer_of(
    act: Act, plan: Plan, reading: ProblemReading, language: str, sent: Sent | None
) -> Offer:
    """The form of a step; a guarded kind has words for reasons only, and no files."""
    title, label, verb = TEXTS[act]
    guarded = reading.kind.guarded
    form = WordsForm(
        sent.typed if sent else None,
        label=label,
        words=not guarded or act in REASONS,
        units=unit_choices(plan, language) if act is Act.ASSIGN else None,
        asks=sent is not None and sent.asks,
        auto_id=f"{act}_%s",
        initial={"handler": reading.line.row.handler},
    )
    main = act in MAIN or (act is Act.ASSIGN and not reading.line.row.handler)
    return Offer(act.value, title, verb, form, main, act is Act.HANDLE and not guarded)
