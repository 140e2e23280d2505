"""Superior ranks, adjustments and awards as they are typed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saima.actions.adjustments import NewAdjustment
from saima.actions.awards import NewCommendation
from saima.actions.stored_files import NamedFile
from saima.actions.superior import NewRank
from saima.documents.figures import period_name
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.rules import Effect
from saima.plan.tree import Collect
from saima.web.forms.rounds import day_field

Choices = list[tuple[str, str]]
KINDS = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR, PeriodKind.MONTH)


def periods_of(year: int, language: str) -> Choices:
    """Every period of a year, quarters first."""
    whole = Period.of(year, PeriodKind.YEAR)
    return [
        (str(period), period_name(period, language))
        for kind in KINDS
        for period in whole.inside(kind)
    ]


def contestants(plan: Plan, language: str) -> Choices:
    """The units that are ranked, nothing first."""
    found = [(unit.code, unit.name(language)) for unit in plan.units if unit.group]
    return [("", ""), *found]


def choose(form: forms.Form, **choices: Choices) -> None:
    """Fill the lists of a form."""
    for name, given in choices.items():
        form.fields[name].choices = given  # type: ignore[attr-defined]


class RankForm(forms.Form):
    """A superior's rank of the whole body, with its document."""

    indicator = forms.ChoiceField(label=_("Indicator"))
    period = forms.ChoiceField(label=_("Period"))
    rank = forms.IntegerField(
        label=_("Rank (empty: withheld)"),
        required=False,
        min_value=1,
        max_value=99999,
        widget=forms.NumberInput({"size": 5}),
    )
    field = forms.IntegerField(
        label=_("of how many"),
        required=False,
        min_value=1,
        max_value=99999,
        widget=forms.NumberInput({"size": 5}),
    )
    issuer = forms.CharField(label=_("Superior"), max_length=64, required=False)
    document = forms.CharField(label=_("Document"), max_length=200, required=False)
    dated = day_field(_("Date of the document"))
    why = forms.CharField(
        label=_("Why it changes (for a revision only)"), max_length=500, required=False
    )
    file = forms.FileField(label=_("Scan (may be empty)"), required=False)

    def __init__(self, *args: Any, plan: Plan, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ranks = [one for one in plan.indicators if one.collect is Collect.RANK]
        choose(
            self,
            indicator=[("", ""), *((one.code, one.label.text(language)) for one in ranks)],
            period=[
                *periods_of(plan.year, language),
                *periods_of(plan.year - 1, language),
            ],
        )

    def new(self, most: int) -> NewRank:
        """The rank; a file is read no further than ``most`` bytes and one."""
        found = self.cleaned_data
        sent = found["file"]
        file = None if sent is None else NamedFile(sent.name, sent.read(most + 1))
        return NewRank(**{**found, "file": file})


class AdjustmentForm(forms.Form):
    """A bonus, deduction or veto with the document that it rests on."""

    unit = forms.ChoiceField(label=_("Unit"))
    kind = forms.ChoiceField(label=_("Kind"))
    period = forms.ChoiceField(label=_("Period"))
    points = forms.DecimalField(
        label=_("Points (0 for a veto)"), widget=forms.TextInput({"size": 6})
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    document = forms.CharField(label=_("Document"), max_length=200, required=False)

    def __init__(self, *args: Any, plan: Plan, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.code, one.label.text(language)) for one in plan.adjustments]
        choose(
            self,
            unit=contestants(plan, language),
            kind=[("", ""), *kinds],
            period=periods_of(plan.year, language),
        )

    def new(self) -> NewAdjustment:
        """The adjustment."""
        found = self.cleaned_data
        return NewAdjustment(**found)


class CommendationForm(forms.Form):
    """A commendation, with or without bonus points."""

    unit = forms.ChoiceField(label=_("Unit"))
    period = forms.ChoiceField(label=_("Period"))
    title = forms.CharField(label=_("Title of the commendation"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Bonus"), required=False)
    points = forms.DecimalField(
        label=_("Bonus points"), required=False, widget=forms.TextInput({"size": 6})
    )
    document = forms.CharField(label=_("Document of the bonus"), max_length=200, required=False)

    def __init__(self, *args: Any, plan: Plan, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bonuses = [one for one in plan.adjustments if one.effect is Effect.BONUS]
        choose(
            self,
            unit=contestants(plan, language),
            period=periods_of(plan.year, language),
            kind=[("", _("none")), *((one.code, one.label.text(language)) for one in bonuses)],  # type: ignore[list-item]
        )

    def new(self) -> NewCommendation:
        """The commendation; its title is the reason of the bonus."""
        found = self.cleaned_data
        unit, period, title = found["unit"], found["period"], found["title"]
        if not found["kind"]:
            return NewCommendation(unit, period, title)
        points = found["points"] if found["points"] is not None else Decimal()
        bonus = NewAdjustment(unit, period, found["kind"], points, title, found["document"])
        return NewCommendation(unit, period, title, bonus)
