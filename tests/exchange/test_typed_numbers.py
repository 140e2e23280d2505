"""Numbers as they are typed or pasted into a cell."""

from decimal import Decimal

import pytest

from saima.exchange.typed_numbers import typed_number
from saima.plan.problems import Problems


@pytest.mark.parametrize(
    ("text", "measure", "number"),
    [
        ("1234.5", "个", "1234.5"),
        ("  12 ", "个", "12"),
        ("１２３４．５", "个", "1234.5"),
        ("－3", "%", "-3"),
        ("−3", "%", "-3"),
        ("1,234,567.8", "个", "1234567.8"),
        ("1，234", "个", "1234"),
        ("12,3456", "个", "123456"),
        ("1 234", "个", "1234"),
        ("1\u3000234", "个", "1234"),
        ("5%", "%", "5"),
        ("5％", "％", "5"),
        ("0.5%", "百分点", "0.5"),
        ("3万", "个", "30000"),
        ("3万", "万元", "3"),
        ("3万元", "万元", "3"),
        ("3万元", "亿元", "0.0003"),
        ("1.2亿", "万元", "12000"),
        ("1.2亿元", "亿元", "1.2"),
        ("2万亿", "亿元", "20000"),
        ("500元", "万元", "0.05"),
        ("12.5亩", "亩", "12.5"),
        ("+4", "", "4"),
        (".5", "", "0.5"),
    ],
)
def test_what_is_typed_is_understood(text: str, measure: str, number: str) -> None:
    assert typed_number(text, measure) == Decimal(number)


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_nothing_is_no_number(text: str) -> None:
    assert typed_number(text, "个") is None


@pytest.mark.parametrize(
    ("text", "measure", "code"),
    [
        ("abc", "个", "typed_no_number"),
        ("1.2.3", "个", "typed_no_number"),
        ("nan", "个", "typed_no_number"),
        ("1e9", "个", "typed_no_number"),
        ("=1+1", "个", "typed_no_number"),
        ("(5)", "个", "typed_no_number"),
        ("—", "个", "typed_no_number"),
        ("万", "个", "typed_no_number"),
        ("1,23", "个", "typed_separators"),
        ("1,2345,678", "个", "typed_separators"),
        ("5%", "个", "typed_percent"),
        ("5亿", "%", "typed_scale"),
        ("9" * 500 + "x", "个", "typed_no_number"),
    ],
)
def test_what_may_mean_two_things_is_refused(text: str, measure: str, code: str) -> None:
    with pytest.raises(Problems) as refused:
        typed_number(text, measure)
    assert [problem.kind.code for problem in refused.value.problems] == [code]
    assert len(refused.value.problems[0].text("zh-hans")) < 200


def test_a_number_too_long_is_never_cut() -> None:
    with pytest.raises(Problems):
        typed_number("1" * 61, "个")
