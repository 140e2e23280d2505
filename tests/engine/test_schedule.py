"""What is due when, what a period's value covers, and the planned share of the target."""

from typing import Any

import pytest

from saima.engine.schedule import LATEST, curve, due, due_periods, periods_read, span_rows
from saima.plan.periods import Period
from saima.plan.tree import Collect
from tests.engine.builders import indicator, plan

THIRDS = [0, 0, 0.1, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.8, 0.9, 1]


def test_only_the_newest_value_counts_of_what_is_a_state() -> None:
    assert {Collect.CUMULATIVE, Collect.LEVEL, Collect.RANK} == LATEST


@pytest.mark.parametrize(
    ("frequency", "january", "wanted"),
    [
        ("month", True, [f"2021-{month:02d}" for month in range(1, 13)]),
        ("month", False, [f"2021-{month:02d}" for month in range(2, 13)]),
        ("quarter", False, ["2021Q1", "2021Q2", "2021Q3", "2021Q4"]),
        ("half", True, ["2021H1", "2021H2"]),
        ("year", True, ["2021"]),
    ],
)
def test_due_periods_follow_the_frequency(frequency: str, january: bool, wanted: list[str]) -> None:
    rule = indicator(frequency=frequency, january=january)
    assert [str(period) for period in due_periods(rule, 2021)] == wanted


@pytest.mark.parametrize(
    ("target", "collect", "march"),
    [
        (None, "flow", 3 / 12),
        (None, "cumulative", 3 / 12),
        (None, "level", 1),
        (None, "average", 1),
        (None, "ratio", 1),
        (None, "rank", 1),
        ({"value": 1, "phase": "linear"}, "level", 3 / 12),
        ({"value": 1, "phase": "flat"}, "flow", 1),
        ({"value": 1, "phase": THIRDS}, "flow", 0.1),
    ],
)
def test_the_curve_is_stated_or_fits_how_values_are_collected(
    target: object, collect: str, march: float
) -> None:
    assert curve(indicator(target=target, collect=collect))[2] == march


@pytest.mark.parametrize(
    ("given", "period", "wanted"),
    [
        # To date: everything since January.
        ({"collect": "flow"}, "2021-05", (5, "2021-05", 5, 5)),
        ({"collect": "flow"}, "2021Q2", (6, "2021-06", 6, 6)),
        # Within: only the period's own months, and their part of the target.
        ({"collect": "flow", "span": "within"}, "2021Q2", (3, "2021-06", 6, 3)),
        ({"collect": "cumulative", "span": "within"}, "2021-05", (1, "2021-05", 5, 1)),
        ({"collect": "level", "span": "within"}, "2021Q2", (3, "2021-06", 12, 12)),
        # January and February come together: February covers two months.
        ({"collect": "flow", "january": False}, "2021Q1", (2, "2021-03", 3, 3)),
        (
            {"collect": "flow", "january": False, "span": "within"},
            "2021-02",
            (1, "2021-02", 2, 2),
        ),
        (
            {"collect": "flow", "january": False, "span": "within"},
            "2021-03",
            (1, "2021-03", 3, 1),
        ),
        # A half-year's value covers its six months, whatever period it is looked at in.
        (
            {"collect": "flow", "frequency": "half", "span": "within"},
            "2021Q4",
            (1, "2021-12", 12, 6),
        ),
        ({"collect": "flow", "frequency": "quarter"}, "2021-08", (2, "2021-06", 6, 6)),
        ({"collect": "flow", "frequency": "year"}, "2021", (1, "2021-12", 12, 12)),
    ],
)
def test_what_is_due(given: dict[str, Any], period: str, wanted: tuple[int, str, int, int]) -> None:
    expected, last, planned, phased = wanted
    rule = indicator(**given)
    found = due(plan(rule), rule, Period.parse(period))
    assert (found.expected, found.last) == (expected, Period.parse(last).end)
    assert found.planned == pytest.approx(planned / 12)
    assert found.phased == pytest.approx(phased / 12)


@pytest.mark.parametrize(
    ("given", "period"),
    [
        ({"january": False}, "2021-01"),
        ({"frequency": "quarter"}, "2021-02"),
        ({"frequency": "half"}, "2021Q1"),
        ({"frequency": "year"}, "2021-11"),
        ({"frequency": "quarter", "span": "within"}, "2021-05"),
    ],
)
def test_nothing_is_due_before_the_first_report(given: dict[str, Any], period: str) -> None:
    rule = indicator(**given)
    found = due(plan(rule), rule, Period.parse(period))
    assert (found.expected, found.last, found.planned, found.phased) == (0, None, 0, 0)


def test_a_year_to_date_value_is_reduced_by_the_last_one_due_before_the_span() -> None:
    rules = plan(
        indicator("a", collect="cumulative", span="within"),
        indicator("b", collect="cumulative", span="within", frequency="half"),
        indicator("c", collect="level", span="within"),
    )
    rows = span_rows(rules, [Period.parse("2021Q2")])
    found = [(row.indicator, row.observed, row.own, row.reduced) for row in rows]
    assert found == [
        ("a", "2021-03", False, True),
        ("a", "2021-04", True, True),
        ("a", "2021-05", True, True),
        ("a", "2021-06", True, True),
        ("b", "2021H1", True, False),
        ("c", "2021-04", True, False),
        ("c", "2021-05", True, False),
        ("c", "2021-06", True, False),
    ]


def test_the_first_quarter_has_nothing_to_be_reduced_by() -> None:
    rules = plan(indicator(collect="cumulative", span="within"))
    rows = span_rows(rules, [Period.parse("2021Q1")])
    assert [(row.observed, row.own, row.reduced) for row in rows] == [
        ("2021-01", True, False),
        ("2021-02", True, False),
        ("2021-03", True, False),
    ]


def test_a_value_is_made_of_every_month_or_of_the_newest() -> None:
    some = plan(
        indicator("added", collect="flow"),
        indicator("state", collect="level"),
        indicator("quarterly", collect="level", frequency="quarter"),
        indicator("within", collect="cumulative", span="within"),
    )
    assert periods_read(some, Period.parse("2021-05")) == {
        "added": ("2021-01", "2021-02", "2021-03", "2021-04", "2021-05"),
        "state": ("2021-05",),
        "quarterly": ("2021Q1",),
        "within": ("2021-04", "2021-05"),
    }
