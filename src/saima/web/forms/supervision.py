"""What is typed about sheets, instructions and decisions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.actions.supervision import NewSheet
from saima.actions.supervision_extensions import Asked
from saima.plan.supervision import StartColour, Supervision, Urgency
from saima.records.models import SupervisionSource
from saima.web.forms.rounds import day_field
from saima.web.wording.supervision import COLOURS, URGENCIES

Choices = Sequence[tuple[str, str]]
WIDE = 60


def words_field(label: Any, most: int, rows: int = 3) -> forms.CharField:
    """A text of several lines; whether it may be empty is for the action to say."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        widget=forms.Textarea({"rows": rows, "cols": WIDE}),
    )


class SheetForm(forms.Form):
    """A sheet to be proposed: what, where from, who, until when, at which colour."""

    title = forms.CharField(
        label=_("Matter"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"size": WIDE}),
    )
    text = words_field(_("What it is about"), 2000)
    requirement = words_field(_("Requirement"), 2000, 2)
    origin = forms.CharField(
        label=pgettext_lazy("supervision", "Source"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"size": WIDE}),
    )
    received_on = day_field(_("Received on"), required=False)
    unit = forms.ChoiceField(label=_("Unit in charge"))
    co_units = forms.MultipleChoiceField(
        label=_("Co-units"), required=False, widget=forms.SelectMultiple({"size": 6})
    )
    urgency = forms.ChoiceField(label=_("Urgency"))
    limit = forms.IntegerField(
        label=_("Another limit"),
        required=False,
        min_value=1,
        max_value=250,
        help_text=_("working days; empty: the limit of the urgency"),
    )
    start = forms.ChoiceField(label=_("Colour at issue"))

    def __init__(self, *args: Any, units: Choices, rule: Supervision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = [
            (one.value, _("%(urgency)s (%(days)s working days)") % limit_words(rule, one))
            for one in Urgency
        ]
        colours = [(one.value, str(COLOURS[one.value].word)) for one in rule.starts]
        for name, choices in (
            ("unit", [("", "—"), *units]),
            ("co_units", units),
            ("urgency", limits),
            ("start", colours),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def new(self, known: NewSheet | None, today: date) -> NewSheet:
        """The sheet as typed; ``known`` is the source that it comes from."""
        found = self.cleaned_data
        unit, title = found["unit"], found["title"].strip()
        source = SupervisionSource.OTHER if known is None else known.source
        cause = f"other:{unit}:{title}" if known is None else known.cause
        if source == SupervisionSource.DECISION:
            cause = f"{cause}:{unit}"
        return NewSheet(
            source=source,
            title=title,
            unit=unit,
            requirement=found["requirement"],
            cause=cause[:160],
            about="" if known is None else known.about,
            origin=found["origin"],
            text=found["text"],
            co_units=tuple(found["co_units"]),
            urgency=Urgency(found["urgency"]),
            limit=found["limit"],
            start=StartColour(found["start"]),
            received_on=found["received_on"] or today,
        )


def limit_words(rule: Supervision, urgency: Urgency) -> dict[str, object]:
    """An urgency with its days."""
    return {"urgency": URGENCIES[urgency.value], "days": rule.limits.of(urgency)}


def initial_of(known: NewSheet) -> dict[str, object]:
    """What a source gives to begin with."""
    return {
        "title": known.title,
        "text": known.text,
        "requirement": known.requirement,
        "origin": known.origin,
        "received_on": known.received_on,
        "unit": known.unit,
        "co_units": list(known.co_units),
        "urgency": known.urgency.value,
        "start": known.start.value,
    }


class AskForm(forms.Form):
    """Why more time is needed, how far it is, until when."""

    reason = words_field(_("Reason"), 2000, 2)
    progress = words_field(_("Progress so far"), 2000, 2)
    until = day_field(_("New day"))

    def asked(self) -> Asked:
        """The request."""
        found = self.cleaned_data
        return Asked(found["reason"], found["progress"], found["until"])


class InstructForm(forms.Form):
    """A leader's instruction: to whom, what, how urgent."""

    text = words_field(_("Instruction"), 1000, 4)
    unit = forms.ChoiceField(label=_("Unit in charge"))
    urgency = forms.ChoiceField(label=_("Urgency"))

    def __init__(self, *args: Any, units: Choices, rule: Supervision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (Urgency.URGENT, Urgency.ORDINARY, Urgency.DIFFICULT)
        limits = [
            (one.value, _("%(urgency)s (%(days)s working days)") % limit_words(rule, one))
            for one in kinds
        ]
        self.fields["unit"].choices = [("", "—"), *units]  # type: ignore[attr-defined]
        self.fields["urgency"].choices = limits  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """A superior's decision as it came in."""

    issuer = forms.CharField(label=_("Superior"), max_length=64, required=False)
    document = forms.CharField(
        label=_("Document"), max_length=200, required=False, widget=forms.TextInput({"size": 30})
    )
    title = forms.CharField(
        label=_("Matter"), max_length=200, required=False, widget=forms.TextInput({"size": WIDE})
    )
    received_on = day_field(_("Received on"))
    text = words_field(_("What it asks for"), 2000)
