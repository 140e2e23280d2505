"""The papers of a small sealed board say what the board says, by a calculation by hand."""

import io
import re
from datetime import date, datetime

import docx
import pytest
from django.utils.timezone import localtime

from saima.actions import register
from saima.actions.consequence_refusals import DOCUMENT_NAMES
from saima.actions.consequences import confirm, propose
from saima.actions.papers import drafts
from saima.actions.papers.boards import group_boards, paper_of, score_sheets
from saima.actions.papers.head import Letterhead, seal_of
from saima.actions.papers.pledges import Pledging
from saima.actions.papers.sheets import unit_sheets
from saima.actions.papers.show import show_rows
from saima.actions.papers.supervision import Matter
from saima.actions.papers.talks import Talk
from saima.actions.papers.words import CARDS, LIGHTS, MEASURES, MODALITIES, POLICIES, REASONS
from saima.actions.refusals import Denied, Refused
from saima.actions.stored_files import NamedFile, opened
from saima.documents.batch import as_files
from saima.documents.kinds import KINDS, made_of
from saima.records.models import (
    AuditRecord,
    Consequence,
    DocumentKind,
    DocumentState,
    IssuedDocument,
)
from tests.board_stage import AFTERWARDS, MARCH, SHOWN, Stage, make_stage

pytestmark = pytest.mark.django_db
TODAY = date(2021, 4, 28)
HEAD = Letterhead("某市争先创优工作领导小组", "某争先", TODAY, "各镇（街道）", "联系人：某争先办")
TALK = Talk(datetime(2021, 5, 10, 9, 30), "市行政中心302会议室", ("分管副市长",), ("镇长",))


@pytest.fixture
def stage(db: None) -> Stage:
    """Three points behind is yellow and five red, so that the small year has red lights."""
    return make_stage(lights={"yellow_from": 3, "red_above": 5})


def words(document: IssuedDocument) -> str:
    """Everything that is written in a document's file: text, tables, headers."""
    file = docx.Document(str(opened(document.file, document.file_name).path))
    cells = [c.text for table in file.tables for row in table.rows for c in row.cells]
    heads = [p.text for section in file.sections for p in section.header.paragraphs]
    return "\n".join([*(p.text for p in file.paragraphs), *cells, *heads])


def test_every_kind_of_document_has_a_kind_of_its_own_in_the_register() -> None:
    assert set(drafts.KINDS) == set(KINDS)
    assert len(set(drafts.KINDS.values())) == len(KINDS)
    assert DocumentKind.OTHER not in drafts.KINDS.values()
    assert set(DOCUMENT_NAMES) == set(DocumentKind)


def circular(stage: Stage) -> IssuedDocument:
    """The drafted circular of the sealed board of March."""
    return drafts.draft_circular(stage.by("office", AFTERWARDS), stage.sealed().pk, HEAD)


def test_the_ranking_is_that_of_the_hand_calculation(stage: Stage) -> None:
    towns, offices = group_boards(paper_of(stage.sealed()))
    assert (towns.group, towns.chapters) == ("镇街", ("经济", "综合", "党建"))
    # ash: invest 40 + land 24 = 64, safety 20, party 9, bonus 1.5; elm: 33.3333 + 30, 20, 10.
    assert [(row.unit, row.rank, row.total) for row in towns.rows] == [
        ("白蜡镇", 1, 94.5),
        ("榆树街道", 2, 93.33),
        ("白桦镇", 3, 34.67),
        ("橡树镇", None, None),
    ]
    first, second, _, unranked = towns.rows
    assert (first.parts, first.bonus) == ((64, 20, 9), 1.5)
    assert second.parts == pytest.approx((63.3333, 20, 10))
    assert (first.previous_rank, first.movement) == (2, 1)
    assert unranked.remark == "平安指数：未报"
    assert [(row.unit, row.total) for row in offices.rows] == [("商务局", 92.55), ("自规局", 69.09)]


