"""The lights of a plan by percentage points behind it, as a number and as a column."""

import narwhals as nw
import pytest

from saima.engine.lights import light_behind, light_column
from saima.plan.rules import Lights
from tests.engine.builders import POLARS

GOLDEN = [(-1, "green"), (0, "green"), (5, "watch"), (10, "yellow"), (30, "yellow"), (30.1, "red")]
"""Domain 1.7, G14: planned 50 %, done 51 / 50 / 45 / 40 / 20 / 19.9."""


@pytest.mark.parametrize(("behind", "light"), GOLDEN)
def test_a_number_has_the_golden_light(behind: float, light: str) -> None:
    assert light_behind(Lights(), behind) == light


def test_a_plan_may_draw_its_lines_elsewhere() -> None:
    strict = Lights(yellow_from=2, red_above=3)
    assert [light_behind(strict, behind) for behind in (1.9, 2, 3, 3.1)] == [
        "watch",
        "yellow",
        "yellow",
        "red",
    ]


def test_a_column_has_the_same_lights_for_those_behind() -> None:
    behind = [behind for behind, _ in GOLDEN[2:]]
    frame = POLARS({"behind": behind}, {"behind": nw.Float64})
    found = frame.select(light=light_column(Lights(), nw.col("behind"))).collect()
    assert found["light"].to_list() == [light for _, light in GOLDEN[2:]]
