"""What is typed about tasks: a task with its nodes and co-units, reports of nodes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.actions.new_tasks import NewCoUnit, NewNode, NewTask
from saima.records.models import TagKind, TaskOrigin
from saima.web.forms.papers import line
from saima.web.forms.rounds import day_field

SPARE_NODES, SPARE_UNITS = 6, 3
"""Empty rows below those that are filled; more come with every time the task is kept."""

MOST_ROWS = 64
Choices = Sequence[tuple[Any, Any]]


def choice(label: Any, *, required: bool = False) -> forms.ChoiceField:
    """A choice whose options come with the page."""
    return forms.ChoiceField(label=label, required=required)


@dataclass(frozen=True)
class Options:
    """What can be chosen in the form of a task."""

    units: Choices
    own_units: Choices
    contests: Choices
    programmes: Choices
    indicators: Choices


class TaskForm(forms.Form):
    """A task without its rows."""

    title = line(_("Task"))
    code = forms.CharField(
        label=pgettext_lazy("task", "Code"),
        max_length=64,
        required=False,
        help_text=_("Left empty, the next free one is taken."),
    )
    unit = choice(_("Lead unit"), required=True)
    origin = forms.ChoiceField(label=_("Kind of task"), choices=TaskOrigin.choices)
    starts = day_field(_("Begins"))
    due = day_field(pgettext_lazy("task", "Due"))
    contest = choice(_("Contest"))
    programme = choice(_("Programme"))
    leader = forms.CharField(
        label=_("Responsible leader"),
        max_length=64,
        required=False,
        help_text=_("The post, not the person."),
    )
    owner = forms.CharField(label=_("Responsible post"), max_length=64, required=False)
    indicators = forms.MultipleChoiceField(
        label=_("Indicators served"),
        required=False,
        widget=forms.SelectMultiple({"size": 6}),
    )
    chain = forms.CharField(label=_("Industrial chains"), max_length=300, required=False)
    cluster = forms.CharField(label=_("Industrial clusters"), max_length=300, required=False)
    strategy = forms.CharField(
        label=_("Strategies"),
        max_length=300,
        required=False,
        help_text=_("Several are separated by a semicolon."),
    )
    text = forms.CharField(
        label=_("Content"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )

    def __init__(self, options: Options, *args: Any, coded: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", "—")]
        given = {
            "unit": [*none, *options.own_units],
            "contest": [*none, *options.contests],
            "programme": [*none, *options.programmes],
            "indicators": options.indicators,
        }
        for name, found in given.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        if coded:
            del self.fields["code"]


class NodeForm(forms.Form):
    """A node; a row without a name counts for nothing."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput())
    title = forms.CharField(
        label=_("Node"), max_length=200, required=False, widget=forms.TextInput({"size": 34})
    )
    due = day_field(pgettext_lazy("task", "Due"), required=False)
    weight = forms.DecimalField(
        label=pgettext_lazy("task", "Weight"),
        max_digits=7,
        decimal_places=2,
        required=False,
        initial=Decimal(1),
    )
    starts = day_field(_("Begins"), required=False)
    checker = choice(_("Accepted by"))

    def __init__(self, units: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checker"].choices = [("", _("Assessment office")), *units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A node has a name and a day, or nothing."""
        found = super().clean() or {}
        if bool(found.get("title")) != bool(found.get("due")) and not self.errors:
            missing = "due" if found.get("title") else "title"
            self.add_error(missing, _("A node has a name and a day."))
        return found

    def new(self) -> NewNode:
        """The node."""
        found = self.cleaned_data
        weight = found["weight"] if found["weight"] is not None else Decimal(1)
        return NewNode(
            found["title"],
            found["due"],
            weight,
            found["starts"],
            found["checker"],
            found["number"],
        )


class CoUnitForm(forms.Form):
    """A unit that helps, with its share."""

    unit = choice(_("Co-unit"))
    share = forms.DecimalField(
        label=_("Share %"), max_digits=5, decimal_places=2, required=False, min_value=0
    )

    def __init__(self, units: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "—"), *units]  # type: ignore[attr-defined]

    def new(self) -> NewCoUnit:
        """The unit."""
        return NewCoUnit(self.cleaned_data["unit"], self.cleaned_data["share"] or Decimal(0))


