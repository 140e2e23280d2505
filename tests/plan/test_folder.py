from collections.abc import Callable
from pathlib import Path

import pytest

from saima.plan.load import LoadedPlan, load_plan
from tests.plan.conftest import SOUND_FILES, Files

Load = Callable[[dict[str, str | bytes]], LoadedPlan]
MORE = """\
nodes:
  - code: party
    label: {zh: 党建, en: Party}
indicators: []
"""


def texts(loaded: LoadedPlan) -> list[str]:
    """Place and kind of each problem."""
    return [f"{problem.place} {problem.kind.code}" for problem in loaded.problems]


def test_nodes_may_stand_in_either_file(load_files: Load) -> None:
    plan = load_files({"indicators/a.yaml": MORE}).plan
    assert plan is not None
    assert [node.code for node in plan.nodes] == ["economy", "party"]


def test_problems_of_all_files_come_together(load_files: Load) -> None:
    economy = str(SOUND_FILES["indicators/economy.yaml"])
    loaded = load_files(
        {
            "plan.yaml": str(SOUND_FILES["plan.yaml"]) + "them: {zh: 主题, en: Theme}\n",
            "units.csv": "code,zh,en,group,kind\neast,东镇,East,towns,village\n",
            "targets.csv": "unit,indicator,period,target\neast,gdp,2021,ten\n".encode("gbk"),
            "indicators/broken.yaml": "indicators: [\n",
            "indicators/economy.yaml": economy.replace("value: 100,", "value: 100, split: false,"),
        }
    )
    assert loaded.plan is None
    assert texts(loaded) == [
        "indicators/broken.yaml:1 yaml_syntax",
        "indicators/economy.yaml:8 split_without_reason",
        "plan.yaml:10 unknown_key",
        "targets.csv:2 not_a_number",
        "units.csv:2 unknown_word",
    ]


def test_references_are_not_blamed_while_a_file_is_unreadable(load_files: Load) -> None:
    assert texts(load_files({"units.csv": b"\xff\xfe"})) == ["units.csv:1 not_utf8"]


def test_lists_are_checked_although_the_head_is_unreadable(load_files: Load) -> None:
    loaded = load_files({"plan.yaml": "code: [\n", "units.csv": "code,zh,en\neast,东镇,\n"})
    assert texts(loaded) == ["plan.yaml:1 yaml_syntax", "units.csv:2 missing_key"]


def test_a_head_with_a_double_key_is_still_read(load_files: Load) -> None:
    head = str(SOUND_FILES["plan.yaml"]) + "year: 2022\n"
    assert texts(load_files({"plan.yaml": head})) == ["plan.yaml:10 duplicate_key"]


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("plan.yaml", ["plan.yaml missing_file"]),
        ("units.csv", ["units.csv missing_file"]),
        ("indicators/economy.yaml", ["indicators missing_file"]),
    ],
)
def test_a_plan_has_its_files(plan_folder: Files, missing: str, expected: list[str]) -> None:
    folder = plan_folder({})
    (folder / missing).unlink()
    assert texts(load_plan(folder)) == expected


def test_a_plan_without_an_indicator_folder(plan_folder: Files) -> None:
    folder = plan_folder({})
    (folder / "indicators" / "economy.yaml").unlink()
    (folder / "indicators").rmdir()
    assert texts(load_plan(folder)) == ["indicators missing_file"]


def test_files_that_would_be_ignored_are_reported(load_files: Load) -> None:
    loaded = load_files({"indicators/tax.yml": "", "indicators/.hidden": "", "unit.csv": ""})
    assert [problem.text() for problem in loaded.problems] == [
        "indicators/tax.yml: indicators/tax.yml is not a part of a plan and would be ignored; "
        "expected the name indicators/tax.yaml; rename it, or move it out of the plan",
        "unit.csv: unit.csv is not a part of a plan and would be ignored; "
        "expected the name units.csv; rename it, or move it out of the plan",
    ]


def test_indicator_files_have_two_keys(load_files: Load) -> None:
    files: dict[str, str | bytes] = {
        "indicators/a.yaml": "indicator: []\n",
        "indicators/b.yaml": "indicators:\n",
        "indicators/c.yaml": "- gdp\n",
        "indicators/d.yaml": "",
    }
    assert texts(load_files(files)) == [
        "indicators/a.yaml:1 unknown_key",
        "indicators/b.yaml:1 not_a_list",
        "indicators/c.yaml:1 not_a_mapping",
    ]


def test_nodes_of_the_plan_are_a_list(load_files: Load) -> None:
    head = str(SOUND_FILES["plan.yaml"]).split("nodes:")[0] + "nodes: economy\n"
    assert texts(load_files({"plan.yaml": head})) == ["plan.yaml:7 not_a_list"]


def test_a_path_without_a_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("code: a\n")
    for name in ("plan.txt", "nothing", "plan.xlsx"):
        (problem,) = load_plan(tmp_path / name).problems
        assert problem.text() == (
            f"{name}: there is no plan here; expected a plan folder or a workbook (.xlsx); "
            "check the path"
        )
