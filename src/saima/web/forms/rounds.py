"""Dates of a month, extensions and the reason to freeze."""

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from saima.plan.calendar import Deadlines

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def day_field(label: "str | _StrPromise", *, required: bool = True) -> forms.DateField:
    """A date, typed or picked."""
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )


class OpenForm(forms.Form):
    """The dates of a month, each on or after the one before."""

    report = day_field(_("Report by"))
    check = day_field(_("Check by"))
    freeze = day_field(_("Freeze on"))
    show = day_field(_("Show on"))

    def clean(self) -> dict[str, object]:
        """Dates in their order."""
        found = super().clean() or {}
        names = ("report", "check", "freeze", "show")
        for earlier, later in pairwise(names):
            if found.get(earlier) and found.get(later) and found[later] < found[earlier]:
                self.add_error(later, _("This date is before the one above it."))
        return found

    def dates(self, usual: Deadlines) -> Deadlines:
        """The dates as typed; what the calendar says of their certainty stays."""
        names = ("report", "check", "freeze", "show")
        return replace(usual, **{name: self.cleaned_data[name] for name in names})


class ExtensionForm(forms.Form):
    """A later deadline for the values that are ticked."""

    until = day_field(_("New deadline"))
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.TextInput({"autocomplete": "off"})
    )
    values = forms.TypedMultipleChoiceField(
        label=_("Values"),
        coerce=int,
        error_messages={"required": _("Tick the values that get a later deadline.")},
    )
