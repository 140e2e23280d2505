"""What sheets and instructions are on, by its name: a task, a node, a unit, a board and so on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from saima.plan.plan import Plan
from saima.records.models import (
    Board,
    HardProblem,
    Promise,
    SuperiorDecision,
    Supervision,
    Task,
    TaskNode,
)


@dataclass(frozen=True)
class Thing:
    """Something that can be supervised or instructed on: its title, unit, and page.

    ``page`` is the name of its address and ``key`` what the address is made of, empty for none.
    """

    title: str
    unit: str = ""
    page: str = ""
    key: int | str = ""


def thing_of(plan: Plan, about: str) -> Thing | None:
    """The thing of this name in a plan's year, or None; one query at most."""
    kind, _colon, rest = about.partition(":")
    find = KINDS.get(kind)
    return find(plan, rest) if find is not None and rest else None


def id_in(text: str) -> int:
    """An id; 0, which no row has, where the text is none."""
    return int(text) if text.isdecimal() and len(text) <= 15 else 0


def task(plan: Plan, rest: str) -> Thing | None:
    """A task."""
    found = Task.objects.filter(plan=plan.code, pk=id_in(rest)).first()
    return None if found is None else Thing(found.title, found.unit, "task", found.pk)


def node(plan: Plan, rest: str) -> Thing | None:
    """A node, shown on the page of its task."""
    rows = TaskNode.objects.filter(task__plan=plan.code, pk=id_in(rest)).select_related("task")
    found = rows.first()
    return (
        None
        if found is None
        else Thing(f"{found.task.title}：{found.title}", found.task.unit, "task", found.task_id)
    )


def hard_problem(plan: Plan, rest: str) -> Thing | None:
    """A hard problem."""
    found = HardProblem.objects.filter(plan=plan.code, pk=id_in(rest)).first()
    return (
        None
        if found is None
        else Thing(found.title, found.handler or found.unit, "hard_problem", found.pk)
    )


def promise(plan: Plan, rest: str) -> Thing | None:
    """A promise of a meeting."""
    found = Promise.objects.filter(plan=plan.code, pk=id_in(rest)).first()
    return None if found is None else Thing(found.text[:200], found.unit)


def decision(plan: Plan, rest: str) -> Thing | None:
    """A superior's decision."""
    found = SuperiorDecision.objects.filter(plan=plan.code, pk=id_in(rest)).first()
    return None if found is None else Thing(found.title, "", "superior_decision", found.pk)


def sheet(plan: Plan, rest: str) -> Thing | None:
    """A supervision sheet."""
    found = Supervision.objects.filter(plan=plan.code, pk=id_in(rest)).first()
    return None if found is None else Thing(str(found), found.unit, "supervision_sheet", found.pk)


def board(plan: Plan, rest: str) -> Thing | None:
    """A kept board, or the red light of one: ``board:12:UNIT:INDICATOR``."""
    key, _colon, item = rest.partition(":")
    found = Board.objects.filter(plan=plan.code, pk=id_in(key)).first()
    if found is None:
        return None
    unit, _colon, indicator = item.partition(":")
    known = plan.indicator_by_code.get(indicator)
    title = f"{found.period}：{known.label.zh}" if known else f"{found.period}榜单"
    return Thing(title, unit if unit in plan.unit_by_code else "", "kept_board", found.pk)


def light(plan: Plan, rest: str) -> Thing | None:
    """A red light of the live board: ``light:2021-03:UNIT:INDICATOR``."""
    period, _colon, item = rest.partition(":")
    unit, _colon, indicator = item.partition(":")
    known = plan.indicator_by_code.get(indicator)
    return Thing(f"{period}：{known.label.zh}", unit) if known else None


def indicator(plan: Plan, rest: str) -> Thing | None:
    """An indicator of the plan, which its first holder leads."""
    found = plan.indicator_by_code.get(rest)
    if found is None:
        return None
    lead = next((one.unit for one in found.held_by), "")
    return Thing(found.label.zh, lead)


def unit(plan: Plan, rest: str) -> Thing | None:
    """A unit of the plan."""
    found = plan.unit_by_code.get(rest)
    return None if found is None else Thing(found.zh, found.code)


KINDS: Mapping[str, Callable[[Plan, str], Thing | None]] = {
    "task": task,
    "node": node,
    "hard_problem": hard_problem,
    "promise": promise,
    "decision": decision,
    "sheet": sheet,
    "board": board,
    "light": light,
    "indicator": indicator,
    "unit": unit,
}
"""Every kind of thing by the first word of its name."""
