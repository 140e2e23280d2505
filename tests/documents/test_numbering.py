"""一、（一）1.（1）."""

import pytest

from saima.documents.numbering import Counter, chinese_number, heading_number


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四"), (99, "九十九")],
)
def test_numbers_in_chinese(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_four_levels() -> None:
    assert [heading_number(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]


def test_a_heading_starts_the_count_below_it_anew() -> None:
    counter = Counter()
    told = [counter.next(level) for level in (1, 2, 2, 3, 1, 2, 3, 3, 4)]
    assert told == ["一、", "（一）", "（二）", "1.", "二、", "（一）", "1.", "2.", "（1）"]
