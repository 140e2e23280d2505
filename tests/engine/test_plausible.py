"""What blocks a value, and what asks for a sentence; the numbers are worked out beside them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from saima.engine.plausible import Beside, Reading, findings, number_of
from saima.plan.periods import Period
from saima.plan.tree import Indicator
from tests.demo.small_plan import indicator, label

MARCH = Period.parse("2021-03")
PERCENT = {"measure": label("%"), "decimals": 1}
RATIO = {"collect": "ratio", "multiplier": 100, **PERCENT}


def one(**given: Any) -> Indicator:
    return Indicator.model_validate(indicator("one", **({"decimals": 2} | given)))


def value(number: object) -> Reading:
    return Reading(value=Decimal(str(number)))


def parts(numerator: object, denominator: object) -> Reading:
    return Reading(numerator=Decimal(str(numerator)), denominator=Decimal(str(denominator)))


def past(*rows: tuple[str, object]) -> list[tuple[Period, Reading]]:
    return [(Period.parse(period), value(number)) for period, number in rows]


def codes(
    what: Indicator, reading: Reading, beside: Beside | None = None, period: Period = MARCH
) -> list[str]:
    found = findings(what, period, reading, beside or Beside())
    assert all(problem.text("zh") and problem.text("en") for problem in found)
    return [problem.kind.code for problem in found]


@pytest.mark.parametrize(
    ("what", "reading", "code"),
    [
        (one(), Reading(), "no_value"),
        (one(**RATIO), Reading(numerator=Decimal(1)), "no_value"),
        (one(collect="rank"), value(3), "no_value"),
        (one(decimals=0), value(-1), "negative_count"),
        (one(decimals=0), value("1.5"), "not_whole_count"),
        (one(), value("NaN"), "too_long"),
        (one(), value("1e15"), "too_long"),
        (one(), value("0.0000001"), "too_long"),
        (one(**RATIO), parts("1e15", 1), "too_long"),
        (one(**RATIO), parts(1, 0), "nothing_to_divide_by"),
        (one(**RATIO), parts(181, 180), "share_beyond"),
        (one(**RATIO), parts(-1, 180), "share_beyond"),
        (one(collect="rank"), Reading(value=Decimal(8), field=7), "rank_beyond_field"),
        (one(collect="rank"), Reading(value=Decimal(0), field=7), "rank_beyond_field"),
        (one(collect="rank"), Reading(value=Decimal("2.5"), field=7), "rank_beyond_field"),
    ],
)
def test_what_cannot_be_blocks(what: Indicator, reading: Reading, code: str) -> None:
    found = findings(what, MARCH, reading, Beside())
    assert [problem.kind.code for problem in found] == [code]
    assert not found[0].kind.warning
    assert found[0].text("zh")
    assert found[0].text("en")


@pytest.mark.parametrize(
    ("what", "reading"),
    [
        (one(), value("999999999999999.999999")),
        (one(decimals=0), value("12.0")),
        (one(**{**PERCENT, "decimals": 0}), value(-3)),
        (one(**RATIO), parts(108, 180)),
        (one(**RATIO), parts(0, 180)),
        (one(**{**RATIO, "multiplier": 1}), parts(360, 180)),
        (one(collect="rank"), Reading(value=Decimal(7), field=7)),
    ],
)
def test_what_can_be_does_not_block(what: Indicator, reading: Reading) -> None:
    assert all(problem.kind.warning for problem in findings(what, MARCH, reading, Beside()))


def steady(*numbers: object) -> list[tuple[Period, Reading]]:
    """Months before March 2021, the last number for February."""
    months = []
    month = MARCH.previous()
    for number in reversed(numbers):
        months.append((month, value(number)))
        month = month.previous()
    return months[::-1]


@pytest.mark.parametrize(
    ("number", "unusual"),
    [("10.70", False), ("11.9", True), ("8.1", True), ("9.5", False)],
)
def test_a_value_far_from_its_own_history_is_unusual(number: str, unusual: bool) -> None:
    # Median 10, deviations 0.2 0.1 0 0.1 0.2: MAD 0.1, scaled 0.148; but at least 5 % of the
    # median counts as usual, 0.5; times 3.5: from 8.25 to 11.75.
    beside = Beside(history=steady("9.8", "9.9", "10", "10.1", "10.2"))
    assert ("unusual" in codes(one(collect="level"), value(number), beside)) is unusual


def test_a_wide_history_allows_wide_values() -> None:
    # Median 10, deviations 8 4 0 4 8: MAD 4, scaled 5.9304, times 3.5: up to 30.76.
    beside = Beside(history=steady(2, 6, 10, 14, 18))
    assert codes(one(collect="level"), value(30), beside) == []
    assert codes(one(collect="level"), value(31), beside) == ["unusual"]


def test_a_short_history_says_nothing() -> None:
    beside = Beside(history=steady(1, 1, 1, 1))
    assert codes(one(collect="level"), value(99), beside) == []


def test_only_what_lies_before_the_period_is_history() -> None:
    later = [(Period.parse(f"2021-{month:02d}"), value(1)) for month in range(4, 10)]
    assert codes(one(collect="level"), value(99), Beside(history=later)) == []


def test_a_figure_since_january_is_held_against_what_each_month_added() -> None:
    # Months added 10 each from August to December, then 10 and 10; March adds 10 to 20.
    history = past(
        ("2020-08", 80), ("2020-09", 90), ("2020-10", 100), ("2020-11", 110), ("2020-12", 120),
        ("2021-01", 10), ("2021-02", 20),
    )  # fmt: skip
    cumulative = one(collect="cumulative")
    assert codes(cumulative, value(30), Beside(history=history)) == []
    assert codes(cumulative, value(45), Beside(history=history)) == ["unusual"]


def test_february_without_january_counts_for_two_months() -> None:
    # The five months before added 10 each; February's 20 are those of two months.
    history = steady(10, 10, 10, 10, 10, 10)[:-1]
    february = Period.parse("2021-02")
    flow = one(collect="flow", january=False)
    assert codes(flow, value(20), Beside(history=history), february) == []
    assert codes(one(collect="flow"), value(20), Beside(history=history), february) == ["unusual"]


def test_ranks_have_no_usual_range() -> None:
    history = [(period, Reading(Decimal(1), field=9)) for period, _ in steady(1, 1, 1, 1, 1)]
    reading = Reading(Decimal(9), field=9)
    assert codes(one(collect="rank"), reading, Beside(history=history)) == []


@pytest.mark.parametrize(("number", "far"), [("15", False), ("15.01", True), ("4.9", True)])
def test_half_more_or_less_than_last_year_is_far(number: str, far: bool) -> None:
    beside = Beside(history=past(("2020-03", 10)))
    assert ("far_from_last_year" in codes(one(), value(number), beside)) is far


def test_last_year_of_nothing_is_no_measure() -> None:
    assert codes(one(), value(5), Beside(history=past(("2020-03", 0)))) == []


def test_a_figure_since_january_does_not_fall() -> None:
    beside = Beside(history=past(("2021-02", 20)))
    assert codes(one(collect="cumulative"), value(19), beside) == ["cumulative_fell"]
    assert codes(one(collect="level"), value(19), beside) == []


def test_a_figure_since_january_starts_anew() -> None:
    beside = Beside(history=past(("2020-12", 120)))
    january = Period.parse("2021-01")
    assert codes(one(collect="cumulative"), value(9), beside, january) == []


@pytest.mark.parametrize(
    ("what", "number", "told"),
    [
        (one(), "87.5", True),
        (one(), "87.51", False),
        (one(decimals=0), "12", True),
        (one(decimals=0), "3", False),  # small whole numbers hit by chance
    ],
)
def test_the_target_to_the_digit_is_asked_about(what: Indicator, number: str, told: bool) -> None:
    beside = Beside(targets=(87.5, 12.0, 3.0))
    assert ("equals_target" in codes(what, value(number), beside)) is told


def test_the_value_of_the_month_before_is_asked_about() -> None:
    beside = Beside(history=past(("2021-02", "12.34")))
    assert codes(one(), value("12.34"), beside) == ["copied"]
    assert codes(one(), value("12.35"), beside) == []


def test_zero_is_neither_target_nor_copy() -> None:
    beside = Beside(history=past(("2021-02", 0)), targets=(0.0,))
    assert codes(one(), value(0), beside) == []


@pytest.mark.parametrize(
    ("number", "hours", "asked"),
    [("13", 3.0, True), ("11", 3.0, False), ("13", 5.0, False), ("13", -2.0, True)],
)
def test_a_large_change_hours_before_the_deadline_is_asked_about(
    number: str, hours: float, asked: bool
) -> None:
    beside = Beside(before=value(10), hours_left=hours)
    assert ("late_jump" in codes(one(), value(number), beside)) is asked


def test_a_first_report_is_no_change_however_late() -> None:
    assert codes(one(), value(13), Beside(hours_left=1.0)) == []


def test_a_version_without_a_number_is_no_measure_of_change() -> None:
    assert codes(one(), value(13), Beside(before=Reading(), hours_left=1.0)) == []


@pytest.mark.parametrize(
    ("name", "number", "asked"),
    [("完成率", "105", True), ("完成率", "99", False), ("投资增幅", "105", False)],
)
def test_a_percentage_beyond_100_is_asked_about_unless_it_is_growth(
    name: str, number: str, asked: bool
) -> None:
    what = one(collect="level", label=label(name), **PERCENT)
    assert ("percent_beyond" in codes(what, value(number))) is asked


def test_evidence_that_another_unit_uses_is_asked_about() -> None:
    assert codes(one(), value(1), Beside(shared=[("a.pdf", "b、c")])) == ["same_evidence"]


def test_a_ratio_is_compared_in_its_measure() -> None:
    assert number_of(one(**RATIO), parts(108, 180)) == pytest.approx(60)
    assert number_of(one(**RATIO), Reading()) is None
    history: Sequence[tuple[Period, Reading]] = [(Period.parse("2020-03"), parts(30, 100))]
    assert codes(one(**RATIO), parts(60, 100), Beside(history=history)) == ["far_from_last_year"]


def test_earlier_values_without_a_number_are_left_out() -> None:
    history = [*past(("2021-02", "12.34")), (Period.parse("2020-03"), Reading())]
    assert codes(one(), value("12.34"), Beside(history=history)) == ["copied"]
