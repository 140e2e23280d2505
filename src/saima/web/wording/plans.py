"""Differences between two plans in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saima.plan.compare import Change, PlanChanges
from saima.plan.plan import Plan

KINDS: Mapping[str, str | Promise] = {
    "plan": gettext_lazy("plan"),
    "unit": gettext_lazy("unit"),
    "group": gettext_lazy("group"),
    "node": gettext_lazy("contest"),
    "indicator": gettext_lazy("indicator"),
    "target": gettext_lazy("target"),
    "adjustment": gettext_lazy("adjustment"),
    "consequence": gettext_lazy("consequence"),
    "hard_problem": gettext_lazy("kind of hard problem"),
}


@dataclass(frozen=True)
class ChangeLine:
    """One difference; ``field`` says when a whole thing came or went."""

    kind: str
    name: str
    field: str
    before: str
    after: str


def change_lines(changes: PlanChanges, language: str) -> list[ChangeLine]:
    """All differences in words."""
    return [
        ChangeLine(
            str(KINDS[change.kind]),
            name_of(change, changes.new, language) or name_of(change, changes.old, language),
            field_of(change),
            cell(change, change.before),
            cell(change, change.after),
        )
        for change in changes.rows
    ]


def name_of(change: Change, plan: Plan, language: str) -> str:
    """What the changed thing is called in a plan; empty where it has no name there."""
    if change.kind == "unit" and change.code in plan.unit_by_code:
        return plan.unit_by_code[change.code].name(language)
    if change.kind == "indicator" and change.code in plan.indicator_by_code:
        return plan.indicator_by_code[change.code].label.text(language)
    if change.kind == "node" and change.code in plan.node_by_code:
        return plan.node_by_code[change.code].label.text(language)
    return change.code


def field_of(change: Change) -> str:
    """The field, or that the whole thing came, went or moved."""
    if change.field == "order":
        return _("order")
    if change.field:
        return change.field
    return _("added") if change.before is None else _("removed")


def cell(change: Change, value: object) -> str:
    """A value; the default where the field is not stated."""
    if value is None:
        return _("(default)") if change.field else ""
    return str(value)
