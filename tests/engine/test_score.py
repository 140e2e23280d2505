"""The way into the engine: which periods are scored, and what comes out."""

from saima.engine.columns import NODES, SCORES, TOTALS
from saima.engine.score import needed_periods
from saima.plan.methods.improvement import Improvement
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.rules import YearScore
from tests.engine.builders import consequence, indicator, plan, score_row, scored, units

YEAR_SCORE = YearScore(quarters=0.5, year_end=0.5)


def needed(rules: Plan, *periods: str) -> list[str]:
    """What is scored for these periods."""
    return [str(period) for period in needed_periods(rules, [Period.parse(p) for p in periods])]


def test_the_period_before_is_scored_for_the_movement() -> None:
    assert needed(plan(indicator()), "2021-03") == ["2021-02", "2021-03"]


def test_another_year_is_scored_only_when_asked_for() -> None:
    assert needed(plan(indicator()), "2021-01") == ["2021-01"]
    assert needed(plan(indicator()), "2020-12", "2021-01") == ["2020-12", "2021-01"]
    assert needed(plan(indicator()), "2021") == ["2021"]


def test_a_year_of_quarters_needs_its_quarters() -> None:
    found = needed(plan(indicator(), year_score=YEAR_SCORE), "2021")
    assert found == ["2021Q1", "2021Q2", "2021Q3", "2021Q4", "2021"]


def test_a_run_needs_the_periods_before_it() -> None:
    rules = plan(indicator(), consequences=(consequence(),))
    assert needed(rules, "2021Q3") == ["2021Q1", "2021Q2", "2021Q3"]
    assert needed(rules, "2021-05") == ["2021-04", "2021-05"]


def test_the_published_columns_come_first() -> None:
    outcome = scored(plan(indicator(target=10)), [("A", "a", "2021-03", 5)])
    for frame, schema in (
        (outcome.scores, SCORES),
        (outcome.nodes, NODES),
        (outcome.totals, TOTALS),
    ):
        assert frame.columns[: len(schema)] == list(schema)
        dtypes = [frame.schema[name] for name in schema]
        assert dtypes == [dtype() for dtype in schema.values()]


def test_results_are_in_a_fixed_order() -> None:
    rules = plan(
        indicator("b", target=10), indicator("a", target=10), units_=[*units("C A"), *units("B")]
    )
    rows = [(unit, code, "2021-03", 5) for unit in "CAB" for code in "ba"]
    outcome = scored(rules, rows)
    order = [(row["unit"], row["indicator"]) for row in outcome.scores.iter_rows(named=True)]
    assert order == sorted(order)
    assert outcome.totals["unit"].to_list() == ["A", "B", "C"]


def test_asking_twice_for_a_period_changes_nothing() -> None:
    outcome = scored(plan(indicator(target=10)), [("A", "a", "2021-03", 5)], "2021-03", "2021-03")
    assert outcome.periods == (Period.parse("2021-03"),)
    assert len(outcome.totals) == 1


def test_observations_that_the_plan_does_not_know_are_not_looked_at() -> None:
    rules = plan(indicator(target=10, collect="flow"))
    rows = [("A", "a", f"2021-0{month}", 1) for month in (1, 2, 3)]
    rows += [("X", "a", "2021-03", 9), ("A", "else", "2021-03", 9), ("A", "a", "2021Q1", 9)]
    outcome = scored(rules, rows)
    assert score_row(outcome)["value"] == 3
    assert len(outcome.scores) == 1


def test_the_period_before_may_lie_in_the_year_before() -> None:
    rules = plan(
        indicator(method=Improvement(per_place=10), direction="lower", collect="rank", weight=100)
    )
    outcome = scored(rules, [("A", "a", "2020-12", 7), ("A", "a", "2021-01", 4)], "2021-01")
    assert score_row(outcome, period="2021-01")["points"] == 30
