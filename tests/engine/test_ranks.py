"""Ranks: rounded or exact, ties, tie-breaks, unranked units, movement, gaps, fields."""

from typing import Any

import pytest

from saima.engine.outcome import Outcome
from saima.plan.methods.goalposts import Goalposts
from saima.plan.rules import Decimals, Ranking
from tests.engine.builders import (
    Given,
    adjustment,
    column,
    indicator,
    node,
    plan,
    scored,
    total_row,
    units,
)

MARCH = "2021-03"
HUNDRED = Goalposts(low=0, high=100)


def ranked(values: dict[str, float], ranking: Ranking | None = None, **given: Any) -> Outcome:
    """Units whose totals are these values."""
    rules = plan(
        indicator(method=HUNDRED, missing=given.pop("missing", None)),
        units_=given.pop("units_", " ".join(values)),
        ranking=ranking or Ranking(),
        **given,
    )
    return scored(rules, [(unit, "a", MARCH, value) for unit, value in values.items()])


def test_equal_published_totals_tie() -> None:
    values = {"A": 80.004, "B": 80.001, "C": 79.99}
    assert column(ranked(values), "total") == {"A": 80, "B": 80, "C": 79.99}
    assert column(ranked(values), "rank") == {"A": 1, "B": 1, "C": 3}


def test_exact_totals_decide_where_the_plan_says_so() -> None:
    values = {"A": 80.001, "B": 80.004, "C": 79.99}
    outcome = ranked(values, Ranking.model_validate({"on": "exact"}))
    assert column(outcome, "total") == {"A": 80, "B": 80, "C": 79.99}
    assert column(outcome, "rank") == {"A": 2, "B": 1, "C": 3}


def test_binary_noise_is_no_exact_difference() -> None:
    # Weights of 0.1, 0.2 and 0.3 add up to 0.6000000000000001 in one order of adding.
    rules = plan(
        *(
            indicator(code, HUNDRED, weight=weight)
            for code, weight in (("a", 0.1), ("b", 0.2), ("c", 0.3))
        ),
        units_="A B",
        ranking=Ranking.model_validate({"on": "exact"}),
        decimals=Decimals(points=9, total=9),
    )
    cells = {"A": (100, 100, 0), "B": (0, 0, 100)}
    rows = [
        (unit, code, MARCH, cell)
        for unit, row in cells.items()
        for code, cell in zip("abc", row, strict=True)
    ]
    assert column(scored(rules, rows), "rank") == {"A": 1, "B": 1}


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [
        ("min", [1, 2, 2, 4, 5]),  # 两个并列第2时，下一名从第4名开始排
        ("dense", [1, 2, 2, 3, 4]),
        ("average", [1, 2.5, 2.5, 4, 5]),
    ],
)
def test_ties_are_ranked_as_the_plan_says(ties: str, ranks: list[float]) -> None:
    values = {"A": 90.0, "B": 80.0, "C": 80.0, "D": 70.0, "E": 60.0}
    outcome = ranked(values, Ranking.model_validate({"ties": ties}))
    assert list(column(outcome, "rank").values()) == ranks
    assert list(column(outcome, "overall_rank").values()) == ranks
    assert set(column(outcome, "field").values()) == {5}


def tied(tie_break: tuple[str, ...]) -> dict[str, float]:
    """Ranks of four units with 50 points, made up differently."""
    rules = plan(
        node("n"),
        node("m"),
        indicator("a", HUNDRED, parent="n", weight=50),
        indicator("b", HUNDRED, parent="m", weight=50),
        units_="A B C D",
        adjustments=(adjustment("plus", "bonus"), adjustment("minus", "deduction")),
        ranking=Ranking(tie_break=tie_break),
    )
    # A 30 + 20; B 20 + 30; C 30 + 18 + 2 bonus; D 30 + 24 - 4 deducted
    cells = {"A": (60, 40), "B": (40, 60), "C": (60, 36), "D": (60, 48)}
    rows = [
        (unit, code, MARCH, cell)
        for unit, row in cells.items()
        for code, cell in zip("ab", row, strict=True)
    ]
    adjustments: list[Given] = [("C", MARCH, "plus", 2), ("D", MARCH, "minus", 4)]
    outcome = scored(rules, rows, adjustments=adjustments)
    assert set(column(outcome, "total").values()) == {50}
    return column(outcome, "rank")


