"""What is typed for a meeting: holding it, its minutes with their promises, a promise kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.actions.meetings import NewMeeting, NewPromise
from saima.records.models import MeetingKind
from saima.web.forms.papers import line
from saima.web.forms.rounds import day_field

ROWS = 8
"""So many promises can be typed with the minutes; more are added on the page of promises."""

LONGEST = 20_000


class HoldForm(forms.Form):
    """A meeting that is held; ``period`` chooses its board."""

    kind = forms.ChoiceField(label=_("Meeting"), choices=MeetingKind.choices)
    date = day_field(_("Day of the meeting"))
    title = line(pgettext_lazy("document", "Title"))
    period = forms.CharField(required=False, max_length=7, widget=forms.HiddenInput())

    def meeting(self) -> NewMeeting:
        """What was typed."""
        given = self.cleaned_data
        kind = MeetingKind(given["kind"])
        return NewMeeting(kind, given["date"], given["title"], given["period"] or None)


class MinutesForm(forms.Form):
    """The text of the minutes."""

    text = forms.CharField(
        label=pgettext_lazy("meeting", "Minutes"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8, "cols": 80}),
    )


class PromiseForm(forms.Form):
    """A promise: whose, what, until when."""

    unit = forms.ChoiceField(label=_("Unit"))
    text = line(_("What is promised"))
    due = day_field(_("Due"))

    def __init__(self, units: list[tuple[str, str]], *given: Any, **more: Any) -> None:
        """``units``: what can be chosen."""
        super().__init__(*given, **more)
        self.fields["unit"].choices = [("", "—"), *units]  # type: ignore[attr-defined]

    def promise(self) -> NewPromise:
        """What was typed."""
        given = self.cleaned_data
        return NewPromise(given["unit"], given["text"], given["due"])


class GiveForm(PromiseForm):
    """A promise that was made outside of a meeting."""

    source = line(
        _("Where it comes from"), help_text=_("The document or instruction that it comes from.")
    )


class FinishForm(forms.Form):
    """A promise that is kept."""

    result = forms.CharField(label=_("Result"), max_length=1000)
    done_on = day_field(_("Done on"))


def promise_forms(units: list[tuple[str, str]], data: Any = None) -> list[PromiseForm]:
    """The rows of the minutes; empty ones count for nothing."""
    return [
        PromiseForm(
            units, data, prefix=f"t{number}", empty_permitted=True, use_required_attribute=False
        )
        for number in range(ROWS)
    ]
