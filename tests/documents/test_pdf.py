"""PDF where LibreOffice is present, and what is said where it is not."""

import sys
from pathlib import Path

import pytest

from saima.documents.docx_file import as_docx
from saima.documents.official import OfficialDocument, Paragraph
from saima.documents.pdf import as_pdf, as_pdfs, find_office_program, font_rules
from saima.plan.problems import Problems
from tests.presence import require


def test_without_libreoffice_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problems) as raised:
        as_pdf("a.docx", b"")
    [problem] = raised.value.problems
    assert problem.kind.code == "office_program_missing"
    assert "soffice" in problem.text("en")
    assert "LibreOffice" in problem.text("zh")


def test_a_program_that_leaves_no_pdf_is_told_file_by_file() -> None:
    with pytest.raises(Problems) as raised:
        as_pdfs({"甲.docx": b"1", "乙.docx": b"2"}, program=sys.executable)
    assert [problem.facts["document"] for problem in raised.value.problems] == [
        "甲.docx",
        "乙.docx",
    ]


def test_a_program_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    with pytest.raises(Problems) as raised:
        as_pdfs({"甲.docx": b"1"}, seconds=0.2, program=str(slow))
    assert raised.value.problems[0].kind.code == "office_program_slow"
    assert "1 个文件" in raised.value.problems[0].text("zh")


def test_nothing_is_converted_into_nothing() -> None:
    assert as_pdfs({}, program=sys.executable) == {}


def test_a_name_from_outside_is_no_path() -> None:
    require(find_office_program(), "LibreOffice is not installed")
    name = "../../a b;c.docx"
    file = as_docx(OfficialDocument("test", ("题",), (Paragraph("文"),)))
    assert as_pdfs({name: file})[name].startswith(b"%PDF-")


def test_every_named_face_has_stand_ins() -> None:
    rules = font_rules()
    for name in ("方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"):
        assert f"<string>{name}</string>" in rules


def test_many_files_are_shared_between_two_runs_and_none_is_lost(tmp_path: Path) -> None:
    """The stand-in copies every file, so that each PDF shows which file it is of."""
    copier = tmp_path / "copier"
    copier.write_text(
        "#!/bin/sh\n"
        'while [ $# -gt 0 ]; do case "$1" in\n'
        '--outdir) out="$2"; shift ;;\n'
        '*.docx) cp "$1" "$out/$(basename "$1" .docx).pdf" ;;\n'
        "esac; shift; done\n"
    )
    copier.chmod(0o755)
    files = {f"{number}.docx": str(number).encode() for number in range(21)}
    assert as_pdfs(files, program=str(copier)) == files
