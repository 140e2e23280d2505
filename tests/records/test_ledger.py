"""Questions to the ledger: how far it has come, and what stood in it at a moment."""

from datetime import UTC, datetime, timedelta

import pytest

from saima.actions.loading import YearRows, load_year
from saima.records.frames import inputs, moment_text
from saima.records.models import Entry
from saima.records.queries.ledger import (
    BEFORE_ALL,
    Mark,
    Reach,
    entries_as_of,
    entries_of,
    last_change,
    ledger_mark,
    reach,
)
from saima.records.queries.plans import current_version, latest_version, years
from tests.web.small_year import PUBLISHED, observation, small_plan, small_rows

pytestmark = pytest.mark.django_db


def load() -> None:
    load_year(small_plan(), small_rows(), PUBLISHED)


def test_an_empty_ledger_has_a_mark_of_zeros_and_no_last_month() -> None:
    assert ledger_mark("small-2021") == Mark(0, 0, 0)
    assert reach("small-2021", 2021) == Reach()
    assert latest_version() is None


def test_the_mark_moves_with_every_new_row() -> None:
    load()
    before = ledger_mark("small-2021")
    load_year(small_plan(), YearRows([observation("ash", "invest", 4, 5)]), PUBLISHED)
    after = ledger_mark("small-2021")
    assert (after.entry, after.adjustment) == (before.entry + 1, before.adjustment)
    assert after.rows == before.rows + 1
    assert ledger_mark("another plan") == Mark(0, 0, 0)


def test_the_last_month_is_that_of_the_year_whatever_else_was_reported() -> None:
    load()
    quarter = {**observation("ash", "invest", 4, 5), "period": "2021Q4"}
    load_year(small_plan(), YearRows([quarter]), PUBLISHED)
    recorded_at = datetime(2021, 5, 5, 1, tzinfo=UTC)
    assert reach("small-2021", 2021) == Reach(recorded_at, "2021-03")
    assert reach("small-2021", 2020) == Reach(recorded_at, None)


def test_the_reach_is_the_newest_entry_and_the_last_month_as_of_a_moment() -> None:
    assert reach("small-2021", 2021) == Reach()
    load()
    april = datetime(2021, 4, 5, 1, tzinfo=UTC)
    assert reach("small-2021", 2021) == Reach(april, "2021-03")
    before = reach("small-2021", 2021, april - timedelta(seconds=1))
    assert before == Reach(datetime(2021, 3, 5, 1, tzinfo=UTC), "2021-02")
    assert reach("small-2021", 2021, datetime(2021, 1, 1, tzinfo=UTC)) == Reach()


def test_moments_between_two_changes_are_one() -> None:
    assert last_change("small-2021", datetime(2021, 3, 10, tzinfo=UTC)) is None
    load()
    march = datetime(2021, 3, 5, 1, tzinfo=UTC)
    assert last_change("small-2021", datetime(2021, 3, 10, tzinfo=UTC)) == march
    assert last_change("small-2021", datetime(2021, 4, 1, tzinfo=UTC)) == march
    # The award of 2 April is a change as well; after the entries of 5 April there is none.
    award = datetime(2021, 4, 2, 1, tzinfo=UTC)
    assert last_change("small-2021", datetime(2021, 4, 3, tzinfo=UTC)) == award
    assert last_change("small-2021", datetime(2021, 4, 6, tzinfo=UTC)) is None
    assert last_change("small-2021", datetime(2021, 1, 1, tzinfo=UTC)) == BEFORE_ALL


def test_entries_as_of_a_moment_leave_out_what_came_later() -> None:
    load()
    march = entries_as_of("small-2021", datetime(2021, 3, 31, tzinfo=UTC))
    assert {entry.period for entry in march} == {"2021-01", "2021-02"}


def test_entries_of_a_value_come_latest_first() -> None:
    load()
    late = {**observation("ash", "invest", 3, 7), "recorded_at": datetime(2021, 6, 1, tzinfo=UTC)}
    load_year(small_plan(), YearRows([late]), PUBLISHED)
    found = entries_of("small-2021", "invest", "ash", "2021-03")
    assert [entry.value for entry in found] == [7, 6]


def test_plans_are_found_by_year() -> None:
    load()
    newer = load_year(
        small_plan(version=2, reason="mended"), YearRows(), datetime(2021, 5, 1, tzinfo=UTC)
    )
    assert current_version(2021) == newer == latest_version()
    first = current_version(2021, datetime(2021, 4, 30, tzinfo=UTC))
    assert (first and first.version) == 1
    assert current_version(2021, datetime(2020, 12, 1, tzinfo=UTC)) == first
    assert current_version(2021, datetime(2021, 5, 2, tzinfo=UTC)) == newer
    assert current_version(2020) is None
    assert years() == (2021,)


def test_frames_carry_the_columns_of_the_engine() -> None:
    load()
    found = inputs("small-2021")
    rows = found.observations.collect()
    assert rows.shape == (Entry.objects.count(), 8)
    first = next(rows.iter_rows(named=True))
    assert (first["unit"], first["value"], first["field"]) == ("x", 11.0, None)
    assert first["recorded_at"] == "2021-02-05T01:00:00.000000+00:00"
    assert found.adjustments is not None
    assert found.adjustments.collect().rows() == [("ash", "2021-03", "award", 1.5)]


def test_moments_are_written_alike_so_that_text_sorts_by_time() -> None:
    earlier = moment_text(datetime.fromisoformat("2021-04-05T08:59:59+08:00"))
    later = moment_text(datetime.fromisoformat("2021-04-05T01:00:00.5+00:00"))
    assert earlier == "2021-04-05T00:59:59.000000+00:00"
    assert earlier < later
