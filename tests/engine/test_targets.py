"""The target of a period, when it is met, and the light."""

from functools import cache
from typing import Any

import pytest

from saima.engine.outcome import Outcome
from saima.engine.targets import latest_versions
from saima.plan.methods.met import Met
from saima.plan.rules import Lights
from saima.plan.targets import UnitTarget
from tests.engine.builders import (
    Given,
    indicator,
    plan,
    score_column,
    score_row,
    scored,
    units,
)

MARCH = "2021-03"
CURVE = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.5, 0.6, 0.7, 0.8, 0.9, 1]


def target_of(period: str = MARCH, rows: list[UnitTarget] | None = None, **given: Any) -> object:
    """The target of a period, with unit targets of the plan."""
    rules = plan(indicator(**given), targets=rows or [])
    last = {"2021Q1": MARCH, "2021H1": "2021-06"}.get(period, period)
    return score_row(scored(rules, [("A", "a", last, 1)], period), period=period)["target"]


def stated(target: float, period: str = "2021", version: int = 1) -> UnitTarget:
    """A unit target of the plan."""
    return UnitTarget(unit="A", indicator="a", period=period, target=target, version=version)


@cache
def phased() -> Outcome:
    """Targets of 120 a year along different curves, in both spans, over several periods."""
    parts = [
        indicator(f"{name} {span}", collect="cumulative", span=span, target=target)
        for name, target in (
            ("none", {"value": 120}),
            ("linear", {"value": 120, "phase": "linear"}),
            ("flat", {"value": 120, "phase": "flat"}),
            ("table", {"value": 120, "phase": CURVE}),
        )
        for span in ("to_date", "within")
    ]
    months = [f"2021-{month:02d}" for month in range(1, 13)]
    observations = [("A", part.code, month, 1) for part in parts for month in months]
    return scored(plan(*parts), observations, "2021-03", "2021-06", "2021Q2", "2021")


@pytest.mark.parametrize(
    ("curve", "span", "period", "target"),
    [
        ("none", "to_date", "2021-03", 30),  # 120 x 3/12: what adds up is phased evenly
        ("linear", "to_date", "2021Q2", 60),
        ("linear", "within", "2021Q2", 30),
        ("linear", "within", "2021-06", 10),
        ("flat", "to_date", "2021-03", 120),
        ("flat", "within", "2021Q2", 0),  # all of it was planned before April
        ("table", "to_date", "2021-03", 12),
        ("table", "to_date", "2021Q2", 60),
        ("table", "within", "2021Q2", 48),  # 120 x (0.5 - 0.1)
        ("table", "within", "2021-06", 24),  # 120 x (0.5 - 0.3)
        ("table", "to_date", "2021", 120),
        ("table", "within", "2021", 120),
    ],
)
def test_the_years_target_is_phased_by_its_curve(
    curve: str, span: str, period: str, target: float
) -> None:
    row = score_row(phased(), code=f"{curve} {span}", period=period)
    assert row["target"] == pytest.approx(target)
    assert row["annual_target"] == 120


def test_what_does_not_add_up_keeps_the_years_target() -> None:
    assert target_of(target=120, collect="level") == 120
    assert target_of(target=120, collect="ratio") == 120
    assert target_of(target={"value": 120, "phase": "linear"}, collect="level") == 30


def test_the_plans_target_is_that_of_the_whole_body() -> None:
    rules = plan(
        indicator("a", target=120, weight=50),
        indicator("b", target={"value": 120, "every_unit": True}, weight=50),
        units_=[*units("A CITY")],
        city="CITY",
    )
    observations = [(unit, code, MARCH, 1) for unit in ("A", "CITY") for code in "ab"]
    outcome = scored(rules, observations)
    assert score_column(outcome, "target", "a") == [None, 120]
    assert score_column(outcome, "target", "b") == [120, 120]


def test_a_units_own_target_replaces_the_plans() -> None:
    assert target_of(target=120, rows=[stated(60)]) == 60
    assert target_of(target=120, rows=[stated(60)], collect="flow") == 15  # 60 x 3/12


