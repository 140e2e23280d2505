"""The same fact asked twice is found."""

from saima.engine.repeats import Repeat, by_numbers, by_words
from tests.demo.small_plan import indicator, label, small_plan


def test_the_same_name_and_measure_of_one_unit_is_asked_twice() -> None:
    plan = small_plan(
        indicator("one", label=label("新增贷款")),
        indicator("two", label=label("新增贷款（银行口径）")),
        indicator("three", label=label("新增贷款"), frequency="quarter"),
        indicator("four", label=label("新增贷款"), measure=label("户")),
    )
    asked = [(unit, code) for unit in "ab" for code in ("one", "two", "three", "four")]
    assert by_words(plan, asked) == [Repeat("one", "two", "words")]


def test_different_units_are_asked_different_facts() -> None:
    plan = small_plan(indicator("one", label=label("同")), indicator("two", label=label("同")))
    assert by_words(plan, [("city", "one"), ("a", "two")]) == []


def rows(*numbers: float) -> list[tuple[str, str, float]]:
    return [("a", f"2021-{month:02d}", number) for month, number in enumerate(numbers, 1)]


def test_the_same_numbers_month_after_month_are_one_fact() -> None:
    series = {("invest", "value"): rows(3, 5, 8), ("share", "denominator"): rows(3, 5, 8)}
    assert by_numbers(series) == [Repeat("invest", "share", "numbers", "value", "denominator")]


def test_too_few_or_equal_or_empty_numbers_prove_nothing() -> None:
    assert by_numbers({("one", "value"): rows(3, 5), ("two", "value"): rows(3, 5)}) == []
    assert by_numbers({("one", "value"): rows(1, 1, 1), ("two", "value"): rows(1, 1, 1)}) == []
    assert by_numbers({("one", "value"): rows(0, 0, 0), ("two", "value"): rows(0, 0, 0)}) == []
    assert by_numbers({("one", "value"): rows(3, 5, 8), ("two", "value"): rows(3, 5, 9)}) == []
    same = rows(3, 5, 8)
    assert by_numbers({("one", "numerator"): same, ("one", "denominator"): same}) == []


def test_numbers_that_many_indicators_share_prove_nothing() -> None:
    quarters = rows(25, 50, 75, 100)
    names = ("one", "two", "three")
    assert by_numbers({(name, "value"): quarters for name in names}) == []
    assert by_numbers({(name, "value"): quarters for name in names[:2]}) == [
        Repeat("one", "two", "numbers")
    ]


def test_one_different_number_makes_two_facts() -> None:
    one, other = rows(3, 5, 8, 9), rows(3, 5, 8, 7)
    assert by_numbers({("one", "value"): one, ("two", "value"): other}) == []
