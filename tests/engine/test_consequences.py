"""Which runs of places fire: boundary, ties, fields, chains, suspension."""

from typing import Any

import pytest

from saima.engine.consequences import (
    Standing,
    Subject,
    caught,
    clearing,
    follows,
    runs,
    summoned,
    triggers,
)
from saima.plan.periods import Period, PeriodKind
from saima.plan.rules import BoundaryTies, Consequence
from tests.engine.builders import consequence

SUBJECT = ("X", "g", None)


def standing(rank: float | None, field: int, tied: int = 1, **given: object) -> Standing:
    """A standing in the first quarter."""
    return Standing(Period.parse("2021Q1"), rank, field, tied, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "places"),
    [
        (11, [10, 11]),
        (9, [8, 9]),
        (7, [6, 7]),
        (3, [2, 3]),  # two of three: a plan may ask for a larger field
        (2, [1, 2]),
        (1, [1]),
    ],
)
def test_the_bottom_two_of_a_field(field: int, places: list[int]) -> None:
    rule = consequence(count=2)
    found = [place for place in range(1, field + 1) if caught(rule, standing(place, field))]
    assert found == places


@pytest.mark.parametrize(("count", "places"), [(1, [1]), (3, [1, 2, 3]), (20, list(range(1, 12)))])
def test_the_top_of_a_field(count: int, places: list[int]) -> None:
    rule = consequence(place="top", count=count)
    found = [place for place in range(1, 12) if caught(rule, standing(place, 11))]
    assert found == places


@pytest.mark.parametrize(
    ("place", "ties", "rank", "tied", "expected"),
    [
        # Bottom two of eleven are places 10 and 11; two units at 9 reach from 9 to 10.
        ("bottom", "all", 9, 2, True),
        ("bottom", "none", 9, 2, False),
        ("bottom", "all", 10, 2, True),
        ("bottom", "none", 10, 2, True),
        ("bottom", "all", 8, 2, False),
        # All eleven tied at 1 reach down to 11.
        ("bottom", "all", 1, 11, True),
        ("bottom", "none", 1, 11, False),
        # Top two: two units at 2 reach from 2 to 3.
        ("top", "all", 2, 2, True),
        ("top", "none", 2, 2, False),
        ("top", "all", 1, 2, True),
        ("top", "none", 1, 2, True),
        ("top", "all", 3, 2, False),
    ],
)
def test_ties_across_the_boundary(
    place: str, ties: str, rank: int, tied: int, expected: bool
) -> None:
    rule = consequence(place=place, count=2, boundary_ties=BoundaryTies(ties))
    assert caught(rule, standing(rank, 11, tied)) is expected


def test_places_are_counted_where_the_published_rank_hides_them() -> None:
    rule = consequence(count=1)
    # Dense ranks 1, 2, 2, 3: the last of four has rank 3, three units are ahead.
    assert caught(rule, standing(3, 4, ahead=3)) is True
    # Average ranks 1, 2.5, 2.5, 4: with a bottom of two the third place is in it.
    both = consequence(count=2)
    assert caught(both, standing(2.5, 4, 2, ahead=1)) is True
    assert caught(consequence(count=2, boundary_ties="none"), standing(2.5, 4, 2, ahead=1)) is False


def test_small_fields_do_not_fire() -> None:
    rule = consequence(count=2, smallest_field=5)
    assert caught(rule, standing(4, 4)) is False
    assert caught(rule, standing(5, 5)) is True


def test_no_rank_and_no_field_are_never_caught() -> None:
    assert caught(consequence(), standing(None, 11)) is False
    assert caught(consequence(), standing(5, 0)) is False


def test_a_double_condition_spares_who_met_the_target() -> None:
    rule = consequence(count=2, only_missed=True)
    assert caught(rule, standing(11, 11, missed=True)) is True
    assert caught(rule, standing(11, 11, missed=False)) is False


@pytest.mark.parametrize(
    ("earlier", "later", "chained", "unchained"),
    [
        ("2021Q1", "2021Q2", True, True),
        ("2020Q4", "2021Q1", True, False),
        ("2021Q1", "2021Q3", False, False),
        ("2021-12", "2022-01", True, False),
        ("2021Q1", "2021-04", False, False),
    ],
)
def test_what_counts_as_in_a_row(earlier: str, later: str, chained: bool, unchained: bool) -> None:
    first, second = Period.parse(earlier), Period.parse(later)
    assert follows(consequence(chain_years=True), first, second) is chained
    assert follows(consequence(chain_years=False), first, second) is unchained


