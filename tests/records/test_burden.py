"""What reporting costs, and which facts are asked twice."""

from datetime import timedelta

from saima.actions import reporting, rounds
from saima.engine.repeats import Repeat
from saima.plan.periods import Period
from saima.records.models import Round
from saima.records.queries.burden import asked_twice, burden, minutes
from tests.cast import MARCH, NOW, Cast, by, cast_plan, due, given, known, publish
from tests.demo.small_plan import indicator, label


def at(minute: int) -> timedelta:
    return timedelta(minutes=minute)


def test_fields_are_counted_by_unit_and_month(march: Round, cast: Cast) -> None:
    rows = {(row.reporter, row.month): row for row in burden("small")}
    # investment of four, starts of the city, and the share of three towns with two numbers each.
    assert (rows["commerce", "2021-03"].values, rows["commerce", "2021-03"].fields) == (8, 11)
    assert (rows["office", "2021-03"].values, rows["office", "2021-03"].fields) == (1, 2)
    assert rows["a", "2021-03"].minutes is None


def test_the_newest_month_comes_first(march: Round, cast: Cast) -> None:
    rounds.open_round(by(cast.office), march.version, Period.parse("2021-04"))
    months = [row.month for row in burden("small")]
    assert months == sorted(months, reverse=True)
    assert set(months) == {"2021-03", "2021-04"}


def test_minutes_run_from_first_draft_to_report(march: Round, cast: Cast) -> None:
    first, second = due("a", "starts").pk, due("a", "level").pk
    for key, begun in ((first, 0), (second, 2)):
        reporting.save_draft(by(cast.town_reporter, NOW + at(begun)), key, {"value": "3"})
    items = {first: given(3), second: given(3)}
    reporting.submit_many(by(cast.town_reporter, NOW + at(10)), items)
    (row,) = [row for row in burden("small") if row.reporter == "a"]
    assert row.minutes == 10  # at the same time, so ten and not eighteen


def test_what_one_person_does_at_the_same_time_counts_once() -> None:
    spans = [
        (1, NOW, NOW + at(10)),
        (1, NOW + at(5), NOW + at(8)),
        (1, NOW + at(9), NOW + at(12)),
        (1, NOW + at(30), NOW + at(31)),
        (2, NOW, NOW + at(4)),
    ]
    assert minutes(spans) == 12 + 1 + 4
    assert minutes([]) == 0


def test_a_fact_that_is_asked_twice_is_found(cast: Cast) -> None:
    plan = cast_plan(
        indicators=[
            indicator("loans", label=label("新增贷款"), reporter="commerce"),
            indicator("credit", label=label("新增贷款（全口径）"), reporter="statistics"),
            indicator("invest", label=label("投资"), reporter="commerce"),
            indicator("ground", label=label("另一项"), reporter="statistics"),
        ]
    )
    march = rounds.open_round(by(cast.office), publish(plan), MARCH)
    for month, number in ((1, 3), (2, 5)):
        for unit, more in (("a", 0), ("b", 10)):
            for code in ("invest", "ground"):
                known(unit, code, f"2021-{month:02d}", number + more)
    assert asked_twice(march) == [
        Repeat("loans", "credit", "words"),
        Repeat("invest", "ground", "numbers"),
    ]
