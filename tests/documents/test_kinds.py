"""Every kind of document: one file and one line, and what each says."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from saima.documents.docx_file import as_docx
from saima.documents.issuing import Point
from saima.documents.kinds import KINDS, made_of
from saima.documents.monthly_show import MonthlyShow
from saima.documents.notice import Notice
from saima.documents.official import (
    BulletinHead,
    Figures,
    Form,
    FormCell,
    Heading,
    OfficialDocument,
    Paragraph,
)
from saima.documents.pledge import Pledge, PledgedTarget
from saima.documents.supervision_sheet import SupervisionSheet
from saima.documents.talk_notice import TalkNotice, moment
from saima.documents.talk_record import TalkRecord
from tests.documents import samples

MEETING = datetime(2021, 8, 2, 14, 30)
NOTICE = Notice(
    issuing=samples.issuing(),
    subject=("做好2021年5月份", "争先创优数据填报工作"),
    addressees="各镇（街道）",
    ground="根据《X市2021年度争先创优工作考核办法》，",
    matters=(Point("填报范围", "共153项指标。"),),
    due=date(2021, 6, 12),
)
TALK = TalkNotice(
    issuing=samples.issuing(),
    unit="梅湾镇",
    reason="你单位连续两个季度列镇街道组后两位。",
    ground="年度考核办法",
    at=MEETING,
    place="市行政中心305会议室",
    talkers=("市委常委、常务副市长",),
    attendants=("镇党委书记", "镇长"),
    materials=("差距分析", "整改措施"),
    plan_due=date(2021, 8, 16),
)
RECORD = TalkRecord(
    unit="梅湾镇",
    reason="连续两个季度列后两位",
    at=MEETING,
    said=("一", "二"),
    due=date(2021, 9, 30),
)
PLEDGE = Pledge(
    year=2021,
    city_side="X市人民政府",
    city_post="市长",
    unit="西塘镇",
    unit_post="镇长",
    targets=(
        PledgedTarget("实到外资", "亿美元", 2, 0.35, "力争", "12月底", "分管副镇长"),
        PledgedTarget("新开工项目", "个", 0, 6, "确保", "12月底", "分管副镇长"),
    ),
    measures=("成立工作专班。",),
    consequences=("按考核办法兑现。",),
    version="2021-1",
)
SHEET = SupervisionSheet(
    number="督〔2021〕12号",
    source="市委常委会会议",
    matter="推进创建。",
    lead="科学技术局",
    helpers=("西塘镇", "财政局"),
    demand="按月反馈。",
    received=date(2021, 5, 8),
    due=date(2021, 6, 30),
    colour="蓝色",
)
SHOW = MonthlyShow(
    name="争先创优亮晒",
    issue=6,
    editor="X市争先办",
    day=date(2021, 7, 25),
    period=samples.MONTH,
    superior="H市",
    rows=samples.show_rows(),
    seal=samples.SEAL,
)
GIVEN = (
    *(samples.circular(), NOTICE, TALK, RECORD, PLEDGE, SHEET, SHOW),
    samples.unit_sheet(),
)


def texts(document: OfficialDocument) -> list[str]:
    told = []
    for block in document.blocks:
        if isinstance(block, Heading):
            told.append(block.text + block.follow)
        elif isinstance(block, Paragraph):
            told.append(block.text)
    return told


def cells(document: OfficialDocument) -> list[str]:
    return [
        cell.text
        for block in document.blocks
        if isinstance(block, Form)
        for row in block.rows
        for cell in row.cells
    ]


def after(document: OfficialDocument, label: str) -> str:
    told = cells(document)
    return told[told.index(label) + 1]


def test_every_kind_is_made_from_its_own_data_and_becomes_a_file() -> None:
    made = [made_of(given) for given in GIVEN]
    assert [document.kind for document in made] == list(KINDS)
    assert all(document.draft for document in made)
    assert all(as_docx(document).startswith(b"PK") for document in made)
    with pytest.raises(KeyError):
        made_of(FormCell())


def test_a_notice_has_its_ground_its_matters_and_its_day() -> None:
    document = made_of(NOTICE)
    assert document.name == f"{samples.ORGAN}关于做好2021年5月份争先创优数据填报工作的通知"
    assert texts(document) == [
        "根据《X市2021年度争先创优工作考核办法》，现就有关事项通知如下。",
        *("填报范围", "共153项指标。", "时限要求"),
        "请于2021年6月12日前按要求落实并报送有关情况。",
        "特此通知。",
    ]
    assert "时限要求" not in texts(made_of(replace(NOTICE, due=None)))


def test_a_talk_notice_names_posts_time_and_place_and_the_way_to_object() -> None:
    text = "\n".join(texts(made_of(TALK)))
    assert "你单位连续两个季度列镇街道组后两位。根据年度考核办法，决定对你单位进行约谈。" in text
    assert "2021年8月2日（星期一）下午2:30。" in text
    assert "参加人员：镇党委书记、镇长。" in text
    assert "请携带以下材料：差距分析；整改措施。" in text
    assert "于2021年8月16日前书面报送。" in text
    assert "对约谈事由有异议的" in text
    assert made_of(TALK).addressees == "梅湾镇"
    short = "\n".join(texts(made_of(replace(TALK, materials=(), plan_due=None))))
    assert "携带" not in short
    assert "整改方案" not in short


@pytest.mark.parametrize(("hour", "told"), [(9, "上午9:05"), (12, "下午12:05"), (15, "下午3:05")])
def test_the_hour_of_a_talk(hour: int, told: str) -> None:
    assert moment(datetime(2021, 8, 8, hour, 5)) == f"2021年8月8日（星期日）{told}"


def test_a_talk_record_keeps_both_sides_and_what_is_due() -> None:
    document = made_of(RECORD)
    assert after(document, "约谈内容") == "1.一\n2.二"
    assert after(document, "整改期限") == "2021年9月30日"
    assert "（签字）" in after(document, "约谈人")
    empty = made_of(TalkRecord(unit="梅湾镇", reason=""))
    assert after(empty, "约谈时间") == after(empty, "整改期限") == ""


def test_a_pledge_has_its_targets_two_places_to_sign_and_the_version_of_the_plan() -> None:
    document = made_of(PLEDGE)
    assert "（考核办法版本：2021-1）" in texts(document)[0]
    [table] = [block.table for block in document.blocks if isinstance(block, Figures)]
    assert [row[1] for row in table.rows] == ["实到外资", "新开工项目"]
    assert [cell.split("（盖章）")[0] for cell in cells(document)] == ["X市人民政府", "西塘镇"]
    assert "市长（签字）：" in cells(document)[0]
    assert "版本" not in texts(made_of(replace(PLEDGE, version="")))[0]


def test_a_supervision_sheet_has_its_fields_and_places_to_write() -> None:
    document = made_of(SHEET)
    assert after(document, "编　　号") == "督〔2021〕12号"
    assert after(document, "协办单位") == "西塘镇、财政局"
    assert after(document, "办结时限") == "2021年6月30日"
    assert after(document, "领导批示") == after(document, "销号日期") == ""
    assert "（签字）" in after(document, "审核意见")
    assert after(made_of(replace(SHEET, review="同意销号。")), "审核意见") == "同意销号。"


def test_a_monthly_show_counts_and_names_without_points() -> None:
    """Ten of the forty rows are ranked fifth of seven: none ahead, none among the last two."""
    document = made_of(SHOW)
    assert document.head == BulletinHead("争先创优亮晒", 6, "X市争先办", date(2021, 7, 25))
    text = texts(document)
    assert text[0] == (
        "2021年1-6月，纳入亮晒的指标共40项，其中有进度要求的40项，达到序时进度20项，"
        "落后于序时进度20项。"
    )
    assert text[-1] == "H市已公布名次的指标共10项，其中列前3位的0项，无列后2位的指标。"
    rows = (replace(samples.show_rows()[3], place=7.0), replace(samples.show_rows()[7], place=1.0))
    told = texts(made_of(replace(SHOW, rows=rows)))[-1]
    assert told == (
        "H市已公布名次的指标共2项，其中列前3位的1项，列后2位的1项："
        "规模以上工业企业第4项重点指标完成情况（7/7）。"
    )
    alone = tuple(row for row in samples.show_rows() if (row.gap or 0) > 0)
    assert len(texts(made_of(replace(SHOW, rows=alone, seal=None)))) == 1


def test_an_indicator_without_a_plan_has_no_gap() -> None:
    rows = (replace(samples.show_rows()[0], planned=None),)
    assert texts(made_of(replace(SHOW, rows=rows)))[0].endswith(
        "其中有进度要求的0项，达到序时进度0项，落后于序时进度0项。"
    )


def test_the_hash_says_what_made_it() -> None:
    given = samples.unit_sheet(1)
    made = texts(made_of(replace(given, seal=replace(samples.SEAL, algorithm="SM3", edition=2))))
    assert made[2] == f"榜单封存值（SM3）：{samples.DIGEST}"
    assert "第二版" in made[1]


def test_a_unit_sheet_says_where_the_unit_stands() -> None:
    assert texts(made_of(samples.unit_sheet(1)))[0] == (
        "东河街道总分93.75分，加分1.50分，在镇街道组11个单位中列第1位。"
    )
    assert "列第10位，较上期下降4位。" in texts(made_of(samples.unit_sheet(10)))[0]
    given = samples.unit_sheet(1)
    none = replace(given, row=replace(given.row, rank=None, remark="当年新设"))
    assert texts(made_of(none))[0] == "东河街道（镇街道组）本期未参加排名：当年新设。"
