"""What people type for a due value: texts by field name, turned into what is handed in."""

from collections.abc import Mapping
from decimal import Decimal

from saima.actions.given import Given
from saima.engine.plausible import Reading, number_of
from saima.exchange.typed_numbers import TYPED_NO_NUMBER, typed_number, wrong
from saima.plan.problems import Problem, Problems
from saima.plan.tree import Collect, Indicator

Texts = Mapping[str, str]
RATIO = ("numerator", "denominator")
RANK = ("value", "field")


def fields(indicator: Indicator) -> tuple[str, ...]:
    """The numbers that an indicator asks for."""
    if indicator.collect is Collect.RATIO:
        return RATIO
    return RANK if indicator.collect is Collect.RANK else ("value",)


def is_empty(indicator: Indicator, texts: Texts) -> bool:
    """Whether no number is typed."""
    return not any(texts.get(name, "").strip() for name in fields(indicator))


def read_typed(indicator: Indicator, texts: Texts) -> Given:
    """What is typed as what is handed in; ``version`` is the one that was on the screen.

    Raises Problems for texts that are no numbers.
    """
    problems: list[Problem] = []
    numbers = {}
    for name in fields(indicator):
        # Both parts of a ratio are counted in units of their own, which no measure names.
        measure = indicator.measure.zh if name == "value" else ""
        try:
            numbers[name] = typed_number(texts.get(name, ""), measure)
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    field = numbers.get("field")
    if field is not None and field != field.to_integral_value():
        raise wrong(TYPED_NO_NUMBER, texts["field"], "")
    version = texts.get("version", "")
    return Given(
        Reading(
            numbers.get("value"),
            numbers.get("numerator"),
            numbers.get("denominator"),
            None if field is None else int(field),
        ),
        sentence=texts.get("sentence", ""),
        source=texts.get("source", ""),
        based_on=int(version) if version.isdecimal() else None,
    )


def measured(indicator: Indicator, reading: Reading | None) -> float | None:
    """A reading as one number in the measure; None where there is none."""
    return None if reading is None else number_of(indicator, reading)


Numbers = tuple[Decimal | None, Decimal | None, Decimal | None, int | None]
"""Value, numerator, denominator, size of the field."""


def number(value: Decimal) -> Given:
    """One number that is known already as what is handed in."""
    return given_numbers((value, None, None, None))


def given_numbers(numbers: Numbers, sentence: str = "") -> Given:
    """Numbers that are known already as what is handed in."""
    return Given(Reading(*numbers), sentence=sentence)
