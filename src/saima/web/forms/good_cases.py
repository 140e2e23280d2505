"""A good case as it is written, and the bonus that it is proposed for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.actions.good_cases import LONGEST, Bonus, NewCase
from saima.actions.stored_files import NamedFile
from saima.plan.plan import Plan
from saima.plan.rules import Effect
from saima.records.models import GoodCase, Task
from saima.web.forms.hard_problems import ConfirmForm
from saima.web.forms.judged import choose, periods_of
from saima.web.forms.papers import line

MOST_TASKS = 200
"""So many tasks of a unit can be chosen from, the newest first."""


class CaseForm(ConfirmForm):
    """Title, summary, text, and what the case belongs to."""

    unit = forms.ChoiceField(label=_("Unit"))
    title = line(pgettext_lazy("document", "Title"))
    summary = forms.CharField(
        label=_("Summary"),
        max_length=500,
        help_text=_("What was done and what came of it, in two or three sentences."),
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        help_text=_("Units and posts only; no names or numbers of citizens."),
        widget=forms.Textarea({"rows": 12, "cols": 60}),
    )
    contest = forms.ChoiceField(label=_("Contest"), required=False)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    task = forms.ChoiceField(label=_("Task"), required=False)

    def __init__(
        self, *args: Any, plan: Plan, units: list[str], language: str, **more: Any
    ) -> None:
        """``units``: those that the person may write for."""
        super().__init__(*args, **more)
        if "confirmed" in self.fields:
            self.fields["confirmed"] = self.fields.pop("confirmed")
        names = {unit.code: unit.name(language) for unit in plan.units}
        tasks = Task.objects.filter(plan=plan.code, unit__in=units).order_by("-pk")[:MOST_TASKS]
        choose(
            self,
            unit=[(code, names.get(code, code)) for code in units],
            contest=[("", "—"), *((one.code, one.label.text(language)) for one in plan.nodes)],
            indicator=[
                ("", "—"),
                *((one.code, one.label.text(language)) for one in plan.indicators),
            ],
            task=[("", "—"), *((str(task.pk), str(task)) for task in tasks)],
        )

    def case(self, file: NamedFile | None) -> NewCase:
        """What was typed, with the file that was sent."""
        found = self.cleaned_data
        task = int(found["task"]) if found["task"] else None
        return NewCase(**{**found, "task": task, "file": file})


def typed_before(case: GoodCase) -> dict[str, object]:
    """A case as its form begins with it."""
    names = ("unit", "title", "summary", "text", "contest", "indicator")
    return {name: getattr(case, name) for name in names} | {"task": case.task_id or ""}


class BonusForm(forms.Form):
    """The bonus of the plan that a case is proposed for."""

    kind = forms.ChoiceField(label=_("Kind"))
    period = forms.ChoiceField(label=_("Period"))
    points = forms.DecimalField(
        label=pgettext_lazy("adjustment", "Points"), min_value=0, max_digits=9, decimal_places=4
    )

    def __init__(self, *args: Any, plan: Plan, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [one for one in plan.adjustments if one.effect is Effect.BONUS]
        choose(
            self,
            kind=[(one.code, one.label.text(language)) for one in kinds],
            period=periods_of(plan.year, language),
        )

    def bonus(self) -> Bonus:
        """What was typed."""
        return Bonus(**self.cleaned_data)
