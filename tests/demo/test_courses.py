"""Parts before wholes: sums, shares of other amounts, the year before."""

from collections import defaultdict
from typing import Any

import pytest

from saima.demo.rows import ObservationRow
from saima.demo.year import generate
from saima.plan.plan import Plan
from tests.demo.small_plan import indicator, label, small_plan

HELD = {"held_by": [{"unit": "office", "weight": 5}]}

Values = dict[str, dict[str, ObservationRow]]


def values(plan: Plan, code: str) -> Values:
    """The last row by unit and period."""
    found: Values = defaultdict(dict)
    for row in generate(plan, seed=3).observations:
        if row.indicator == code:
            found[row.unit][row.period] = row
    return found


def split(code: str, *shares: float) -> list[dict[str, Any]]:
    return [
        {"unit": unit, "indicator": code, "period": "2021", "target": share}
        for unit, share in zip("abc", shares, strict=True)
    ]


def test_the_year_before_adds_up_too() -> None:
    blend = indicator("blend", scoring={"method": "blend"}, target={"value": 900}, **HELD)
    found = values(small_plan(blend, targets=split("blend", 200, 300, 400)), "blend")
    for period in ("2020-01", "2020-07", "2021-12"):
        towns = sum(found[unit][period].value for unit in "abc")
        assert found["city"][period].value == towns


def test_the_citys_own_part_grows_as_well() -> None:
    blend = indicator("blend", scoring={"method": "blend"}, target={"value": 1200}, **HELD)
    found = values(small_plan(blend, targets=split("blend", 200, 300, 400)), "blend")
    own = [
        sum(
            found["city"][f"{year}-{month:02d}"].value
            - sum(found[unit][f"{year}-{month:02d}"].value for unit in "abc")
            for month in range(1, 13)
        )
        for year in (2020, 2021)
    ]
    assert 250 <= own[1] <= 350
    assert 0 < own[0] < own[1]


def test_targets_that_count_things_twice_are_not_summed() -> None:
    """Towns promise 600 of the city's 300: the city keeps a course of its own."""
    flow = indicator("flow", target={"value": 300}, **HELD)
    found = values(small_plan(flow, targets=split("flow", 200, 200, 200)), "flow")
    assert sum(row.value for row in found["city"].values()) == pytest.approx(300, rel=0.2)


def test_a_ratio_of_the_city_adds_up_both_sides() -> None:
    ratio = indicator(
        "ratio",
        collect="ratio",
        frequency="quarter",
        multiplier=100,
        measure=label("%"),
        decimals=1,
        **HELD,
    )
    found = values(small_plan(ratio), "ratio")
    for period, whole in found["city"].items():
        parts = [found[unit][period] for unit in "abc"]
        assert whole.numerator == sum(part.numerator or 0 for part in parts)
        assert whole.denominator == sum(part.denominator or 0 for part in parts)


def test_a_share_of_another_indicator_is_a_part_of_its_amount() -> None:
    flow = indicator("flow", target={"value": 3000, "every_unit": True})
    part = indicator(
        "part", denominator="flow", multiplier=100, target={"value": 60, "every_unit": True}
    )
    plan = small_plan(flow, part)
    wholes, parts = values(plan, "flow"), values(plan, "part")
    for unit in "abc":
        whole = sum(row.value for row in wholes[unit].values())
        share = sum(row.value for row in parts[unit].values()) / whole
        assert 0.45 <= share <= 0.75


def test_a_relative_target_is_reported_beside_what_it_is_relative_to() -> None:
    plan = small_plan(
        indicator("all", measure=label("%"), label=label("投资增幅"), collect="level"),
        indicator("some", collect="level", target={"relative_to": "all"}),
    )
    alls, somes = values(plan, "all"), values(plan, "some")
    assert set(alls) == set(somes) == {"a", "b", "c"}
    assert all(
        abs(somes[unit]["2021-12"].value - alls[unit]["2021-12"].value) < 6 for unit in "abc"
    )


def test_months_of_an_outside_rank_lie_between_the_quarters_ends() -> None:
    rank = indicator(
        "rank",
        collect="rank",
        direction="lower",
        weight={},
        target={"value": 1, "compare": "rank_within"},
        scoring={"method": "rank_points", "given": True},
        **HELD,
    )
    found = values(small_plan(rank), "rank")["city"]
    places = [found[f"2021-{month:02d}"].value for month in range(1, 13)]
    for quarter in (1, 2, 3):
        before, *months = places[3 * quarter - 1 : 3 * quarter + 3]
        low, high = sorted((before, months[2]))
        assert all(low <= place <= high for place in months)
    assert places[11] <= 2
