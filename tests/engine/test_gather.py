"""From observations to one value per period: every kind, both spans, every frequency, versions."""

from functools import cache
from typing import Any

import pytest

from saima.engine.outcome import Outcome
from tests.engine.builders import Given, indicator, plan, score_row, scored

MONTHLY = [("A", "a", f"2021-{month:02d}", float(10 * month)) for month in range(1, 13)]
"""10 in January, 20 in February, ..., 120 in December."""


def value_of(
    observations: list[Given], period: str, *, as_of: str | None = None, **given: Any
) -> tuple[object, object]:
    """The value of the indicator in a period, and why there is none."""
    rules = plan(indicator(target=1, **given))
    row = score_row(scored(rules, observations, period, as_of=as_of), period=period)
    return row["value"], row["reason"]


@pytest.mark.parametrize(
    ("collect", "span", "period", "value"),
    [
        # 10 + 20 + 30; April to June 40 + 50 + 60
        ("flow", "to_date", "2021-03", 60),
        ("flow", "to_date", "2021Q2", 210),
        ("flow", "within", "2021-03", 30),
        ("flow", "within", "2021Q2", 150),
        ("flow", "within", "2021H2", 570),
        ("flow", "to_date", "2021", 780),
        # The newest figure; within a quarter less that of the quarter before: 60 - 30
        ("cumulative", "to_date", "2021Q2", 60),
        ("cumulative", "within", "2021Q2", 30),
        ("cumulative", "within", "2021Q1", 30),
        ("cumulative", "within", "2021-06", 10),
        ("cumulative", "within", "2021H2", 60),
        ("cumulative", "within", "2021", 120),
        ("level", "to_date", "2021Q2", 60),
        ("level", "within", "2021Q2", 60),
        # The mean of 10 to 60; the mean of 40, 50 and 60
        ("average", "to_date", "2021Q2", 35),
        ("average", "within", "2021Q2", 50),
        ("rank", "to_date", "2021Q2", 60),
        ("rank", "within", "2021-06", 60),
    ],
)
def test_months_become_one_value(collect: str, span: str, period: str, value: float) -> None:
    row = score_row(rolled_up(), code=f"{collect} {span}", period=period)
    assert (row["value"], row["reason"]) == (value, None)


@cache
def rolled_up() -> Outcome:
    """Every kind in both spans over the periods of the year, scored at once."""
    kinds = ("flow", "cumulative", "level", "average", "rank")
    parts = [
        indicator(f"{collect} {span}", target=1, collect=collect, span=span)
        for collect in kinds
        for span in ("to_date", "within")
    ]
    observations = [(unit, part.code, *rest) for unit, _, *rest in MONTHLY for part in parts]
    periods = ("2021-03", "2021-06", "2021Q1", "2021Q2", "2021H2", "2021")
    return scored(plan(*parts), observations, *periods)


def pair(month: int, numerator: float | None, denominator: float | None) -> Given:
    """A month of a ratio."""
    period = f"2021-{month:02d}"
    keys = {"unit": "A", "indicator": "a", "period": period}
    return keys | {"numerator": numerator, "denominator": denominator}


def test_a_ratio_divides_two_sums() -> None:
    months = [pair(1, 10, 20), pair(2, 30, 40), pair(3, 20, 40), pair(4, 9, 10)]
    # (10 + 30 + 20) / (20 + 40 + 40) = 60 %, and not the mean of 50, 75 and 50 %
    assert value_of(months, "2021-03", collect="ratio", multiplier=100) == (60, None)
    # Only April: 9 / 10
    assert value_of(months, "2021-04", collect="ratio", span="within") == (0.9, None)


@pytest.mark.parametrize(("numerator", "denominator"), [(None, 40.0), (30.0, None), (None, None)])
def test_half_a_pair_leaves_the_ratio_without_a_value(
    numerator: float | None, denominator: float | None
) -> None:
    months = [pair(1, 10, 20), pair(2, numerator, denominator), pair(3, 20, 40)]
    assert value_of(months, "2021-03", collect="ratio") == (None, "unusable")


