"""When values arrive: nearly all in time, a few late, a few mended, all in office hours."""

import itertools
from collections import defaultdict
from datetime import date, datetime

from saima.demo.rows import DemoYear, ObservationRow
from saima.demo.timing import working_days
from saima.plan.periods import Period
from saima.plan.plan import Plan


def first_rows(year: DemoYear) -> list[ObservationRow]:
    return [
        row
        for row in year.observations
        if row.period.startswith("2021") and not row.source.startswith("更正")
    ]


def days_after(row: ObservationRow) -> int:
    """Days from the end of the period: 1 is the first of the next month."""
    end = Period.parse(row.period).end + 1
    first = date(end // 12, end % 12 + 1, 1)
    return (datetime.fromisoformat(row.recorded_at).date() - first).days + 1


def test_working_days_leave_out_weekends_and_feasts() -> None:
    """October 2021: the week of National Day ends on the 7th, 9 and 10 are a weekend."""
    assert [day.day for day in working_days(2021, 10, 4, 12)] == [8, 11, 12]
    assert [day.day for day in working_days(2021, 2, 4, 12)] == [4, 5, 8, 9, 10]


def test_about_three_in_a_hundred_values_are_late(plan: Plan, year: DemoYear) -> None:
    own = [row for row in first_rows(year) if row.unit != "x"]
    late = [row for row in own if days_after(row) > 12]
    assert 0.02 <= len(late) / len(own) <= 0.045
    assert sum(days_after(row) > 22 for row in late) == 3


def test_three_towns_send_one_value_of_october_in_december(year: DemoYear) -> None:
    silent = [
        row
        for row in first_rows(year)
        if row.period == "2021-10" and row.recorded_at.startswith("2021-12")
    ]
    assert len(silent) == len({row.unit for row in silent}) == 3
    assert len({row.indicator for row in silent}) == 3
    assert all(row.unit.startswith("330483") for row in silent)


def test_about_two_in_a_hundred_values_are_corrected(year: DemoYear) -> None:
    corrected = [row for row in year.observations if row.source.startswith("更正 correction")]
    assert 0.01 <= len(corrected) / len(first_rows(year)) <= 0.035


def test_a_correction_comes_later_and_changes_the_value(year: DemoYear) -> None:
    versions: dict[tuple[str, str, str], list[ObservationRow]] = defaultdict(list)
    for row in year.observations:
        versions[row.unit, row.indicator, row.period].append(row)
    mended = [rows for rows in versions.values() if len(rows) > 1]
    assert mended
    for rows in mended:
        moments = [row.recorded_at for row in rows]
        assert moments == sorted(set(moments))
        values = [row.value for row in rows]
        assert all(one != two for one, two in itertools.pairwise(values))


def test_ranks_from_outside_come_with_the_bulletin(year: DemoYear) -> None:
    ranks = [row for row in first_rows(year) if row.field is not None]
    assert ranks
    assert all(14 <= days_after(row) <= 20 for row in ranks)


def test_everything_is_recorded_in_office_hours_on_weekdays(year: DemoYear) -> None:
    moments = [row.recorded_at for row in year.observations]
    moments += [row.recorded_at for row in year.adjustments]
    for moment in moments:
        assert datetime.fromisoformat(moment).weekday() < 5
        assert "08:30:00" <= moment[11:] <= "17:30:00"