def test_a_target_for_the_very_period_is_taken_as_it_is() -> None:
    rows = [stated(60), stated(21, MARCH)]
    assert target_of(target=120, rows=rows, collect="flow") == 21
    assert target_of("2021Q1", target=120, rows=rows, collect="flow") == 15


def test_the_latest_version_of_a_target_counts() -> None:
    rows = [stated(80, version=3), stated(60), stated(70, version=2), stated(9, MARCH)]
    latest = {(row.period, row.target) for row in latest_versions(plan(targets=rows))}
    assert latest == {("2021", 80), (MARCH, 9)}


def test_targets_in_the_data_replace_those_of_the_plan() -> None:
    rules = plan(
        indicator("a", target=120), indicator("b", target=120), targets=[stated(60)], units_="A B"
    )
    outcome = scored(
        rules,
        [(unit, code, MARCH, 1) for unit in "AB" for code in "ab"],
        targets=[("A", "a", "2021", 50), ("B", "b", MARCH, 40)],
    )
    assert score_column(outcome, "target", "a") == [50, 120]
    assert score_column(outcome, "target", "b") == [120, 40]


def test_a_target_that_only_the_data_brings_compares_in_the_direction() -> None:
    parts = [indicator(way, Met(), direction=way, weight=50) for way in ("higher", "lower")]
    outcome = scored(
        plan(*parts, units_="A B C"),
        [
            (unit, part.code, MARCH, value)
            for part in parts
            for unit, value in zip("ABC", (4, 5, 6), strict=True)
        ],
        targets=[(unit, part.code, "2021", 5) for part in parts for unit in "ABC"],
    )
    assert score_column(outcome, "meets", "higher") == [False, True, True]
    assert score_column(outcome, "meets", "lower") == [True, True, False]


def test_a_relative_target_is_the_other_indicators_value() -> None:
    # S76: structural investment grows faster than all investment.
    faster = {"relative_to": "all", "compare": "more_than"}
    rules = plan(
        indicator("a", Met(), target=faster),
        indicator("all", weight={}),
        units_="A B C D",
        targets=[stated(99)],
    )
    observations: list[Given] = [(unit, "a", MARCH, 8) for unit in "ABCD"]
    observations += [("A", "all", MARCH, 7), ("B", "all", MARCH, 8), ("C", "all", MARCH, 9)]
    outcome = scored(rules, observations)
    assert score_column(outcome, "target") == [7, 8, 9, None]
    assert score_column(outcome, "meets") == [True, False, False, None]
    assert score_column(outcome, "reason") == [None, None, None, "no_target"]


@pytest.mark.parametrize(
    ("compare", "below", "equal", "above"),
    [
        ("at_least", False, True, True),  # 以上 includes the number
        ("more_than", False, False, True),  # 超 excludes it
        ("at_most", True, True, False),
        ("less_than", True, False, False),
        ("rank_within", True, True, False),
    ],
)
def test_comparisons_include_the_number_or_not(
    compare: str, below: bool, equal: bool, above: bool
) -> None:
    direction = "higher" if compare in ("at_least", "more_than") else "lower"
    rules = plan(
        indicator(target={"value": 0.3, "compare": compare}, direction=direction), units_="A B C"
    )
    # 0.1 + 0.2 is stored as 0.30000000000000004 and must count as equal.
    values = {"A": 0.2999, "B": 0.1 + 0.2, "C": 0.3001}
    outcome = scored(rules, [(unit, "a", MARCH, value) for unit, value in values.items()])
    assert score_column(outcome, "meets") == [below, equal, above]


@pytest.mark.parametrize(
    ("bounds", "outside", "meets"),
    [
        ({"low": 2, "high": 4}, [1, 0, 0, 0, 2], [False, True, True, True, False]),
        ({"low": 2}, [1, 0, 0, 0, 0], [False, True, True, True, True]),
        ({"high": 4}, [0, 0, 0, 0, 2], [True, True, True, True, False]),
    ],
)
def test_a_range_is_met_inside_its_bounds(
    bounds: dict[str, float], outside: list[float], meets: list[bool]
) -> None:
    rules = plan(indicator(method=Met(), target=bounds, direction="range"), units_="A B C D E")
    values = dict(zip("ABCDE", (1, 2, 3, 4, 6), strict=True))
    outcome = scored(rules, [(unit, "a", MARCH, value) for unit, value in values.items()])
    assert score_column(outcome, "outside") == outside
    assert score_column(outcome, "meets") == meets


