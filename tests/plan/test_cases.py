from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from saima.plan.cases import Case, check_cases
from saima.plan.load import LoadedPlan
from saima.plan.places import Place
from tests.plan.conftest import Make

Load = Callable[[dict[str, str | bytes]], LoadedPlan]


def case(**changes: Any) -> Case:
    """A case of one observation."""
    return Case.model_validate(
        {
            "name": "first quarter",
            "period": "2021Q1",
            "observations": [{"unit": "east", "indicator": "gdp", "value": 52}],
            "expected": {"east": {"total": 8.67, "indicators": {"gdp": {"points": 8.6667}}}},
        }
        | changes
    )


def test_rows_without_a_period_are_of_the_case() -> None:
    rows: list[dict[str, Any]] = [
        {"unit": "east", "indicator": "gdp", "value": 1},
        {"unit": "east", "indicator": "gdp", "period": "2021-02", "value": 2},
    ]
    assert [row.period for row in case(observations=rows).observations] == ["2021Q1", "2021-02"]
    assert case(adjustments=[{"unit": "east", "kind": "award"}]).adjustments[0].period == "2021Q1"


def test_a_case_expects_something() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        case(expected={})


def test_a_wrong_period_is_one_problem() -> None:
    with pytest.raises(ValidationError, match="1 validation error for Case") as raised:
        case(period="2021Q9")
    assert raised.value.error_count() == 1


def test_where_it_was_read_does_not_count() -> None:
    placed = case().at(Place("cases/a.yaml", 3))
    assert (placed.file, placed.line) == ("cases/a.yaml", 3)
    assert (case().file, case().line) == ("", None)
    assert placed == case()
    assert {placed: 1}[case()] == 1
    assert placed != case(name="other")
    assert placed != "first quarter"


def test_every_code_of_a_case_is_known(make_plan: Make) -> None:
    wrong = case(
        observations=[{"unit": "e", "indicator": "g"}],
        targets=[{"unit": "east", "indicator": "gdp", "target": 1}],
        adjustments=[{"unit": "east", "kind": "award", "points": 1}],
        expected={
            "east": {"total": 1, "nodes": {"economy": {}, "party": {}}},
            "south": {"indicators": {"gdp": {}, "roads": {}}},
        },
    )
    paths = [finding.path for finding in check_cases(make_plan(), [wrong])]
    assert paths == [
        ("cases", 0, "observations", 0, "unit"),
        ("cases", 0, "observations", 0, "indicator"),
        ("cases", 0, "adjustments", 0, "kind"),
        ("cases", 0, "expected", "east", "nodes", "party"),
        ("cases", 0, "expected", "south"),
        ("cases", 0, "expected", "south", "indicators", "roads"),
    ]


ONE = """\
name: {name}
period: 2021Q1
expected:
  east: {{total: 1}}
"""


def test_a_file_holds_one_case_or_a_list(load_files: Load) -> None:
    loaded = load_files(
        {
            "cases/b.yaml": "- " + ONE.format(name="two").replace("\n", "\n  ").rstrip() + "\n",
            "cases/a.yaml": ONE.format(name="one"),
            "cases/c.yaml": "# nothing yet\n",
        }
    )
    assert loaded.problems == ()
    assert [(found.name, found.file, found.line) for found in loaded.cases] == [
        ("one", "cases/a.yaml", 1),
        ("two", "cases/b.yaml", 1),
    ]


def test_a_broken_case_hides_neither_plan_nor_other_cases(load_files: Load) -> None:
    loaded = load_files(
        {
            "cases/a.yaml": "name: one\n",
            "cases/b.yaml": ONE.format(name="two").replace("east", "south"),
            "cases/c.yaml": "name: [",
        }
    )
    assert loaded.plan is not None
    assert [found.name for found in loaded.cases] == ["two"]
    assert [problem.place for problem in loaded.problems] == [
        "cases/a.yaml:1",
        "cases/a.yaml:1",
        "cases/b.yaml:4",
        "cases/c.yaml:1",
    ]
