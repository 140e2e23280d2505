from pathlib import Path

from saima.plan.cases import Case, ExpectedUnit
from saima.plan.label import Label
from saima.plan.load import load_plan
from saima.plan.save import write_folder
from saima.plan.units import Unit
from tests.plan.conftest import SOUND_FILES, Files, Make, indicator

WRITTEN = """\
indicators:
- code: gdp
  label: {zh: 生产总值, en: GDP}
  parent: economy
  measure: {zh: 亿元, en: 100 million yuan}
  weight: {towns: 50}
  scoring: {method: completion}
  target: {value: 100, every_unit: true}
"""


def test_a_folder_reads_like_one_written_by_hand(plan_folder: Files, tmp_path: Path) -> None:
    plan = load_plan(plan_folder({})).ready()
    write_folder(plan, (), tmp_path / "new")
    names = {str(path.relative_to(tmp_path / "new")) for path in tmp_path.glob("new/**/*.*")}
    assert names == {"plan.yaml", "units.csv", "indicators/1-economy.yaml"}
    economy = (tmp_path / "new/indicators/1-economy.yaml").read_text(encoding="utf-8")
    assert economy.startswith(WRITTEN)
    head = (tmp_path / "new/plan.yaml").read_text(encoding="utf-8")
    assert head == str(SOUND_FILES["plan.yaml"]).replace("\n  ", "\n")
    assert load_plan(tmp_path / "new").ready().hash == plan.hash


def test_tables_open_in_spreadsheet_programs(make_plan: Make, tmp_path: Path) -> None:
    targets = [{"unit": "east", "indicator": "gdp", "period": "2021", "target": 10.0}]
    write_folder(make_plan(targets=targets), (), tmp_path)
    assert (tmp_path / "units.csv").read_bytes().startswith("\ufeffcode,zh,en".encode())
    rows = (tmp_path / "targets.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows == ["unit,indicator,period,target,version,reason", "east,gdp,2021,10,,"]


def test_only_what_would_be_misread_is_quoted(make_plan: Make, tmp_path: Path) -> None:
    label = Label(zh="2021", en="null")
    plan = make_plan(
        label=label,
        theme=Label(zh="true", en="yes"),
        reason="~",
        effective_from="2021-07-01",
        ranking={"on": "exact"},
    )
    write_folder(plan, (), tmp_path)
    text = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    assert "label: {zh: '2021', en: 'null'}" in text
    assert "theme: {zh: 'true', en: yes}" in text
    assert "reason: '~'" in text
    assert "effective_from: 2021-07-01" in text
    assert "ranking: {on: exact}" in text
    assert load_plan(tmp_path).ready().hash == plan.hash


def test_indicators_keep_their_order(make_plan: Make, tmp_path: Path) -> None:
    parents = ["total", "economy"] * 5 + ["total"]
    indicators = [
        indicator(f"i{number}", parent=parent, weight={"towns": 1.0})
        for number, parent in enumerate(parents)
    ]
    plan = make_plan(indicators=indicators)
    write_folder(plan, (), tmp_path)
    loaded = load_plan(tmp_path).plan
    assert loaded is not None
    assert list(loaded.indicator_by_code) == list(plan.indicator_by_code)
    assert (tmp_path / "indicators" / "11-total.yaml").exists()


def test_a_plan_without_indicators_is_still_a_folder(make_plan: Make, tmp_path: Path) -> None:
    plan = make_plan(indicators=[])
    write_folder(plan, (), tmp_path)
    loaded = load_plan(tmp_path)
    assert loaded.plan is not None
    assert loaded.plan.hash == plan.hash


def test_cases_stand_in_one_file(make_plan: Make, tmp_path: Path) -> None:
    cases = tuple(
        Case(name=name, period="2021Q1", expected={"east": ExpectedUnit(total=1)})
        for name in ("b", "a")
    )
    write_folder(make_plan(), cases, tmp_path)
    assert load_plan(tmp_path).cases == cases


def test_a_piece_that_is_used_twice_is_written_twice(make_plan: Make, tmp_path: Path) -> None:
    label = Label(zh="镇", en="Town")
    plan = make_plan(lines=(label, label), units=[Unit(code="e", zh="东", en="E", group="towns")])
    write_folder(plan, (), tmp_path)
    assert (tmp_path / "plan.yaml").read_text(encoding="utf-8").count("zh: 镇, en: Town") == 2
