"""Running the worked examples of a plan: do the rules give what an official expects?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import narwhals as nw

from saima.engine.columns import ADJUSTMENTS, OBSERVATIONS, TARGETS, Schema
from saima.engine.outcome import Eager, Inputs, Lazy, MakeTable, Outcome
from saima.engine.score import score
from saima.plan.cases import Case, ExpectedUnit
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.problems import Problem, problem_kind

CASE_DIFFERS = problem_kind(
    "case_differs",
    en=(
        'case "{name}": {what} of {unit} is {found}',
        "expected {expected}",
        "correct the case, or the rule that it shows",
    ),
    zh=(
        "案例“{name}”:{unit} 的{what}为 {found}",
        "应为 {expected}",
        "请改正案例,或改正它所说明的规则",
    ),
)


def run_cases(plan: Plan, cases: Sequence[Case], table: MakeTable) -> list[Problem]:
    """Score every case and give one problem for each number that is not as expected.

    ``table`` makes the frames (any backend); results are collected as Polars frames.
    """
    return [problem for case in cases for problem in run_case(plan, case, table)]


def run_case(plan: Plan, case: Case, table: MakeTable) -> Iterator[Problem]:
    """Score one case and compare everything that it expects."""
    if case.base is None:
        plan = plan.model_copy(update={"targets": ()})
    inputs = Inputs(
        observations=rows(table, case.observations, OBSERVATIONS),
        targets=rows(table, case.targets, TARGETS) if case.targets else None,
        adjustments=rows(table, case.adjustments, ADJUSTMENTS) if case.adjustments else None,
        table=table,
    )
    outcome = score(plan, inputs, [Period.parse(case.period)])
    for unit, expected in case.expected.items():
        for what, found, wanted in compared(outcome, unit, expected):
            if not equal(found, wanted, case.tolerance):
                facts = {"name": case.name, "unit": unit, "what": what}
                numbers = {"found": shown(found), "expected": shown(wanted)}
                yield Problem(CASE_DIFFERS, case.file, case.line, facts | numbers)


def rows(table: MakeTable, given: Sequence[object], schema: Schema) -> Lazy:
    """Rows of a case as a frame."""
    return table({name: [getattr(row, name) for row in given] for name in schema}, schema)


def compared(
    outcome: Outcome, unit: str, expected: ExpectedUnit
) -> Iterator[tuple[str, object, object]]:
    """What was found and expected of a unit: its total, then its indicators and nodes."""
    total = row_of(outcome.totals, unit=unit)
    given = expected.model_dump(exclude_none=True, exclude={"indicators", "nodes"})
    for name, wanted in given.items():
        found = total.get("rank") is None if name == "unranked" else total.get(name)
        yield name, found, wanted
    for column, frame, parts in (
        ("indicator", outcome.scores, expected.indicators),
        ("node", outcome.nodes, expected.nodes),
    ):
        for code, part in parts.items():
            row = row_of(frame, unit=unit, **{column: code})
            for name, wanted in part.model_dump(exclude_none=True).items():
                yield f"{code} {name}", row.get(name), wanted


def row_of(frame: Eager, **keys: str) -> Mapping[str, Any]:
    """The row with these keys, empty where there is none."""
    for name, value in keys.items():
        frame = frame.filter(nw.col(name) == value)
    return next(iter(frame.iter_rows(named=True)), {})


def equal(found: object, wanted: object, tolerance: float) -> bool:
    """Whether two cells agree; numbers within the tolerance."""
    numeric = isinstance(found, int | float) and isinstance(wanted, int | float)
    if numeric and not isinstance(found, bool):
        return abs(float(str(found)) - float(str(wanted))) <= tolerance
    return found == wanted


def shown(cell: object) -> str:
    """A cell as text."""
    if cell is None:
        return "nothing"
    return f"{cell:.9g}" if isinstance(cell, float) else str(cell)
