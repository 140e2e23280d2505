"""Ranks from the prefecture: weak at first, better later, one item in trouble."""

import itertools
from collections import defaultdict

from saima.demo.rows import DemoYear, ObservationRow
from saima.plan.plan import Plan


def runs(year: DemoYear, code_starts: str) -> dict[str, list[ObservationRow]]:
    found: dict[str, list[ObservationRow]] = defaultdict(list)
    for row in sorted(year.observations, key=lambda row: row.period):
        if row.field is not None and row.indicator.startswith(code_starts):
            found[row.indicator].append(row)
    return found


def test_a_place_lies_in_its_field_of_seven_nine_or_the_province(year: DemoYear) -> None:
    for row in (row for rows in runs(year, "").values() for row in rows):
        assert row.unit == "x"
        assert row.field in (7, 9, 90)
        assert 1 <= row.value <= row.field


def test_exactly_one_watched_item_is_in_the_last_two_twice_running(
    plan: Plan, year: DemoYear
) -> None:
    def last_two(row: ObservationRow) -> bool:
        return row.field is not None and row.value > row.field - 2

    watched = {i.code for i in plan.indicators if "superior" in i.tags}
    caught = {
        code
        for code, rows in runs(year, "jiaxing-").items()
        if code in watched
        and any(last_two(one) and last_two(two) for one, two in itertools.pairwise(rows))
    }
    assert caught == {"jiaxing-traffic-investment"}
    assert len(plan.indicator_by_code["jiaxing-traffic-investment"].held_by) == 1


def test_the_city_recovers_over_the_year(year: DemoYear) -> None:
    rows = [rows for rows in runs(year, "jiaxing-").values() if len(rows) == 4]
    assert len(rows) > 40
    means = [sum(run[quarter].value for run in rows) / len(rows) for quarter in range(4)]
    assert means[0] - means[3] >= 1
    assert means == sorted(means, reverse=True)


def test_the_flag_was_missed_last_year_and_comes_nearer(year: DemoYear) -> None:
    """Last of nine in two quarters of 2020 (S8)."""
    flag = runs(year, "jiaxing-flag")["jiaxing-flag"]
    places = {row.period: row.value for row in flag}
    assert [places[f"2020Q{n}"] for n in (1, 2, 3, 4)].count(9) == 2
    assert [places[f"2021Q{n}"] for n in (1, 2, 3, 4)] == [6, 5, 5, 3]
