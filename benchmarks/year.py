"""The shipped year, all nineteen periods, and one explanation, in process."""

from collections.abc import Iterable
from pathlib import Path
from statistics import median
from time import perf_counter

from saima.demo.year import generate
from saima.engine.columns import ADJUSTMENTS, OBSERVATIONS, TARGETS, Schema
from saima.engine.explain import explain
from saima.engine.outcome import Inputs, Lazy
from saima.engine.score import score
from saima.exchange.backends import Backend, open_backend
from saima.plan.load import load_plan
from saima.plan.periods import Period, year_periods

PLAN = Path(__file__).parents[1] / "plans" / "x-2021"


def measure_year(runs: int) -> dict[str, float]:
    """Seconds of the first scoring in this process, the median of more, and an explanation."""
    plan = load_plan(PLAN).ready()
    year = generate(plan)
    with open_backend("polars") as backend:
        inputs = Inputs(
            observations=rows(backend, year.observations, OBSERVATIONS),
            targets=rows(backend, year.targets, TARGETS),
            adjustments=rows(backend, year.adjustments, ADJUSTMENTS),
            table=backend.table,
        )
        times = []
        for _ in range(runs + 1):
            start = perf_counter()
            outcome = score(plan, inputs, year_periods(plan.year))
            times.append(perf_counter() - start)
        unit = next(unit.code for unit in plan.units if unit.group)
        explained = []
        for _ in range(runs):
            start = perf_counter()
            explain(outcome, Period.parse(str(plan.year)), unit)
            explained.append(perf_counter() - start)
    return {
        "observations": float(len(year.observations)),
        "scores": float(len(outcome.scores)),
        "first": times[0],
        "again": median(times[1:]),
        "explanation": median(explained),
    }


def rows(backend: Backend, given: Iterable[object], schema: Schema) -> Lazy:
    """Generated rows as a frame."""
    listed = list(given)
    return backend.table({name: [getattr(row, name) for row in listed] for name in schema}, schema)
