"""What is typed about a task that runs: other days and nodes, and the facts that rarely change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.actions.asked_changes import NAMES, Change, Facts
from saima.actions.new_tasks import NewNode
from saima.records.models import Task, TaskNode
from saima.web.forms.rounds import day_field
from saima.web.forms.tasks import Choices, CoUnitForm, NodeForm, choice, rows

NEW_NODES, SPARE_UNITS = 2, 2
"""Empty rows; whoever needs more asks twice."""


class NewNodeForm(NodeForm):
    """A node to be added; its number is given when it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["number"], self.fields["starts"]
        self.fields["title"].label = _("Node to be added")

    def new(self) -> NewNode:
        """The node."""
        found = self.cleaned_data
        weight = found["weight"]
        given = {} if weight is None else {"weight": weight}
        return NewNode(found["title"], found["due"], checker=found["checker"], **given)


@dataclass(frozen=True)
class Adjustable:
    """A task with what can be changed of it, and the units that can be chosen."""

    task: Task
    nodes: Sequence[TaskNode]
    units: Choices

    @property
    def helping(self) -> list[dict[str, object]]:
        """The co-units as rows begin with."""
        found = sorted(self.task.co_units.all(), key=lambda one: one.pk)
        return [{"unit": one.unit, "share": one.share or None} for one in found]

    def choices(self) -> Choices:
        """The units, with those that stand in the task although the plan has them no more."""
        known = {code for code, _name in self.units}
        own = [self.task.unit, *(one.unit for one in self.task.co_units.all())]
        return [*self.units, *((code, code) for code in own if code not in known)]


class AdjustForm(forms.Form):
    """New days of open nodes, nodes to be added, and facts that are folded away.

    Facts count as changed where they differ from what the page showed, so that a page that was
    opened before somebody else changed them takes nothing back unasked.
    """

    due = day_field(_("The task is due"), required=False)
    title = forms.CharField(label=_("Title of the task"), max_length=200, required=False)
    unit = choice(_("Lead unit"))
    leader = forms.CharField(label=_("Responsible leader"), max_length=64, required=False)
    owner = forms.CharField(label=_("Responsible post"), max_length=64, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2, "cols": 60}),
    )

    def __init__(self, known: Adjustable, typed: Any = None) -> None:
        task = known.task
        initial = {name: getattr(task, name) for name in (*NAMES, "due")}
        super().__init__(typed, initial=initial, auto_id="adjust_%s")
        self.nodes = list(known.nodes)
        units = known.choices()
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        shown(self.fields[name] for name in NAMES)
        for node in self.nodes:
            self.fields[f"day_{node.number}"] = day_field(
                pgettext_lazy("task", "Due"), required=False
            )
            self.initial.setdefault(f"day_{node.number}", node.due)
            self.fields[f"drop_{node.number}"] = forms.BooleanField(
                label=_("take out"), required=False
            )
        self.new_nodes = rows(NewNodeForm, known.units, typed, [], ("new", NEW_NODES))
        self.co_units = rows(CoUnitForm, units, typed, known.helping, ("co", SPARE_UNITS))
        shown(field for row in self.co_units for field in row.fields.values())

    def clean(self) -> dict[str, Any]:
        """The rows count with the rest; what is wrong with one stands beside it."""
        found = super().clean() or {}
        wrong = [row for row in (*self.new_nodes, *self.co_units) if not row.is_valid()]
        if wrong:
            self.add_error(None, _("Correct the rows that are marked."))
        return found

    @property
    def lines(self) -> list[tuple[TaskNode, forms.BoundField, forms.BoundField]]:
        """Each node with its two fields."""
        return [
            (node, self[f"day_{node.number}"], self[f"drop_{node.number}"]) for node in self.nodes
        ]

    @property
    def facts(self) -> list[forms.BoundField]:
        """The fields of the facts that rarely change."""
        return [self[name] for name in NAMES]

    @property
    def unfolded(self) -> bool:
        """Whether something of what is folded away was typed."""
        return self.is_bound and (
            any(name in self.changed_data or self[name].errors for name in NAMES)
            or any(row.has_changed() for row in self.co_units)
        )

    def change(self) -> Change:
        """What is asked for."""
        found = self.cleaned_data
        days: dict[int, date] = {}
        for node in self.nodes:
            day = found.get(f"day_{node.number}")
            if day is not None and day != node.due:
                days[node.number] = day
        dropped = [node.number for node in self.nodes if found.get(f"drop_{node.number}")]
        added = [row.new() for row in self.new_nodes if row.cleaned_data.get("title")]
        return Change(days, dropped, found.get("due"), added, self.other_facts())

    def other_facts(self) -> Facts:
        """The facts that were changed on the page."""
        texts = {name: self.cleaned_data[name] for name in NAMES if name in self.changed_data}
        typed = any(row.has_changed() for row in self.co_units)
        units = tuple(row.new() for row in self.co_units if row.cleaned_data.get("unit"))
        return Facts(**texts, co_units=units if typed else None)


def shown(fields: Iterable[forms.Field]) -> None:
    """Let the page send back what it showed in these fields."""
    for field in fields:
        field.show_hidden_initial = True
