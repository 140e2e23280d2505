"""``saima score``: from files to files, and nothing at all when something is wrong."""

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import RACE, RACE_DATA, Terminal
from tests.cli.test_check import changed


def test_a_quarter(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "results" / "2021Q1"
    result = terminal("score", RACE, RACE_DATA, "-p", "2021Q1", "-o", out)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == f"2021Q1: 4 of 4 units ranked\nResults written to {out}\n"
    totals = pl.read_csv(out / "totals.csv")
    assert dict(totals.select("unit", "total").iter_rows()) == {
        "t1": 100,
        "t2": 65.17,
        "d1": 98.5,
        "d2": 65,
    }


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_forms(form: str, terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert (
        terminal("score", RACE, RACE_DATA, "-p", "2021Q1", "-o", out, "--format", form).exit_code
        == 0
    )
    assert (out / f"totals.{form}").exists()


def test_duckdb_writes_the_same_files(terminal: Terminal, tmp_path: Path) -> None:
    for backend in ("polars", "duckdb"):
        arguments = ("-p", "all", "-o", tmp_path / backend, "--backend", backend)
        assert terminal("score", RACE, RACE_DATA, *arguments).exit_code == 0
    for path in (tmp_path / "polars").glob("*.csv"):
        assert path.read_bytes() == (tmp_path / "duckdb" / path.name).read_bytes()


def test_all_is_as_far_as_the_data_go(terminal: Terminal, tmp_path: Path) -> None:
    result = terminal("score", RACE, RACE_DATA, "-p", "all", "-o", tmp_path / "out", "--lang", "zh")
    assert result.stdout.splitlines()[:-1] == [
        "2021-01：4 个单位中 4 个有名次",
        "2021-02：4 个单位中 4 个有名次",
        "2021-03：4 个单位中 4 个有名次",
        "2021Q1：4 个单位中 4 个有名次",
    ]


def test_all_of_yearly_figures_is_the_year(terminal: Terminal, tmp_path: Path) -> None:
    plan = changed(tmp_path, "indicators/service.yaml", "frequency: quarter", "frequency: year")
    data = tmp_path / "data.csv"
    data.write_text("unit,indicator,period,value\nt1,satisfaction,2021,90\n")
    result = terminal("score", plan, data, "-p", "all", "-o", tmp_path / "out")
    assert result.stdout.startswith("2021: 0 of 4 units ranked\n")


@pytest.mark.parametrize(
    ("moment", "value"),
    [("2021-02-03", 10), ("2021-02-05", 12), ("2021-02-05T08:59", 10), ("2021-02-05 09:00", 12)],
)
def test_what_was_recorded_later_is_left_out(
    moment: str, value: float, terminal: Terminal, tmp_path: Path
) -> None:
    """A day counts whole; the correction of 09:00 replaces the value of two days before."""
    data = tmp_path / "data.csv"
    data.write_text(
        "unit,indicator,period,value,recorded_at\n"
        "t1,output,2021-01,10,2021-02-03 17:00\n"
        "t1,output,2021-01,12,2021-02-05 09:00\n"
    )
    out = tmp_path / "out"
    result = terminal("score", RACE, data, "-p", "2021-01", "-o", out, "--as-of", moment)
    assert result.exit_code == 0
    scores = pl.read_csv(out / "scores.csv").filter(unit="t1", indicator="output")
    assert scores["value"].to_list() == [value]
    facts = json.loads((out / "outcome.json").read_text(encoding="utf-8"))
    assert facts["as_of"].startswith(moment.replace(" ", "T"))


def test_units_that_cannot_be_ranked_are_told_and_written(
    terminal: Terminal, tmp_path: Path
) -> None:
    """The race's plan has no policy for missing values, so that a gap costs the rank."""
    data = tmp_path / "data.csv"
    data.write_text("unit,indicator,period,value\nt1,output,2021-01,10\n")
    result = terminal("score", RACE, data, "-p", "2021-01", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stdout.startswith("2021-01: 1 of 4 units ranked\n")
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("warning: ") for line in lines)
    facts = json.loads((tmp_path / "out" / "outcome.json").read_text(encoding="utf-8"))
    assert facts["counts"]["problems"] == 3
    assert [problem["code"] for problem in facts["problems"]] == ["unscored"] * 3


def test_an_error_of_the_plan_leaves_nothing(terminal: Terminal, tmp_path: Path) -> None:
    plan = changed(tmp_path, "targets.csv", "t1,output", "t9,output")
    out = tmp_path / "out"
    result = terminal("score", plan, RACE_DATA, "-p", "2021Q1", "-o", out)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: targets.csv:2: ")
    assert not out.exists()


def test_a_period_of_another_year(terminal: Terminal, tmp_path: Path) -> None:
    result = terminal("score", RACE, RACE_DATA, "-p", "2020Q1", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr == (
        "error: the period 2020Q1 is not of the plan's year; expected a period of 2021; "
        "choose another period, or the plan of that year\n"
    )


def test_data_of_the_year_before_only(terminal: Terminal, tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text("unit,indicator,period,value\nt1,output,2020-01,10\n")
    result = terminal("score", RACE, data, "-p", "all", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: the data hold no period of 2021; ")


def test_results_do_not_replace_other_work(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = terminal("score", RACE, RACE_DATA, "-p", "2021Q1", "-o", tmp_path)
    assert result.exit_code == 1
    assert result.stderr == (
        f"error: {tmp_path}: the folder holds mine.txt, which is no result of Saima; expected a "
        "new or empty folder, or an earlier result; choose another folder; nothing was touched\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_the_file_system_refuses_is_told(terminal: Terminal) -> None:
    """Nobody may make folders there, not even the administrator."""
    result = terminal("score", RACE, RACE_DATA, "-p", "2021Q1", "-o", "/proc/saima/out")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: /proc/saima: the file system refuses: ")