@pytest.mark.parametrize(
    ("keys", "ranks"),
    [
        ((), [1, 1, 1, 1]),
        (("n",), [1, 4, 1, 1]),
        (("m",), [3, 1, 4, 2]),
        (("bonus",), [2, 2, 1, 2]),
        (("deduction",), [1, 1, 1, 4]),  # less deducted is better
        (("n", "m"), [2, 4, 3, 1]),
        (("n", "deduction", "bonus"), [2, 4, 1, 3]),
    ],
)
def test_tie_breaks_decide_in_their_order(keys: tuple[str, ...], ranks: list[float]) -> None:
    assert list(tied(keys).values()) == ranks


def test_ties_that_stay_after_the_tie_break_are_averaged() -> None:
    outcome = ranked(
        {"A": 80, "B": 80, "C": 80},
        Ranking.model_validate({"ties": "average", "tie_break": ["bonus"]}),
    )
    assert column(outcome, "rank") == {"A": 2, "B": 2, "C": 2}


def test_groups_are_ranked_by_themselves_and_all_together() -> None:
    outcome = ranked(
        {"A": 90, "B": 70, "C": 80, "D": 60, "E": 85},
        units_=[*units("A B", "towns"), *units("C D E", "offices")],
    )
    assert column(outcome, "rank") == {"A": 1, "B": 2, "C": 2, "D": 3, "E": 1}
    assert column(outcome, "field") == {"A": 2, "B": 2, "C": 3, "D": 3, "E": 3}
    assert column(outcome, "overall_rank") == {"A": 1, "B": 4, "C": 3, "D": 5, "E": 2}
    assert set(column(outcome, "overall_field").values()) == {5}


def test_a_unit_without_a_total_has_no_rank_and_says_why() -> None:
    outcome = ranked({"A": 90, "B": 70}, units_="A B C")
    row = total_row(outcome, "C")
    assert (row["total"], row["rank"], row["overall_rank"]) == (None, None, None)
    assert (row["reason"], row["reason_indicator"]) == ("missing", "a")
    assert (row["gap_above"], row["gap_below"]) == (None, None)
    # It does not count in the field either.
    assert column(outcome, "field") == {"A": 2, "B": 2, "C": 2}
    assert column(outcome, "rank") == {"A": 1, "B": 2, "C": None}
    assert [row["unit"] for row in outcome.totals.iter_rows(named=True)][-1] == "C"


def test_gaps_are_to_the_next_above_and_below() -> None:
    outcome = ranked({"A": 90, "B": 70.5, "C": 80, "D": 70.5})
    assert column(outcome, "gap_above") == {"A": None, "B": 9.5, "C": 10, "D": 0}
    assert column(outcome, "gap_below") == {"A": 10, "B": 0, "C": 9.5, "D": None}


def test_movement_is_places_gained_against_the_period_before() -> None:
    rules = plan(indicator(method=HUNDRED), units_="A B C D")
    rows = [
        (unit, "a", month, value)
        for month, values in (
            ("2021-02", {"A": 90, "B": 80, "C": 70}),
            ("2021-03", {"A": 60, "B": 95, "C": 70, "D": 65}),
        )
        for unit, value in values.items()
    ]
    outcome = scored(rules, rows, "2021-03")
    assert column(outcome, "previous_rank") == {"A": 1, "B": 2, "C": 3, "D": None}
    assert column(outcome, "movement") == {"A": -3, "B": 1, "C": 1, "D": None}


def test_the_first_period_of_the_year_has_nothing_to_move_from() -> None:
    rules = plan(indicator(method=HUNDRED))
    rows = [("A", "a", "2021-01", 5), ("A", "a", "2020-12", 5)]
    row = total_row(scored(rules, rows, "2021-01"), period="2021-01")
    assert (row["previous_rank"], row["movement"]) == (None, None)
    # Unless the last one of the year before is asked for as well.
    outcome = scored(rules, rows, "2020-12", "2021-01")
    assert total_row(outcome, period="2021-01")["movement"] == 0


def test_periods_of_different_length_do_not_meet() -> None:
    rules = plan(indicator(method=HUNDRED), units_="A B")
    rows = [("A", "a", f"2021-{month:02d}", float(month)) for month in range(1, 7)]
    rows += [("B", "a", f"2021-{month:02d}", 4.5) for month in range(1, 7)]
    outcome = scored(rules, rows, "2021-06", "2021Q2")
    assert total_row(outcome, "A", "2021Q2")["movement"] == 1  # 3 against 4.5, then 6
    assert total_row(outcome, "A", "2021-06")["movement"] == 0
