"""The same data give the same inputs and results, whatever files and backend they come by.

Totals by hand (2021Q1): East Town 40 + 20 + 30 + 10 = 100. West Town: output 45 of 60 = 30,
green share 0.4 below 0.5 = 0, satisfaction 30 x 80/90 = 26.6667, rank 4 of 11 gives
10 x (0.7 - 0.5/10) = 6.5, and an award of 2: 65.1667. Industry Office: 40 + 20 + 30 and rank 2
gives 10 x (0.7 + 1.5/10) = 8.5: 98.5. Education Office: 12 of 15 = 32, 0, 30 and rank 11 gives
10 x (0.7 - 8 x 0.5/10) = 3: 65.
"""

import hashlib
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from saima.engine.columns import COUNT, OBSERVATIONS
from saima.engine.outcome import Inputs
from saima.engine.score import score
from saima.exchange.backends import Backend, PolarsBackend
from saima.exchange.read import read_data
from saima.plan.periods import Period
from saima.plan.plan import Plan
from tests.exchange.conftest import RACE_DATA

TOTALS = {"t1": 100.0, "t2": 65.17, "d1": 98.5, "d2": 65.0}
FORMS = ("csv", "parquet", "xlsx", "parts")


def race_table(name: str) -> pl.DataFrame:
    numbers = dict.fromkeys(("value", "numerator", "denominator", "field", "points"), pl.Float64)
    return pl.read_csv(RACE_DATA / f"{name}.csv", schema_overrides=numbers)


def race_in(form: str, folder: Path) -> Path:
    """The race's data in another form."""
    tables = {name: race_table(name) for name in ("observations", "adjustments")}
    if form == "csv":
        return RACE_DATA
    if form == "xlsx":
        with xlsxwriter.Workbook(folder / "race.xlsx") as book:
            for name, table in tables.items():
                sheet = book.add_worksheet(name)
                for position, row in enumerate([table.columns, *table.rows()]):
                    sheet.write_row(position, 0, row)
        return folder / "race.xlsx"
    tables["adjustments"].write_parquet(folder / "adjustments.parquet")
    if form == "parquet":
        tables["observations"].write_parquet(folder / "observations.parquet")
        return folder
    (folder / "observations").mkdir()
    for start in (0, 10, 20):
        part = tables["observations"].slice(start, 10)
        part.write_parquet(folder / "observations" / f"part-{start}.parquet")
    return folder


def read(path: Path, plan: Plan, backend: Backend | None = None) -> Inputs:
    files = read_data(path, plan, backend or PolarsBackend())
    assert files.problems == ()
    assert files.inputs is not None
    return files.inputs


def totals(inputs: Inputs, plan: Plan) -> dict[str, float]:
    outcome = score(plan, inputs, [Period.parse("2021Q1")])
    return dict(outcome.totals.select("unit", "total").iter_rows())


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_totals_by_hand(form: str, race: Plan, tmp_path: Path) -> None:
    assert totals(read(race_in(form, tmp_path), race), race) == TOTALS


@pytest.mark.parametrize("form", ["csv", "parts"])
def test_every_backend_gives_the_totals_by_hand(
    form: str, backend: Backend, race: Plan, tmp_path: Path
) -> None:
    """Texts are handed to the backend, Parquet is scanned by it."""
    assert totals(read(race_in(form, tmp_path), race, backend), race) == TOTALS


def test_columns_that_are_not_there_stay_away(race: Plan, tmp_path: Path) -> None:
    """The engine looks for corrections only where ``recorded_at`` exists."""
    path = tmp_path / "observations.csv"
    path.write_text("unit,indicator,period,value,remark\nt1,output,2021-01,10,fine\n")
    schema = read(path, race).observations.collect_schema()
    assert schema.names() == ["unit", "indicator", "period", "value"]


