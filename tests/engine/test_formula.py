"""The formula language: what it means, and what it refuses."""

import ast

import narwhals as nw
import pytest

from saima.engine.formula import Scope, compiled, operands, parsed, peer_calls, peer_column
from saima.plan.methods.superior_rank import FieldBand
from tests.engine.builders import POLARS

NUMBERS = {"value": [6.0], "target": [4.0], "field": [5.0], "r_highest_value": [9.0]}
SCOPE = Scope(
    {"value": "value", "target": "target", "field": "field"},
    {
        "places": (10.0, 7.0, 5.0),
        "bounds": ((0.0, 0.2), (5.0, 0.6), (7.0, 1.0)),
        "bands": (FieldBand(field_at_most=5, points=(3, 0), then=-1), FieldBand(points=(4, 2))),
    },
)


def result(text: str, **numbers: float | None) -> object:
    """Compute a formula on one row."""
    columns = NUMBERS | {name: [number] for name, number in numbers.items()}
    frame = POLARS(columns, dict.fromkeys(columns, nw.Float64))
    return frame.select(result=compiled(text, SCOPE)).collect()["result"].to_list()[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("value + target", 10),
        ("value - target", 2),
        ("value * target", 24),
        ("value / target", 1.5),
        ("-value", -6),
        ("2 - value / target", 0.5),
        ("clamp(value, 0, 5)", 5),
        ("clamp(value, 7, 9)", 7),
        ("clamp(value, 0, 9)", 6),
        ("where(value > target, 1, 0)", 1),
        ("where(value < target, 1, 0)", 0),
        ("where(value >= 6, 1, 0)", 1),
        ("where(value <= 5, 1, 0)", 0),
        ("where(value == 6, 1, 0)", 1),
        ("only(value > target, value)", 6),
        ("only(value < target, value)", None),
        ("log(value / 6)", 0),
        ("highest(value)", 9),
        ("steps(bounds, value, 0)", 0.6),
        ("steps(bounds, value - 7, 0.1)", 0.1),
        ("lookup(places, value / 3, 1)", 7),
        ("lookup(places, value, -1)", 2),  # 5 - (6 - 3)
        ("by_field(bands, value / 2, field)", -1),  # a field of five: 0 - (3 - 2)
        ("by_field(bands, value / 3, field + 1)", 2),  # the open band: its second place
    ],
)
def test_a_formula_means_what_it_says(text: str, number: float | None) -> None:
    assert result(text) == number


def test_null_stays_null() -> None:
    assert result("clamp(value, 0, 1)", value=None) is None


@pytest.mark.parametrize(
    "text", ["value ** 2 if value else 0", "'text'", "value < target < field", "value.x", "[1]"]
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not allowed in a formula"):
        result(text)


def test_names_are_listed_once_in_order_without_functions() -> None:
    assert operands("clamp(value / target, floor, cap) + value") == (
        "value",
        "target",
        "floor",
        "cap",
    )


def test_peer_values_are_named_after_what_they_are_of() -> None:
    needed = peer_calls("value / highest(value) + highest(value) - mean(target - 1)")
    assert sorted(needed) == ["r_highest_value", "r_mean_target_1"]
    call = parsed("rank_lowest(only(meets, value))")
    assert isinstance(call, ast.Call)
    assert peer_column(call) == "r_rank_lowest_only_meets_value"
