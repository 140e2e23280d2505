"""Documents as LibreOffice sets them: measured in mm on the pages of the PDF.

The machine may lack the named fonts; the measures hold with any full-width stand-in.
"""

import io
import re
from itertools import pairwise

import docx
import pytest

from saima.documents.circular import circular
from saima.documents.docx_file import as_docx
from saima.documents.issuing import formal
from saima.documents.kinds import made_of
from saima.documents.official import Annex, Block, Heading, OfficialDocument, Paragraph
from saima.documents.workbook_layouts import board_workbook, show_workbook
from tests.documents import samples
from tests.documents.rendering import Page, rendered

FULL = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"
POINTS = range(1, 12)
EDGE = 1.0
"""What the standard allows a margin to differ, in mm."""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    full = OfficialDocument("test", ("满页",), tuple(Paragraph(FULL * 20) for _ in range(3)))
    seal = samples.SEAL
    wide = OfficialDocument(
        "test", ("宽表",), (), annexes=(circular(samples.wide_circular()).annexes[0],)
    )
    return {
        "board_wide.docx": as_docx(wide),
        **{f"points{count}.docx": as_docx(of_points(count)) for count in POINTS},
        "circular.docx": as_docx(made_of(samples.circular(draft=False, serial=7))),
        "draft.docx": as_docx(made_of(samples.circular())),
        "full.docx": as_docx(full),
        "fits.docx": as_docx(of_lines(22)),
        "full_last.docx": as_docx(of_lines(24)),
        "board.xlsx": board_workbook([samples.board()], [samples.sheet()], samples.QUARTER, seal),
        "show.xlsx": show_workbook(samples.show_rows(), samples.MONTH, "H市", seal),
    }


def of_lines(count: int) -> OfficialDocument:
    """A document whose body has so many lines."""
    blocks = tuple(Paragraph(f"第{number}条工作。") for number in range(count))
    return formal("test", ("关于测试的通知",), samples.issuing(), ("各单位", blocks))


def of_points(count: int) -> OfficialDocument:
    """A document that ends with a numbered point, then six annexes and the signature."""
    lines = [Paragraph(f"第{number}条工作。") for number in range(count)]
    blocks: tuple[Block, ...] = (*lines, Heading(2, "末条要求。", "各单位抓好落实。"))
    annexes = tuple(Annex(f"第{number}表", (Paragraph("略"),)) for number in range(1, 7))
    body = ("各单位", blocks)
    return formal("test", ("关于测试的通知",), samples.issuing(), body, annexes)


@pytest.fixture(scope="module")
def pages(
    files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Page]]:
    return rendered(files, tmp_path_factory.mktemp("rendered"))


def upright(pages: list[Page]) -> list[Page]:
    return [page for page in pages if page.width < page.height]


def across(pages: list[Page]) -> list[Page]:
    return [page for page in pages if page.width > page.height]


def test_every_page_is_a4(pages: dict[str, list[Page]]) -> None:
    for made in pages.values():
        for page in made:
            assert sorted((page.width, page.height)) == pytest.approx([210, 297], abs=EDGE)


def test_a_full_page_has_22_lines_of_28_characters_inside_the_text_area(
    pages: dict[str, list[Page]],
) -> None:
    page = pages["full.docx"][1]
    lines = [line for line in page.lines() if 35 < line[0].top < 262]
    assert len(lines) == 22
    lengths = [sum(len(word.text) for word in line) for line in lines]
    assert set(lengths) == {28, 26, 2}, "full lines, the first of a paragraph and its last"
    assert lengths.count(28) >= 19
    full = [line for line in lines if sum(len(word.text) for word in line) == 28]
    assert min(line[0].left for line in full) == pytest.approx(28, abs=EDGE)
    assert max(line[-1].right for line in full) == pytest.approx(210 - 26, abs=EDGE)
    pitch = (lines[-1][0].middle - lines[0][0].middle) / 21
    assert pitch == pytest.approx(225 / 22, abs=0.05)
    assert 37 - EDGE < lines[0][0].top < 37 + pitch / 2
    assert 297 - 35 - pitch / 2 < lines[-1][0].bottom < 297 - 35 + EDGE


def test_page_numbers_stand_outside_7_mm_below_the_text(pages: dict[str, list[Page]]) -> None:
    for number, page in enumerate(pages["full.docx"], start=1):
        digit = [word for word in page.words if word.top > 262][1]
        dashes = [word for word in page.words if word.top > 262 and word.text == "—"]
        assert digit.text == str(number)
        assert [dash.middle for dash in dashes] == pytest.approx([262 + 7] * 2, abs=EDGE)
        if number % 2:
            assert dashes[1].right == pytest.approx(210 - 26 - 14 / 72 * 25.4, abs=EDGE)
        else:
            assert dashes[0].left == pytest.approx(28 + 14 / 72 * 25.4, abs=EDGE)


def test_the_head_stands_where_the_standard_has_it(pages: dict[str, list[Page]]) -> None:
    first = pages["circular.docx"][0]
    name, number = first.find("领导小组文件"), first.find("号")
    assert name.middle == pytest.approx(37 + 35 + (name.bottom - name.top) / 2, abs=4)
    assert name.left >= 28 - EDGE
    assert name.right <= 210 - 26 + EDGE
    assert number.middle - name.middle > 2 * 225 / 22
    assert first.find("根据").top < 297 - 35


def test_no_sign_of_the_file_is_missing_on_the_pages(
    files: dict[str, bytes], pages: dict[str, list[Page]]
) -> None:
    file = docx.Document(io.BytesIO(files["circular.docx"]))
    shown = "".join(page.text for page in pages["circular.docx"])
    told = [paragraph.text for paragraph in file.paragraphs]
    told += [
        cell.text for table in file.tables for row in table.rows for cell in row.cells if cell.text
    ]
    missing = set("".join(told)) - set(shown) - set(" \t　")
    assert not missing
    assert "\ufffd" not in shown


