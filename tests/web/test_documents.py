"""The register of documents in a browser: drafted, edited, issued, made void; files and batches."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saima.actions import register
from saima.actions.consequences import confirm, propose
from saima.actions.register import NewDocument
from saima.actions.stored_files import NamedFile
from saima.documents.pdf import find_office_program
from saima.records.models import AuditRecord, Board, DocumentKind, IssuedDocument
from tests.board_stage import AFTERWARDS, MARCH, Stage
from tests.presence import require
from tests.web.paper_stage import board, office, signed_in, stage

__all__ = ["board", "office", "stage"]

pytestmark = pytest.mark.django_db
HEAD = {
    "organ": "某市争先创优工作领导小组",
    "mark": "某争先",
    "day": "2021-04-28",
    "addressees": "各镇（街道）",
}
FILED = {
    "monthly_show": DocumentKind.MONTHLY_SHOW,
    "supervision_sheet": DocumentKind.SUPERVISION,
    "pledge": DocumentKind.PLEDGE,
    "notice": DocumentKind.NOTICE,
}
PDF = NamedFile("x.pdf", b"%PDF-1.7 made up")


def text_in(content: bytes) -> str:
    """Everything in a document."""
    file = docx.Document(io.BytesIO(content))
    cells = [c.text for table in file.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in file.paragraphs), *cells])


def body(answer: Any) -> bytes:
    """The bytes of an answer, streamed or not."""
    return bytes(answer.getvalue() if answer.streaming else answer.content)


def drafted(client: Client, kind: str, source: int, typed: Mapping[str, object]) -> IssuedDocument:
    """Make a draft by its form."""
    answer = client.post(reverse("document_new", args=[kind, source]), typed)
    assert answer.status_code == 302, answer.content.decode().partition("<h1>")[2][:4000]
    return IssuedDocument.objects.latest("pk")


def test_a_circular_goes_from_the_board_to_its_number(office: Client, board: Board) -> None:
    assert "2021-03" in office.get(reverse("documents")).content.decode()
    made = drafted(office, "circular", board.pk, HEAD)
    page = office.get(reverse("document", args=[made.pk])).content.decode()
    assert str(board.seal) in page
    draft = text_in(body(office.get(reverse("document_download", args=[made.pk]))))
    assert "某争先〔2021〕　号" in draft
    answer = office.post(
        reverse("document_issue", args=[made.pk]), {"organ": "某争先", "dated": "2021-04-28"}
    )
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.numbered == "某争先〔2021〕1号"
    issued = text_in(body(office.get(reverse("document_download", args=[made.pk]))))
    assert "某争先〔2021〕1号" in issued
    for figure in ("94.50", "93.33", "34.67", "92.55", "69.09"):
        assert figure in issued
    listed = office.get(reverse("documents")).content.decode()
    assert "某争先〔2021〕1号" in listed
    opened = AuditRecord.objects.filter(action="document.open").count()
    assert opened == 2


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("monthly_show", {}, "22.7"),
        (
            "supervision_sheet",
            {"item": "birch/invest", "demand": "月底前补齐", "due": "2021-05-31"},
            "实际完成6.00亿元",
        ),
        (
            "pledge",
            {
                "unit": "birch",
                "city_side": "某市",
                "city_post": "市长",
                "unit_post": "镇长",
                "measures": "每周调度\n挂图作战",
            },
            "挂图作战",
        ),
        (
            "notice",
            {
                "filed": "notice",
                "subject": "做好亮晒工作",
                "ground": "为做好工作",
                "matters": "报送：按时报送",
            },
            "关于做好亮晒工作的通知",
        ),
    ],
)
def test_every_kind_is_drafted_by_its_form(
    kind: str, more: dict[str, object], said: str, office: Client, board: Board
) -> None:
    source = 0 if kind == "notice" else board.pk
    assert office.get(reverse("document_new", args=[kind, source])).status_code == 200
    made = drafted(office, kind, source, HEAD | more)
    assert made.kind == FILED[kind]
    content = text_in(body(office.get(reverse("document_download", args=[made.pk]))))
    assert said in content.replace("\n", "")


@pytest.mark.parametrize(
    ("filed", "title"),
    [
        ("card", "关于加强调度的通知"),
        ("decision", "关于加强调度的决定"),
        ("flag", "关于加强调度的通报"),
        ("commendation", "关于加强调度的决定"),
        ("minutes", "关于加强调度的纪要"),
    ],
)
def test_what_is_written_like_a_notice_is_filed_as_what_it_is(
    filed: str, title: str, office: Client, board: Board
) -> None:
    typed = {"subject": "加强调度", "ground": "按年度安排", "matters": "报送：按时报送"}
    made = drafted(office, "notice", 0, HEAD | typed | {"filed": filed})
    assert (made.kind, made.title) == (filed, f"{HEAD['organ']}{title}")
    listed = office.get(reverse("documents"), {"kind": filed}).content.decode()
    assert title in listed
    others = office.get(reverse("documents"), {"kind": "circular"}).content.decode()
    assert title not in others


def test_the_register_shows_fifty_a_page(stage: Stage, office: Client) -> None:
    for number in range(52):
        register.draft(
            stage.by("office", AFTERWARDS), NewDocument(DocumentKind.OTHER, f"卷{number:02}", PDF)
        )
    first = office.get(reverse("documents")).content.decode()
    assert first.count("卷") == 50
    assert "1–50 of 52" in first
    last = office.get(reverse("documents"), {"page": "2", "state": "draft"}).content.decode()
    assert re.findall(r"卷\d\d", last) == ["卷01", "卷00"]
    assert "?page=1&amp;state=draft" in last or "?state=draft&amp;page=1" in last
    beyond = office.get(reverse("documents"), {"page": "99"}).content.decode()
    assert "51–52 of 52" in beyond


def test_a_talk_is_drafted_from_its_consequence(stage: Stage, office: Client) -> None:
    stage.sealed(MARCH.previous())
    stage.sealed()
    made = {one.unit: one for one in propose(stage.by("office", AFTERWARDS), "small-2021").new}
    found = confirm(stage.by("leader", AFTERWARDS), made["birch"].pk)
    talk = {
        "at": "2021-05-10T09:30",
        "place": "302会议室",
        "talkers": "分管副市长；办公室主任",
        "attendants": "镇长",
    }
    notice = drafted(office, "talk_notice", found.pk, HEAD | talk)
    text = text_in(body(office.get(reverse("document_download", args=[notice.pk]))))
    assert "2021年5月10日（星期一）上午9:30。" in text
    assert "约谈人：分管副市长、办公室主任。" in text
    record = drafted(office, "talk_record", found.pk, {})
    assert (notice.kind, record.kind) == (DocumentKind.TALK_NOTICE, DocumentKind.TALK_RECORD)


def test_an_incomplete_form_drafts_nothing(office: Client, board: Board) -> None:
    answer = office.post(reverse("document_new", args=["circular", board.pk]), {"organ": "x"})
    assert answer.status_code == 409
    assert IssuedDocument.objects.count() == 0
    for kind, source in (("circular", 0), ("nothing", board.pk), ("talk_notice", 0)):
        assert office.get(reverse("document_new", args=[kind, source])).status_code == 404


def test_a_draft_is_replaced_and_made_void_for_a_reason(office: Client, board: Board) -> None:
    made = drafted(office, "circular", board.pk, HEAD)
    file = SimpleUploadedFile("改后.pdf", b"%PDF-1.7 edited")
    office.post(reverse("document_file", args=[made.pk]), {"file": file})
    made.refresh_from_db()
    assert made.file_name == "改后.pdf"
    nothing = office.post(reverse("document_file", args=[made.pk]))
    assert nothing.status_code == 409
    assert office.post(reverse("document_void", args=[made.pk]), {"reason": " "}).status_code == 409
    assert (
        office.post(reverse("document_void", args=[made.pk]), {"reason": "有误"}).status_code == 302
    )
    assert "有误" in office.get(reverse("document", args=[made.pk])).content.decode()
    late = office.post(
        reverse("document_issue", args=[made.pk]), {"organ": "某争先", "dated": "2021-04-28"}
    )
    assert late.status_code == 409
    assert "the document is in state void" in late.content.decode()


def test_a_number_stays_when_its_document_is_void(office: Client, board: Board) -> None:
    first, second = (drafted(office, "circular", board.pk, HEAD) for _ in range(2))
    how = {"organ": "某争先", "dated": "2021-04-28"}
    office.post(reverse("document_issue", args=[first.pk]), how)
    office.post(reverse("document_void", args=[first.pk]), {"reason": "有误"})
    office.post(reverse("document_issue", args=[second.pk]), how)
    second.refresh_from_db()
    assert second.numbered == "某争先〔2021〕2号"
    page = office.get(reverse("documents")).content.decode()
    assert "某争先〔2021〕1号" in page


def test_the_pdf_is_made_or_the_page_says_why_not(
    office: Client, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = drafted(office, "circular", board.pk, HEAD)
    at = reverse("document_pdf", args=[made.pk])
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        answer = office.get(at)
        assert answer.status_code == 503
        assert "LibreOffice was not found" in answer.content.decode()
    require(find_office_program(), "LibreOffice is not installed")
    answer = office.get(at)
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_workbooks_have_the_layout_of_the_circular(office: Client, board: Board) -> None:
    at = reverse("board_papers_table", args=[board.pk, "board", "xlsx"])
    sheet = openpyxl.load_workbook(io.BytesIO(office.get(at).content))["镇街"]
    rows = [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert rows[0] == [
        *("名次", "单位", "经济", "综合", "党建"),
        *("加分", "扣分", "总分", "上月名次", "升降", "备注"),
    ]
    assert rows[1][:9] == [1, "白蜡镇", 64, 20, 9, 1.5, 0, 94.5, 2]
    csv = office.get(reverse("board_papers_table", args=[board.pk, "board", "csv"])).content
    assert csv.startswith(b"\xef\xbb\xbf")
    assert csv.count(b"\xef\xbb\xbf") == 1
    text = csv.decode("utf-8-sig")
    assert "1.0,白蜡镇,64.0,20.0,9.0,1.5,0.0,94.5,2.0,▲1," in text
    assert f"榜单封存值（SHA-256）：{board.seal}" in text
    show = office.get(
        reverse("board_papers_table", args=[board.pk, "show", "csv"])
    ).content.decode()
    head = "序号,比拼,指标,计量单位,全年目标,性质,1-3月累计,完成率%,序时%,差距（百分点）,同比%,"
    assert head + "上级名次,上期名次,升降,责任单位,责任领导,亮灯,备注" in show
    assert "1,项目比拼,新增内资,亿元,132.0,力争,30.0,22.7" in show
    for table, form in (("other", "csv"), ("board", "pdf")):
        wrong = reverse("board_papers_table", args=[board.pk, table, form])
        assert office.get(wrong).status_code == 404
    assert AuditRecord.objects.filter(action="export").count() == 3


def steps(client: Client, at: str) -> Iterator[Any]:
    """Follow the page that asks for itself."""
    answer = client.get(at)
    yield answer
    while "Refresh" in answer.headers:
        answer = client.get(answer.headers["Refresh"].partition("url=")[2])
        yield answer


def test_all_sheets_come_as_one_archive_step_by_step(
    office: Client, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    from saima.actions.papers import batches

    monkeypatch.setattr(batches, "STEPS", {"docx": 4})
    file = reverse("unit_sheets_file", args=[board.pk, "docx"])
    assert office.get(file).status_code == 404
    seen = [
        re.search(r"(\d) of (\d) sheets", answer.content.decode())
        for answer in steps(office, reverse("unit_sheets", args=[board.pk, "docx"]))
    ]
    assert [match and match.groups() for match in seen] == [("4", "6"), ("6", "6")]
    archive = zipfile.ZipFile(io.BytesIO(office.get(file).content))
    assert archive.namelist()[0] == "01 白蜡镇2021年3月争先创优得分单.docx"
    assert len(archive.namelist()) == 6
    birch = next(name for name in archive.namelist() if "白桦镇" in name)
    assert "34.67" in text_in(archive.read(birch))
    assert office.get(reverse("unit_sheets", args=[board.pk, "x"])).status_code == 404


def test_a_board_that_is_shown_can_be_looked_at(stage: Stage, office: Client) -> None:
    board = stage.shown()
    page = office.get(reverse("board_papers", args=[board.pk])).content.decode()
    at = reverse("board_preview", args=[board.pk])
    assert at in page
    assert reverse("document_new", args=["circular", board.pk]) not in page
    assert "尚未封存" in text_in(office.get(at).content)
    assert office.get(reverse("unit_sheets", args=[board.pk, "docx"])).status_code == 404
    assert office.get(reverse("document_new", args=["circular", board.pk])).status_code == 404


def test_readers_see_and_do_not_change(stage: Stage, office: Client, board: Board) -> None:
    made = drafted(office, "circular", board.pk, HEAD)
    for name in ("leader", "auditor"):
        reader = signed_in(Client(), stage, name)
        page = reader.get(reverse("document", args=[made.pk])).content.decode()
        assert reverse("document_issue", args=[made.pk]) not in page
        for act in ("document_issue", "document_void", "document_file"):
            assert reader.post(reverse(act, args=[made.pk])).status_code == 403
        assert reader.get(reverse("board_preview", args=[board.pk])).status_code == 403
        assert reader.get(reverse("document_new", args=["notice", 0])).status_code == 403
    unit = signed_in(Client(), stage, "elm")
    for name in ("document", "document_download", "document_pdf"):
        assert unit.get(reverse(name, args=[made.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_database_the_same_for_1_and_30(
    count: int, stage: Stage, office: Client, board: Board
) -> None:
    for number in range(count):
        new = NewDocument(DocumentKind.OTHER, f"文件{number}", PDF, board.pk)
        register.draft(stage.by("office", AFTERWARDS), new)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = office.get(reverse("documents"))
    assert answer.content.decode().count("文件") >= count
    assert len(asked) == QUERIES


QUERIES = 23