def fired(
    ranks: list[int | None], start: str = "2021Q1", suspended: tuple[str, ...] = (), **given: Any
) -> list[tuple[str, int, str | None]]:
    """Period, level and card of every trigger; ranks in a field of eleven, quarter by quarter."""
    usual: dict[str, Any] = {"count": 2, "running": 2, "cards": ("yellow", "red")}
    rule = consequence(**(usual | given))
    first = Period.parse(start)
    history = [
        Standing(Period.of(first.year, PeriodKind.QUARTER, first.index + number), rank, 11)
        for number, rank in enumerate(ranks)
        if rank != 0
    ]
    pardoned = {Period.parse(text): True for text in suspended}
    found = triggers(rule, SUBJECT, reversed(history), pardoned)
    return [(str(trigger.period), trigger.level, trigger.card) for trigger in found]


def test_a_run_fires_when_it_is_long_enough_and_then_every_time() -> None:
    assert fired([10, 11, 11, 10]) == [
        ("2021Q2", 1, "yellow"),
        ("2021Q3", 2, "red"),
        ("2021Q4", 3, "red"),  # the last card stays
    ]


def test_leaving_the_bottom_starts_over() -> None:
    assert fired([10, 11, 5, 10, 11]) == [("2021Q2", 1, "yellow"), ("2022Q1", 1, "yellow")]


def test_one_period_can_be_enough() -> None:
    assert fired([11, 5, 10], running=1, cards=()) == [("2021Q1", 1, None), ("2021Q3", 1, None)]


def test_longer_runs_can_be_asked_for() -> None:
    assert fired([10, 10, 10, 10], running=3) == [("2021Q3", 1, "yellow"), ("2021Q4", 2, "red")]


def test_a_quarter_without_a_rank_breaks_the_run() -> None:
    assert fired([10, None, 10, 10]) == [("2021Q4", 1, "yellow")]


def test_a_quarter_that_was_never_scored_breaks_the_run() -> None:
    assert fired([10, 0, 10]) == []


def test_runs_go_over_the_year_end_where_the_plan_says_so() -> None:
    assert fired([11, 10], start="2020Q4") == [("2021Q1", 1, "yellow")]
    assert fired([11, 10], start="2020Q4", chain_years=False) == []
    assert fired([11, 10, 10], start="2020Q4", chain_years=False) == [("2021Q2", 1, "yellow")]


def test_a_suspended_quarter_neither_counts_nor_breaks_the_run() -> None:
    assert fired([10, 10, 10], suspended=("2021Q2",)) == [("2021Q3", 1, "yellow")]
    assert fired([10, 5, 10], suspended=("2021Q2",)) == [("2021Q3", 1, "yellow")]
    assert fired([10, 10], suspended=("2021Q2",)) == []
    assert fired([10, 10, 5, 10], suspended=("2021Q1",)) == []


def test_a_trigger_names_the_run_that_fired_it() -> None:
    rule = consequence("bottom", count=2, running=2)
    history = [
        Standing(Period.parse("2021Q1"), 9, 9),
        Standing(Period.parse("2021Q2"), 10, 11),
        Standing(Period.parse("2021Q3"), 11, 11),
    ]
    trigger = triggers(rule, ("X", "towns", "gdp"), history)[-1]
    assert (trigger.rule, trigger.unit, trigger.group, trigger.indicator) == (
        "bottom",
        "X",
        "towns",
        "gdp",
    )
    assert [str(period) for period in trigger.periods] == ["2021Q2", "2021Q3"]
    assert (trigger.ranks, trigger.fields, trigger.level) == ((10, 11), (11, 11), 2)


def test_top_places_earn_flags_without_a_run() -> None:
    assert fired([1, 2, 3, 1], place="top", count=1, running=1, cards=("flag",)) == [
        ("2021Q1", 1, "flag"),
        ("2021Q4", 1, "flag"),
    ]


def quarters(ranks: list[int | None], field: int = 11) -> list[Standing]:
    """Standings quarter by quarter from the first of 2021; 0 leaves a quarter out."""
    return [
        Standing(Period.of(2021, PeriodKind.QUARTER, number), rank, field)
        for number, rank in enumerate(ranks, 1)
        if rank != 0
    ]


