"""Who is scored on what: groups, exceptions, holders of the whole body's value, dates."""

from datetime import date

from saima.engine.assign import group_weights, last_day
from saima.plan.periods import Period
from saima.plan.units import Unit
from tests.engine.builders import (
    column,
    indicator,
    plan,
    score_column,
    score_row,
    scored,
    total_row,
    units,
)

MARCH = "2021-03"


def test_a_group_is_scored_on_the_indicators_that_it_has_a_weight_on() -> None:
    rules = plan(
        indicator("a", target=10, weight={"towns": 60, "offices": 20}),
        indicator("b", target=10, weight={"towns": 40}),
        units_=[*units("T", "towns"), *units("O", "offices")],
    )
    outcome = scored(rules, [(unit, code, MARCH, 5) for unit in "TO" for code in "ab"])
    found = {(r["unit"], r["indicator"]): r["points"] for r in outcome.scores.iter_rows(named=True)}
    assert found == {("T", "a"): 30, ("T", "b"): 20, ("O", "a"): 10}


def test_one_weight_is_meant_for_all_groups() -> None:
    rules = plan(indicator(weight=7), units_=[*units("T", "towns"), *units("O", "offices")])
    assert group_weights(rules, rules.indicators[0]) == {"towns": 7, "offices": 7}


def test_a_unit_without_a_group_is_not_ranked() -> None:
    rules = plan(indicator(target=10), units_=[*units("A"), *units("X", None)])
    outcome = scored(rules, [("A", "a", MARCH, 5), ("X", "a", MARCH, 9)])
    assert column(outcome, "rank") == {"A": 1}


def test_an_excepted_unit_is_not_scored_and_its_other_weights_grow() -> None:
    rules = plan(
        indicator("a", target=10, weight=60),
        indicator("b", target=10, weight=40, except_units=["B"]),
        units_="A B",
    )
    outcome = scored(rules, [(unit, code, MARCH, 5) for unit in "AB" for code in "ab"])
    # A: 60 x 0.5 + 40 x 0.5; B: 60 x 0.5 of a tree that is worth 60
    assert column(outcome, "total") == {"A": 50, "B": 30}
    assert score_column(outcome, "points", "b") == [20]


def test_units_count_from_their_first_to_their_last_day() -> None:
    old = Unit(code="O", zh="O", en="O", group="g", valid_to=date(2021, 5, 31))
    new = Unit(code="N", zh="N", en="N", group="g", valid_from=date(2021, 6, 30))
    rules = plan(indicator(target=10), units_=[*units("A"), old, new])
    months = [f"2021-{month:02d}" for month in (4, 5, 6)]
    outcome = scored(
        rules, [(unit, "a", month, 5) for unit in "AON" for month in months], *months, "2021Q2"
    )
    assert list(column(outcome, "rank", "2021-05")) == ["A", "O"]
    # N exists on the last day of June, O no longer does.
    assert list(column(outcome, "rank", "2021-06")) == ["A", "N"]
    assert list(column(outcome, "rank", "2021Q2")) == ["A", "N"]
    assert total_row(outcome, "A", "2021-05")["field"] == 2


def test_a_period_is_judged_on_its_last_day() -> None:
    days = {text: last_day(Period.parse(text)) for text in ("2020-02", "2021Q2", "2021H2", "2021")}
    assert days == {
        "2020-02": date(2020, 2, 29),
        "2021Q2": date(2021, 6, 30),
        "2021H2": date(2021, 12, 31),
        "2021": date(2021, 12, 31),
    }


def test_a_plan_whose_units_have_all_ended_ranks_nobody() -> None:
    gone = Unit(code="O", zh="O", en="O", group="g", valid_to=date(2020, 12, 31))
    outcome = scored(plan(indicator(target=10), units_=[gone]), [("O", "a", MARCH, 5)])
    assert len(outcome.totals) == len(outcome.scores) == len(outcome.nodes) == 0
    assert outcome.problems == ()


HELD = indicator(
    "held",
    target=10,
    weight={},
    held_by=[
        {"unit": "L", "weight": 60},
        {"unit": "C", "weight": 20, "lead": False},
    ],
)


def test_lead_and_co_units_are_scored_on_the_value_of_the_whole_body() -> None:
    rules = plan(
        HELD,
        indicator("own", target={"value": 10, "every_unit": True}, weight=40),
        units_=[*units("L C N"), *units("CITY", None)],
        city="CITY",
    )
    outcome = scored(
        rules,
        [("CITY", "held", MARCH, 8), ("L", "held", MARCH, 1)]
        + [(unit, "own", MARCH, 10) for unit in "LCN"],
    )
    # L: 60 x 0.8 + 40; C: 20 x 0.8 + 40; N only its own 40
    assert column(outcome, "total") == {"C": 56, "L": 88, "N": 40}
    row = score_row(outcome, "C", "held")
    assert (row["observed_unit"], row["value"], row["target"], row["weight"]) == ("CITY", 8, 10, 20)


def test_a_holder_that_no_longer_exists_is_not_scored() -> None:
    gone = Unit(code="L", zh="L", en="L", group="g", valid_to=date(2021, 2, 28))
    rules = plan(HELD, units_=[gone, *units("C"), *units("CITY", None)], city="CITY")
    outcome = scored(rules, [("CITY", "held", MARCH, 8)])
    assert column(outcome, "total") == {"C": 16}