def test_optional_columns_have_the_types_of_the_engine(race: Plan, tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    columns = ",".join(OBSERVATIONS)
    path.write_text(f"{columns}\nt1,service-rank,2021Q1,3,,,11,2021-04-05 16:30\n")
    frame = read(path, race).observations.collect()
    assert frame.schema["field"] == COUNT
    row = ("t1", "service-rank", "2021Q1", 3.0, None, None, 11, "2021-04-05T16:30")
    assert frame.rows() == [row]


def test_corrections_are_rows_of_their_own(race: Plan, tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    path.write_text(
        "unit,indicator,period,value,recorded_at\n"
        "t1,output,2021-01,10,2021-02-03\n"
        "t1,output,2021-01,11,2021-02-05\n"
        "t2,output,2021-01,11,\n"
    )
    assert len(read(path, race).observations.collect()) == 3


def test_a_byte_order_mark_and_blank_rows_do_no_harm(race: Plan, tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    path.write_bytes(
        b"\xef\xbb\xbfunit,indicator,period,value\r\n\r\nt1,output,2021-01, 10 \r\n,,,\r\n"
    )
    assert read(path, race).observations.collect().rows() == [("t1", "output", "2021-01", 10.0)]


def test_the_year_before_is_there_for_growth(race: Plan, tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    path.write_text("unit,indicator,period,value\nt1,output,2020-12,10\n")
    assert len(read(path, race).observations.collect()) == 1


def test_a_veto_needs_no_points(race: Plan, tmp_path: Path) -> None:
    observations = (RACE_DATA / "observations.csv").read_bytes()
    (tmp_path / "observations.csv").write_bytes(observations)
    (tmp_path / "adjustments.csv").write_text("unit,period,kind,points\nt1,2021-02,accident,\n")
    inputs = read(tmp_path, race)
    assert inputs.adjustments is not None
    assert inputs.adjustments.collect().rows() == [("t1", "2021-02", "accident", 0.0)]


def test_targets_and_adjustments_may_be_empty(race: Plan, tmp_path: Path) -> None:
    observations = (RACE_DATA / "observations.csv").read_bytes()
    (tmp_path / "observations.csv").write_bytes(observations)
    (tmp_path / "adjustments.csv").write_text("unit,period,kind,points\n")
    (tmp_path / "targets.csv").write_text("unit,indicator,period,target\n")
    assert totals(read(tmp_path, race), race)["t2"] == 63.17


def test_targets_of_the_data_go_before_those_of_the_plan(race: Plan, tmp_path: Path) -> None:
    """West Town's 45 of a target of 180 x 3/12 is all of the 40 points: 73.17 without award."""
    observations = (RACE_DATA / "observations.csv").read_bytes()
    (tmp_path / "observations.csv").write_bytes(observations)
    (tmp_path / "targets.csv").write_text("unit,indicator,period,target\nt2,output,2021,180\n")
    assert totals(read(tmp_path, race), race)["t2"] == 73.17


def test_the_hash_is_that_of_the_bytes_in_the_order_of_names(race: Plan) -> None:
    files = read_data(RACE_DATA, race, PolarsBackend())
    content = (RACE_DATA / "adjustments.csv").read_bytes()
    content += (RACE_DATA / "observations.csv").read_bytes()
    assert files.hash == hashlib.sha256(content).hexdigest()


def test_problems_of_all_tables_come_at_once_and_nothing_can_be_scored(
    race: Plan, tmp_path: Path
) -> None:
    (tmp_path / "observations.csv").write_text(
        "unit,indicator,period,value\nt9,output,2021-01,1%\n"
    )
    (tmp_path / "targets.csv").write_text("unit,indicator,period,target\nt1,outpt,2021,1\n")
    files = read_data(tmp_path, race, PolarsBackend())
    assert files.inputs is None
    assert [(problem.file, problem.line, problem.kind.code) for problem in files.problems] == [
        ("observations.csv", 2, "number_percent"),
        ("observations.csv", 2, "code_unknown"),
        ("targets.csv", 2, "code_unknown"),
    ]


def test_a_refused_cell_is_not_told_as_an_empty_one_too(race: Plan, tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    path.write_text("unit,indicator,period,value\nt1,output,2021-01,x\nt1,output,2021-02,8\n")
    files = read_data(path, race, PolarsBackend())
    assert [problem.kind.code for problem in files.problems] == ["number_is_text"]
