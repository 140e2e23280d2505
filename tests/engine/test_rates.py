"""What a score that cannot be computed does: the stated policy, never a silent NaN."""

import pytest

from saima.plan.methods.difference import Difference
from tests.engine.builders import (
    Column,
    Given,
    column,
    indicator,
    node_row,
    plan,
    score_column,
    score_row,
    scored,
    scored_columns,
    total_row,
)

MARCH = "2021-03"
POLICIES = ("problem", "zero", "full", "group_mean", "reweight")

RATES: dict[str, float | None] = {
    "problem": None,
    "zero": 0,
    "full": 1,
    "group_mean": 0.7,  # the mean of 0.6 and 0.8
    "reweight": None,
}
POINTS: dict[str, float | None] = {
    "problem": None,
    "zero": 0,
    "full": 10,
    "group_mean": 7,
    "reweight": 0,
}


@pytest.mark.parametrize("cause", ["missing", "undefined"])
def test_each_policy_does_what_it_says(cause: str) -> None:
    # The third unit has no value, or no target to divide by.
    missing = cause == "missing"
    values = Column([6, 8, None if missing else 5], targets=[10, 10, 10 if missing else 0])
    parts = [(METHOD, values, {cause: policy}) for policy in POLICIES]
    why = "missing" if missing else "target_not_positive"
    # Scored by itself, because what is left out makes the others worth more.
    left_out = scored_columns(parts[-1:])
    for policy, rows in zip(POLICIES, scored_columns(parts[:-1]) + left_out, strict=True):
        row = rows[2]
        assert row["note"] == f"{why}:{policy}"
        assert row["rate"] == (None if RATES[policy] is None else pytest.approx(RATES[policy]))
        assert row["points"] == POINTS[policy]
        assert row["counts"] is (policy != "reweight")
        assert row["blocked"] is (policy == "problem")
        assert [rows[0]["points"], rows[1]["points"]] == [6, 8]
        assert [rows[0]["note"], rows[1]["note"]] == ["", ""]


METHOD = indicator().scoring


def outcome_of(policy: str) -> dict[str, float | None]:
    """Totals of two units, the second without a value for the first of two indicators."""
    rules = plan(
        indicator("a", target=10, weight=30),
        indicator("b", target=10, weight=70),
        units_="A B",
        missing=policy,
    )
    rows = [("A", "a", MARCH, 6), ("A", "b", MARCH, 10), ("B", "b", MARCH, 5)]
    return column(scored(rules, rows), "total")


@pytest.mark.parametrize(
    ("policy", "total"),
    [
        ("problem", None),
        ("zero", 35),
        ("full", 65),  # 30 + 35
        ("group_mean", 53),  # 30 x 0.6 + 35
        ("reweight", 50),  # the 70 points of b become 100: 100 x 0.5
    ],
)
def test_the_total_follows_the_policy(policy: str, total: float | None) -> None:
    assert outcome_of(policy) == {"A": 88, "B": total}


def test_an_indicators_own_policy_comes_before_the_plans() -> None:
    rules = plan(
        indicator("a", target=10, weight=50, missing="zero"),
        indicator("b", target=0, weight=50, undefined="full"),
        missing="full",
        undefined="zero",
    )
    outcome = scored(rules, [("A", "b", MARCH, 6)])
    assert score_row(outcome, code="a")["note"] == "missing:zero"
    assert score_row(outcome, code="b")["note"] == "target_not_positive:full"
    assert total_row(outcome)["total"] == 50


def test_the_mean_of_nobody_is_no_rate() -> None:
    rules = plan(indicator(target=10, missing="group_mean"), units_="A B")
    outcome = scored(rules, [("X", "a", MARCH, 1)])
    assert score_column(outcome, "rate") == [None, None]
    assert column(outcome, "reason") == {"A": "missing", "B": "missing"}


def test_what_is_not_due_yet_is_left_out_whatever_the_policy() -> None:
    rules = plan(
        indicator("a", target=10, weight=30),
        indicator("b", target=10, weight=70, frequency="quarter"),
        missing="zero",
    )
    outcome = scored(rules, [("A", "a", "2021-02", 8)], "2021-02")
    assert score_row(outcome, code="b", period="2021-02")["note"] == "not_due:reweight"
    # The 30 points of a are all there is: 30 x 0.8 grow to 100 x 0.8.
    assert total_row(outcome, period="2021-02")["total"] == 80
    assert node_row(outcome, period="2021-02")["weight"] == 100


@pytest.mark.parametrize(
    ("months", "reason"), [((), "missing"), ((1, 2), "gap"), ((1, 2, 3), "unusable")]
)
def test_missing_gap_and_unusable_follow_the_missing_policy(
    months: tuple[int, ...], reason: str
) -> None:
    rules = plan(indicator(target=10, collect="flow", missing="zero", undefined="full"))
    rows: list[Given] = [
        ("A", "a", f"2021-{month:02d}", None if month == 3 else 1) for month in months
    ]
    row = score_row(scored(rules, rows))
    assert (row["reason"], row["rate"]) == (reason, 0)


def test_rates_below_zero_and_above_one_are_kept_where_the_method_allows_them() -> None:
    method = Difference(per_point=2, cap=2, floor=-2)
    rules = plan(indicator(method=method, target=5, weight=10), units_="A B")
    outcome = scored(rules, [("A", "a", MARCH, 9), ("B", "a", MARCH, -5)])
    # 10 + 2 x 4; 10 - 2 x 10
    assert column(outcome, "total") == {"A": 18, "B": -10}


def test_a_missing_value_is_nobodys_peer() -> None:
    from saima.plan.methods.best_ratio import BestRatio

    (rows,) = scored_columns([(BestRatio(), Column([None, 4, 5]), {"missing": "zero"})])
    assert [row["points"] for row in rows] == [0, 8, 10]


def test_peers_are_those_of_the_own_group() -> None:
    from saima.plan.methods.best_ratio import BestRatio
    from tests.engine.builders import units

    rules = plan(
        indicator(method=BestRatio()), units_=[*units("A B", "towns"), *units("C D", "offices")]
    )
    rows = [("A", "a", MARCH, 4), ("B", "a", MARCH, 8), ("C", "a", MARCH, 2), ("D", "a", MARCH, 2)]
    assert column(scored(rules, rows), "total") == {"A": 50, "B": 100, "C": 100, "D": 100}
