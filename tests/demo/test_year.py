"""The demo year is whole, believable and the same everywhere."""

import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from saima.demo.folder import write_folder
from saima.demo.rows import DemoYear, ObservationRow
from saima.demo.year import generate
from saima.engine.schedule import due_periods
from saima.plan.plan import Plan
from saima.plan.tree import Collect, Indicator
from tests.demo.small_plan import all_kinds

Final = dict[tuple[str, str, str], ObservationRow]

DIGEST = "6877e44ffc2dfb9347a54ca63dbc460e730b2fe673d3580a8450ee3df77d49fe"
"""Of the small plan's observations: another machine or Python must not change a byte."""


def scored_pairs(plan: Plan) -> set[tuple[str, str]]:
    """Unit and indicator wherever the plan gives points, by the words of the plan alone."""
    pairs = set()
    for indicator in plan.indicators:
        assert isinstance(indicator.weight, dict)
        for unit in plan.units:
            if indicator.weight.get(unit.group or "") and unit.code not in indicator.except_units:
                pairs.add((unit.code, indicator.code))
        if indicator.held_by:
            assert plan.city is not None
            pairs.add((plan.city, indicator.code))
    return pairs


def indicators_with(plan: Plan, collect: Collect) -> list[Indicator]:
    return [indicator for indicator in plan.indicators if indicator.collect is collect]


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    write_folder(generate(all_kinds(), seed=7), tmp_path)
    content = (tmp_path / "observations.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == DIGEST


def test_another_seed_gives_another_year(plan: Plan, year: DemoYear) -> None:
    assert generate(plan, seed=2022).observations != year.observations


def test_hash_randomisation_changes_nothing(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from saima.demo.folder import write_folder;"
        "from saima.demo.year import generate; from tests.demo.small_plan import all_kinds;"
        "write_folder(generate(all_kinds(), seed=7), pathlib.Path(sys.argv[1]))"
    )
    root = Path(__file__).parents[2]
    environment = os.environ | {
        "PYTHONHASHSEED": "12345",
        "PYTHONPATH": os.pathsep.join((str(root), str(root / "src"))),
    }
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=environment, check=True)
    content = (tmp_path / "observations.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == DIGEST


def test_every_scored_unit_has_a_value_in_every_due_period(plan: Plan, final: Final) -> None:
    missing = [
        (unit, code, str(period))
        for unit, code in sorted(scored_pairs(plan))
        for period in due_periods(plan.indicator_by_code[code], 2021)
        if (unit, code, str(period)) not in final
    ]
    assert missing == []


def test_indicators_that_are_only_shown_have_values_of_the_city(final: Final) -> None:
    assert ("x", "firms-below-5", "2021Q4") in final


def test_national_statistics_have_no_january(plan: Plan, year: DemoYear) -> None:
    without = {indicator.code for indicator in plan.indicators if not indicator.january}
    assert without >= {"investment-growth", "structural-growth", "output-materials"}
    januaries = {row.indicator for row in year.observations if row.period.endswith("-01")}
    assert without.isdisjoint(januaries)


def test_every_row_says_that_it_is_fictitious(year: DemoYear) -> None:
    sources = {row.source for row in year.observations}
    sources |= {row.source for row in year.targets} | {row.source for row in year.adjustments}
    assert all("演示(虚构) demo (fictitious)" in source for source in sources)


def test_values_keep_the_decimals_of_their_indicator(plan: Plan, year: DemoYear) -> None:
    wrong = [
        row
        for row in year.observations
        if row.value != round(row.value, plan.indicator_by_code[row.indicator].decimals)
    ]
    assert wrong == []


def test_shares_lie_between_nothing_and_everything(plan: Plan, year: DemoYear) -> None:
    """Growth rates and reserves against demand (land-waits) may exceed 100 %."""
    free = ("growth", "land-waits")
    wrong = [
        row
        for row in year.observations
        if plan.indicator_by_code[row.indicator].measure.zh == "%"
        and not any(word in row.indicator for word in free)
        and not 0 <= row.value <= 100
    ]
    assert wrong == []


def test_ratios_are_what_their_two_sides_say(plan: Plan, final: Final) -> None:
    ratios = {indicator.code: indicator for indicator in indicators_with(plan, Collect.RATIO)}
    rows = [row for row in final.values() if row.indicator in ratios]
    assert len(rows) > 200
    for row in rows:
        ratio = ratios[row.indicator]
        assert row.numerator is not None
        assert row.denominator
        quotient = row.numerator / row.denominator * ratio.multiplier
        assert row.value == pytest.approx(quotient, abs=0.51 / 10**ratio.decimals)


def test_amounts_to_date_never_fall(plan: Plan, final: Final) -> None:
    runs: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    cumulative = {indicator.code for indicator in indicators_with(plan, Collect.CUMULATIVE)}
    for (unit, code, period), row in final.items():
        if code in cumulative:
            runs[unit, code + period[:4]].append((period, row.value))
    assert runs
    for run in runs.values():
        values = [value for _, value in sorted(run)]
        assert values == sorted(values)


SUMS = [
    ("starts", "starts"),
    ("completions", "completions"),
    ("new-land", "new-land"),
    ("graduates", "graduates"),
    ("fdi", "fdi-towns"),
    ("filed-investment", "filed-investment-towns"),
    ("stock-land", "stock-land-towns"),
]
"""The city's indicator and the one that its towns report: town targets cover the city's."""


@pytest.mark.parametrize(("whole", "part"), SUMS)
def test_towns_add_up_to_the_city(plan: Plan, final: Final, whole: str, part: str) -> None:
    towns = [unit.code for unit in plan.units if unit.group == "towns"]
    for period in due_periods(plan.indicator_by_code[whole], 2021):
        added = sum(final[town, part, str(period)].value for town in towns)
        assert final["x", whole, str(period)].value == pytest.approx(added, abs=1e-6)


def test_a_city_part_covers_what_the_towns_targets_leave_open() -> None:
    """Towns have targets of 250 of the city's 300, so the city itself adds about 50."""
    year = generate(all_kinds(), seed=7)
    of_flow = [row for row in year.observations if row.indicator == "flow"]
    totals: Counter[str] = Counter()
    for row in of_flow:
        if not row.source.startswith("更正"):
            totals[row.unit] += int(row.value)
    own = totals["city"] - totals["a"] - totals["b"] - totals["c"]
    assert 40 <= own <= 60


def test_hazards_are_cleared_by_the_middle_of_the_year(final: Final) -> None:
    in_june = [row.value for key, row in final.items() if key[1:] == ("hazards-cleared", "2021-06")]
    assert len(in_june) == 12
    assert min(in_june) >= 80
    assert in_june.count(100) >= 8


def test_low_yield_firms_start_from_the_real_count_and_leave_as_they_are_cleared(
    final: Final,
) -> None:
    start = final["x", "firms-below-5", "2020Q4"]
    assert (start.numerator, start.denominator, start.value) == (200, 902, 22.2)
    cleared = sum(final["x", "low-yield-speech", f"2021Q{n}"].value for n in (1, 2, 3, 4))
    assert final["x", "firms-below-5", "2021Q4"].numerator == 200 - cleared


def test_other_real_baselines_are_kept(final: Final) -> None:
    below_3, below_1 = (final["x", f"firms-below-{n}", "2020Q4"] for n in (3, 1))
    assert (below_3.numerator, below_3.value) == (86, 9.5)
    assert (below_1.numerator, below_1.value) == (34, 3.8)
    graduates = [
        row.value
        for (unit, code, period), row in final.items()
        if unit == "x" and code == "graduates" and period.startswith("2020")
    ]
    assert (len(graduates), sum(graduates)) == (12, 18500)


def test_growth_formulas_find_last_year(plan: Plan, final: Final) -> None:
    blended = [i for i in plan.indicators if i.scoring.method == "blend"]
    assert blended
    towns = [unit.code for unit in plan.units if unit.group == "towns"]
    for indicator in blended:
        for period in due_periods(indicator, 2020):
            for town in towns:
                assert final[town, indicator.code, str(period)].value >= 0


def test_most_targets_of_the_city_are_met_and_some_are_missed(plan: Plan, final: Final) -> None:
    shares = []
    for indicator in plan.indicators:
        target = indicator.target
        counted = indicator.collect.accumulates and indicator.held_by
        if counted and target and target.value and target.phase is None:
            rows = [final["x", indicator.code, str(p)] for p in due_periods(indicator, 2021)]
            flow = indicator.collect is Collect.FLOW
            reached = sum(row.value for row in rows) if flow else rows[-1].value
            shares.append(reached / target.value)
    met = sum(share >= 1 for share in shares) / len(shares)
    assert 0.5 <= met <= 0.9
    assert min(shares) >= 0.5
    assert max(shares) <= 1.15


def test_it_serves_any_plan() -> None:
    plan = all_kinds()
    year = generate(plan, seed=7)
    periods = Counter(
        (row.indicator, row.unit)
        for row in year.observations
        if row.period.startswith("2021") and not row.source.startswith("更正")
    )
    assert periods["flow", "city"] == periods["flow", "a"] == 12
    assert periods["statistic", "b"] == 11
    assert periods["ratio", "c"] == 4
    assert periods["range", "a"] == 2
    assert periods["open", "a"] == 1
    assert periods["part", "city"] == 12
    assert {row.value for row in year.observations if row.indicator == "grade"} <= {1, 2, 3}
    ranks = [row for row in year.observations if row.indicator == "rank"]
    assert {row.period[:4] for row in ranks} == {"2020", "2021"}
    assert all(row.field in (7, 9) and 1 <= row.value <= row.field for row in ranks)


def test_targets_are_stated_where_a_formula_needs_one() -> None:
    year = generate(all_kinds(), seed=7)
    assert {row.indicator for row in year.targets} == {"score", "open"}
    assert all(row.target > 0 and row.period == "2021" for row in year.targets)
