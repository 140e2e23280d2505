from pathlib import Path

import fastexcel

from saima.plan.cases import Case, CaseObservation, ExpectedUnit
from saima.plan.load import load_plan
from saima.plan.plan import Plan
from saima.plan.workbook import write_workbook
from tests.plan.conftest import Make, indicator, label


def reread(plan: Plan, cases: tuple[Case, ...], path: Path) -> Plan:
    """The plan after writing and reading; its cases must be the same."""
    write_workbook(plan, cases, path)
    loaded = load_plan(path)
    assert loaded.plan is not None, [problem.text() for problem in loaded.problems]
    assert loaded.cases == cases
    return loaded.plan


def test_a_workbook_has_a_sheet_for_each_sort_of_thing(make_plan: Make, tmp_path: Path) -> None:
    plan = make_plan()
    assert reread(plan, (), tmp_path / "plan.xlsx").hash == plan.hash
    assert fastexcel.read_excel(tmp_path / "plan.xlsx").sheet_names == [
        "read me",
        "plan",
        "groups",
        "units",
        "nodes",
        "indicators",
        "targets",
        "consequences",
        "adjustments",
        "hard_problems",
        "cases",
    ]


def header(path: Path, sheet: str) -> list[str]:
    """The column names of a sheet."""
    columns: list[str] = fastexcel.read_excel(path).load_sheet(sheet).to_polars().columns
    return columns


def test_columns_have_readable_names(make_plan: Make, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_workbook(make_plan(), (), path)
    names = header(path, "indicators")
    assert names[:6] == ["code", "label.zh", "label.en", "parent", "measure.zh", "measure.en"]
    assert {"weight.towns", "scoring.method", "target.value", "target.every_unit"} <= set(names)
    assert header(path, "consequences")[:3] == ["code", "label.zh", "label.en"]
    assert "target" not in names


def test_all_digits_of_a_number_stay(make_plan: Make, tmp_path: Path) -> None:
    numbers = [0.1 + 0.2, 1 / 3, 1e-12, 1e22, 123456.7890123, 33.333, 12345678901234.5, 100.0]
    targets = [
        {"unit": "east", "indicator": "gdp", "period": "2021", "target": number, "version": version}
        for version, number in enumerate(numbers, start=1)
    ]
    plan = reread(make_plan(targets=targets), (), tmp_path / "plan.xlsx")
    assert [row.target for row in plan.targets] == numbers


def test_codes_stay_text(make_plan: Make, tmp_path: Path) -> None:
    units = [
        {"code": code, "zh": "=1+1", "en": "_x0041_", "group": "towns"}
        for code in ("0012", "330483001", "1e5", "91330483MA2CUX1J8X")
    ]
    plan = reread(make_plan(units=units), (), tmp_path / "plan.xlsx")
    assert [unit.code for unit in plan.units] == [unit["code"] for unit in units]
    assert {(unit.zh, unit.en) for unit in plan.units} == {("=1+1", "_x0041_")}


def test_long_texts_go_on_in_further_rows(make_plan: Make, tmp_path: Path) -> None:
    rows = tuple(
        CaseObservation(unit="east", indicator="gdp", period="2021-01", value=number / 7)
        for number in range(1500)
    )
    case = Case(
        name="long", period="2021", observations=rows, expected={"east": ExpectedUnit(total=1)}
    )
    other = case.model_copy(update={"name": "short", "observations": rows[:1]})
    long = indicator("gdp", note={"zh": "甲" * 40_000, "en": "b c" * 40_000})
    plan = make_plan(indicators=[long, indicator("tax")], theme=label("x" * 33_000))
    assert reread(plan, (case, other), tmp_path / "plan.xlsx").hash == plan.hash


def test_a_weight_may_be_one_number_or_many(make_plan: Make, tmp_path: Path) -> None:
    nodes = [
        {"code": "economy", "label": label("economy"), "weight": {"towns": 100.0}},
        {"code": "party", "label": label("party"), "weight": 10.0},
        {"code": "air", "label": label("air"), "weight": {}},
        {"code": "roads", "label": label("roads")},
    ]
    plan = make_plan(nodes=nodes)
    assert reread(plan, (), tmp_path / "plan.xlsx").hash == plan.hash
