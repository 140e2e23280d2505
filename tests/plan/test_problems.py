import pytest
from pydantic_core import PydanticCustomError

from saima.plan.label import Label
from saima.plan.problems import Problem, Problems, problem_kind, refusal

KIND = problem_kind(
    "too_late",
    en=("{what} came on day {day}", "expected day 10", "ask for more time"),
    zh=("{what}于第 {day} 天报送", "应为第 10 天", "请申请延期"),
)
FACTS = {"what": Label(zh="数据", en="the value"), "day": 12}


def test_a_problem_says_where_what_and_how_to_mend_it() -> None:
    problem = Problem(KIND, "data.csv", 3, FACTS)
    assert problem.text() == (
        "data.csv:3: the value came on day 12; expected day 10; ask for more time"
    )
    assert problem.text("zh-hans") == "data.csv:3: 数据于第 12 天报送；应为第 10 天；请申请延期"


@pytest.mark.parametrize(
    ("file", "line", "place"),
    [("data.csv", 3, "data.csv:3"), ("data.csv", None, "data.csv"), ("", None, "")],
)
def test_a_place_is_what_is_known_of_it(file: str, line: int | None, place: str) -> None:
    problem = Problem(KIND, file, line, FACTS)
    assert problem.place == place
    assert problem.text().startswith(f"{place}: the value" if place else "the value")


def test_problems_carry_all_of_them() -> None:
    problems = [Problem(KIND, "a", 1, FACTS), Problem(KIND, "b", 2, FACTS)]
    raised = Problems(problems)
    assert raised.problems == problems
    assert str(raised).splitlines() == [problem.text() for problem in problems]


def test_a_validator_refuses_with_the_words_of_the_kind() -> None:
    error = refusal(KIND, **FACTS)
    assert isinstance(error, PydanticCustomError)
    assert error.message() == "the value came on day 12; expected day 10; ask for more time"
    assert error.context is not None
    assert error.context["kind"] is KIND


def test_kinds_are_errors_unless_they_say_otherwise() -> None:
    words = ("a", "b", "c")
    assert not KIND.warning
    assert problem_kind("x", en=words, zh=words, warning=True).warning
