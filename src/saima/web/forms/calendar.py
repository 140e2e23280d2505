"""Days that the office sets apart."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from saima.actions.calendar import Days
from saima.records.models import DayOrder
from saima.web.forms.rounds import day_field


class DaysForm(forms.Form):
    """One day or several in a row, what they become, and why."""

    first = day_field(_("Day"))
    last = day_field(_("Until (empty: one day)"), required=False)
    order = forms.ChoiceField(label=_("becomes"), choices=DayOrder.choices)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.TextInput({"autocomplete": "off"})
    )

    def days(self) -> Days:
        """The days as typed."""
        first: date = self.cleaned_data["first"]
        return Days(first, self.cleaned_data["last"] or first)

    def order_given(self) -> DayOrder:
        """What they become."""
        return DayOrder(self.cleaned_data["order"])