class TaskForms:
    """A task with the rows of its nodes and co-units, filled or as it was typed."""

    def __init__(
        self,
        options: Options,
        typed: Any = None,
        known: NewTask | None = None,
        first: Mapping[str, object] | None = None,
    ) -> None:
        initial = {**(first or {}), **(beginnings(known) if known else {})}
        coded = bool(known and known.code)
        self.task = TaskForm(options, typed, initial=initial, coded=coded)
        self.nodes = rows(NodeForm, options.units, typed, node_rows(known), ("node", SPARE_NODES))
        self.co_units = rows(
            CoUnitForm, options.units, typed, unit_rows(known), ("co", SPARE_UNITS)
        )
        self.code = known.code if known else ""

    def is_valid(self) -> bool:
        """Whether everything can be understood."""
        found = [form.is_valid() for form in (self.task, *self.nodes, *self.co_units)]
        return all(found)

    def new(self) -> NewTask:
        """The task as it was typed."""
        found = self.task.cleaned_data
        tags = [(kind.value, word) for kind in TagKind for word in words(found[kind.value])]
        return NewTask(
            title=found["title"],
            unit=found["unit"],
            starts=found["starts"],
            due=found["due"],
            nodes=tuple(form.new() for form in self.nodes if form.cleaned_data.get("title")),
            code=self.code or found.get("code", ""),
            text=found["text"],
            programme_id=int(found["programme"]) if found["programme"] else None,
            contest=found["contest"],
            leader=found["leader"],
            owner=found["owner"],
            origin=found["origin"],
            co_units=tuple(form.new() for form in self.co_units if form.cleaned_data.get("unit")),
            indicators=tuple(found["indicators"]),
            tags=tuple(tags),
        )


def rows(
    kind: Any, units: Choices, typed: Any, known: Sequence[Mapping[str, object]], size: Any
) -> list[Any]:
    """Rows of a kind: the filled ones and some empty ones, or as many as were sent."""
    prefix, spare = size
    count = len(known) + spare
    if typed is not None:
        text = str(typed.get(f"{prefix}-rows", ""))
        count = min(int(text) if text.isdecimal() else count, MOST_ROWS)
    return [
        kind(
            units,
            typed,
            prefix=f"{prefix}{index}",
            initial=known[index] if index < len(known) else None,
            use_required_attribute=False,
        )
        for index in range(count)
    ]


def words(text: str) -> list[str]:
    """Tags as they are typed, separated by semicolons."""
    return [word[:64] for part in text.replace("；", ";").split(";") if (word := part.strip())]


def beginnings(known: NewTask) -> dict[str, object]:
    """A task as its form begins with."""
    tags = {
        kind.value: "；".join(tag for one, tag in known.tags if one == kind.value)
        for kind in TagKind
    }
    return {
        "title": known.title,
        "unit": known.unit,
        "origin": known.origin,
        "starts": known.starts,
        "due": known.due,
        "contest": known.contest,
        "programme": known.programme_id or "",
        "leader": known.leader,
        "owner": known.owner,
        "indicators": list(known.indicators),
        "text": known.text,
        **tags,
    }


def node_rows(known: NewTask | None) -> list[dict[str, object]]:
    """The nodes of a task as rows begin with."""
    names = ("number", "title", "due", "weight", "starts", "checker")
    nodes = known.nodes if known else ()
    return [{name: getattr(node, name) for name in names} for node in nodes]


def unit_rows(known: NewTask | None) -> list[dict[str, object]]:
    """The co-units of a task as rows begin with."""
    found = known.co_units if known else ()
    return [{"unit": one.unit, "share": one.share or None} for one in found]


class SeveralFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ReportForm(forms.Form):
    """A node that is done; its files are read by the page."""

    done_on = day_field(_("Done on"))
    result = forms.CharField(
        label=_("What was achieved"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2, "cols": 44}),
    )
    evidence = forms.CharField(
        label=_("Evidence (several files can be chosen)"),
        required=False,
        widget=SeveralFiles(),
    )


class CheckerForm(forms.Form):
    """Who accepts a node."""

    unit = choice(_("Accepted by"))
    text = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, units: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Assessment office")), *units]  # type: ignore[attr-defined]
