"""What is typed about a hard problem: searched, raised, worked off."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.plan.hard_problems import Ask, HardProblemKind
from saima.records.models import HardProblemState
from saima.records.queries.hard_problems import AGES, ALL, OPEN, Search
from saima.web.wording.hard_problem_states import ASKS, age_word

Choices = list[tuple[str, str]]
MOST = 2000
CONFIRM = _("It is no personal data of a citizen; keep it as it is.")


def choice(label: str | Promise, choices: Choices, empty: str | Promise) -> forms.ChoiceField:
    """A choice that may be left open."""
    return forms.ChoiceField(label=str(label), required=False, choices=[("", str(empty)), *choices])


class SearchForm(forms.Form):
    """Filters of the list; what is left empty is not asked."""

    def __init__(self, *args: Any, kinds: Choices, units: Choices, levels: Choices) -> None:
        super().__init__(*args)
        states: Choices = [(ALL, str(_("All"))), *((s, str(w)) for s, w in STATES)]
        ages = [(str(place), age_word(place)) for place in range(len(AGES))]
        self.fields |= {
            "text": forms.CharField(
                label=_("Title, organisation or number"), required=False, max_length=80
            ),
            "kind": choice(_("Kind"), kinds, _("All")),
            "state": choice(_("State"), states, _("all open")),
            "level": choice(_("Level"), levels, _("All")),
            "unit": choice(_("Raised by"), units, _("All")),
            "handler": choice(_("Handled by"), units, _("All")),
            "age": choice(_("Age"), ages, _("All")),
            "late": forms.BooleanField(label=_("only overdue"), required=False),
        }

    def search(self) -> Search:
        """The search; a choice that there is not asks nothing."""
        self.is_valid()
        found = self.cleaned_data
        return Search(
            kind=found.get("kind", ""),
            state=found.get("state") or OPEN,
            level=int(found["level"]) if found.get("level") else None,
            unit=found.get("unit", ""),
            handler=found.get("handler", ""),
            late=bool(found.get("late")),
            age=int(found["age"]) if found.get("age") else None,
            text=found.get("text", "").strip(),
        )


STATES = HardProblemState.choices


class ConfirmForm(forms.Form):
    """A form whose texts may look personal: a box to confirm appears once they were refused."""

    confirmed = forms.BooleanField(label=CONFIRM, required=False)

    def __init__(self, *args: Any, asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["confirmed"]


class ProblemForm(ConfirmForm):
    """A new problem of a kind: what the plan asks of it, and no more."""

    def __init__(
        self,
        *args: Any,
        kind: HardProblemKind,
        units: Choices,
        lists: dict[Ask, Choices],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        title = forms.CharField(
            label=pgettext_lazy("hard problems", "Title"),
            max_length=200,
            required=False,
            widget=forms.TextInput({"size": 44}),
        )
        own: dict[str, forms.Field] = {"title": title}
        own["unit"] = forms.ChoiceField(label=_("Raised by"), choices=units)
        for ask in kind.asks:
            own[ask.value] = asked_field(ask, lists.get(ask, []))
        self.fields = own | self.fields


def asked_field(ask: Ask, choices: Choices) -> forms.Field:
    """The field of something that a kind asks for."""
    label = str(ASKS[ask.value])
    if ask is Ask.TEXT:
        area = forms.Textarea({"rows": 4, "cols": 44})
        return forms.CharField(label=label, required=False, max_length=MOST, widget=area)
    if ask is Ask.QUANTITY:
        return forms.IntegerField(label=label, min_value=1, max_value=1_000_000, initial=1)
    if ask is Ask.ORGANISATION:
        return forms.CharField(
            label=label,
            required=False,
            max_length=200,
            help_text=_("A firm or body, never a person."),
        )
    return choice(label, choices, "–")


class WordsForm(ConfirmForm):
    """The words of a step, with files where the kind keeps them."""

    def __init__(
        self, *args: Any, label: str | Promise, words: bool, units: Choices | None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        own: dict[str, forms.Field] = {}
        if units is not None:
            own["handler"] = forms.ChoiceField(label=_("Unit that solves it"), choices=units)
        if words:
            area = forms.Textarea({"rows": 3, "cols": 44})
            own["text"] = forms.CharField(
                label=str(label), required=False, max_length=MOST, widget=area
            )
        self.fields = own | self.fields
