"""The sentences of a circular, drafted from sealed figures."""

from dataclasses import replace

from saima.documents.circular import Circular, circular
from saima.documents.issuing import Point
from saima.documents.official import Block, Figures, Heading, OfficialDocument, Paragraph
from tests.documents import samples


def told(document: OfficialDocument) -> list[str]:
    return [words(block) for block in document.blocks if not isinstance(block, Figures)]


def words(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text + block.follow
    return block.text if isinstance(block, Paragraph) else ""


def sentences(given: Circular) -> str:
    return "\n".join(told(circular(given)))


def test_the_title_names_the_organ_the_period_and_what_it_is() -> None:
    document = circular(samples.circular())
    assert document.name == "X市争先创优工作领导小组关于2021年第二季度争先创优工作情况的通报"
    first_level = [
        block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1
    ]
    assert first_level == ["总体情况", "主要指标", "存在问题", "下一步要求"]


def test_the_first_the_last_and_who_moved_most() -> None:
    """Places before: 1 3 2 5 4 8 9 7 10 6 11; so 8 -> 6 and 9 -> 7 gained 2, 6 -> 10 lost 4."""
    text = sentences(samples.circular())
    assert "共11个单位参加评比。排名前3位的是" in text
    first = "东河街道（93.75分）、南桥街道（92.25分）、开发区（高坡街道）（90.75分）。"
    assert first in text
    assert "排名后2位的是柳市镇（80.25分）、梅湾镇（78.75分）。" in text
    assert "位次上升最多的是石埭镇、竹溪镇，上升2位；位次下降最多的是柳市镇，下降4位。" in text


def test_units_that_share_the_last_but_one_place_are_all_named() -> None:
    rows = samples.board().rows
    shared = replace(samples.board(), rows=(*rows[:8], *(replace(row, rank=9) for row in rows[8:])))
    text = sentences(replace(samples.circular(), boards=(shared,)))
    assert "排名后2位的是桑园镇（81.75分）、柳市镇（80.25分）、梅湾镇（78.75分）。" in text


def test_a_small_group_has_no_bottom_and_an_unranked_unit_has_its_reason() -> None:
    rows = samples.board().rows
    none = replace(rows[4], rank=None, remark="当年新设")
    small = replace(samples.board(), rows=(*rows[:4], none))
    text = sentences(replace(samples.circular(), boards=(small,)))
    assert "排名前1位的是东河街道（93.75分）。" in text
    assert "排名后" not in text
    assert "未参加排名的单位：北浦镇（当年新设）。" in text
    nobody = replace(small, rows=(none,))
    assert "本期没有单位参加排名。" in sentences(replace(samples.circular(), boards=(nobody,)))


def test_how_many_keep_pace_and_which_lag_most() -> None:
    """Forty rows, in turn at 55 % and 45 % of a planned half."""
    text = sentences(samples.circular())
    assert "共40项，其中20项达到序时进度，20项落后于序时进度" in text
    assert (
        "规模以上工业企业第2项重点指标完成情况（发展和改革局、经济和信息化局）"
        "完成年度目标的45.0%，落后序时5.0个百分点" in text
    )
    assert "柳市镇（下降4位）" in text
    assert "梅湾镇连续两个季度列镇街道组后两位" in text
    assert "并于2021年8月10日前报送" in text


def test_where_nothing_is_wrong_it_says_so() -> None:
    level = replace(
        samples.board(), rows=tuple(replace(row, movement=0.0) for row in samples.board().rows)
    )
    ahead = tuple(row for row in samples.show_rows() if (row.gap or 0) > 0)
    given = replace(
        samples.circular(), boards=(level,), key_rows=ahead, show_rows=ahead, repeated=(), due=None
    )
    text = sentences(given)
    assert "本期主要指标均达到序时进度" in text
    assert "与上期相比" not in text
    assert "报送" not in text


def test_what_a_person_wrote_replaces_the_draft() -> None:
    given = replace(
        samples.circular(),
        shortcomings=(Point("推进不平衡", "各单位差距较大。"),),
        demands=(Point("抓落实！"),),
        key_rows=(),
        show_rows=(),
    )
    text = sentences(given)
    assert [annex.landscape for annex in circular(given).annexes] == [False, True]
    assert "推进不平衡。各单位差距较大。" in text
    assert text.endswith("抓落实！")
    assert "部分指标" not in text
    assert "主要指标完成情况如下" not in text


def test_annexes_hold_the_boards_the_show_and_the_scores_each_with_the_hash() -> None:
    annexes = circular(samples.circular()).annexes
    assert [(annex.title, annex.landscape) for annex in annexes] == [
        ("2021年第二季度争先创优总榜", False),
        ("2021年第二季度争先创优指标亮晒表", True),
        ("2021年第二季度镇街道组各项指标得分表", True),
    ]
    for annex in annexes:
        _, proof, *tables = annex.blocks
        assert isinstance(proof, Paragraph)
        assert proof.text == f"榜单封存值（SHA-256）：{samples.DIGEST}"
        assert all(isinstance(table, Figures) for table in tables)


def test_a_board_of_many_chapters_lies_across_rather_than_in_small_type() -> None:
    assert circular(samples.wide_circular()).annexes[0].landscape


def test_the_figures_are_those_of_the_board() -> None:
    _, _, board = circular(samples.circular()).annexes[0].blocks
    assert isinstance(board, Figures)
    assert [column.title for column in board.table.columns] == [
        *(
            "名次",
            "单位",
            "经济",
            "综合",
            "党建",
            "加分",
            "扣分",
            "总分",
            "上季名次",
            "升降",
            "备注",
        ),
    ]
    assert board.table.rows[9][1:8] == ("柳市镇", 46.5, 23.25, 14.0, 0.0, 0.0, 80.25)
    assert board.table.rows[9][9:] == ("▼4", "")