def test_wide_tables_lie_across_with_their_head_on_every_page_and_are_not_cut(
    pages: dict[str, list[Page]],
) -> None:
    wide = across(pages["circular.docx"])
    assert len(wide) >= 4
    lowest = 0.0
    for page in wide:
        inside = [word for word in page.words if word.left >= 35 - EDGE]
        assert max(word.right for word in inside) <= 297 - 37 + EDGE
        assert max(word.bottom for word in inside) <= 210 - 26 + EDGE
        assert min(word.top for word in inside) >= 28 - EDGE
        lowest = max(lowest, *(word.bottom for word in inside))
        assert "指标" in page.text
    assert lowest > 210 - 26 - 15, "the table uses the page down to its foot"
    text = "".join(page.text for page in wide)
    assert all(f"第{number}项" in text for number in range(1, 47))


def test_a_page_across_has_its_number_where_the_bound_sheet_has_it(
    pages: dict[str, list[Page]],
) -> None:
    made = pages["circular.docx"]
    for number, page in enumerate(made, start=1):
        if page.width < page.height:
            continue
        outside = [word for word in page.words if word.right < 35 - EDGE]
        assert "".join(word.text for word in outside) == f"—{number}—"
        middle = sum((word.left + word.right) / 2 for word in outside) / len(outside)
        assert middle == pytest.approx(35 - 7, abs=1.5)
        if number % 2:
            assert max(word.bottom for word in outside) == pytest.approx(210 - 26 - 5, abs=1.5)
        else:
            assert min(word.top for word in outside) == pytest.approx(28 + 5, abs=1.5)


def test_every_annex_names_the_seal_at_its_head_and_begins_on_a_new_page(
    pages: dict[str, list[Page]],
) -> None:
    made = pages["circular.docx"]
    firsts = [page for page in made if re.match("附件[123]", page.text.lstrip("—0123456789"))]
    assert len(firsts) == 3
    assert [page.text.count(samples.DIGEST) for page in firsts] == [1, 1, 1]
    assert sum(page.text.count(samples.DIGEST) for page in made) == 3


def test_no_page_but_that_of_the_colophon_holds_less_than_three_lines(
    pages: dict[str, list[Page]],
) -> None:
    for page in (*pages["circular.docx"][:-1], *pages["board_wide.docx"][1:]):
        inside = [word for word in page.words if 28 < word.top < page.height - 35]
        assert len({round(word.middle) for word in inside}) >= 3, page.text


def test_no_figure_is_broken_over_two_lines(pages: dict[str, list[Page]]) -> None:
    """Whichever face stands in for the named one: points stand with both decimals in one word."""
    words = [word.text for page in pages["board_wide.docx"] for word in page.words]
    assert words.count("60.00") == 4 * len(samples.board().rows)
    assert not [text for text in words if re.fullmatch(r"\d+\.\d", text)]


def test_a_draft_is_marked_on_every_page_and_an_issued_one_on_none(
    pages: dict[str, list[Page]],
) -> None:
    assert all("未印发" in page.text for page in pages["draft.docx"])
    assert not [page for page in pages["circular.docx"] if "未印发" in page.text]


def test_the_colophon_stands_at_the_foot_of_the_last_page(pages: dict[str, list[Page]]) -> None:
    last = pages["circular.docx"][-1]
    printed = last.find("印发")
    assert 297 - 35 - 12 < printed.middle < 297 - 35
    assert printed.right == pytest.approx(210 - 26 - 14 / 72 * 25.4, abs=EDGE)
    assert last.find("抄送").left == pytest.approx(28 + 14 / 72 * 25.4, abs=EDGE)


def test_the_colophon_takes_a_page_of_its_own_where_the_last_one_is_full(
    pages: dict[str, list[Page]],
) -> None:
    """One page more, and nothing is set over anything: lines are 7 mm apart at least."""
    fits, full = pages["fits.docx"], pages["full_last.docx"]
    assert (len(fits), len(full)) == (2, 3)
    assert "联系人" in fits[-1].text
    assert "联系人" in full[-2].text
    assert "抄送" in fits[-1].text
    assert "抄送" in full[-1].text
    for page in (*fits, *full):
        middles = [line[0].middle for line in page.lines() if 35 < line[0].top < 262]
        assert min(below - above for above, below in pairwise(middles)) > 7


def test_a_signature_never_stands_alone_on_its_page(pages: dict[str, list[Page]]) -> None:
    page = next(page for page in pages["circular.docx"] if "（联系人" in page.text)
    assert "附件" in page.text
    assert "。" in page.text.split("附件")[0]


@pytest.mark.parametrize("count", POINTS)
def test_the_last_point_goes_with_the_signature_wherever_the_page_ends(
    count: int, pages: dict[str, list[Page]]
) -> None:
    page = next(page for page in pages[f"points{count}.docx"] if "（联系人" in page.text)
    assert "各单位抓好落实。" in page.text
    assert samples.ORGAN in page.text.split("落实。")[1]


def test_workbooks_print_across_and_as_wide_as_the_page(pages: dict[str, list[Page]]) -> None:
    board, show = pages["board.xlsx"], pages["show.xlsx"]
    assert all(page.width > page.height for page in (*board, *show[:-1]))
    assert all(town in board[0].text for town in ("东河街道", "梅湾镇"))
    assert samples.DIGEST in board[0].text
    assert "备注" in board[0].text
    assert all("备注" in page.text for page in show[:-1])
