import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from saima.plan.periods import Period, PeriodKind, PeriodText, year_periods

ALL = st.sampled_from(year_periods(2021))


@pytest.mark.parametrize(
    ("text", "kind", "index", "last_month"),
    [
        ("2021-03", PeriodKind.MONTH, 3, 3),
        ("2021Q2", PeriodKind.QUARTER, 2, 6),
        ("2021H2", PeriodKind.HALF, 2, 12),
        ("2021", PeriodKind.YEAR, 1, 12),
        (" 2021-12 ", PeriodKind.MONTH, 12, 12),
    ],
)
def test_periods_are_read_as_written(
    text: str, kind: PeriodKind, index: int, last_month: int
) -> None:
    period = Period.parse(text)
    assert (period.year, period.kind, period.index) == (2021, kind, index)
    assert period.last_month == last_month


@pytest.mark.parametrize(
    "text", ["2021-13", "2021-3", "2021Q5", "2021H3", "21", "0021", "3021", "２０２１", "Q1", ""]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write 2021-03, 2021Q1, 2021H1 or 2021"):
        Period.parse(text)


@given(ALL)
def test_a_period_reads_what_it_writes(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(ALL)
def test_a_period_covers_its_months(period: Period) -> None:
    assert period.end - period.start + 1 == period.kind.months
    assert period.year_start == 2021 * 12
    assert Period.of(2021, period.kind, period.index) == period
    assert period.previous().end == period.start - 1
    assert period.last_year().end == period.end - 12


def test_the_period_before_january_is_december() -> None:
    assert str(Period.parse("2021-01").previous()) == "2020-12"
    assert str(Period.parse("2021H1").previous()) == "2020H2"


def test_a_period_is_made_of_shorter_ones() -> None:
    half = Period.parse("2021H2")
    assert [str(inner) for inner in half.inside(PeriodKind.QUARTER)] == ["2021Q3", "2021Q4"]
    assert [str(inner) for inner in half.inside(PeriodKind.HALF)] == ["2021H2"]
    assert half.inside(PeriodKind.YEAR) == ()


def test_periods_are_ordered_by_their_end_then_by_length() -> None:
    texts = ["2021", "2021-12", "2021Q1", "2021H2", "2021-03", "2021Q4"]
    ordered = sorted(Period.parse(text) for text in texts)
    assert [str(period) for period in ordered] == [
        "2021-03",
        "2021Q1",
        "2021-12",
        "2021Q4",
        "2021H2",
        "2021",
    ]


def test_a_year_has_nineteen_periods() -> None:
    assert len(set(year_periods(2021))) == 12 + 4 + 2 + 1


def test_a_text_in_a_plan_must_be_a_period() -> None:
    period_text = TypeAdapter(PeriodText)
    assert period_text.validate_python("2021Q1") == "2021Q1"
    with pytest.raises(ValidationError, match='"2021Q9" is not a period; expected a month'):
        period_text.validate_python("2021Q9")
