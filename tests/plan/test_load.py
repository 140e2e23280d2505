from collections.abc import Callable

import pytest

from saima.plan.load import LoadedPlan, load_plan, without
from saima.plan.places import Place
from saima.plan.problems import Problems
from tests.plan.conftest import SOUND_FILES, Files

Load = Callable[[dict[str, str | bytes]], LoadedPlan]
ECONOMY = str(SOUND_FILES["indicators/economy.yaml"])


def test_a_sound_plan_is_ready(plan_folder: Files) -> None:
    loaded = load_plan(str(plan_folder({})))
    assert loaded.problems == ()
    assert loaded.ready() is loaded.plan
    assert loaded.ready().indicator_by_code["tax"].target is not None


def test_warnings_do_not_forbid_scoring(load_files: Load) -> None:
    economy = ECONOMY.replace("{towns: 50}", "{towns: 40}")
    loaded = load_files({"indicators/economy.yaml": economy})
    assert [problem.kind.code for problem in loaded.warnings] == ["group_total_not_100"]
    assert loaded.errors == ()
    assert loaded.ready().code == "small"


def test_errors_forbid_scoring_although_the_plan_was_read(load_files: Load) -> None:
    loaded = load_files({"indicators/economy.yaml": ECONOMY.replace("economy\n", "econmy\n")})
    assert loaded.plan is not None
    with pytest.raises(Problems, match='names the node "econmy"') as raised:
        loaded.ready()
    assert len(raised.value.problems) == 2


def test_an_unreadable_plan_is_not_ready(load_files: Load) -> None:
    with pytest.raises(Problems, match="YAML cannot be read"):
        load_files({"plan.yaml": "a: ["}).ready()


def test_a_wrong_indicator_does_not_hide_a_wrong_rule_of_another(load_files: Load) -> None:
    economy = ECONOMY.replace("value: 100,", "value: many,").replace(
        "value: 10,", "value: 10, split: false,"
    )
    loaded = load_files({"indicators/economy.yaml": economy})
    assert [problem.place for problem in loaded.problems] == [
        "indicators/economy.yaml:8",
        "indicators/economy.yaml:15",
    ]


def test_a_wrong_key_does_not_hide_a_wrong_rule(load_files: Load) -> None:
    head = str(SOUND_FILES["plan.yaml"]) + "lines: none\nversion: 2\n"
    loaded = load_files({"plan.yaml": head})
    assert [f"{problem.line} {problem.kind.code}" for problem in loaded.problems] == [
        "10 not_a_list",
        "11 version_without",
        "11 version_without",
    ]


def test_a_plan_without_a_needed_key_has_no_further_checks(load_files: Load) -> None:
    head = str(SOUND_FILES["plan.yaml"]).replace("year: 2021\n", "version: 2\n")
    loaded = load_files({"plan.yaml": head})
    assert [problem.kind.code for problem in loaded.problems] == ["missing_key"]


def test_what_is_left_out_moves_the_lines_of_the_rest() -> None:
    data: dict[str, object] = {"units": ["a", "b", "c"], "lines": [1], "code": "x", "nodes": 5}
    places = {
        (): Place("plan.yaml", 1),
        ("lines",): Place("plan.yaml", 4),
        ("units", 0): Place("units.csv", 2),
        ("units", 1): Place("units.csv", 3),
        ("units", 2): Place("units.csv", 4),
        ("units", 2, "zh"): Place("units.csv", 4),
    }
    kept, moved = without(data, places, [("units", 1, "zh"), ("lines", 0), ("nodes",)])
    assert kept == {"units": ["a", "c"], "code": "x"}
    assert moved == {
        (): Place("plan.yaml", 1),
        ("lines",): Place("plan.yaml", 4),
        ("units", 0): Place("units.csv", 2),
        ("units", 1): Place("units.csv", 4),
        ("units", 1, "zh"): Place("units.csv", 4),
    }