def test_the_score_sheet_has_the_points_of_every_unit(stage: Stage) -> None:
    towns, offices = score_sheets(paper_of(stage.sealed()))
    assert towns.units == ("白蜡镇", "榆树街道", "白桦镇", "橡树镇")
    lines = {line.indicator: line for line in towns.lines}
    assert lines["新增内资"].contest == "项目比拼"
    assert lines["新增内资"].weight == 40
    assert lines["新增内资"].points == pytest.approx((40, 33.3333, 26.6667, 40))
    assert lines["平安指数"].points == (20, 20, 0, None)
    assert towns.totals == (94.5, 93.33, 34.67, None)
    assert [line.indicator for line in offices.lines] == [
        "新增内资",
        "新增工业用地",
        "平安指数",
        "党建责任",
    ]


def test_the_show_has_the_whole_city(stage: Stage) -> None:
    rows = {row.indicator: row for row in show_rows(paper_of(stage.sealed()))}
    # 30 of 132 in the year is 22.7 %, a quarter of the year is 25 %: 2.3 points behind.
    invest = rows["新增内资"]
    assert (invest.value, invest.target, invest.commitment) == (30, 132, "力争")
    assert invest.completion == pytest.approx(30 / 132)
    assert invest.planned == 0.25
    assert invest.gap == pytest.approx(30 / 132 - 0.25)
    assert (invest.owner, invest.light) == ("商务局*", "关注")
    # 270 of 1320 is 20.5 %: 4.5 points behind.
    assert rows["新增工业用地"].light == "黄灯"


def test_a_unit_sheet_has_its_own_lines(stage: Stage) -> None:
    sheets = {sheet.row.unit: sheet for sheet in unit_sheets(paper_of(stage.sealed()))}
    assert list(sheets) == ["白蜡镇", "榆树街道", "白桦镇", "橡树镇", "商务局", "自规局"]
    birch = {line.indicator: line for line in sheets["白桦镇"].lines}
    invest = birch["新增内资"]
    assert (invest.target, invest.value, invest.weight) == (9, 6, 40)
    assert invest.points == pytest.approx(26.6667)
    assert (invest.place, invest.field, invest.light) == (4, 4, "红灯")
    assert birch["新增工业用地"].note == "有月份未报：按方案规定不得分"
    assert sheets["白桦镇"].field == 3
    assert birch["党建责任"].light == ""


def test_sheets_of_a_sealed_board_are_no_drafts(stage: Stage) -> None:
    board = stage.shown()
    assert seal_of(board) is None
    assert all(sheet.draft for sheet in unit_sheets(paper_of(board)))
    sealed = stage_sealed_again(stage, board.pk)
    files = as_files(made_of(sheet) for sheet in unit_sheets(paper_of(sealed)))
    assert next(iter(files)) == "01 白蜡镇2021年3月争先创优得分单.docx"
    text = "\n".join(
        p.text for p in docx.Document(io.BytesIO(next(iter(files.values())))).paragraphs
    )
    assert f"榜单封存值（SHA-256）：{sealed.seal}" in text
    assert "白蜡镇总分94.50分，加分1.50分，在镇街3个单位中列第1位，较上期上升1位。" in text


def stage_sealed_again(stage: Stage, board: int):  # type: ignore[no-untyped-def]
    """The board that was shown, sealed."""
    from saima.actions import sealing

    return sealing.seal(stage.by("colleague", AFTERWARDS), board, "nobody objected")


def test_a_circular_is_drafted_with_the_figures_and_the_seal_of_its_board(stage: Stage) -> None:
    made = circular(stage)
    text = words(made)
    assert (made.state, made.numbered) == (DocumentState.DRAFT, "")
    assert made.title == "某市争先创优工作领导小组关于2021年3月争先创优工作情况的通报"
    assert "某争先〔2021〕　号" in text
    assert "草　稿" in text
    for figure in ("94.50", "93.33", "34.67", "92.55", "69.09", "22.7", "20.5"):
        assert figure in text
    assert made.board is not None
    assert f"榜单封存值（SHA-256）：{made.board.seal}" in text
    assert f"取自{localtime(AFTERWARDS):%Y-%m-%d %H:%M}封存" in text


