"""Rank histories behind the consequence rules, through whole runs of scoring."""

from typing import Any

import pytest

from saima.engine.outcome import Outcome
from saima.plan.methods.goalposts import Goalposts
from saima.plan.methods.met import Met
from saima.plan.rules import Consequence
from tests.engine.builders import Given, consequence, indicator, plan, scored, units

HUNDRED = Goalposts(low=0, high=100)
ENDS = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12"}
Fired = list[tuple[str, str, str]]


def month_of(quarter: str) -> str:
    """The month that a quarter ends with."""
    return f"{quarter[:4]}-{ENDS[quarter[4:]]}"


def found(outcome: Outcome) -> Fired:
    """Rule, unit and period of every trigger."""
    return [(trigger.rule, trigger.unit, str(trigger.period)) for trigger in outcome.triggers]


def fired(
    quarters: dict[str, dict[str, float]], *rules: Consequence, wanted: str = "", **given: Any
) -> Fired:
    """Triggers of units with these totals at the quarters' ends."""
    codes = dict.fromkeys(unit for row in quarters.values() for unit in row)
    given = {"units_": " ".join(codes)} | given
    fields = plan(indicator(method=HUNDRED), consequences=rules, **given)
    rows = [
        (unit, "a", month_of(quarter), value)
        for quarter, row in quarters.items()
        for unit, value in row.items()
    ]
    return found(scored(fields, rows, *(wanted.split() or quarters)))


FIRST = {"A": 90.0, "B": 80.0, "C": 70.0, "D": 60.0}
LAST_TWO = consequence("last", count=1, running=2)


def test_a_run_of_last_places_of_the_total_fires() -> None:
    quarters = {"2021Q1": FIRST, "2021Q2": FIRST | {"C": 75.0}, "2021Q3": FIRST | {"D": 95.0}}
    assert fired(quarters, LAST_TWO) == [("last", "D", "2021Q2")]


def test_quarters_that_were_not_asked_for_are_looked_at_too() -> None:
    quarters = {"2021Q1": FIRST, "2021Q2": FIRST}
    assert fired(quarters, LAST_TWO, wanted="2021Q2") == [("last", "D", "2021Q2")]
    # Only what fired in the asked-for period is proposed.
    quarters["2021Q3"] = FIRST
    assert fired(quarters, LAST_TWO, wanted="2021Q3") == [("last", "D", "2021Q3")]


def test_a_rule_looks_at_its_own_kind_of_period() -> None:
    assert fired({"2021Q1": FIRST, "2021Q2": FIRST}, LAST_TWO, wanted="2021-03 2021-06") == []
    monthly = consequence("last", period="month", count=1, running=1)
    assert fired({"2021Q1": FIRST}, monthly, wanted="2021-03") == [("last", "D", "2021-03")]


@pytest.mark.parametrize(("chain", "expected"), [(True, [("last", "D", "2021Q1")]), (False, [])])
def test_the_year_end_chains_or_not(chain: bool, expected: Fired) -> None:
    rule = consequence("last", count=1, running=2, chain_years=chain)
    assert fired({"2020Q4": FIRST, "2021Q1": FIRST}, rule) == expected


def test_a_unit_without_a_total_leaves_the_field() -> None:
    second = {"A": 90.0, "B": 80.0, "C": 70.0}
    quarters = {"2021Q1": FIRST, "2021Q2": second, "2021Q3": FIRST}
    # D has no rank in the second quarter, so C is last then; nobody is last twice running.
    assert fired(quarters, LAST_TWO) == []
    once = consequence("last", count=1, running=1)
    assert fired(quarters, once) == [
        ("last", "D", "2021Q1"),
        ("last", "C", "2021Q2"),
        ("last", "D", "2021Q3"),
    ]


@pytest.mark.parametrize("ties", ["min", "dense", "average"])
@pytest.mark.parametrize(("boundary", "expected"), [("all", ["C", "D"]), ("none", [])])
def test_who_is_tied_across_the_boundary_counts_or_not(
    ties: str, boundary: str, expected: list[str]
) -> None:
    rule = consequence("last", count=1, running=1, boundary_ties=boundary)
    totals = {"A": 90.0, "B": 80.0, "C": 60.0, "D": 60.0}
    assert [unit for _, unit, _ in fired({"2021Q1": totals}, rule, ranking={"ties": ties})] == (
        expected
    )


@pytest.mark.parametrize("ties", ["min", "dense", "average"])
def test_the_last_place_is_the_last_place_however_ties_are_printed(ties: str) -> None:
    rule = consequence("last", count=1, running=1)
    totals = {"A": 90.0, "B": 80.0, "C": 80.0, "D": 60.0}
    assert fired({"2021Q1": totals}, rule, ranking={"ties": ties}) == [("last", "D", "2021Q1")]


