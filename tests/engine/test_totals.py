"""Totals: bonus, deduction and veto with their caps and periods, and the year of quarters."""

from collections.abc import Sequence
from typing import Any

import pytest

from saima.engine.outcome import Outcome
from saima.plan.methods.goalposts import Goalposts
from saima.plan.periods import Period
from saima.plan.rules import Decimals, YearScore
from tests.engine.builders import Given, adjustment, column, indicator, plan, scored, total_row

HUNDRED = Goalposts(low=0, high=100)
KINDS = (
    adjustment("prize", "bonus", cap=5),
    adjustment("pilot", "bonus"),
    adjustment("notice", "deduction", cap=3),
    adjustment("accident", "veto"),
)
QUARTERS = ("2021Q1", "2021Q2", "2021Q3", "2021Q4")
ENDS = ("2021-03", "2021-06", "2021-09", "2021-12")


def outcome_of(adjustments: Sequence[Given], *periods: str, **given: Any) -> Outcome:
    """Unit A with 50 points in every month, and these adjustments."""
    rules = plan(indicator(method=HUNDRED), adjustments=KINDS, **given)
    months = [("A", "a", f"2021-{month:02d}", 50) for month in range(1, 13)]
    return scored(rules, months, *periods, adjustments=adjustments)


def test_bonus_adds_and_deduction_takes_away() -> None:
    outcome = outcome_of([("A", "2021-02", "pilot", 1.5), ("A", "2021-03", "notice", 0.4)])
    row = total_row(outcome)
    assert (row["base"], row["bonus"], row["deduction"], row["total"]) == (50, 1.5, 0.4, 51.1)
    assert row["eligible"] is True


def test_a_kind_is_capped_and_so_is_the_sum_of_kinds() -> None:
    rows = [
        ("A", "2021-01", "prize", 4),
        ("A", "2021-02", "prize", 3),  # 7 of this kind are 5
        ("A", "2021-02", "pilot", 6),
        ("A", "2021-03", "notice", 2),
        ("A", "2021-03", "notice", 2),  # 4 of this kind are 3
    ]
    row = total_row(outcome_of(rows))
    assert (row["bonus"], row["deduction"], row["total"]) == (11, 3, 58)
    row = total_row(outcome_of(rows, bonus_cap=8, deduction_cap=1))
    assert (row["bonus"], row["deduction"], row["total"]) == (8, 1, 57)


def test_a_veto_costs_eligibility_and_no_points() -> None:
    row = total_row(outcome_of([("A", "2021-02", "accident", 10)]))
    assert (row["total"], row["eligible"], row["rank"]) == (50, False, 1)


@pytest.mark.parametrize(
    ("span", "period", "bonus"),
    [
        # To date everything since January counts, whatever length of period it was given for.
        ("to_date", "2021-01", 1),
        ("to_date", "2021-02", 3),
        ("to_date", "2021-03", 11),
        ("to_date", "2021Q1", 11),
        ("to_date", "2021-06", 27),
        ("to_date", "2021Q2", 27),
        ("to_date", "2021H1", 27),
        ("to_date", "2021", 59),
        # Within only what was given inside the period.
        ("within", "2021-02", 2),
        ("within", "2021-03", 4),
        ("within", "2021Q1", 11),
        ("within", "2021-06", 0),
        ("within", "2021Q2", 0),
        ("within", "2021H1", 27),
        ("within", "2021", 59),
    ],
)
def test_adjustments_count_from_the_end_of_their_period(
    span: str, period: str, bonus: float
) -> None:
    rows = [
        ("A", "2021-01", "pilot", 1),
        ("A", "2021-02", "pilot", 2),
        ("A", "2021-03", "pilot", 4),
        ("A", "2021Q1", "pilot", 4),
        ("A", "2021H1", "pilot", 16),
        ("A", "2021", "pilot", 32),
        ("A", "2020-12", "pilot", 64),
    ]
    assert total_row(outcome_of(rows, period, span=span), period=period)["bonus"] == bonus


