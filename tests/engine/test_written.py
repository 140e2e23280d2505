"""A formula with its numbers in it."""

import pytest

from saima.engine.written import number_text, written


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (52.0, "52"),
        (8.6667, "8.6667"),
        (-0.5, "-0.5"),
        (-0.0, "0"),
        (1e-12, "0"),
        (1 / 3, "0.333333333"),
        (float("inf"), "inf"),
        (100.0, "100"),
    ],
)
def test_numbers_are_as_short_as_they_can_be(number: float, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize(
    ("formula", "numbers", "text"),
    [
        (
            "clamp(value / target, floor, cap)",
            {"value": 52, "target": 60, "floor": 0, "cap": 1},
            "clamp(52 / 60, 0, 1)",
        ),
        (
            "value / highest(value)",
            {"value": 540, "r_highest_value": 580.0},
            "540 / 580",
        ),
        ("where(meets, 1, 0)", {"meets": True}, "where(met, 1, 0)"),
        ("where(meets, 1, 0)", {"meets": False}, "where(missed, 1, 0)"),
        ("value / target", {"value": 52, "target": None}, "52 / target"),
        ("lookup(table, value, then)", {"value": 3, "then": 0}, "lookup(table, 3, 0)"),
        ("2 - value / target", {"value": -1, "target": 4}, "2 - -1 / 4"),
        ("clamp(value, floor, cap)", {"value": 1, "floor": float("-inf")}, "clamp(1, -inf, cap)"),
    ],
)
def test_names_are_replaced_by_what_they_stood_for(
    formula: str, numbers: dict[str, float | bool | None], text: str
) -> None:
    assert written(formula, numbers) == text


def test_the_formula_itself_stays_as_it_was() -> None:
    formula = "value / target"
    assert written(formula, {"value": 1}) == "1 / target"
    assert written(formula, {"value": 2}) == "2 / target"
