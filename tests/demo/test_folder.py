"""The folder that ``write_folder`` makes."""

import csv
from pathlib import Path

from saima.demo.folder import write_folder
from saima.demo.rows import AdjustmentRow, DemoYear, ObservationRow, TargetRow

ROW = ObservationRow("a", "ratio", "2021Q1", 62.5, 5.0, 8.0, None, "2021-04-08T09:00:00", "演示")


def test_it_writes_what_it_was_given(tmp_path: Path) -> None:
    target = TargetRow("a", "open", "2021", 0.25, "2021-01-04T09:00:00", "演示")
    bonus = AdjustmentRow("a", "2021-05", "award", 0.5, "2021-05-20T09:00:00", "演示")
    write_folder(DemoYear([ROW], [target], [bonus]), tmp_path / "new" / "folder")
    folder = tmp_path / "new" / "folder"
    assert (folder / "observations.csv").read_text(encoding="utf-8") == (
        "unit,indicator,period,value,numerator,denominator,field,recorded_at,source\n"
        "a,ratio,2021Q1,62.5,5,8,,2021-04-08T09:00:00,演示\n"
    )
    assert (folder / "targets.csv").read_text(encoding="utf-8") == (
        "unit,indicator,period,target,recorded_at,source\n"
        "a,open,2021,0.25,2021-01-04T09:00:00,演示\n"
    )
    assert (folder / "adjustments.csv").read_text(encoding="utf-8") == (
        "unit,period,kind,points,recorded_at,source\na,2021-05,award,0.5,2021-05-20T09:00:00,演示\n"
    )


def test_it_says_that_the_data_are_fictitious(tmp_path: Path) -> None:
    write_folder(DemoYear(), tmp_path)
    text = (tmp_path / "README.txt").read_text(encoding="utf-8")
    assert "演示数据（虚构）" in text
    assert "Demo data (fictitious)" in text


def test_the_whole_year_reads_back(tmp_path: Path, year: DemoYear) -> None:
    write_folder(year, tmp_path)
    with (tmp_path / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(year.observations)
    assert [float(row["value"]) for row in rows] == [row.value for row in year.observations]
