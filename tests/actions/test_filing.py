"""A round's form: only what is one's own, checked without a trace, filed whole or not at all."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from saima.actions.filing import Report, dry_run, error_report, file, template
from saima.actions.refusals import Denied, Refused
from saima.actions.reporting import submit
from saima.actions.review import approve, return_
from saima.plan.form import Field
from saima.records.models import AuditRecord, DueState, Entry, Round, Submission
from tests.cast import Cast, by, due, given, known

PLACES = {"key": 1, "indicator": 3, "unit": 4, "last": 7, "target": 9, "value": 10, "yes": 15}
SENTENCE, REMARK = 16, 18


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(content: bytes) -> dict[tuple[str, str], int]:
    sheet = opened(content)["填报"]
    found = range(4, sheet.max_row + 1)
    return {(sheet.cell(n, 3).value, sheet.cell(n, 4).value): n for n in found}


def filled(content: bytes, **values: object) -> bytes:
    """The form of investments with the values of the towns by their letter."""
    book = opened(content)
    for town, value in values.items():
        number = rows(content)["investment", f"{town}镇"]
        book["填报"].cell(number, PLACES["value"]).value = value
    return saved(book)


def sentences(report: Report) -> list[tuple[str, str]]:
    return [(cell, p.text("zh")) for row in report.rows for cell, p in row.told]


@pytest.fixture
def form(cast: Cast, march: Round) -> bytes:
    return template(by(cast.reporter), march.pk, "zh-hans")


def test_the_form_lists_only_what_the_unit_has_to_report(cast: Cast, march: Round) -> None:
    form = template(by(cast.town_reporter), march.pk, "zh-hans")
    assert {unit for _, unit in rows(form)} == {"a镇"}
    assert {code for code, _ in rows(form)} == {"starts", "level"}
    submit(by(cast.town_reporter), due("a", "starts").pk, given(5))
    form = template(by(cast.town_reporter), march.pk, "zh-hans")
    assert {code for code, _ in rows(form)} == {"level"}


def test_what_is_known_stands_beside(cast: Cast, march: Round) -> None:
    known("a", "investment", "2021-02", 7)
    content = template(by(cast.reporter), march.pk, "zh-hans")
    number = rows(content)["investment", "a镇"]
    assert opened(content)["填报"].cell(number, PLACES["last"]).value == 7


def test_a_returned_value_says_why(cast: Cast, march: Round) -> None:
    submit(by(cast.town_reporter), due("a", "starts").pk, given(5))
    return_(by(cast.town_approver), due("a", "starts").pk, "缺凭证")
    content = template(by(cast.town_reporter), march.pk, "zh-hans")
    sheet, number = opened(content)["填报"], rows(content)["starts", "a镇"]
    assert sheet.cell(number, REMARK).value == "缺凭证"
    assert str(sheet.cell(number, 1).value).endswith("-1")


def test_a_dry_run_leaves_nothing_behind(cast: Cast, march: Round, form: bytes) -> None:
    before = AuditRecord.objects.count()
    report = dry_run(by(cast.reporter), march.pk, "f.xlsx", filled(form, a=12.5, b="1,000"))
    assert report.ok
    assert [row.given.reading.value for row in report.rows] == [Decimal("12.5"), 1000]
    assert not Submission.objects.exists()
    assert AuditRecord.objects.count() == before


def test_a_form_is_filed_whole(cast: Cast, march: Round, form: bytes) -> None:
    made = file(by(cast.reporter), march.pk, "f.xlsx", filled(form, a=12.5, b=3))
    assert [version.value for version in made] == [Decimal("12.5"), 3]
    assert due("a", "investment").state == DueState.REPORTED
    assert due("c", "investment").state == DueState.DUE
    assert AuditRecord.objects.filter(action="filing.file").count() == 1


def test_one_bad_cell_files_nothing(cast: Cast, march: Round, form: bytes) -> None:
    content = filled(form, a=12.5, b="很多")
    number = rows(form)["investment", "b镇"]
    report = dry_run(by(cast.reporter), march.pk, "f.xlsx", content)
    assert sentences(report) == [(f"J{number}", "“很多”不是数字；应为数字，如 1234.5；请只填数字")]
    with pytest.raises(Refused) as refusal:
        file(by(cast.reporter), march.pk, "f.xlsx", content)
    assert list(refusal.value.by_value) == [due("b", "investment").pk]
    assert not Submission.objects.exists()


def test_a_warning_asks_for_a_sentence_in_the_file(cast: Cast, march: Round, form: bytes) -> None:
    known("a", "investment", "2020-03", 100)
    content = filled(form, a=10)
    report = dry_run(by(cast.reporter), march.pk, "f.xlsx", content)
    assert [sentence.split("；")[0] for _, sentence in sentences(report)] == [
        "数值异常且未作说明",
        "10，上年同期为 100",
    ]
    book = opened(content)
    book["填报"].cell(rows(form)["investment", "a镇"], SENTENCE).value = "项目完工"
    [made] = file(by(cast.reporter), march.pk, "f.xlsx", saved(book))
    assert (made.sentence, made.findings) == ("项目完工", ["far_from_last_year"])


def test_the_error_report_is_the_form_with_remarks_and_can_be_mended(
    cast: Cast, march: Round, form: bytes
) -> None:
    who = by(cast.reporter)
    report = dry_run(who, march.pk, "f.xlsx", filled(form, a=12.5, b="很多"))
    mended = error_report(who, march.pk, report, "zh-hans")
    assert rows(mended) == rows(form)
    sheet, number = opened(mended)["填报"], rows(form)["investment", "b镇"]
    assert sheet.cell(number, PLACES["value"]).value == "很多"
    assert str(sheet.cell(number, REMARK).value).startswith(f"J{number} “很多”不是数字")
    assert sheet.cell(rows(form)["investment", "a镇"], PLACES["value"]).value == 12.5
    assert len(file(who, march.pk, "f.xlsx", filled(mended, b=4))) == 2


def test_csv_goes_through_the_same_door(cast: Cast, march: Round) -> None:
    lines = template(by(cast.town_reporter), march.pk, "zh-hans", "csv").decode().splitlines()
    place = lines[0].split(",").index("数值")
    cells = next(line for line in lines if ",starts," in line).split(",")
    cells[place] = "6"
    content = "\r\n".join([lines[0], ",".join(cells)]).encode()
    [made] = file(by(cast.town_reporter), march.pk, "f.csv", content)
    assert made.value == 6


def test_rows_of_others_are_not_told_from_rows_that_are_not_there(cast: Cast, march: Round) -> None:
    theirs = template(by(cast.other_reporter), march.pk, "zh-hans")
    book = opened(theirs)
    book["填报"].cell(rows(theirs)["starts", "b镇"], PLACES["value"]).value = 3
    report = dry_run(by(cast.town_reporter), march.pk, "f.xlsx", saved(book))
    assert sentences(report) == [("", "本单位本月不需填报此项；应为向您征集的数值；请删除该行")]
    key = f"r{str(report.rows[0].filled.key)[1:9]}-999999-0"
    book["填报"].cell(rows(theirs)["starts", "b镇"], 1).value = key
    again = dry_run(by(cast.town_reporter), march.pk, "f.xlsx", saved(book))
    assert sentences(again) == sentences(report)


def test_the_form_of_another_month_is_refused(cast: Cast, march: Round, form: bytes) -> None:
    book = opened(filled(form, a=1))
    cell = book["填报"].cell(rows(form)["investment", "a镇"], 1)
    cell.value = "r00000000" + str(cell.value)[9:]
    report = dry_run(by(cast.reporter), march.pk, "f.xlsx", saved(book))
    assert sentences(report) == [
        (
            "",
            "此行出自其他月份或旧办法的填报表；应为 2021-03 的填报表；"
            "请下载 2021-03 的填报表，并把数值复制进去",
        )
    ]


def test_what_happened_meanwhile_is_told(cast: Cast, march: Round, form: bytes) -> None:
    pk = due("a", "investment").pk
    submit(by(cast.reporter), pk, given(9))
    content = filled(form, a=12.5)
    report = dry_run(by(cast.reporter), march.pk, "f.xlsx", content)
    assert sentences(report)[0][1].startswith("当前为第 1 版，您看到的是第 0 版")
    approve(by(cast.approver), pk)
    report = dry_run(by(cast.reporter), march.pk, "f.xlsx", content)
    assert [p.kind.code for row in report.rows for _, p in row.told] == ["not_now"]
    with pytest.raises(Refused):
        file(by(cast.reporter), march.pk, "f.xlsx", content)


def test_ticks(cast: Cast, march: Round, form: bytes) -> None:
    known("a", "level", "2021-02", 7)
    form = template(by(cast.town_reporter), march.pk, "zh-hans")
    book = opened(form)
    book["填报"].cell(rows(form)["level", "a镇"], PLACES["yes"]).value = "是"
    [made] = file(by(cast.town_reporter), march.pk, "f.xlsx", saved(book))
    assert (made.unchanged, str(made.value)) == (True, "7.000000")


@pytest.mark.parametrize("name", ["leader", "auditor", "approver", "office", "nobody"])
def test_who_reports_nothing_gets_no_form(cast: Cast, march: Round, name: str) -> None:
    who = by(getattr(cast, name))
    for refused in (
        lambda: template(who, march.pk, "en"),
        lambda: dry_run(who, march.pk, "f.xlsx", b"x"),
        lambda: file(who, march.pk, "f.xlsx", b"x"),
        lambda: error_report(who, march.pk, Report("f"), "en"),
    ):
        with pytest.raises(Denied):
            refused()


def test_a_file_that_cannot_be_read_is_reported_not_raised(cast: Cast, march: Round) -> None:
    report = dry_run(by(cast.reporter), march.pk, "f.xlsx", b"no workbook")
    assert [problem.kind.code for problem in report.problems] == ["form_kind"]
    assert not report.ok
    with pytest.raises(Refused):
        file(by(cast.reporter), march.pk, "f.xlsx", b"no workbook")


def test_the_form_of_a_month_needs_few_queries(
    cast: Cast, march: Round, form: bytes, django_assert_max_num_queries: Any
) -> None:
    content = filled(form, a=1, b=2, c=3)
    with django_assert_max_num_queries(20):
        assert dry_run(by(cast.reporter), march.pk, "f.xlsx", content).ok
    assert not Entry.objects.exists()
    assert Field.VALUE in dry_run(by(cast.reporter), march.pk, "f", content).rows[0].filled.texts
