"""An application for fault tolerance and the decision about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from saima.actions.tolerance import ToleranceDecision
from saima.records.models import Ground
from saima.web.forms.consequences import documents_of
from saima.web.forms.rounds import day_field


class ApplicationForm(forms.Form):
    """Ground, what happened, and the two conditions; for another unit its letter."""

    letter = forms.CharField(
        label=_("Letter of the unit (number and date)"),
        max_length=200,
        required=False,
        help_text=_("You apply on behalf of the unit; this is recorded."),
        widget=forms.TextInput({"autocomplete": "off", "size": 36}),
    )
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices)
    text = forms.CharField(
        label=_("What happened and why it should be tolerated"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 5, "cols": 60}),
    )
    no_private_gain = forms.BooleanField(label=_("No private gain was sought"), required=False)
    collective_decision = forms.BooleanField(
        label=_("It was decided collectively, by the rules"), required=False
    )

    def __init__(self, *args: object, on_behalf: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not on_behalf:
            del self.fields["letter"]


class DecisionForm(forms.Form):
    """Granted or not, why, until when, by which document."""

    text = forms.CharField(
        label=_("Decision with its reasons"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )
    valid_until = day_field(_("Suspended until (last day)"), required=False)
    document = forms.ChoiceField(label=_("Issued document"), required=False)

    def __init__(self, *args: object, suspends: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", _("none")), *documents_of()]
        self.fields["document"].choices = choices  # type: ignore[attr-defined]
        if not suspends:
            del self.fields["valid_until"]

    def decision(self, *, grant: bool) -> ToleranceDecision:
        """The decision."""
        found = self.cleaned_data
        document = found["document"]
        return ToleranceDecision(
            grant,
            found["text"],
            found.get("valid_until"),
            int(document) if document else None,
        )
