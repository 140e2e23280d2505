"""What is typed to move a node on the battle map."""

from django import forms
from django.utils.translation import gettext_lazy as _

from saima.web.forms.rounds import day_field


class MoveForm(forms.Form):
    """A node of a task, its new day and why; whether a reason is enough is for the action."""

    task = forms.IntegerField(min_value=1, widget=forms.HiddenInput())
    node = forms.IntegerField(min_value=1, widget=forms.HiddenInput())
    due = day_field(_("New day"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3, "cols": 44}),
    )