TWO_GROUPS = [*units("A B", "towns"), *units("C D E", "offices")]
BOTH = {"2021Q1": {"A": 90.0, "B": 20.0, "C": 80.0, "D": 70.0, "E": 30.0}}


def test_the_field_is_the_group_or_everybody() -> None:
    rule = consequence("last", count=1, running=1)
    assert fired(BOTH, rule, units_=TWO_GROUPS) == [
        ("last", "B", "2021Q1"),
        ("last", "E", "2021Q1"),
    ]
    rule = consequence("last", count=1, running=1, field="all")
    assert fired(BOTH, rule, units_=TWO_GROUPS) == [("last", "B", "2021Q1")]


def test_a_rule_may_be_for_some_groups_only() -> None:
    rule = consequence("last", count=1, running=1, groups=["offices"])
    assert fired(BOTH, rule, units_=TWO_GROUPS) == [("last", "E", "2021Q1")]
    # In the field of all, offices can be spared although a town is worse.
    rule = consequence("last", count=2, running=1, groups=["offices"], field="all")
    assert fired(BOTH, rule, units_=TWO_GROUPS) == [("last", "E", "2021Q1")]


def test_a_small_group_is_spared() -> None:
    rule = consequence("last", count=1, running=1, smallest_field=3)
    assert fired(BOTH, rule, units_=TWO_GROUPS) == [("last", "E", "2021Q1")]


def test_rules_stand_side_by_side_in_order() -> None:
    top = consequence("flag", place="top", count=1, running=1)
    last = consequence("last", count=1, running=1)
    assert fired({"2021Q2": FIRST, "2021Q1": FIRST}, last, top) == [
        ("flag", "A", "2021Q1"),
        ("last", "D", "2021Q1"),
        ("flag", "A", "2021Q2"),
        ("last", "D", "2021Q2"),
    ]


HOLDERS = [{"unit": "L", "weight": 50}, {"unit": "C", "weight": 50, "lead": False}]


def outside(ranks: dict[str, tuple[float | None, int | None]], **given: Any) -> Fired:
    """Triggers of ranks from outside that unit L leads and unit C shares; the target is rank 3."""
    rule = consequence(
        "jiaxing", **({"watch": "indicator", "count": 2, "running": 2, "tag": "key"} | given)
    )
    target = {"value": 3, "compare": "rank_within", "every_unit": True}
    shared = {"direction": "lower", "collect": "rank", "weight": {}, "held_by": HOLDERS}
    rules = plan(
        indicator("a", Met(), target=target, tags=["key"], **shared),
        indicator("b", Met(), target=target, tags=["other"], **shared),
        units_=[*units("L C"), *units("CITY", None)],
        city="CITY",
        consequences=[rule],
    )
    rows: list[Given] = [
        {"unit": "CITY", "indicator": code, "period": month_of(quarter), "value": rank, "field": n}
        for quarter, (rank, n) in ranks.items()
        for code in "ab"
    ]
    outcome = scored(rules, rows, *ranks)
    assert all(t.indicator in ("a", "b") for t in outcome.triggers)
    return found(outcome)


def test_only_the_lead_unit_answers_for_a_rank_from_outside() -> None:
    # S48: two quarters in the bottom two of the prefecture, whose field may change.
    assert outside({"2021Q1": (6, 7), "2021Q2": (8, 9)}) == [("jiaxing", "L", "2021Q2")]
    assert outside({"2021Q1": (6, 9), "2021Q2": (8, 9)}) == []


def test_without_a_tag_all_held_indicators_are_watched() -> None:
    ranks: dict[str, tuple[float | None, int | None]] = {"2021Q1": (6, 7), "2021Q2": (8, 9)}
    assert outside(ranks, tag=None) == [("jiaxing", "L", "2021Q2")] * 2


def test_a_withheld_rank_or_an_unknown_field_breaks_the_run() -> None:
    ranks: dict[str, tuple[float | None, int | None]] = {
        "2021Q1": (9, 9),
        "2021Q2": (None, 9),
        "2021Q3": (9, 9),
    }
    assert outside(ranks) == []
    assert outside(ranks | {"2021Q2": (9, None)}) == []


def test_a_target_that_was_met_spares_the_unit() -> None:
    # Third of three is last, and within the target of three.
    ranks: dict[str, tuple[float | None, int | None]] = {"2021Q1": (3, 3), "2021Q2": (3, 3)}
    assert outside(ranks) == [("jiaxing", "L", "2021Q2")]
    assert outside(ranks, only_missed=True) == []
    ranks = {"2021Q1": (4, 4), "2021Q2": (4, 4)}
    assert outside(ranks, only_missed=True) == [("jiaxing", "L", "2021Q2")]


def test_a_rule_for_other_groups_does_not_watch_the_lead_unit() -> None:
    ranks: dict[str, tuple[float | None, int | None]] = {"2021Q1": (9, 9), "2021Q2": (9, 9)}
    assert outside(ranks, groups=["others"]) == []
