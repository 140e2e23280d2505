"""Half up as on paper, whatever the computer stores."""

from decimal import ROUND_HALF_UP, Decimal
from math import floor

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saima.engine.outcome import MakeTable
from saima.engine.rounding import rounded, snapped
from tests.engine.builders import POLARS

SIX_DIGITS = st.integers(-(10**15) + 1, 10**15 - 1).map(lambda n: n / 10**9)
"""Numbers below a million with up to nine decimals."""
HALVES = st.builds(
    lambda whole, decimals: (whole + 0.5) / 10**decimals,
    st.integers(-(10**9), 10**9),
    st.integers(0, 4),
)
"""Numbers that lie exactly between two neighbours on paper."""


def on_paper(number: float, decimals: int) -> float:
    """Round the printed number half up."""
    exact = Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return float(exact)


def rounded_all(
    numbers: list[float | None], decimals: int, table: MakeTable = POLARS
) -> list[float | None]:
    """Round numbers in a frame."""
    frame = table({"number": numbers}, {"number": nw.Float64})
    result = frame.select(number=rounded(nw.col("number"), decimals)).collect("polars")
    return list(result["number"].to_list())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(SIX_DIGITS, HALVES), min_size=1, max_size=200), st.integers(0, 4))
def test_rounding_is_half_up_of_the_printed_number(numbers: list[float], decimals: int) -> None:
    expected = [on_paper(number, decimals) for number in numbers]
    assert rounded_all(list(numbers), decimals) == expected


HARD = [
    1.005,
    2.675,
    0.125,
    -1.005,
    -0.125,
    1.0049,
    90000.005,
    123456.785,
    999999.995,
    639000 * 0.0001,
    0.285,
    5.015,
    0.1 + 0.2,
    1e7,
    1234567.125,
    0.0,
    -0.0,
]


@pytest.mark.parametrize("decimals", [0, 1, 2, 3, 4])
def test_hard_numbers(decimals: int) -> None:
    assert rounded_all(list(HARD), decimals) == [on_paper(number, decimals) for number in HARD]


def test_backends_round_alike(duckdb_table: MakeTable) -> None:
    for decimals in (0, 2, 4):
        wanted = rounded_all([*HARD, None], decimals)
        assert rounded_all([*HARD, None], decimals, duckdb_table) == wanted


def test_null_stays_null() -> None:
    assert rounded_all([None, 1.25], 1) == [None, 1.3]


def test_zero_has_no_sign() -> None:
    assert str(rounded_all([-0.001], 2)[0]) in ("0.0", "-0.0")
    assert rounded_all([-0.001], 2) == [0]


def test_whole_numbers_too_large_for_decimals_stay_as_they_are() -> None:
    numbers: list[float | None] = [1e15, 123456789012345.0, 9007199254740991.0, 1e18]
    assert rounded_all(numbers, 0) == numbers
    assert rounded_all([1e9, 1e10, 1e12], 9) == [1e9, 1e10, 1e12]


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, 77.77777777777777, 12345.678901234567])
def test_snapping_keeps_nine_decimals(number: float) -> None:
    frame = POLARS({"number": [number]}, {"number": nw.Float64})
    found = frame.select(number=snapped(nw.col("number"))).collect()["number"].to_list()[0]
    assert found == floor(number * 1e9 + 0.5) / 1e9