def test_a_ratio_over_nothing_has_no_value() -> None:
    months = [pair(1, 10, 20), pair(2, 10, -20), pair(3, 1, 0)]
    assert value_of(months, "2021-03", collect="ratio") == (None, "unusable")


@pytest.mark.parametrize(
    ("frequency", "observed", "period", "value"),
    [
        ("quarter", {"2021Q1": 5, "2021Q2": 7}, "2021Q2", 12),
        ("quarter", {"2021Q1": 5, "2021Q2": 7}, "2021-08", 12),
        ("half", {"2021H1": 5, "2021H2": 7}, "2021", 12),
        ("year", {"2021": 9}, "2021", 9),
    ],
)
def test_longer_frequencies_add_up_what_is_due(
    frequency: str, observed: dict[str, float], period: str, value: float
) -> None:
    rows: list[Given] = [("A", "a", text, number) for text, number in observed.items()]
    assert value_of(rows, period, collect="flow", frequency=frequency) == (value, None)


def test_february_stands_for_january_where_both_are_published_together() -> None:
    rows: list[Given] = [("A", "a", "2021-02", 30), ("A", "a", "2021-03", 12)]
    assert value_of(rows, "2021-03", collect="flow", january=False) == (42, None)
    assert value_of(rows, "2021-01", collect="flow", january=False) == (None, "not_due")
    # A January that somebody reports all the same is not due and does not count twice.
    rows.append(("A", "a", "2021-01", 14))
    assert value_of(rows, "2021-03", collect="flow", january=False) == (42, None)


@pytest.mark.parametrize(
    ("collect", "months", "reason"),
    [
        ("flow", (1, 3), "gap"),
        ("flow", (1, 2), "gap"),
        ("average", (1, 3), "gap"),
        ("cumulative", (1, 2), "gap"),
        ("level", (1, 2), "gap"),
        ("flow", (), "missing"),
        ("level", (), "missing"),
        ("level", (4,), "missing"),
    ],
)
def test_a_part_never_passes_for_the_whole(
    collect: str, months: tuple[int, ...], reason: str
) -> None:
    rows: list[Given] = [("A", "a", f"2021-{month:02d}", 5) for month in months]
    assert value_of(rows, "2021-03", collect=collect) == (None, reason)


def test_a_state_needs_only_its_newest_report() -> None:
    assert value_of([("A", "a", "2021-03", 5)], "2021-03", collect="level") == (5, None)
    assert value_of([("A", "a", "2021-03", 5)], "2021Q1", collect="cumulative") == (5, None)


def test_a_year_to_date_value_without_the_one_before_is_a_gap() -> None:
    # June alone would pass for the whole half-year, February is not the end of March.
    within = {"collect": "cumulative", "span": "within"}
    june: Given = ("A", "a", "2021-06", 60)
    assert value_of([june], "2021Q2", **within) == (None, "gap")
    assert value_of([june, ("A", "a", "2021-02", 20)], "2021Q2", **within) == (None, "gap")
    assert value_of([june, ("A", "a", "2021-03", None)], "2021Q2", **within) == (None, "gap")
    assert value_of([june, ("A", "a", "2021-03", 20)], "2021Q2", **within) == (40, None)


def test_the_quarter_before_alone_is_no_report_of_this_one() -> None:
    found = value_of([("A", "a", "2021-03", 20)], "2021Q2", collect="cumulative", span="within")
    assert found == (None, "missing")


@pytest.mark.parametrize("collect", ["flow", "average", "level"])
def test_a_report_without_a_number_gives_no_value(collect: str) -> None:
    rows: list[Given] = [("A", "a", f"2021-{month:02d}", 5) for month in (1, 2)]
    assert value_of([*rows, ("A", "a", "2021-03", None)], "2021-03", collect=collect) == (
        None,
        "unusable",
    )