def test_small_adjustments_keep_their_decimals() -> None:
    row = total_row(outcome_of([("A", "2021-03", "pilot", 0.00001)], decimals=Decimals(total=5)))
    assert (row["bonus"], row["total"]) == (0.00001, 50.00001)


def test_tenths_add_up_as_on_paper() -> None:
    rows: list[Given] = [("A", "2021-03", "pilot", 0.1)] * 3
    assert total_row(outcome_of(rows))["bonus"] == 0.3


def test_adjustments_of_kinds_that_the_plan_does_not_know_do_nothing() -> None:
    assert total_row(outcome_of([("A", "2021-03", "else", 9)]))["total"] == 50
    rules = plan(indicator(method=HUNDRED))
    outcome = scored(rules, [("A", "a", "2021-03", 50)], adjustments=[("A", "2021-03", "pilot", 9)])
    row = total_row(outcome)
    assert (row["bonus"], row["deduction"], row["eligible"]) == (0, 0, True)


SHARES = YearScore(quarters=0.4, year_end=0.6)


def year_of(values: dict[str, list[float | None]], **given: Any) -> Outcome:
    """The year of units with these quarter-end values; the year ends with the last."""
    rules = plan(indicator(method=HUNDRED), units_=" ".join(values), year_score=SHARES, **given)
    rows = [
        (unit, "a", end, value)
        for unit, row in values.items()
        for end, value in zip(ENDS, row, strict=True)
        if value is not None
    ]
    return scored(rules, rows, "2021", adjustments=given_adjustments(given))


def given_adjustments(given: dict[str, Any]) -> list[Given]:
    """Five points of bonus in the first quarter where the plan has a kind for it."""
    return [("A", "2021-02", "pilot", 5)] if "adjustments" in given else []


def test_the_year_is_made_of_its_quarters_and_its_end() -> None:
    outcome = year_of({"A": [50, 60, 70, 80]})
    row = total_row(outcome, period="2021")
    # 0.4 x (50 + 60 + 70 + 80) / 4 + 0.6 x 80
    assert (row["quarters"], row["year_end"], row["total"]) == (26, 48, 74)
    # Only what was asked for is given, although the quarters were scored on the way.
    assert outcome.periods == (Period.parse("2021"),)
    assert set(outcome.totals["period"].to_list()) == {"2021"}


def test_bonus_and_deduction_stand_outside_the_years_shares() -> None:
    row = total_row(year_of({"A": [50, 60, 70, 80]}, adjustments=KINDS), period="2021")
    assert (row["base"], row["bonus"], row["total"]) == (74, 5, 79)


def test_a_missing_quarter_leaves_the_year_without_a_total() -> None:
    outcome = year_of({"A": [50, None, 70, 80], "B": [40, 40, 40, 40]})
    row = total_row(outcome, "A", "2021")
    assert (row["total"], row["rank"], row["quarters"], row["year_end"]) == (None, None, None, 48)
    assert (row["reason"], row["reason_indicator"]) == ("quarter_without_total", None)
    assert column(outcome, "rank", "2021") == {"A": None, "B": 1}
    assert total_row(outcome, "B", "2021")["field"] == 1


def test_a_year_without_its_last_report_has_a_gap() -> None:
    row = total_row(year_of({"A": [50, 60, 70, None]}), period="2021")
    assert (row["total"], row["reason"], row["reason_indicator"]) == (None, "gap", "a")


def test_without_a_rule_the_year_is_its_end() -> None:
    rules = plan(indicator(method=HUNDRED))
    row = total_row(scored(rules, [("A", "a", "2021-12", 80)], "2021"), period="2021")
    assert (row["total"], row["quarters"], row["year_end"]) == (80, None, None)


def test_quarters_are_as_without_a_year() -> None:
    rules = plan(indicator(method=HUNDRED), year_score=SHARES)
    rows = [("A", "a", end, 50) for end in ENDS]
    outcome = scored(rules, rows, *QUARTERS, "2021")
    assert [total_row(outcome, period=quarter)["total"] for quarter in QUARTERS] == [50] * 4
    assert total_row(outcome, period="2021Q4")["quarters"] is None
