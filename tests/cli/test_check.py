"""``saima check`` tells everything at once and ends with 1 only for errors."""

import shutil
from pathlib import Path

from tests.cli.conftest import RACE, RACE_DATA, Terminal


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the race with one text changed."""
    plan = folder / "plan"
    shutil.copytree(RACE, plan)
    text = (plan / file).read_text(encoding="utf-8")
    assert old in text
    (plan / file).write_text(text.replace(old, new), encoding="utf-8")
    return plan


def test_a_plan_without_errors(terminal: Terminal) -> None:
    result = terminal("check", RACE, RACE_DATA)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == (
        "A small race (fictitious): no errors (units: 4, indicators: 4, cases: 1)\n"
    )
    assert terminal("check", RACE, "--lang", "zh").stdout == (
        "小型赛马（虚构）：没有错误（单位 4，指标 4，案例 1）\n"
    )


def test_a_case_that_does_not_come_out(terminal: Terminal, tmp_path: Path) -> None:
    plan = changed(tmp_path, "cases/first-quarter.yaml", "total: 100", "total: 99")
    result = terminal("check", plan)
    assert result.exit_code == 1
    assert "cases/first-quarter.yaml:1: " in result.stderr
    assert result.stderr.endswith("errors: 1, warnings: 0\n")
    assert result.stdout == ""


def test_an_error_of_the_plan(terminal: Terminal, tmp_path: Path) -> None:
    """Its data are not looked at, because nobody knows what they should be."""
    plan = changed(tmp_path, "targets.csv", "t1,output", "t9,output")
    result = terminal("check", plan, "nowhere")
    assert result.exit_code == 1
    assert "error: targets.csv:2: " in result.stderr
    assert "nowhere" not in result.stderr


def test_a_warning_is_told_and_ends_with_zero(terminal: Terminal, tmp_path: Path) -> None:
    spare = "- {code: spare, label: {zh: 备用, en: Spare}}"
    node = "- {code: service"
    plan = changed(tmp_path, "plan.yaml", node, f"{spare}\n  {node}")
    result = terminal("check", plan)
    assert result.stderr.startswith("warning: ")
    assert result.exit_code == 0


def test_errors_of_data(terminal: Terminal, tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text("unit,indicator,period,value\nt1,output,2021-01,1%\n")
    result = terminal("check", RACE, data)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: data.csv:2: 1% in the column value is a percentage")
    assert result.stderr.endswith("\nerrors: 1, warnings: 0\n")


def test_cells_give_no_commands_to_the_terminal(terminal: Terminal, tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text("unit,indicator,period,value\n\x1b[2Jt1,output,2021-01,1\n")
    result = terminal("check", RACE, data)
    assert "'\N{REPLACEMENT CHARACTER}[2Jt1'" in result.stderr
    assert "\x1b" not in result.stderr


def test_long_cells_are_cut(terminal: Terminal, tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text(f"unit,indicator,period,value\nt1,output,2021-01,{'x' * 5000}\n")
    result = terminal("check", RACE, data)
    assert f"'{'x' * 60}…' in the column value" in result.stderr