def entry(value: float | None, recorded_at: str | None, month: int = 3) -> Given:
    """An entry of the ledger."""
    keys = {"unit": "A", "indicator": "a", "period": f"2021-{month:02d}"}
    return keys | {"value": value, "recorded_at": recorded_at}


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        (None, (8, None)),
        ("2021-05-01T00:00:00", (8, None)),
        ("2021-04-25T00:00:00", (7, None)),
        ("2021-04-20T08:00:00", (7, None)),
        ("2021-04-15T00:00:00", (5, None)),
        ("2021-04-01T00:00:00", (None, "missing")),
    ],
)
def test_the_newest_entry_known_at_a_moment_counts(
    as_of: str | None, found: tuple[object, object]
) -> None:
    ledger = [
        entry(8, "2021-05-01T00:00:00"),
        entry(5, "2021-04-10T00:00:00"),
        entry(7, "2021-04-20T08:00:00"),
    ]
    assert value_of(ledger, "2021-03", as_of=as_of) == found


def test_an_entry_without_a_time_is_the_oldest() -> None:
    ledger = [entry(5, None), entry(7, "2021-04-20T08:00:00")]
    assert value_of(ledger, "2021-03", as_of="2021-04-01") == (5, None)
    assert value_of(ledger, "2021-03") == (7, None)


def test_each_month_has_its_own_newest_entry() -> None:
    ledger = [
        entry(1, "2021-02-10", month=1),
        entry(2, "2021-03-10", month=2),
        entry(3, "2021-04-10", month=3),
        entry(4, "2021-04-12", month=1),
    ]
    # 1 + 2 + 3 before the correction of January, 4 + 2 + 3 after it
    assert value_of(ledger, "2021-03", collect="flow", as_of="2021-04-11") == (6, None)
    assert value_of(ledger, "2021-03", collect="flow") == (9, None)


def test_the_same_month_reported_twice_is_no_value_that_adds_up() -> None:
    twice: list[Given] = [("A", "a", "2021-01", 5), ("A", "a", "2021-01", 6)]
    assert value_of(twice, "2021-01", collect="flow") == (None, "gap")


def test_a_rank_keeps_the_size_of_its_field() -> None:
    rows: list[Given] = [
        {"unit": "A", "indicator": "a", "period": f"2021-{month:02d}", "value": 2, "field": size}
        for month, size in ((1, 7), (2, 9))
    ]
    rules = plan(indicator("a", target=3, collect="rank"), indicator("b", collect="flow"))
    row = score_row(scored(rules, rows, "2021-02"), period="2021-02")
    assert (row["value"], row["field"]) == (2, 9)


def test_kinds_stand_side_by_side() -> None:
    rules = plan(
        indicator("a", collect="flow"),
        indicator("b", collect="average"),
        indicator("c", collect="cumulative"),
        indicator("d", collect="ratio"),
    )
    rows: list[Given] = []
    for month, number in ((1, 2), (2, 6)):
        period = f"2021-{month:02d}"
        rows += [("A", code, period, number) for code in "abc"]
        keys = {"unit": "A", "indicator": "d", "period": period}
        rows.append(keys | {"numerator": number, "denominator": 16})
    outcome = scored(rules, rows, "2021-02")
    values = [score_row(outcome, code=code, period="2021-02")["value"] for code in "abcd"]
    # The sum of 2 and 6, their mean, the newest, and 8 in 32
    assert values == [8, 4, 6, 0.25]


def test_several_periods_are_scored_at_once() -> None:
    rules = plan(indicator(collect="flow", target=1))
    outcome = scored(rules, MONTHLY, "2021-01", "2021Q1", "2021")
    values = [score_row(outcome, period=p)["value"] for p in ("2021-01", "2021Q1", "2021")]
    assert values == [10, 60, 780]


def test_optional_columns_may_be_absent() -> None:
    from saima.engine.columns import OBSERVATIONS
    from saima.engine.outcome import Inputs
    from saima.engine.score import score
    from saima.plan.periods import Period
    from tests.engine.builders import POLARS

    names = ("unit", "indicator", "period", "value")
    cells: tuple[list[object], ...] = (["A"], ["a"], ["2021-03"], [5.0])
    columns = dict(zip(names, cells, strict=True))
    frame = POLARS(columns, {name: OBSERVATIONS[name] for name in names})
    rules = plan(indicator("a", target=10, collect="rank"), indicator("b", collect="ratio"))
    outcome = score(rules, Inputs(frame, POLARS), [Period.parse("2021-03")])
    row = score_row(outcome)
    assert (row["value"], row["field"]) == (5, None)
