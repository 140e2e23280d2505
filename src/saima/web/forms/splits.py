"""What is typed for a split: a grid of cells, and how they are filled."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from saima.actions.split_frames import Frame
from saima.actions.split_grids import Method, Path, Typed
from saima.web.wording import splits

METHODS = tuple(splits.METHODS.items())
PATHS = (
    (Path.PLAN, _("the plan's curve")),
    (Path.EVEN, _("evenly")),
    (Path.LAST_YEAR, _("as last year's months, all units alike")),
    (Path.OWN_LAST_YEAR, _("as each unit's own months last year")),
    (Path.TYPED, _("typed curve")),
)
MONTH_CELLS = tuple(range(1, 13))
LONGEST_CELL = 40
LONGEST_PASTE = 20_000


class SplitForm(forms.Form):
    """How the grid is filled; every field may stay empty, because the action says what it needs."""

    method = forms.ChoiceField(label=_("Split over units"), choices=METHODS, required=False)
    more = forms.CharField(
        label=_("On top, in %"),
        required=False,
        max_length=LONGEST_CELL,
        widget=forms.TextInput({"size": 6, "inputmode": "decimal", "autocomplete": "off"}),
    )
    path = forms.ChoiceField(label=_("Spread over months"), choices=PATHS, required=False)
    superior = forms.CharField(
        label=_("Superior's target for the city"),
        required=False,
        max_length=LONGEST_CELL,
        widget=forms.TextInput({"size": 10, "inputmode": "decimal", "autocomplete": "off"}),
    )
    curve = forms.CharField(
        label=_("Cumulative shares by month, in %"),
        required=False,
        max_length=400,
        widget=forms.TextInput({"size": 60, "autocomplete": "off"}),
    )


def form_of(typed: Typed) -> SplitForm:
    """The form as it was typed."""
    names = ("method", "more", "path", "superior", "curve")
    return SplitForm(initial={name: str(getattr(typed, name)) for name in names})


def typed_split(posted: Mapping[str, str], frame: Frame) -> Typed:
    """Everything that was sent, as texts; what is not of this split is left out."""

    def text(name: str) -> str:
        return posted.get(name, "")[:LONGEST_CELL]

    codes = [unit.code for unit in frame.units]
    return Typed(
        method=text("method") or Method.EQUAL,
        path=text("path") or Path.PLAN,
        more=text("more"),
        superior=text("superior"),
        curve=posted.get("curve", "")[:400],
        weights={code: text(f"w.{code}") for code in codes},
        years={code: text(f"y.{code}") for code in codes},
        months={code: tuple(text(f"m.{code}.{month}") for month in MONTH_CELLS) for code in codes},
    )
