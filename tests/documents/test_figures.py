"""Figures are written as domain 7 says; expected texts come from there or are rounded by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from saima.documents import figures
from saima.plan.periods import Period


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (3000, 0, "3,000"),
        (1.005, 2, "1.01"),
        (2.675, 2, "2.68"),
        (-0.125, 2, "-0.13"),
        (-0.001, 2, "0.00"),
        (0.1 + 0.2, 1, "0.3"),
        (Decimal("1002.984"), 2, "1,002.98"),
        (None, 2, "—"),
    ],
)
def test_numbers_are_rounded_half_up(value: float | None, decimals: int, text: str) -> None:
    assert figures.number(value, decimals) == text


def test_differences_carry_their_sign() -> None:
    assert figures.signed(1.2, 1) == "+1.2"
    assert figures.signed(-0.04, 1) == "0.0"
    assert figures.signed(None, 1) == "—"
    assert figures.signed_percent(-0.032) == "-3.2"
    assert figures.signed_percent(None) == "—"


def test_shares_are_percent_with_one_decimal() -> None:
    assert figures.percent(11 / 12) == "91.7"
    assert figures.percent(0.5745) == "57.5"
    assert figures.percent(None) == "—"


def test_ranks_show_halves_only_where_ties_share_a_mean() -> None:
    assert [figures.rank(2.0), figures.rank(2.5), figures.rank(None)] == ["2", "2.5", "—"]
    assert figures.place(3, 11) == "3/11"
    assert figures.place(3, None) == "3"


def test_movement_is_neutral_in_words() -> None:
    found = [figures.movement(places) for places in (2, -1, 0, None, -0.5)]
    assert found == ["▲2", "▼1", "–", "", "▼0.5"]


def test_dates_in_tables_and_in_sentences() -> None:
    day = date(2021, 3, 5)
    assert figures.day(day) == "2021-03-05"
    assert figures.day_in_sentence(day, "zh-hans") == "2021年3月5日"
    assert figures.day_in_sentence(day, "en") == "5 March 2021"
    assert figures.minute(datetime(2021, 3, 5, 9, 30, tzinfo=UTC)) == "2021-03-05 09:30"


@pytest.mark.parametrize(
    ("period", "chinese", "english", "short_chinese", "short_english"),
    [
        ("2021-03", "2021年3月", "March 2021", "3月", "Mar"),
        ("2021Q1", "2021年第一季度", "Q1 2021", "一季度", "Q1"),
        ("2021H2", "2021年下半年", "Second half of 2021", "下半年", "H2"),
        ("2021", "2021年", "2021", "全年", "Year"),
    ],
)
def test_periods_have_a_name_and_a_short_one(
    period: str, chinese: str, english: str, short_chinese: str, short_english: str
) -> None:
    found = Period.parse(period)
    assert figures.period_name(found, "zh-hans") == chinese
    assert figures.period_name(found, "en") == english
    assert figures.period_short(found, "zh-hans") == short_chinese
    assert figures.period_short(found, "en") == short_english


def test_year_to_date_names_its_months() -> None:
    assert figures.to_date_name(Period.parse("2021-01"), "zh") == "1月"
    assert figures.to_date_name(Period.parse("2021Q2"), "zh") == "1-6月"
    assert figures.to_date_name(Period.parse("2021-01"), "en") == "Jan"
    assert figures.to_date_name(Period.parse("2021"), "en") == "Jan-Dec"
