"""Filled forms are read cell by cell; each bad file is refused with its own sentence."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from saima.engine.plausible import Reading
from saima.exchange.filled import MOST_BYTES, read_filled
from saima.exchange.filled_cells import Answer, answer_of
from saima.plan.form import Field, Key
from saima.plan.problems import Problems
from saima.plan.tree import Indicator
from tests.demo.small_plan import indicator, label
from tests.exchange.filled_files import KEY, PLACES, TITLES, part, text, with_part, workbook

SHEET = "xl/worksheets/sheet1.xml"
VALUE = {Field.VALUE: 12.5}


def one(**given: Any) -> Indicator:
    return Indicator.model_validate(indicator("x", decimals=2, **given))


def amount() -> Indicator:
    return one(measure=label("亿元"))


def told(name: str, content: bytes) -> list[str]:
    with pytest.raises(Problems) as refusal:
        read_filled(name, content)
    return [problem.text("zh") for problem in refusal.value.problems]


def answer(cells: dict[Field, object], to: Indicator, *, csv: bool = False) -> Answer:
    content = text(cells) if csv else workbook(cells)
    [row] = read_filled("form.csv" if csv else "form.xlsx", content)
    return answer_of(row, to)


def test_a_workbook_and_a_csv_file_say_the_same() -> None:
    cells = {Field.VALUE: 12.5, Field.SENTENCE: "新项目", Field.SOURCE: "月报"}
    for csv in (False, True):
        [row] = read_filled(
            "form.csv" if csv else "f.xlsx", text(cells) if csv else workbook(cells)
        )
        assert row.key == Key("0a1b2c3d", 7, 0)
        assert row.cell(Field.VALUE) == ("J3" if csv else "J4")
        assert answer_of(row, amount()) == Answer(
            Reading(Decimal("12.5")), sentence="新项目", source="月报"
        )


def test_empty_rows_are_left_out() -> None:
    rows = [{Field.KEY: f"r0a1b2c3d-{due}-0"} for due in (1, 2)]
    found = read_filled("f.xlsx", workbook(rows[0], {**rows[1], **VALUE}))
    assert [row.key.due for row in found] == [2]


def test_digits_are_those_of_the_spreadsheet() -> None:
    for number, expected in ((0.1 + 0.2, "0.3"), (123456.123456, "123456.123456"), (1e-5, "1e-05")):
        [row] = read_filled("f.xlsx", workbook({Field.VALUE: number}))
        assert Decimal(row.texts[Field.VALUE]) == Decimal(expected)


@pytest.mark.parametrize(
    ("cell", "measure", "expected"),
    [
        ("１２３．５", "亿元", "123.5"),
        ("1,234.5", "亿元", "1234.5"),
        ("１，２３４", "亿元", "1234"),
        (" 7 ", "亿元", "7"),
        ("-3.5", "亿元", "-3.5"),
        ("3.2亿", "亿元", "3.2"),
        ("3.2亿元", "万元", "32000"),
        ("5000万", "亿元", "0.5"),
        ("1.2万", "个", "12000"),
        ("35%", "%", "35"),
        ("35％", "%", "35"),
        ("12亿元", "亿元", "12"),
    ],
)
def test_numbers_as_offices_write_them(cell: str, measure: str, expected: str) -> None:
    found = answer({Field.VALUE: cell}, one(measure=label(measure)))
    assert not found.problems
    assert found.reading.value == Decimal(expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {Field.VALUE: "12,34"},
            "“12,34”中的逗号不是千位分隔符；应为 1,234.5 或 1234.5；请去掉逗号，小数用点号",
        ),
        (
            {Field.VALUE: "35%"},
            "“35%”是百分数，计量单位为“亿元”；应按“亿元”填写；请按计量单位填写",
        ),
        ({Field.VALUE: "约12"}, "“约12”不是数字；应为数字，如 1234.5；请只填数字"),
        ({Field.VALUE: "12亩"}, "“12亩”不是数字；应为数字，如 1234.5；请只填数字"),
        ({Field.VALUE: "1e5x"}, "“1e5x”不是数字；应为数字，如 1234.5；请只填数字"),
        (
            {Field.VALUE: "=1+1"},
            "以“=”开头，可能被当作公式执行；应为数字或普通文字；请在前面加上文字",
        ),
        (
            {Field.VALUE: "+cmd|'/C calc'!A0"},
            "以“+”开头，可能被当作公式执行；应为数字或普通文字；请在前面加上文字",
        ),
        (
            {Field.VALUE: 1, Field.SENTENCE: "@SUM(1)"},
            "以“@”开头，可能被当作公式执行；应为数字或普通文字；请在前面加上文字",
        ),
        (
            {Field.VALUE: 1, Field.SOURCE: "长" * 201},
            "文字有 201 个字；应不超过 200 个字；请缩短",
        ),
        ({Field.NUMERATOR: 3}, "此格不应填写；该指标只填：数值；请清空该单元格"),
        (
            {Field.VALUE: 3, Field.UNCHANGED: "是"},
            "已标明无需填数，又填了其他内容；两者只应有其一；请清空标记或其他单元格",
        ),
        (
            {Field.VALUE: 3, Field.NOT_APPLICABLE: "也许"},
            "“也许”不是“是”，也不是空；应填“是”或留空；请改正该单元格",
        ),
        ({Field.SENTENCE: "无"}, "此格已填，但没有数值；应有数值；请填写数值"),
    ],
)
@pytest.mark.parametrize("csv", [False, True])
def test_bad_cells(cells: dict[Field, object], expected: str, csv: bool) -> None:
    [problem] = answer(cells, amount(), csv=csv).problems.values()
    assert problem.text("zh") == expected


def test_a_count_of_a_field_is_whole() -> None:
    rank = one(collect="rank", direction="lower", target={"value": 3, "compare": "rank_within"})
    found = answer({Field.VALUE: 2, Field.SIZE: 7}, rank)
    assert found.reading == Reading(Decimal(2), field=7)
    found = answer({Field.VALUE: 2, Field.SIZE: 7.5}, rank)
    assert found.problems[Field.SIZE].text("zh") == "“7.5”不是个数；应为不小于 1 的整数；请改正"


def test_ticks_stand_for_themselves() -> None:
    assert answer({Field.UNCHANGED: "√"}, amount()) == Answer(unchanged=True)
    assert answer({Field.NOT_APPLICABLE: "Yes"}, amount()) == Answer(not_applicable=True)


def percent_cell(book: Any, sheet: Any) -> None:
    shape = book.add_format({"num_format": "0.0%"})
    sheet.write_number(3, PLACES[Field.VALUE], 0.35, shape)


def test_a_percent_format_counts_as_it_is_shown() -> None:
    [row] = read_filled("f.xlsx", workbook({}, change=percent_cell))
    assert answer_of(row, one(measure=label("%"))).reading.value == 35
    [problem] = answer_of(row, amount()).problems.values()
    assert problem.text("zh").startswith("“35.00%”是百分数，计量单位为“亿元”")


def formula(book: Any, sheet: Any) -> None:
    sheet.write_formula(3, PLACES[Field.VALUE], "=1+1", None, 2)


def merged(book: Any, sheet: Any) -> None:
    sheet.merge_range(3, 9, 4, 9, 5)


def failed(book: Any, sheet: Any) -> None:
    sheet.write_formula(3, PLACES[Field.VALUE], "=1/0", None, "#DIV/0!")


def far_away(book: Any, sheet: Any) -> None:
    sheet.write_number(1_048_575, 16_383, 1)


def second_sheet(book: Any, sheet: Any) -> None:
    book.add_worksheet("乙")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            formula,
            "f.xlsx:4: 单元格 J4 是公式；应只有数值和文字；请复制后“选择性粘贴-数值”",
        ),
        (
            merged,
            "f.xlsx:4: 单元格 J4:J5 是合并单元格；每格应各有其值；请取消合并，并在每一行填写",
        ),
        (failed, "f.xlsx:4: 单元格 J4 是公式；应只有数值和文字；请复制后“选择性粘贴-数值”"),
        (
            far_away,
            "f.xlsx: 工作表延伸到第 1048576 行、第 16384 列；应不超过 20000 行、60 列；"
            "请删除表外内容，或重新下载填报表",
        ),
    ],
)
def test_bad_sheets(change: Callable[[Any, Any], None], expected: str) -> None:
    assert told("f.xlsx", workbook(VALUE, change=change))[0] == expected


def test_two_sheets_of_other_names_are_not_guessed() -> None:
    assert told("f.xlsx", workbook(VALUE, sheet="甲", change=second_sheet)) == [
        "f.xlsx: 工作簿中没有工作表“填报”；现有：甲, 乙；请使用下载的原表"
    ]


def test_macros_are_refused_by_content_and_by_type() -> None:
    expected = ["f.xlsx: 工作簿含有宏；应为不含宏的工作簿；请另存为普通的 .xlsx"]
    sound = workbook(VALUE)
    assert told("f.xlsx", with_part(sound, "xl/vbaProject.bin", b"\xd0\xcf")) == expected
    types = part(sound, "[Content_Types].xml").replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main",
        b"ms-excel.sheet.macroEnabled.main",
    )
    assert told("f.xlsx", with_part(sound, "[Content_Types].xml", types)) == expected


def test_entities_are_refused() -> None:
    sound = workbook(VALUE)
    evil = b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>'
    sheet = part(sound, SHEET).replace(b"<worksheet", evil + b"<worksheet", 1)
    assert told("f.xlsx", with_part(sound, SHEET, sheet)) == [
        "f.xlsx: 工作簿内含实体声明（DOCTYPE）；普通工作簿不含此声明；"
        "请核实文件来源；用 Excel 或 WPS 另存后再试"
    ]


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = with_part(workbook(VALUE), "xl/media/image1.png", bytes(33 * 2**20))
    assert len(bomb) < 2**20
    assert told("f.xlsx", bomb) == [
        "f.xlsx: 工作簿解压后超过 32 MB；应为普通大小的表格；数据量大时请用 Parquet"
    ]


def test_other_files() -> None:
    assert told("f.xlsx", b"") == ["f.xlsx: 文件为空（0 字节）；应为填好的填报表；请选择正确的文件"]
    assert told("f.xlsx", bytes(MOST_BYTES + 1)) == [
        "f.xlsx: 文件为 1537 KB；应不超过 1536 KB；请使用下载的原表填写，不要另加内容"
    ]
    assert told("f.pdf", b"%PDF-1.7") == [
        "f.pdf 不是 .xlsx 或 .csv；应为填好的填报表；请另存为 .xlsx 或 .csv"
    ]
    assert told("f.xlsx", b"PK\3\4 broken") == [
        "f.xlsx: 无法打开这个工作簿；应为完好且无密码的 .xlsx；请用 Excel 或 WPS 打开，另存为 .xlsx"
    ]
    assert told("f.xlsx", workbook(VALUE)[:-200]) == [
        "f.xlsx: 无法打开这个工作簿；应为完好且无密码的 .xlsx；请用 Excel 或 WPS 打开，另存为 .xlsx"
    ]
    assert told("f.csv", text(VALUE).decode().encode("gb18030")) == [
        "f.csv: 文字不是 UTF-8 编码，疑为 GB18030（Excel、WPS 默认的 CSV 编码）；应为 UTF-8；"
        "请另存为“CSV UTF-8（逗号分隔）”，或另存为 .xlsx"
    ]


def test_a_workbook_without_its_parts_is_broken() -> None:
    sound = workbook(VALUE)
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET):
        assert told("f.xlsx", with_part(sound, name, b"<x/>"))
        assert told("f.xlsx", with_part(sound, name, b"<x"))


def test_an_address_that_is_none() -> None:
    sheet = part(workbook(VALUE), SHEET).replace(b'<row r="4"', b'<row r="four"')
    assert "无法打开这个工作簿" in told("f.xlsx", with_part(workbook(VALUE), SHEET, sheet))[0]


def test_titles_are_needed_once() -> None:
    renamed = [title if title != "数值" else "数字" for title in TITLES]
    [sentence] = told("f.csv", text(VALUE, titles=renamed))
    assert sentence.startswith("f.csv: 找不到表头行；应有列：编号、数值、分子")
    twice = [title if title != "分子" else "数值" for title in TITLES]
    assert told("f.csv", text(VALUE, titles=twice)) == [
        "f.csv: 列“数值”出现了两次；每列只应出现一次；请删除其中一列"
    ]


def test_keys_are_needed_once() -> None:
    assert told("f.csv", text({**VALUE, Field.KEY: "7"})) == [
        "f.csv:3: A3 的编号为“7”；应为填报表原有的编号；请重新下载填报表，并把数值复制进去"
    ]
    assert told("f.csv", text(VALUE, {**VALUE, Field.KEY: KEY})) == [
        "f.csv:4: 第 3 行与第 4 行是同一数值；每个数值只应有一行；请删除其中一行"
    ]


def test_nothing_filled_in() -> None:
    assert told("f.xlsx", workbook({})) == [
        "f.xlsx: 没有填写任何数值；至少应填写一项；请在黄色单元格中填写"
    ]


def test_a_csv_file_of_endless_rows() -> None:
    assert told("f.csv", text(VALUE) + b"\r\n" * 20_100)[0].startswith(
        "f.csv: 工作表延伸到第 20001 行"
    )
