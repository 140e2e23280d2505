"""Codes become words: formulas, notes, rules, consequences."""

import pytest
from django.utils.translation import override

from saima.plan.methods import Scoring
from saima.plan.rules import Consequence
from saima.web.templatetags.saima import weight_range
from saima.web.wording.consequences import sentence
from saima.web.wording.formula import NAMES, exact, in_words
from saima.web.wording.notes import note_sentence
from saima.web.wording.rules import rule_lines
from tests.web.small_year import small_plan

NUMBERS = (float, int, float | None, int | None)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (
            "clamp(value / target, floor, cap)",
            "[value ÷ target], at least lower bound and at most upper bound",
        ),
        ("clamp(6 / 9, 0, 1)", "[6 ÷ 9], at least 0 and at most 1"),
        ("clamp(52 / 60, 0, inf)", "[52 ÷ 60], at least 0"),
        ("clamp(52 / 60, -inf, 1.1)", "[52 ÷ 60], at most 1.1"),
        ("(value - low) / (high - low)", "(value − lower end) ÷ (upper end − lower end)"),
        (
            "1 - step * (rank_highest(value) - 1)",
            "1 − share per place × (place by value (highest first) − 1)",
        ),
        ("2 - (value - 1)", "2 − (value − 1)"),
        ("where(meets, 1, 0)", "if the target is met then 1, else 0"),
        (
            "base + by_field(table, value, field) / weight",
            "base share + what the table gives for place value of size of the field ÷ full points",
        ),
        ("steps(table, value, below)", "what the table gives for value"),
        ("value >= 16.666666667", "value ≥ 16.6667"),
        ("-value + 1", "−value + 1"),
        ("", ""),
    ],
)
def test_a_formula_is_said_in_words(formula: str, words: str) -> None:
    with override("en"):
        assert in_words(formula) == words


def test_a_formula_is_said_in_chinese() -> None:
    with override("zh-hans"):
        said = in_words("clamp(value / target, floor, cap)")
    assert said == "[完成值 ÷ 目标值]，不低于 下限、不高于 上限"


def test_every_parameter_of_every_method_has_a_word() -> None:
    methods = Scoring.__origin__.__args__  # type: ignore[attr-defined]
    numbers = {
        name
        for method in methods
        for name, field in method.model_fields.items()
        if field.annotation in NUMBERS
    }
    assert numbers - set(NAMES) == set()


def test_numbers_keep_the_digits_that_matter() -> None:
    assert [exact(value) for value in (0.085, 1234.5, 16.666666667, 0.0000125, 3.0)] == [
        "0.085",
        "1,234.5",
        "16.6667",
        "1.25e-05",
        "3",
    ]


def test_notes_are_sentences() -> None:
    with override("en"):
        assert note_sentence("gap:zero") == "a month is not reported: no points, as the plan says"
        assert note_sentence("blocked") == "blocked"
        assert note_sentence("") == ""


def test_a_rule_says_who_is_caught_and_what_follows() -> None:
    rule = small_plan().consequences[0]
    with override("en"):
        assert sentence(rule) == (
            "the last 1 of the group by the total, 2 months in a row: "
            "circular, card, talk (first yellow card, then red card)"
        )
    with override("zh-hans"):
        assert (
            sentence(rule) == "连续 2 个月按总分列本组后 1 名：通报、亮牌、约谈（先黄牌，再红牌）"
        )


def test_a_flag_needs_one_period_only() -> None:
    flag = Consequence.model_validate(
        {
            "code": "flag",
            "label": {"zh": "流动红旗", "en": "Flag"},
            "place": "top",
            "count": 2,
            "running": 1,
            "field": "all",
            "measures": ["flag"],
        }
    )
    with override("en"):
        assert sentence(flag) == "the first 2 of all units by the total, in a quarter: flag"


def test_the_rule_of_an_indicator_names_target_method_numbers_and_owner() -> None:
    plan = small_plan()
    with override("en"):
        lines = {line.term: line.words for line in rule_lines(plan, plan.indicators[0], "en")}
    assert lines["Target"] == "strive: at least 132.00 100 million yuan"
    assert lines["Numbers"] == "upper bound 1; lower bound 0"
    assert lines["Full points"] == "Towns 40"
    assert lines["Owner"] == "Fin* 60"
    assert lines["Reported by"] == "each unit itself"
    assert "Evidence" not in lines


def test_weights_that_differ_are_given_as_a_range() -> None:
    assert weight_range((60, 60)) == "60"
    assert weight_range((0, 7.5)) == "0–7.5"
    assert weight_range(None) == "—"
