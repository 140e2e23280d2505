"""Problems of values that a folder of bad plans does not show."""

from typing import Any

import pytest

from saima.plan.places import Place
from saima.plan.plan import Plan
from saima.plan.validate import validated
from saima.plan.value_problems import shown
from tests.plan.conftest import indicator, plan_data

PLACES = {(): Place("plan.yaml", 1), ("indicators", 0): Place("all.yaml", 2)}


def problems(data: object) -> list[str]:
    """The problems of a plan's data, as read from files: lists, not tuples."""
    return [problem.text() for problem in validated(Plan, data, PLACES)[1]]


def one(**changes: Any) -> str:
    """The only problem of a plan whose one indicator has these keys."""
    (problem,) = problems(plan_data(indicators=[indicator("gdp", **changes)]))
    return problem


def test_sound_data_becomes_a_plan() -> None:
    plan, found, broken = validated(Plan, plan_data(), PLACES)
    assert plan is not None
    assert (found, broken) == ([], [])


def test_a_weight_is_a_number_or_one_for_each_group() -> None:
    assert '"weight" is "much", which is not a number' in one(weight="much")
    assert '"weight.towns" is "much", which is not a number' in one(weight={"towns": "much"})
    assert '"weight" is a list; expected keys' in one(weight=["towns"])


def test_all_wrong_weights_of_an_indicator_are_told() -> None:
    found = problems(plan_data(indicators=[indicator("gdp", weight={"a": "x", "b": 1, "c": "z"})]))
    assert [text.split(",")[0] for text in found] == [
        'all.yaml:2: "weight.a" is "x"',
        'all.yaml:2: "weight.c" is "z"',
    ]


def test_a_curve_is_a_word_or_twelve_numbers() -> None:
    assert '"target.phase" is "line"; expected one of linear, flat' in one(
        target={"value": 1, "phase": "line"}
    )
    assert '"target.phase" has 2 items; expected at least 12' in one(
        target={"value": 1, "phase": ["0", "1"]}
    )
    assert '"target.phase[3]" is "x", which is not a number' in one(
        target={"value": 1, "phase": ["0", "0", "x"] + ["1"] * 9}
    )


def test_two_unknown_keys_are_two_problems() -> None:
    data = plan_data(indicators=[indicator("gdp", **{"wei-ght": 1, "lab-el": 2})])
    assert len(problems(data)) == 2


def test_a_scoring_method_must_be_named() -> None:
    assert '"scoring.method" is missing' in one(scoring={"cap": 1})


def test_a_table_with_a_wrong_row_is_not_too_short_as_well() -> None:
    scoring = {"method": "steps", "table": [["1"]]}
    assert '"scoring.table[1][2]" is missing' in one(scoring=scoring)


def test_wrong_pieces_of_lists_are_found_by_their_number() -> None:
    data = plan_data(units=["east"])
    assert problems(data) == [
        'plan.yaml:1: "units" is "east"; expected keys with values; write {key: value}'
    ]


def test_whole_numbers_have_limits() -> None:
    assert '"decimals" is "7"; expected a number <= 6' in one(decimals="7")
    assert "expected a whole number" in one(decimals="9" * 5000)


def test_what_has_no_words_of_its_own_shows_the_reason() -> None:
    assert one(lights=b"\xff").startswith("all.yaml:2: ")
    assert "expected another value (Input should be a valid string" in one(
        note={
            "zh": b"\xff",
            "en": "x",
        }
    )


def test_data_that_is_no_mapping() -> None:
    assert problems([]) == [
        'plan.yaml:1: "plan" is a list; expected keys with values; write {key: value}'
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "empty"),
        ([1], "a list"),
        ((1,), "a list"),
        ({"a": 1}, "a mapping"),
        (1.5, '"1.5"'),
        ("x" * 41, '"' + "x" * 37 + '..."'),
    ],
)
def test_values_are_shown_short(value: object, words: str) -> None:
    assert shown(value).en == words
