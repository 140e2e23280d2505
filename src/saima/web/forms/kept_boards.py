"""What a board is computed from, and why."""

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.documents import figures
from saima.plan.periods import Period
from saima.records.queries.collecting import Collected


def reason_field() -> forms.CharField:
    """Why something is done; the action refuses an empty one and says so."""
    return forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class ReasonForm(forms.Form):
    """A reason alone."""

    reason = reason_field()


class DraftForm(forms.Form):
    """Period, moment and reason of a draft."""

    period = forms.ChoiceField(label=_("Period"))
    as_of = forms.ChoiceField(
        label=pgettext_lazy("figures", "As of"),
        required=False,
        help_text=_("Everything recorded up to this moment counts."),
    )
    reason = reason_field()

    def offer(
        self, periods: Sequence[Period], frozen: Sequence[Collected], language: str
    ) -> "DraftForm":
        """Fill the lists: periods of the year, and the moments at which months were frozen."""
        self.choices("period", [(str(one), figures.period_name(one, language)) for one in periods])
        moments = [
            (
                one.frozen_at.isoformat(),
                _("%(month)s frozen, %(moment)s")
                % {
                    "month": figures.period_name(Period.parse(one.month), language),
                    "moment": figures.minute(localtime(one.frozen_at)),
                },
            )
            for one in frozen
            if one.frozen_at is not None
        ]
        self.choices("as_of", [("", _("now")), *moments])
        return self

    def choices(self, name: str, offered: Sequence[tuple[str, object]]) -> None:
        """Set what a list offers."""
        self.fields[name].choices = offered  # type: ignore[attr-defined]

    def chosen_period(self) -> Period:
        """The period."""
        return Period.parse(self.cleaned_data["period"])

    def moment(self, now: datetime) -> datetime:
        """The moment that was chosen; ``now`` where none was."""
        chosen = self.cleaned_data["as_of"]
        return datetime.fromisoformat(chosen) if chosen else now
