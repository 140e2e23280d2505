"""What a meeting sees of the work: late nodes, urgent sheets, risen hard problems (S34, S41)."""

from dataclasses import dataclass
from datetime import date

from saima.records.models import Colour, NodeState, SupervisionState
from saima.records.queries.late_nodes import late_nodes
from saima.records.queries.screen import open_problems, open_sheets, urgent_problems, urgent_sheets

MOST = 50
"""So many of each lie on the table, the most urgent ones; the counts say how many there are."""


@dataclass(frozen=True)
class PendingNode:
    """A node that is late; ``reported``: after its day, and nobody has accepted it yet."""

    task: int
    unit: str
    title: str
    due: date
    reported: bool = False


@dataclass(frozen=True)
class PendingSheet:
    """An open sheet that has turned orange or red."""

    sheet: int
    number: str
    unit: str
    title: str
    colour: str
    due: date | None
    answered: bool


@dataclass(frozen=True)
class PendingProblem:
    """An open hard problem that rose above its unit; its kind names the levels."""

    problem: int
    unit: str
    title: str
    kind: str
    level: int
    due: date


@dataclass(frozen=True)
class PackWork:
    """The most urgent of each, and how many there are in all."""

    nodes: tuple[PendingNode, ...] = ()
    node_count: int = 0
    sheets: tuple[PendingSheet, ...] = ()
    sheet_count: int = 0
    problems: tuple[PendingProblem, ...] = ()
    problem_count: int = 0


def gather_work(plan: str, today: date) -> PackWork:
    """The work of a plan that is stuck on ``today``; six queries."""
    nodes = late_nodes(plan, today)
    sheets = urgent_sheets(open_sheets(plan).filter(colour__in=[Colour.ORANGE, Colour.RED]))
    problems = urgent_problems(open_problems(plan).filter(level__gt=0))
    return PackWork(
        tuple(
            PendingNode(
                one.task_id,
                one.task.unit,
                f"{one.task.title}：{one.title}",
                one.due,
                one.state == NodeState.REPORTED,
            )
            for one in nodes[:MOST]
        ),
        nodes.count(),
        tuple(
            PendingSheet(
                one.pk,
                one.numbered,
                one.unit,
                one.title,
                one.colour,
                one.due,
                one.state == SupervisionState.ANSWERED,
            )
            for one in sheets[:MOST]
        ),
        sheets.count(),
        tuple(
            PendingProblem(one.pk, one.handler or one.unit, one.title, one.kind, one.level, one.due)
            for one in problems[:MOST]
        ),
        problems.count(),
    )