def test_a_document_gets_its_number_and_day_in_its_file_when_it_is_issued(stage: Stage) -> None:
    made = circular(stage)
    later = AFTERWARDS.replace(day=30)
    issued = drafts.issue(stage.by("office", later), made.pk, "某争先办", date(2021, 4, 30))
    text = words(issued)
    assert issued.numbered == "某争先办〔2021〕1号"
    assert "某争先办〔2021〕1号" in text
    assert "草　稿" not in text
    assert "2021年4月30日印发" in text
    assert re.search("^2021年4月30日$", text, re.M)
    assert "2021年4月28日" not in text
    assert "94.50" in text


def test_what_a_person_wrote_into_a_draft_stays(stage: Stage) -> None:
    made = circular(stage)
    file = docx.Document(str(opened(made.file, made.file_name).path))
    file.paragraphs[-3].insert_paragraph_before("会议强调，要抓好落实。")
    out = io.BytesIO()
    file.save(out)
    office = stage.by("office", AFTERWARDS)
    register.replace_file(office, made.pk, NamedFile("改后.docx", out.getvalue()))
    issued = drafts.issue(office, made.pk, "某争先", TODAY)
    text = words(issued)
    assert "会议强调，要抓好落实。" in text
    assert "某争先〔2021〕1号" in text


def test_what_is_no_document_gets_no_number(stage: Stage) -> None:
    made = circular(stage)
    office = stage.by("office", AFTERWARDS)
    empty = io.BytesIO()
    import zipfile

    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types")
        archive.writestr("word/document.xml", "x")
    try:
        register.replace_file(office, made.pk, NamedFile("x.docx", empty.getvalue()))
    except Refused:
        return
    with pytest.raises(Refused) as refusal:
        drafts.issue(office, made.pk, "某争先", TODAY)
    assert refusal.value.code == "document_file_unreadable"
    assert IssuedDocument.objects.get(pk=made.pk).number is None
    assert AuditRecord.objects.filter(action="document.issue").count() == 0


def test_a_pdf_is_issued_as_it_is(stage: Stage) -> None:
    made = circular(stage)
    office = stage.by("office", AFTERWARDS)
    register.replace_file(office, made.pk, NamedFile("x.pdf", b"%PDF-1.7 made up"))
    issued = drafts.issue(office, made.pk, "某争先", TODAY)
    assert opened(issued.file, issued.file_name).path.read_bytes() == b"%PDF-1.7 made up"
    assert drafts.as_pdf_file(office, made.pk).content == b"%PDF-1.7 made up"


def test_a_supervision_sheet_and_a_bulletin_get_their_number_when_they_are_issued(
    stage: Stage,
) -> None:
    board, office = stage.sealed().pk, stage.by("office", AFTERWARDS)
    matter = Matter("birch", "invest", "月底前补齐", TODAY, date(2021, 5, 31))
    sheet = drafts.draft_supervision(office, board, matter)
    assert "〔2021〕　号" in words(sheet)
    drafts.issue(office, sheet.pk, "督", TODAY)
    drafts.issue(office, drafts.draft_supervision(office, board, matter).pk, "督", TODAY)
    second = IssuedDocument.objects.get(organ="督", number=2)
    sheet.refresh_from_db()
    assert "督〔2021〕1号" in words(sheet)
    assert "督〔2021〕2号" in words(second)
    assert "〔2021〕　号" not in words(second)
    show = drafts.draft_show(office, board, HEAD)
    assert "第　　期" in words(show)
    drafts.issue(office, show.pk, "亮晒", TODAY)
    show.refresh_from_db()
    assert "第1期" in words(show)
    assert "第　　期" not in words(show)


def test_a_board_that_is_not_sealed_is_only_looked_at(stage: Stage) -> None:
    board = stage.shown()
    office = stage.by("office", SHOWN)
    with pytest.raises(Refused):
        drafts.draft_circular(office, board.pk, HEAD)
    file = docx.Document(io.BytesIO(drafts.preview(office, board.pk, HEAD).content))
    assert "本表数据取自尚未封存的榜单，以封存后的榜单为准。" in [p.text for p in file.paragraphs]
    assert IssuedDocument.objects.count() == 0


