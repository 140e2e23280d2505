"""A token as it is typed."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.actions.scopes import TokenScope
from saima.web.forms.rounds import day_field
from saima.web.wording.tokens import SCOPES


class TokenForm(forms.Form):
    """Its name, what it is for, and its last day."""

    name = forms.CharField(
        label=pgettext_lazy("token", "Name"),
        max_length=64,
        help_text=_("What uses it, such as the department's data platform."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    expires = day_field(_("Last day"))
    scope = forms.MultipleChoiceField(
        label=_("What it is for"),
        choices=[(scope.value, SCOPES[scope]) for scope in TokenScope],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one.")},
    )

    def until(self) -> datetime:
        """The end of the last day, in the city's time."""
        day = self.cleaned_data["expires"] + timedelta(days=1)
        return make_aware(datetime.combine(day, time.min))