def cleared(
    ranks: list[int | None], fired: str = "2021Q2", suspended: tuple[str, ...] = (), **given: Any
) -> tuple[bool, str]:
    """Whether the card of a trigger has lapsed, and with or before which quarter."""
    rule = consequence(**({"count": 2, "running": 2} | given))
    pardoned = {Period.parse(text): True for text in suspended}
    found = clearing(rule, Period.parse(fired), reversed(quarters(ranks)), pardoned)
    return found.lapsed, str(found.period)


def test_a_card_lapses_after_one_quarter_out_of_the_bottom() -> None:
    assert cleared([10, 11]) == (False, "2021Q3")
    assert cleared([10, 11, 5]) == (True, "2021Q3")
    assert cleared([10, 11, 10, 9]) == (True, "2021Q4")
    assert cleared([10, 11, 10, 10]) == (False, "2022Q1")


def test_two_quarters_out_must_follow_each_other() -> None:
    assert cleared([10, 11, 5], lapses_after=2) == (False, "2021Q4")
    assert cleared([10, 11, 5, 5], lapses_after=2) == (True, "2021Q4")
    assert cleared([10, 11, 5, 10, 5], lapses_after=2) == (False, "2022Q2")
    assert cleared([10, 11, 5, 10, 5, 5], lapses_after=2) == (True, "2022Q2")


def test_what_is_no_proof_neither_counts_nor_starts_over() -> None:
    assert cleared([10, 11, None]) == (False, "2021Q4")
    assert cleared([10, 11, 0, 5]) == (True, "2021Q4")
    assert cleared([10, 11, 5], suspended=("2021Q3",)) == (False, "2021Q4")
    assert cleared([10, 11, 5, None, 5], lapses_after=2) == (True, "2022Q1")
    assert cleared([10, 11, 5], smallest_field=12) == (False, "2021Q4")


def test_without_suspensions_none_need_be_given() -> None:
    assert clearing(consequence(), Period.parse("2021Q2"), quarters([10, 11, 5])).lapsed is True


def last_runs(ranks: list[int | None], field: int = 9) -> list[tuple[list[str], bool]]:
    """The runs of last places, and whether each still goes on."""
    rule = consequence(count=1, running=1)
    found = runs(rule, reversed(quarters(ranks, field)))
    return [([str(period) for period in run.periods], run.current) for run in found]


def test_runs_of_last_places_are_as_long_as_they_go() -> None:
    assert last_runs([9, 9, 5, 9]) == [(["2021Q1", "2021Q2"], False), (["2021Q4"], True)]
    assert last_runs([5, 9, 9]) == [(["2021Q2", "2021Q3"], True)]
    assert last_runs([9, None, 9, 8]) == [(["2021Q1"], False), (["2021Q3"], False)]
    assert last_runs([9, 0, 9]) == [(["2021Q1"], False), (["2021Q3"], True)]
    assert last_runs([5, 8]) == []
    assert last_runs([]) == []


def test_a_run_carries_its_ranks_and_fields() -> None:
    history = [Standing(Period.parse("2021Q1"), 7, 7), Standing(Period.parse("2021Q2"), 9, 9)]
    (run,) = runs(consequence(count=1, running=1), history)
    assert (run.ranks, run.fields) == ((7, 9), (7, 9))


def test_everything_that_rules_fire_comes_by_period_rule_and_unit() -> None:
    def histories(rule: Consequence) -> dict[Subject, list[Standing]]:
        ranks = {"X": [10, 10, 10], "Y": [11, 11, 5]}
        return {(unit, "g", None): quarters(list(places)) for unit, places in ranks.items()}

    def pardons(rule: Consequence, subject: Subject) -> dict[Period, bool]:
        return {Period.parse("2021Q2"): True} if subject[0] == "X" else {}

    rules = [consequence("b", count=2, running=2), consequence("a", count=1, running=1)]
    found = summoned(rules, histories)
    assert [(str(one.period), one.rule, one.unit, one.level) for one in found] == [
        ("2021Q1", "a", "Y", 1),
        ("2021Q2", "a", "Y", 2),
        ("2021Q2", "b", "X", 1),
        ("2021Q2", "b", "Y", 1),
        ("2021Q3", "b", "X", 2),
    ]
    pardoned = summoned(rules[:1], histories, pardons)
    assert [(str(one.period), one.unit, one.level) for one in pardoned] == [
        ("2021Q2", "Y", 1),
        ("2021Q3", "X", 1),
    ]
