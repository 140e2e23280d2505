"""The .docx file itself: page, grid, fonts, marks, and the same bytes for the same document."""

import io
import zipfile
from dataclasses import replace

import docx
import docx.shared
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from saima.documents.docx_file import as_docx
from saima.documents.kinds import made_of
from saima.documents.official import (
    Annex,
    Colophon,
    Figures,
    Form,
    FormCell,
    FormRow,
    Heading,
    OfficialDocument,
    Paragraph,
    RedHead,
    Signature,
)
from saima.documents.tables import Column, Table
from saima.plan.problems import Problems
from tests.documents import samples


def opened(document: OfficialDocument) -> Document:
    return docx.Document(io.BytesIO(as_docx(document)))


def texts(file: Document) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs if paragraph.text]


def parts_of(document: OfficialDocument) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(as_docx(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def simple(*blocks: Heading | Paragraph | Figures, draft: bool = True) -> OfficialDocument:
    return OfficialDocument("test", ("关于测试的", "通知"), blocks, draft=draft)


def test_pages_have_the_margins_and_the_grid_of_the_standard() -> None:
    for section in opened(made_of(samples.circular())).sections:
        across = section.orientation is WD_ORIENT.LANDSCAPE
        measured = [
            round(length.mm)
            for length in (
                *(section.page_width, section.page_height),
                *(section.top_margin, section.right_margin),
                *(section.bottom_margin, section.left_margin),
            )
            if length is not None
        ]
        assert measured == ([297, 210, 28, 37, 26, 35] if across else [210, 297, 37, 26, 35, 28])
        grid = section._sectPr.find(qn("w:docGrid"))
        assert grid.get(qn("w:type")) == "linesAndChars"
        assert grid.get(qn("w:linePitch")) == "579"
        assert grid.get(qn("w:charSpace")) == "-848"


def test_wide_annexes_lie_across_and_the_colophon_stands_upright_again() -> None:
    ways = [section.orientation for section in opened(made_of(samples.circular())).sections]
    assert ways == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_fonts_are_named_with_their_stand_ins_and_none_is_shipped() -> None:
    parts = parts_of(made_of(samples.circular()))
    styles = parts["word/styles.xml"].decode()
    for name in ("方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"):
        assert f'w:eastAsia="{name}"' in styles
        assert f'w:name="{name}"' in parts["word/fontTable.xml"].decode()
    assert not [name for name in parts if "font" in name.lower() and "fontTable" not in name]


def test_there_is_no_picture_and_so_no_seal() -> None:
    names = parts_of(made_of(samples.circular(draft=False, serial=7)))
    assert not [name for name in names if "media" in name or name.endswith((".jpeg", ".png"))]


def test_the_file_names_no_person_no_program_and_no_time() -> None:
    parts = parts_of(made_of(samples.circular()))
    core = parts["docProps/core.xml"].decode()
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert "2000-01-01T00:00:00Z" in core
    assert "docProps/app.xml" not in parts


def test_headings_are_numbered_and_run_on() -> None:
    blocks = (
        Heading(1, "总体情况"),
        Heading(2, "镇街道组。", "共11个单位。"),
        Heading(2, "部门组"),
        Heading(3, "第一点"),
        Heading(4, "再一点"),
        Heading(1, "下一步"),
    )
    file = opened(simple(*blocks))
    assert texts(file)[1:] == [
        "一、总体情况",
        "（一）镇街道组。共11个单位。",
        "（二）部门组",
        "1.第一点",
        "（1）再一点",
        "二、下一步",
    ]
    styles = [paragraph.style.name for paragraph in file.paragraphs if paragraph.style is not None]
    assert styles[-6:] == [f"Heading {level}" for level in (1, 2, 2, 3, 4, 1)]


def test_a_draft_says_so_on_every_kind_of_page_and_an_issued_document_does_not() -> None:
    draft = parts_of(made_of(samples.circular()))
    headers = [part.decode() for name, part in draft.items() if "word/header" in name]
    assert len(headers) == 2
    assert all("草　稿（未印发，仅供审核）" in header for header in headers)
    assert all('string="草　稿"' in header for header in headers)
    issued = parts_of(made_of(samples.circular(draft=False, serial=7)))
    assert not [name for name, part in issued.items() if "草　稿" in part.decode(errors="ignore")]


def test_a_document_without_its_number_cannot_be_issued() -> None:
    with pytest.raises(Problems, match="without a number"):
        as_docx(made_of(samples.circular(draft=False)))


def test_head_addressees_annexes_signature_and_colophon() -> None:
    lines = texts(opened(made_of(samples.circular(draft=False, serial=7))))
    assert lines[:3] == ["X市争先创优工作领导小组文件", "X争先〔2021〕7号", samples.ORGAN]
    assert "各镇（街道）、平台，市级机关各部门、各单位：" in lines
    place = lines.index("附件：1.2021年第二季度争先创优总榜")
    assert lines[place + 1 : place + 6] == [
        "2.2021年第二季度争先创优指标亮晒表",
        "3.2021年第二季度镇街道组各项指标得分表",
        samples.ORGAN,
        "2021年7月28日",
        "（联系人：市争先办　联系电话：0000-88880000）",
    ]
    colophon = opened(made_of(samples.circular())).tables[-1]
    assert [row.cells[0].text for row in colophon.rows] == [
        "抄送：市委、市人大常委会、市政府、市政协办公室，市纪委市监委。",
        "X市争先创优工作领导小组办公室\t2021年7月28日印发",
    ]


def test_tables_repeat_their_head_keep_rows_whole_and_fill_the_width_exactly() -> None:
    for table in opened(made_of(samples.circular())).tables[1:-1]:
        rows = table._tbl.tr_lst
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert min(abs(sum(widths) / 20 / 72 * 25.4 - width) for width in (156, 225)) < 0.3


def test_figures_are_printed_as_in_the_workbook() -> None:
    table = Table("t", "t", (), (Column("数", 2), Column("名")), ((1234.565, "甲"), (None, "乙")))
    cells = [
        [cell.text for cell in row.cells] for row in opened(simple(Figures(table))).tables[0].rows
    ]
    assert cells == [["数", "名"], ["1,234.57", "甲"], ["—", "乙"]]


def test_text_is_text_whatever_signs_it_has() -> None:
    lines = texts(opened(simple(Paragraph("<w:p>&\x00\x07=HYPERLINK()‘’“”"))))
    assert lines[-1] == "<w:p>&=HYPERLINK()‘’“”"


def test_the_same_document_gives_the_same_bytes() -> None:
    made = made_of(samples.circular())
    assert as_docx(made) == as_docx(replace(made))


def test_the_lines_above_the_red_name() -> None:
    given = made_of(samples.circular())
    assert isinstance(given.head, RedHead)
    head = replace(given.head, lines=("000001", "特急"))
    assert texts(opened(replace(given, head=head)))[:3] == [
        "000001",
        "特急",
        "X市争先创优工作领导小组文件",
    ]


def test_a_table_too_wide_for_any_type_still_stays_inside_the_text_area() -> None:
    columns = tuple(Column(f"第{number}列", 2) for number in range(60))
    table = Table("t", "t", (), columns, ((123456.78,) * 60,))
    made = opened(simple(Figures(table))).tables[0]
    widths = [int(column.get(qn("w:w"))) for column in made._tbl.tblGrid]
    assert sum(widths) / 20 / 72 * 25.4 == pytest.approx(156, abs=0.6)


def test_small_type_is_taken_where_a_long_table_asks_for_it() -> None:
    table = Table("t", "t", (), (Column("数", 2),), ((1.0,),))
    cell = opened(simple(Figures(table, largest=9.0))).tables[0].rows[1].cells[0]
    assert cell.paragraphs[0].runs[0].font.size == docx.shared.Pt(9)


def test_totals_and_notes_stand_below_a_table() -> None:
    table = Table(
        *("t", "t", ("计量单位：分",), (Column("名"), Column("数", 1)), (("甲", 1.0),)),
        totals=("合计", 1.0),
        foot=("注：无。",),
    )
    file = opened(simple(Figures(table)))
    assert [cell.text for cell in file.tables[0].rows[2].cells] == ["合计", "1.0"]
    assert texts(file)[1:] == ["计量单位：分", "注：无。"]


def test_a_section_may_end_with_a_table_and_an_annex_with_one_alone() -> None:
    table = Figures(Table("t", "t", (), (Column("数", 2),), ((1.0,),)))
    upright, across = Annex("直", (table,)), Annex("横", (table,), landscape=True)
    file = opened(replace(simple(Paragraph("文")), annexes=(upright, across, upright)))
    assert [section.orientation for section in file.sections] == [
        *(WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT)
    ]
    assert "附件" in texts(opened(replace(simple(Paragraph("文")), annexes=(across,))))


def test_a_pledge_may_hold_nothing_before_its_signatures() -> None:
    form = Form((1, 1), (FormRow((FormCell("甲"), FormCell("乙"))),), ruled=False)
    file = opened(OfficialDocument("test", ("题",), (form,)))
    assert [cell.text for cell in file.tables[0].rows[0].cells] == ["甲", "乙"]


def test_a_colophon_without_copies_has_one_line_and_an_undated_draft_leaves_room() -> None:
    given = made_of(samples.circular())
    colophon, signature = Colophon((), "市争先办", None), Signature(samples.ORGAN, None)
    file = opened(replace(given, annexes=(), colophon=colophon, signature=signature))
    assert [row.cells[0].text for row in file.tables[-1].rows] == ["市争先办\t"]
    assert "　　　年　月　日" in texts(file)
