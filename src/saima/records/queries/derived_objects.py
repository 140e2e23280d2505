"""The objects that a derived indicator counts, with their days, as the engine takes them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, DateField, F, Q, QuerySet, Value, When

from saima.engine.derived import Thing
from saima.plan.derivation import CountedFor, Derivation, Filter, Objects
from saima.plan.plan import Plan
from saima.records.models import (
    DocumentState,
    HardProblem,
    HardProblemState,
    IssuedDocument,
    NodeState,
    Task,
    TaskNode,
    TaskState,
    TaskTag,
)
from saima.records.queries.node_days import waits

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Source:
    """Where the facts of a sort of objects stand; ``task`` leads to its task, None: it has none.

    ``ended`` is the state in which it counts as closed; what is in a state of ``unborn`` counts
    only where the query names that state, because it never came into force. ``waits``: what was
    handed in by its day and lies with its checker.
    """

    begun: str
    due: str
    closed: str
    ended: str
    unborn: tuple[str, ...]
    task: str | None
    kind: str = ""
    cases: str = ""
    amount: str = ""
    waits: Q | None = None


SOURCES: Mapping[Objects, Source] = {
    Objects.TASKS: Source(
        "starts",
        "due",
        "ended_on",
        TaskState.COMPLETED,
        (TaskState.DRAFT, TaskState.PROPOSED, TaskState.CANCELLED),
        task="",
    ),
    Objects.NODES: Source(
        "starts",
        "due",
        "done_on",
        NodeState.ACCEPTED,
        (),
        task="task__",
        amount="weight",
        waits=waits(),
    ),
    Objects.HARD_PROBLEMS: Source(
        "raised_on",
        "due",
        "closed_on",
        HardProblemState.CLOSED,
        (HardProblemState.DECLINED,),
        task="task__",
        kind="kind",
        cases="quantity",
        amount="quantity",
    ),
    Objects.DOCUMENTS: Source(
        "dated",
        "",
        "dated",
        DocumentState.ISSUED,
        (DocumentState.DRAFT, DocumentState.VOID),
        task=None,
        kind="kind",
    ),
}


def things(plan: Plan, derived: Derivation, units: Collection[str] | None) -> list[Thing]:
    """The objects that pass everything but the days of a query; of ``units``, or of all (None).

    One query, and one more for a share. A document of several units stands once for each.
    """
    source = SOURCES[derived.objects]
    rows, unit = rows_of(plan, derived)
    if units is not None:
        rows = rows.filter(**{f"{unit}__in": sorted(units)})
    whole = rows.filter(condition(plan, derived.of or derived.where, source))
    inside: frozenset[int] | None = None
    if derived.of is not None:
        part = rows.filter(condition(plan, derived.where, source))
        inside = frozenset(part.values_list("pk", flat=True))
    return list(read(whole, source, unit, inside))


def read(rows: Rows, source: Source, unit: str, inside: frozenset[int] | None) -> Iterator[Thing]:
    """The rows as things."""
    days = {
        "thing_unit": F(unit),
        "thing_begun": F(source.begun),
        "thing_due": F(source.due) if source.due else Value(None, output_field=DateField()),
        "thing_closed": Case(When(state=source.ended, then=F(source.closed))),
        "thing_cases": F(source.cases) if source.cases else Value(1),
        "thing_amount": F(source.amount) if source.amount else Value(1),
        "thing_waits": Case(When(source.waits, then=True), default=False)
        if source.waits is not None
        else Value(False),
    }
    found = rows.annotate(**days).order_by("pk").values_list("pk", *days).distinct()
    for key, whose, begun, due, closed, cases, amount, waiting in found:
        part = inside is None or key in inside
        yield Thing(key, whose or "", begun, due, closed, cases, Decimal(amount), part, waiting)


def rows_of(plan: Plan, derived: Derivation) -> tuple[Rows, str]:
    """All objects of a plan, and where the unit stands that they count for."""
    if derived.objects is Objects.TASKS:
        return Task.objects.filter(plan=plan.code), "unit"
    if derived.objects is Objects.NODES:
        unborn = SOURCES[Objects.TASKS].unborn
        nodes = TaskNode.objects.filter(task__plan=plan.code, dropped=False)
        return nodes.exclude(task__state__in=unborn), "task__unit"
    if derived.objects is Objects.DOCUMENTS:
        documents = IssuedDocument.objects.filter(dated__year=plan.year)
        return documents, "measures__consequence__unit"
    for_raiser = derived.counted_for is CountedFor.RAISER
    return HardProblem.objects.filter(plan=plan.code), "unit" if for_raiser else "handler"


def condition(plan: Plan, found: Filter, source: Source) -> Q:
    """A filter without its days as a condition of the database."""
    asked = Q(state__in=found.state) if found.state else ~Q(state__in=source.unborn)
    if found.kind and source.kind:
        asked &= Q(**{f"{source.kind}__in": found.kind})
    if source.task is not None:
        if found.contest is not None:
            asked &= Q(**{f"{source.task}contest__in": sorted(below(plan, found.contest))})
        if found.programme is not None:
            asked &= Q(**{f"{source.task}programme__code": found.programme})
        if found.tag is not None:
            tagged = TaskTag.objects.filter(tag=found.tag).values("task")
            asked &= Q(**{f"{source.task}pk__in": tagged})
    return asked


def below(plan: Plan, node: str) -> set[str]:
    """A node of the tree with everything under it."""
    found = {node}
    for child in plan.children.get(node, ()):
        found |= below(plan, child.code)
    return found
