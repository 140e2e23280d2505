"""Titles break between pieces, as even as possible, the longer line above."""

from saima.documents.titles import title_lines


def test_a_short_title_stays_on_one_line() -> None:
    assert title_lines(("约谈", "通知书"), 19) == ["约谈通知书"]


def test_a_long_title_breaks_between_pieces_as_evenly_as_possible() -> None:
    pieces = ("X市争先创优工作领导小组", "关于2021年第二季度", "争先创优工作情况的通报")
    assert title_lines(pieces, 19) == [
        "X市争先创优工作领导小组",
        "关于2021年第二季度",
        "争先创优工作情况的通报",
    ]
    assert title_lines(("甲" * 6, "乙" * 2, "丙" * 6), 10) == ["甲" * 6 + "乙" * 2, "丙" * 6]


def test_a_piece_that_is_too_long_is_cut_and_nothing_is_lost() -> None:
    lines = title_lines(("长" * 45,), 19)
    assert "".join(lines) == "长" * 45
    assert max(map(len, lines)) <= 19
    many = title_lines(tuple("一二三四五六七八九十" * 5), 19)
    assert "".join(many) == "一二三四五六七八九十" * 5
