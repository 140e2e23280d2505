"""What every scoring method promises; the numbers are tested with the engine."""

import ast
import re
from pathlib import Path

import pytest

from saima.plan import methods
from saima.plan.methods import METHODS, ScoringMethod, base
from saima.plan.methods.base import Guard

OPERANDS = {
    "value",
    "target",
    "weight",
    "field",
    "last_year",
    "growth",
    "previous_value",
    "outside",
    "meets",
}
BAND = {"points": [3.0, 1.5]}
EXAMPLES: list[dict[str, object]] = [
    {"method": "base_plus", "per_point": 0.5},
    {"method": "benchmark_ratio"},
    {"method": "benchmark_ratio", "benchmark": 24.097},
    {"method": "best_ratio"},
    {"method": "blend"},
    {"method": "blend", "level": "best_ratio", "growth": "rank"},
    {"method": "column_share"},
    {"method": "completion"},
    {"method": "counting", "each": 5},
    {"method": "difference", "per_point": 0.5},
    {"method": "efficacy"},
    {"method": "efficacy", "satisfied": 10, "refused": 0},
    {"method": "goalposts", "low": 20, "high": 85},
    {"method": "goalposts", "low": 100, "high": 75000, "log": True},
    {"method": "grades", "table": [1, 0.8]},
    {"method": "improvement", "per_place": 0.5},
    {"method": "improvement", "per_place": 0.5, "of": "value"},
    {"method": "met"},
    {"method": "met", "share": 0.4},
    {"method": "min_max"},
    {"method": "percentile"},
    {"method": "rank_points"},
    {"method": "rank_points", "table": [1, 0.9], "given": True},
    {"method": "reverse_benchmark"},
    {"method": "reverse_benchmark", "average": 30},
    {"method": "steps", "table": [[0, 0], [60, 1]]},
    {"method": "steps", "table": [[0, 0], [60, 1]], "of": "completion"},
    {"method": "superior_rank", "table": [BAND]},
    {"method": "z_score"},
]


def made(example: dict[str, object]) -> ScoringMethod:
    """The method of an example."""
    method: ScoringMethod = METHODS[str(example["method"])].model_validate(example)
    return method


def test_every_method_has_an_example() -> None:
    assert {example["method"] for example in EXAMPLES} == set(METHODS)


def test_every_file_of_the_room_is_a_method() -> None:
    files = {path.stem for path in Path(str(methods.__file__)).parent.glob("*.py")}
    assert files - {"__init__", "base"} == set(METHODS)


@pytest.mark.parametrize("direction", ["higher", "lower", "range"])
@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_formula_reads_only_documented_names(example: dict[str, object], direction: str) -> None:
    method = made(example)
    known = OPERANDS | set(type(method).model_fields) | documented_functions()
    guards = method.guards()
    for text in [method.formula(direction), *(guard.condition for guard in guards)]:
        names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
        assert names <= known
    assert all(re.fullmatch("[a-z_]+", guard.code) for guard in guards)


def documented_functions() -> set[str]:
    """The functions that the docstring of the base lists."""
    return set(re.findall(r"``(\w+)\(", str(base.__doc__)))


@pytest.mark.parametrize("method", METHODS.values(), ids=str)
def test_a_method_names_itself_in_both_languages(method: type[ScoringMethod]) -> None:
    assert re.search("[\u4e00-\u9fff]", method.title.zh)
    assert re.search("[\u4e00-\u9fff].*。$", method.words.zh)
    assert method.title.en.isascii()
    assert method.words.en.isascii()


def test_methods_that_count_from_the_lowest() -> None:
    lowest = {str(example) for example in EXAMPLES if made(example).lowest_is_best()}
    assert lowest == {
        str({"method": "grades", "table": [1, 0.8]}),
        str({"method": "improvement", "per_place": 0.5}),
        str({"method": "rank_points", "table": [1, 0.9], "given": True}),
        str({"method": "reverse_benchmark"}),
        str({"method": "reverse_benchmark", "average": 30}),
        str({"method": "superior_rank", "table": [BAND]}),
    }


def test_a_method_without_a_formula_cannot_score() -> None:
    with pytest.raises(NotImplementedError):
        ScoringMethod().formula("higher")


def test_a_method_has_no_guards_unless_it_says_so() -> None:
    assert ScoringMethod().guards() == ()
    assert Guard("target > 0", "target_not_positive") in made({"method": "completion"}).guards()
