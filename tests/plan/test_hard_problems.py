"""Kinds of hard problems: limits that add up, and kinds that a plan no longer lists."""

from collections.abc import Callable
from datetime import date

from saima.plan.hard_problems import Ask, Verifier
from saima.plan.load import LoadedPlan
from tests.plan.conftest import Make, label

Load = Callable[[dict[str, str | bytes]], LoadedPlan]


def test_the_whole_time_is_what_the_four_steps_add_up_to(make_plan: Make) -> None:
    kind = {"code": "hazard", "label": label("hazard")}
    given = {"limits": {"accept": 1, "assign": 1, "plan": 3, "handle": 30}}
    plan = make_plan(hard_problems=[kind | given, kind | {"code": "usual"}])
    assert [one.limits.whole for one in plan.hard_problems] == [35, 29]


def test_a_kind_that_is_gone_has_no_rules_but_a_name(make_plan: Make) -> None:
    kind = make_plan().hard_problem_kind("gone")
    assert (kind.label.zh, kind.rises_after, kind.deadline) == ("gone", (), None)


def test_kinds_are_read_from_their_folder_in_the_order_of_the_files(load_files: Load) -> None:
    loaded = load_files(
        {
            "hard_problems/2.yaml": "- code: second\n  label: {zh: 二, en: Two}\n"
            "- code: third\n  label: {zh: 三, en: Three}\n",
            "hard_problems/1.yaml": "code: first\nlabel: {zh: 一, en: One}\n"
            "deadline: 2021-06-30\nverified_by: raiser\nasks: [text]\n",
        }
    )
    kinds = loaded.ready().hard_problems
    assert [kind.code for kind in kinds] == ["first", "second", "third"]
    assert kinds[0].deadline == date(2021, 6, 30)
    assert (kinds[0].verified_by, kinds[0].asks) == (Verifier.RAISER, (Ask.TEXT,))
