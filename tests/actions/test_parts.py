"""The quarters inside a year: what the year uses, held against what was sealed.

Three fictitious towns and one level with a target of 100. By hand, with 40 % for the mean of the
quarters and 60 % for the end of the year:

| town | Q1 | Q2 | Q3 | Q4  | quarters        | year end | year |
|------|----|----|----|-----|-----------------|----------|------|
| a    | 80 | 90 | 90 | 100 | 0.4 x 90 = 36   | 60       | 96   |
| b    | 90 | 90 | 90 | 90  | 0.4 x 90 = 36   | 54       | 90   |
| c    | 70 | 80 | 80 | 90  | 0.4 x 80 = 32   | 54       | 86   |
"""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from saima.actions import sealing
from saima.actions.bundles import sealing_of
from saima.actions.kept_boards import KEEPER, boards_of
from saima.actions.loading import publish_plan
from saima.actions.parts import parts_audit
from saima.actions.sealing import Attempt
from saima.plan.periods import Period
from saima.records.models import Board, BoardTotal, Entry, PlanVersion
from tests.board_stage import days_after
from tests.cast import Cast, by
from tests.demo.small_plan import indicator, small_plan

LEVELS = {"a": (80, 90, 90, 100), "b": (90, 90, 90, 90), "c": (70, 80, 80, 90)}
CLOSED = datetime(2022, 1, 20, 2, tzinfo=UTC)
YEAR = Period.parse("2021")
LEVEL = indicator(
    "level", collect="level", frequency="quarter", weight={"towns": 100}, missing="zero"
)


def entry(unit: str, period: str, value: int, at: datetime) -> Entry:
    return Entry.objects.create(
        plan="small",
        unit=unit,
        indicator="level",
        period=period,
        value=Decimal(value),
        recorded_at=at,
    )


def seal(cast: Cast, version: PlanVersion, period: str, now: datetime) -> Board:
    """Draft, show and seal within three weeks."""
    attempt = Attempt(version, Period.parse(period), now, "closed")
    board = sealing.compute_draft(by(cast.office, now), attempt)
    sealing.show_for_objections(by(cast.office, now), board.pk)
    return sealing.seal(by(cast.office, days_after(now, 21)), board.pk, "nobody objected")


@pytest.fixture
def version(cast: Cast) -> PlanVersion:
    KEEPER.kept.clear()
    plan = small_plan(LEVEL, year_score={"quarters": 0.4, "year_end": 0.6})
    published = publish_plan(plan, datetime(2021, 1, 4, tzinfo=UTC))
    for unit, levels in LEVELS.items():
        for quarter, value in enumerate(levels, 1):
            entry(unit, f"2021Q{quarter}", value, datetime(2021, 3 * quarter, 28, tzinfo=UTC))
    return published


def test_the_year_carries_its_quarters_and_names_their_seals(
    cast: Cast, version: PlanVersion
) -> None:
    quarters = [
        seal(cast, version, f"2021Q{number}", days_after(CLOSED, 30 * number))
        for number in range(1, 5)
    ]
    year = seal(cast, version, "2021", days_after(CLOSED, 200))
    rows = {row.unit: (row.total, row.rank) for row in BoardTotal.objects.filter(board=year)}
    assert {unit: rows[unit] for unit in "abc"} == {"a": (96, 1), "b": (90, 2), "c": (86, 3)}
    parts = parts_audit(year)
    assert [str(part.period) for part in parts] == ["2021Q1", "2021Q2", "2021Q3", "2021Q4"]
    assert [part.board for part in parts] == quarters
    assert {part.share for part in parts} == {0.1}
    towns = {row.unit: (row.used, row.sealed, row.difference) for row in parts[0].rows}
    assert towns["a"] == (80, 80, 0)
    assert not any(part.differing for part in parts)
    built = sealing_of(year).builds_on
    assert [(one.period, one.seal) for one in built] == [
        (board.period, board.seal) for board in quarters
    ]


def test_a_correction_after_a_quarter_was_sealed_shows_as_a_difference(
    cast: Cast, version: PlanVersion
) -> None:
    quarter = seal(cast, version, "2021Q1", CLOSED)
    entry("a", "2021Q1", 100, days_after(CLOSED, 40))
    year = seal(cast, version, "2021", days_after(CLOSED, 60))
    # a: 0.4 x mean(100, 90, 90, 100) = 38, with 60 at the end of the year 98.
    assert boards_of(year).totals(YEAR)["a"].total == 98
    first, second, *_ = parts_audit(year)
    (row,) = first.differing
    assert (row.unit, row.used, row.sealed, row.difference) == ("a", 100, 80, 20)
    assert first.board == quarter
    assert (second.board, second.differing) == (None, ())
    assert {row.sealed for row in second.rows} == {None}


def test_a_half_year_is_not_made_of_quarters_and_shows_them_beside(
    cast: Cast, version: PlanVersion
) -> None:
    seal(cast, version, "2021Q2", CLOSED)
    half = seal(cast, version, "2021H1", days_after(CLOSED, 30))
    first, second = parts_audit(half)
    assert (first.share, second.share) == (None, None)
    assert [row.used for row in second.rows if row.unit in "abc"] == [90, 90, 80]
    assert [row.difference for row in second.rows if row.unit in "abc"] == [0, 0, 0]
    assert first.board is None


def test_a_quarter_has_no_parts(cast: Cast, version: PlanVersion) -> None:
    assert parts_audit(seal(cast, version, "2021Q1", CLOSED)) == ()


def test_a_year_without_a_rule_for_it_shows_its_quarters_without_a_share(cast: Cast) -> None:
    KEEPER.kept.clear()
    version = publish_plan(small_plan(LEVEL), datetime(2021, 1, 4, tzinfo=UTC))
    entry("a", "2021Q4", 90, datetime(2022, 1, 5, tzinfo=UTC))
    year = seal(cast, version, "2021", CLOSED)
    assert {part.share for part in parts_audit(year)} == {None}
    assert sealing_of(year).builds_on == ()
