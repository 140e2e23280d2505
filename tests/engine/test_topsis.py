"""TOPSIS on matrices: hand calculations, and rows in any order."""

from collections.abc import Sequence
from math import sqrt
from random import Random

import narwhals as nw
import pytest

from saima.engine.outcome import Eager
from saima.engine.topsis import closeness
from tests.engine.builders import POLARS

SCHEMA = {
    "period": nw.String,
    "group": nw.String,
    "unit": nw.String,
    "parent": nw.String,
    "code": nw.String,
    "weight": nw.Float64,
    "rate": nw.Float64,
    "value": nw.Float64,
    "falls": nw.Boolean,
}
Cell = tuple[str, str, str, str, float | None]
"""Group, unit, parent, code, value."""

HAND: list[Cell] = [
    ("g", "U1", "n", "a", 3.0),
    ("g", "U1", "n", "b", 4.0),
    ("g", "U2", "n", "a", 4.0),
    ("g", "U2", "n", "b", 3.0),
    ("g", "U3", "n", "a", 0.0),
    ("g", "U3", "n", "b", 0.0),
]
"""Both columns are 5 long; with equal weights the cells are .3 .4, .4 .3 and 0 0."""


def cells(rows: Sequence[Cell], falling: str = "b") -> Eager:
    """Rows of the tree with equal weights; the rate is the value."""
    columns: dict[str, list[object]] = {
        "period": ["2021"] * len(rows),
        "group": [row[0] for row in rows],
        "unit": [row[1] for row in rows],
        "parent": [row[2] for row in rows],
        "code": [row[3] for row in rows],
        "weight": [1.0] * len(rows),
        "rate": [row[4] for row in rows],
        "value": [row[4] for row in rows],
        "falls": [row[3] == falling for row in rows],
    }
    return POLARS(columns, SCHEMA).collect("polars")


def rates(rows: Sequence[Cell], normalise: str = "vector") -> dict[tuple[str, ...], float]:
    """Closeness by group, unit and parent."""
    found = closeness(cells(rows), normalise)
    return {
        (row["group"], row["unit"], row["parent"]): row["rate"]
        for row in found.iter_rows(named=True)
    }


def test_closeness_is_the_distance_from_the_worst_as_a_share() -> None:
    # b falls, so the best is (.4, 0) and the worst (0, -.4).
    # U1 (.3, -.4): sqrt(.01 + .16) and .3; U2 (.4, -.3): .3 and sqrt(.16 + .01); U3: .4 and .4.
    far = sqrt(0.17)
    assert rates(HAND) == pytest.approx(
        {
            ("g", "U1", "n"): 0.3 / (0.3 + far),
            ("g", "U2", "n"): far / (0.3 + far),
            ("g", "U3", "n"): 0.5,
        }
    )


def test_rates_are_taken_as_they_are_and_do_not_fall() -> None:
    # Half of each rate: (1.5, 2), (2, 1.5), (0, 0); best (2, 2), worst (0, 0).
    found = rates(HAND, "rate")
    assert found[("g", "U1", "n")] == pytest.approx(2.5 / 3.0)
    assert found[("g", "U3", "n")] == 0.0


OTHERS: list[Cell] = [
    ("h", "U1", "n", "a", 1.0),
    ("h", "U1", "n", "b", 2.0),
    ("g", "U2", "m", "c", 5.0),
    ("h", "U4", "n", "b", 1.0),
    ("g", "U1", "m", "c", 7.0),
    ("h", "U4", "n", "a", 1.0),
]


@pytest.mark.parametrize("seed", range(5))
def test_order_of_rows_and_other_groups_and_nodes_change_nothing(seed: int) -> None:
    rows = [*HAND, *OTHERS]
    Random(seed).shuffle(rows)
    others = [row for row in OTHERS if row[0] == "h"], [row for row in OTHERS if row[2] == "m"]
    alone = rates(HAND) | rates(others[0]) | rates(others[1])
    assert rates(rows) == pytest.approx(alone)
    # In group h only b differs and falls: U4 is the best, U1 the worst; c rises.
    assert alone[("h", "U4", "n")] == 1.0
    assert alone[("h", "U1", "n")] == 0.0
    assert alone[("g", "U1", "m")] == 1.0


@pytest.mark.parametrize("blank", [True, False], ids=["blank", "not there"])
def test_a_cell_without_a_number_adds_nothing_to_the_distances(blank: bool) -> None:
    # U3's a is not there; of b (cells -.4, -.3, 0, U3's alone with weight 1) U3 is the best.
    rows: list[Cell] = [row for row in HAND if row[1:4] != ("U3", "n", "a")]
    if blank:
        rows.append(("g", "U3", "n", "a", None))
    assert rates(rows)[("g", "U3", "n")] == 1.0


def test_units_that_are_alike_all_get_one() -> None:
    rows: list[Cell] = [("g", unit, "n", code, 0.1) for unit in ("A", "B") for code in ("a", "b")]
    assert set(rates(rows).values()) == {1.0}


def test_columns_of_zeros_are_alike() -> None:
    rows: list[Cell] = [("g", unit, "n", "a", 0.0) for unit in ("A", "B")]
    assert set(rates(rows).values()) == {1.0}


def test_no_rows_give_no_rates() -> None:
    found = closeness(cells([]), "vector")
    assert found.is_empty()
    assert found.columns == ["period", "group", "unit", "parent", "rate"]