def confirmed(stage: Stage) -> Consequence:
    """Elm was first in February and is no more; birch was last but one, twice."""
    stage.sealed(MARCH.previous())
    stage.sealed()
    office, leader = stage.by("office", AFTERWARDS), stage.by("leader", AFTERWARDS)
    made = {row.unit: row for row in propose(office, "small-2021").new}
    return confirm(leader, made["birch"].pk)


def test_a_confirmed_consequence_stands_in_the_circular(stage: Stage) -> None:
    found = confirmed(stage)
    board = found.proof[-1]["board"]
    office = stage.by("office", AFTERWARDS)
    text = words(drafts.draft_circular(office, board, HEAD))
    assert (
        "白桦镇2021年2月列镇街第3位（共3个单位）、2021年3月列镇街第3位（共3个单位），"
        "属于“连续两月后两位”的情形，按规定给予亮牌（黄牌）。"
    ) in text
    towns, _ = group_boards(paper_of(stage_board(board)))
    assert [row.remark for row in towns.rows] == ["", "", "黄牌", "平安指数：未报"]


def stage_board(pk: int):  # type: ignore[no-untyped-def]
    """A board."""
    from saima.records.models import Board

    return Board.objects.get(pk=pk)


def test_a_talk_has_its_notice_and_its_record(stage: Stage) -> None:
    found = confirmed(stage)
    office = stage.by("office", AFTERWARDS)
    notice = drafts.draft_talk_notice(office, found.pk, HEAD, TALK)
    text = words(notice)
    assert "白桦镇：" in text
    assert "你单位2021年2月列镇街第3位" in text
    assert "2021年5月10日（星期一）上午9:30。" in text
    assert notice.kind == "talk_notice"
    assert notice.board is not None
    record = drafts.draft_talk_record(office, found.pk)
    assert "白桦镇2021年2月列镇街第3位" in words(record)


def test_a_red_light_gets_a_supervision_sheet(stage: Stage) -> None:
    board = stage.sealed().pk
    office = stage.by("office", AFTERWARDS)
    matter = Matter("birch", "invest", "5月底前补齐", TODAY, date(2021, 5, 31))
    text = words(drafts.draft_supervision(office, board, matter))
    assert "新增内资：2021年3月应完成9.00亿元，实际完成6.00亿元，完成率66.7%，亮红灯。" in text
    assert "商务局" in text
    green = Matter("ash", "invest", "x", TODAY, TODAY)
    with pytest.raises(Refused):
        drafts.draft_supervision(office, board, green)


def test_a_unit_pledges_the_targets_of_the_plan(stage: Stage) -> None:
    pledging = Pledging("birch", "某市", "市长", "镇长", ("每周调度",))
    made = drafts.draft_pledge(stage.by("office", AFTERWARDS), stage.sealed().pk, pledging)
    text = words(made)
    for said in (
        "36.00",
        "360",
        "力争",
        "每周调度",
        "连续两月后两位的，给予亮牌（首次黄牌、再次红牌）",
    ):
        assert said in text


def test_only_the_office_drafts(stage: Stage) -> None:
    board = stage.sealed().pk
    for name in ("leader", "auditor", "ash", "elm_approver", "system_administrator"):
        with pytest.raises(Denied):
            drafts.draft_circular(stage.by(name, AFTERWARDS), board, HEAD)
        with pytest.raises(Denied):
            drafts.preview(stage.by(name, AFTERWARDS), board, HEAD)


def test_every_code_of_the_engine_has_a_word() -> None:
    from django.utils.translation import override

    from saima.web.wording import consequences, notes, reasons, states, targets
    from tools.compile_messages import compile_messages

    compile_messages()
    with override("zh-hans"):
        for ours, theirs in (
            (REASONS, reasons.REASONS),
            (POLICIES, notes.POLICIES),
            (MEASURES, consequences.MEASURES),
            (CARDS, states.CARD_WORDS),
            (MODALITIES, targets.MODALITIES),
            (LIGHTS, {s.code: s.word for s in states.STATES if s.code != "none"}),
        ):
            assert ours == {code: str(word) for code, word in theirs.items()}