def test_binary_noise_does_not_leave_a_range() -> None:
    rules = plan(indicator(method=Met(), target={"low": 0, "high": 0.3}, direction="range"))
    assert score_row(scored(rules, [("A", "a", MARCH, 0.1 + 0.2)]))["meets"] is True


def test_a_range_without_bounds_is_no_target() -> None:
    rules = plan(indicator(method=Met(), direction="range"))
    row = score_row(scored(rules, [("A", "a", MARCH, 3)]))
    assert (row["meets"], row["reason"]) == (None, "no_target")


@pytest.mark.parametrize(
    ("given", "value", "completion"),
    [
        ({"target": 60}, 52, 52 / 60),
        ({"target": 60}, 72, 1.2),
        ({"target": {"value": 60, "compare": "at_most"}, "direction": "lower"}, 45, 1.25),
        ({"target": {"value": 60, "compare": "at_most"}, "direction": "lower"}, 90, 0.5),
        ({"target": 0}, 52, None),
        ({"target": -4}, 52, None),
        ({"target": {"value": 3, "compare": "rank_within"}, "direction": "lower"}, 2, None),
        ({"target": {"low": 1, "high": 3}, "direction": "range"}, 2, None),
        ({}, 52, None),
    ],
)
def test_completion_is_shown_where_it_means_something(
    given: dict[str, Any], value: float, completion: float | None
) -> None:
    row = score_row(scored(plan(indicator(method=Met(), **given)), [("A", "a", MARCH, value)]))
    assert row["completion"] == (None if completion is None else pytest.approx(completion))


def lights_of(values: list[float | None], period: str = MARCH, **given: Any) -> list[str]:
    """The lights of several units."""
    names = "ABCDEFGH"[: len(values)]
    rules = plan(indicator(**given), units_=" ".join(names), lights=LIGHTS)
    rows = [
        (unit, "a", period, value)
        for unit, value in zip(names, values, strict=True)
        if value is not None
    ]
    return score_column(scored(rules, rows, period), "light", period=period)


LIGHTS = Lights(yellow_from=10, red_above=30)


def test_lights_by_the_points_behind_the_curve() -> None:
    # Planned by September 75 of 100: 75 on schedule, 65.1 is 9.9 behind, 65 is 10, 45 is 30.
    values = [80, 75, 65.1, 65, 45, 44.9]
    found = lights_of([*values], "2021-09", target=100, collect="cumulative")
    assert found == ["green", "green", "watch", "yellow", "yellow", "red"]


def test_within_a_quarter_only_its_own_part_can_be_behind() -> None:
    # The second quarter is to bring 25 of 100. Nothing at all leaves 25 points behind, not 50.
    rules = plan(
        indicator(target=100, collect="flow", frequency="quarter", span="within"), units_="A B C"
    )
    observations = [("A", "a", "2021Q2", 25), ("B", "a", "2021Q2", 16), ("C", "a", "2021Q2", 0)]
    outcome = scored(rules, observations, "2021Q2")
    assert score_column(outcome, "light", period="2021Q2") == ["green", "watch", "yellow"]


def test_meeting_the_target_decides_where_completion_means_nothing() -> None:
    rank = {"value": 3, "compare": "rank_within"}
    assert lights_of([3, 4, None], target=rank, direction="lower") == ["green", "red", "none"]
    bounds = {"low": 2, "high": 4}
    found = lights_of([3, 5], target=bounds, direction="range", method=Met())
    assert found == ["green", "red"]
    assert lights_of([0, -1], target=0) == ["green", "red"]


def test_no_light_without_a_target_or_where_the_plan_wants_none() -> None:
    assert lights_of([5]) == ["none"]
    assert lights_of([5], target=10, lights=False) == ["none"]
