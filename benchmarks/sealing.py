"""Sealing a board of 100 units x 80 indicators, and the demo's whole year sealed and verified."""

from statistics import median

from benchmarks.race import INDICATORS, race
from benchmarks.sealing_records import measure_records
from benchmarks.topsis import timed
from benchmarks.year import PLAN, rows
from saima.demo.year import generate
from saima.engine.columns import ADJUSTMENTS, OBSERVATIONS, TARGETS
from saima.engine.outcome import Inputs
from saima.engine.score import score
from saima.exchange.backends import PolarsBackend
from saima.exchange.bundle import Bundle, open_bundle
from saima.exchange.bundle_results import board_periods
from saima.exchange.sealing import Sealing, make_bundle
from saima.exchange.verify import Verification, verify
from saima.plan.load import load_plan
from saima.plan.periods import Period
from saima.plan.plan import Plan

UNITS = 100
SEALED_AT = "2022-01-10T09:00:00+08:00"


def measure_sealing(runs: int) -> dict[str, float]:
    """Median seconds of sealing, of scoring and sealing, of verifying; sizes of the bundles."""
    race_plan, race_inputs = race(UNITS), race_year()
    year_plan, year_inputs = demo_year()
    names = ("race", "race_seal", "race_verify", "year", "verify")
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(runs + 1):
        bundle, seconds = timed(lambda: sealed(race_plan, race_inputs))
        times["race"].append(seconds)
        times["race_seal"].append(sealing_alone(race_plan, race_inputs))
        year, seconds = timed(lambda: sealed(year_plan, year_inputs))
        times["year"].append(seconds)
        found, seconds = timed(lambda content=year.content: verified(content))
        times["verify"].append(seconds)
        _, seconds = timed(lambda content=bundle.content: verified(content))
        times["race_verify"].append(seconds)
    sizes = {"race_size": float(len(bundle.content)), "year_size": float(len(year.content))}
    facts = {
        "units": float(UNITS),
        "indicators": float(INDICATORS),
        "figures": float(found.figures),
        "records": measure_records(runs),
    }
    return facts | sizes | {name: median(all_[1:]) for name, all_ in times.items()}


def sealed(plan: Plan, inputs: Inputs) -> Bundle:
    """Score and seal the year."""
    period = Period.parse(str(plan.year))
    outcome = score(plan, inputs, board_periods(plan, period))
    return make_bundle(Sealing(plan, period, SEALED_AT), inputs, outcome)


def verified(content: bytes) -> Verification:
    """Open and verify a bundle."""
    found = verify(open_bundle(content))
    if not found.matches:
        raise AssertionError(found.problems[0].text())
    return found


def sealing_alone(plan: Plan, inputs: Inputs) -> float:
    """Seconds of sealing what is scored already, as the site does."""
    period = Period.parse(str(plan.year))
    outcome = score(plan, inputs, board_periods(plan, period))
    return timed(lambda: make_bundle(Sealing(plan, period, SEALED_AT), inputs, outcome))[1]


def race_year() -> Inputs:
    """A value of every unit, indicator and month."""
    keys = [
        (f"U{unit:06d}", f"indicator-{number:03d}", f"2021-{month:02d}", unit, number, month)
        for unit in range(UNITS)
        for number in range(INDICATORS)
        for month in range(1, 13)
    ]
    columns: dict[str, list[object]] = {
        "unit": [key[0] for key in keys],
        "indicator": [key[1] for key in keys],
        "period": [key[2] for key in keys],
        "value": [
            5 + (unit * 7 + number * 13 + month * 29) % 1000 / 100
            for *_, unit, number, month in keys
        ],
        "recorded_at": [f"{key[2]}-28T10:00:00" for key in keys],
    }
    schema = {name: OBSERVATIONS[name] for name in columns}
    backend = PolarsBackend()
    return Inputs(observations=backend.table(columns, schema), table=backend.table)


def demo_year() -> tuple[Plan, Inputs]:
    """The shipped plan with its fictitious year."""
    plan = load_plan(PLAN).ready()
    year, backend = generate(plan), PolarsBackend()
    return plan, Inputs(
        observations=rows(backend, year.observations, OBSERVATIONS),
        targets=rows(backend, year.targets, TARGETS),
        adjustments=rows(backend, year.adjustments, ADJUSTMENTS),
        table=backend.table,
    )
