"""Results appear whole or not at all, with exactly the published columns."""

import json
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import fastexcel
import narwhals as nw
import polars as pl
import pytest

from saima.engine.columns import NODES, SCORES, TOTALS
from saima.engine.outcome import Outcome
from saima.engine.score import score
from saima.exchange.backends import PolarsBackend
from saima.exchange.choices import FileForm
from saima.exchange.read import read_data
from saima.exchange.write import Run, check_out, write_outcome
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.problems import Problems
from tests.exchange.conftest import RACE_DATA

RUN = Run(data_hash="0123", backend="polars", as_of="2021-04-10")
NAMES = ["nodes", "scores", "standings", "totals"]


@pytest.fixture
def outcome(race: Plan) -> Outcome:
    files = read_data(RACE_DATA, race, PolarsBackend())
    assert files.inputs is not None
    return score(race, files.inputs, [Period.parse("2021Q1")])


@pytest.fixture
def unwritable(outcome: Outcome) -> Outcome:
    """Standings, which are written last, hold what no file can."""
    native = outcome.totals.to_native()
    objects = pl.Series("thing", [object()] * native.height, dtype=pl.Object)
    return replace(outcome, totals=nw.from_native(native.with_columns(objects), eager_only=True))


def test_totals_as_csv(outcome: Outcome, tmp_path: Path) -> None:
    """UTF-8 with byte order mark, LF, numbers in their shortest form; totals by hand."""
    write_outcome(outcome, RUN, tmp_path / "out", FileForm.CSV)
    assert (tmp_path / "out" / "totals.csv").read_bytes().decode() == (
        "\ufeffperiod,group,unit,total,rank,field,previous_rank,movement\n"
        "2021Q1,towns,t1,100,1,2,,\n"
        "2021Q1,towns,t2,65.17,2,2,,\n"
        "2021Q1,departments,d1,98.5,1,2,,\n"
        "2021Q1,departments,d2,65,2,2,,\n"
    )


def test_scores_as_csv(outcome: Outcome, tmp_path: Path) -> None:
    """In the plan's order of units and indicators; points with four decimals at most."""
    write_outcome(outcome, RUN, tmp_path / "out", FileForm.CSV)
    lines = (tmp_path / "out" / "scores.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == ",".join(SCORES)
    assert [line.split(",")[2:4] for line in lines[1:6]] == [
        ["t1", "output"],
        ["t1", "green-share"],
        ["t1", "satisfaction"],
        ["t1", "service-rank"],
        ["t2", "output"],
    ]
    assert lines[5] == "2021Q1,towns,t2,output,45,60,0.75,completion,0.75,40,30,"
    assert lines[7].split(",")[-2] == "26.6667"


@pytest.mark.parametrize("form", FileForm)
def test_every_form_holds_the_same(form: FileForm, outcome: Outcome, tmp_path: Path) -> None:
    write_outcome(outcome, RUN, tmp_path / "out", form)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == sorted(["outcome.json", *(f"{name}.{form}" for name in NAMES)])
    for name, columns in (("totals", TOTALS), ("scores", SCORES), ("nodes", NODES)):
        path = tmp_path / "out" / f"{name}.{form}"
        if form is FileForm.CSV:
            frame = pl.read_csv(path)
        elif form is FileForm.PARQUET:
            frame = pl.read_parquet(path)
        else:
            frame = fastexcel.read_excel(path).load_sheet(name).to_polars()
        assert frame.columns == list(columns)
        if name == "totals":
            assert dict(frame.select("unit", "total").iter_rows()) == {
                "t1": 100,
                "t2": 65.17,
                "d1": 98.5,
                "d2": 65,
            }


def test_a_workbook_has_a_frozen_header_a_filter_and_formats(
    outcome: Outcome, tmp_path: Path
) -> None:
    write_outcome(outcome, RUN, tmp_path / "out", FileForm.XLSX)
    with ZipFile(tmp_path / "out" / "totals.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A1:H5"/>' in sheet
    assert 'formatCode="0.00"' in styles


def test_the_same_outcome_gives_the_same_bytes(outcome: Outcome, tmp_path: Path) -> None:
    for form in FileForm:
        for name in ("one", "two"):
            write_outcome(outcome, RUN, tmp_path / name, form)
        for path in (tmp_path / "one").iterdir():
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_outcome_json_says_what_was_run(outcome: Outcome, race: Plan, tmp_path: Path) -> None:
    write_outcome(outcome, RUN, tmp_path / "out", FileForm.CSV)
    facts = json.loads((tmp_path / "out" / "outcome.json").read_text(encoding="utf-8"))
    assert facts.pop("engine_version")
    assert facts == {
        "plan": "race",
        "plan_version": 1,
        "plan_hash": race.hash,
        "data_hash": "0123",
        "backend": "polars",
        "as_of": "2021-04-10",
        "periods": ["2021Q1"],
        "counts": {"totals": 4, "ranked": 4, "scores": 16, "nodes": 12, "problems": 0},
        "problems": [],
    }


@pytest.mark.parametrize("form", [FileForm.CSV, FileForm.PARQUET])
def test_a_failure_leaves_nothing(form: FileForm, unwritable: Outcome, tmp_path: Path) -> None:
    with pytest.raises((pl.exceptions.PolarsError, TypeError)):
        write_outcome(unwritable, RUN, tmp_path / "new" / "out", form)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_earlier_result(
    outcome: Outcome, unwritable: Outcome, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write_outcome(outcome, RUN, out, FileForm.PARQUET)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises((pl.exceptions.PolarsError, TypeError)):
        write_outcome(unwritable, RUN, out, FileForm.PARQUET)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert list(tmp_path.iterdir()) == [out]


def test_an_earlier_result_is_replaced(outcome: Outcome, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_outcome(outcome, RUN, out, FileForm.CSV)
    write_outcome(outcome, RUN, out, FileForm.PARQUET)
    assert not list(out.glob("*.csv"))
    assert list(tmp_path.iterdir()) == [out]


def test_an_empty_folder_is_taken(outcome: Outcome, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_outcome(outcome, RUN, tmp_path / "out", FileForm.CSV)
    assert (tmp_path / "out" / "outcome.json").exists()


def test_results_do_not_take_the_place_of_other_work(outcome: Outcome, tmp_path: Path) -> None:
    """Not of a file, not of a folder with other files, not of a result beside them."""
    out = tmp_path / "out"
    out.write_text("mine")
    with pytest.raises(Problems, match="a file stands where the results should go"):
        write_outcome(outcome, RUN, out, FileForm.CSV)
    with pytest.raises(Problems, match="a file stands where the results should go"):
        check_out(out / "below")
    out.unlink()
    write_outcome(outcome, RUN, out, FileForm.CSV)
    (out / "notes.txt").write_text("mine")
    with pytest.raises(Problems, match=r"the folder holds notes\.txt, which is no result"):
        check_out(out)
    (out / "outcome.json").unlink()
    (out / "notes.txt").unlink()
    with pytest.raises(Problems, match=r"the folder holds nodes\.csv, scores\.csv"):
        check_out(out)
