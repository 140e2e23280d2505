"""``saima explain``: the numbers stand in the formulas and add up to the total."""

import json

import pytest

from saima.cli.explain import factor
from tests.cli.conftest import RACE, RACE_DATA, Terminal

QUARTER = ("explain", RACE, RACE_DATA, "-p", "2021Q1")


def test_a_total(terminal: Terminal) -> None:
    """30 + 33.1667 + 2 = 65.1667; the numbers are worked out in tests/exchange/test_read.py."""
    result = terminal(*QUARTER, "--unit", "t2")
    assert result.exit_code == 0
    assert result.stdout == (
        "West Town (fictitious) (t2), 2021Q1, Towns\n"
        "total 65.17, rank 2 of 2\n"
        "Total: 65.1667\n"
        "├─ Economy economy: 30 of 60\n"
        "│  ├─ Output output: 30 of 40 = 40 × clamp(45 / 60, 0, 1) = 40 × 0.75"
        " (value 45; target 60)\n"
        "│  └─ Green share green-share: 0 of 20 = 20 × where(missed, 1, 0) = 20 × 0"
        " (value 0.4; target 0.5)\n"
        "├─ Service service: 33.1667 of 40\n"
        "│  ├─ Satisfaction satisfaction: 26.6667 of 30 = 30 × clamp(80 / 90, 0, 1)"
        " = 30 × 0.888888889 (value 80)\n"
        "│  └─ Rank of service service-rank: 6.5 of 10"
        " = 10 × clamp(0.7 + by_field(table, 4, 11) / 10, -inf, inf) = 10 × 0.65 (value 4)\n"
        "└─ Bonus: 2\n"
    )


def test_an_indicator_in_chinese(terminal: Terminal) -> None:
    result = terminal(*QUARTER, "--unit", "t2", "--indicator", "output", "--lang", "zh")
    assert result.stdout == (
        "西镇（虚构）（t2）2021Q1，镇\n"
        "总分 65.17，第 2 名（共 2 个）\n"
        "产出 output：30 分（满分 40） = 40 × clamp(45 / 60, 0, 1) = 40 × 0.75"
        "（完成值 45；目标值 60）\n"
    )


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("clamp(45 / 60, 0, 1)", "clamp(45 / 60, 0, 1)"),
        ("0.5 * clamp(1, 0, 1) + 0.5", "(0.5 * clamp(1, 0, 1) + 0.5)"),
        ("1", "1"),
    ],
)
def test_a_sum_is_bracketed_before_it_is_multiplied(formula: str, text: str) -> None:
    assert factor(formula) == text


def test_json_adds_up(terminal: Terminal) -> None:
    result = terminal(*QUARTER, "--unit", "t2", "--format", "json")
    found = json.loads(result.stdout)
    assert (found["unit"], found["total"], found["rank"], found["field"]) == ("t2", 65.17, 2, 2)
    parts = found["part"]["children"]
    assert [part["points"] for part in parts] == [30, 33.1667, 2]
    assert round(sum(part["points"] for part in parts), 4) == found["part"]["points"]
    rank = parts[1]["children"][1]
    assert rank["numbers"]["cap"] is None


def test_a_unit_that_is_not_ranked(terminal: Terminal) -> None:
    result = terminal("explain", RACE, RACE_DATA, "-p", "2021Q2", "--unit", "t2")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].startswith("not ranked: ")


def test_a_code_that_the_plan_does_not_know(terminal: Terminal) -> None:
    result = terminal(*QUARTER, "--unit", "t9", "--indicator", "ouput")
    assert result.exit_code == 1
    assert result.stderr == (
        "error: 't9' is not in the plan; expected a code such as t1, t2, d1, d2; mend --unit\n"
        "error: 'ouput' is not in the plan; expected a code such as output; mend --indicator\n"
    )


def test_all_periods_cannot_be_explained_at_once(terminal: Terminal) -> None:
    result = terminal("explain", RACE, RACE_DATA, "-p", "all", "--unit", "t2")
    assert result.exit_code == 2
