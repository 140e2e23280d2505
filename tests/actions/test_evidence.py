"""Files are what their bytes say, stored once, and opened by those who see the value."""

import io
import zipfile
from pathlib import Path

import pytest

from saima.actions import evidence, reporting, review
from saima.actions.refusals import Denied, Refused
from saima.actions.sniffing import MOST_BYTES, clean_name, kind_of
from saima.records.models import AuditRecord, Evidence, Round, StoredFile
from saima.records.storage import folder
from tests.cast import Cast, by, due, given

PDF = b"%PDF-1.7 made up"


def package(*parts: str, size: int = 1) -> bytes:
    """A zip file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in parts:
            made.writestr(part, b"0" * size)
    return out.getvalue()


BOOK = ("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "pdf"),
        ("a.PNG", b"\x89PNG\r\n\x1a\n....", "png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0....", "jpg"),
        ("a.xlsx", package(*BOOK), "xlsx"),
        ("a.docx", package("[Content_Types].xml", "word/document.xml"), "docx"),
        ("a.csv", "单位,数值\n甲,1".encode(), "csv"),
        ("a.csv", "单位,数值\n甲,1".encode("gb18030"), "csv"),
        ("a.txt", b"\xef\xbb\xbfplain", "txt"),
    ],
)
def test_a_file_is_what_its_bytes_say(name: str, content: bytes, kind: str) -> None:
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty_file"),
        ("a.pdf", b"<html>", "wrong_file"),
        ("a.png", PDF, "wrong_file"),
        ("a.html", b"<html>", "wrong_file"),
        ("a.svg", b"<svg>", "wrong_file"),
        ("a.exe", b"MZ", "wrong_file"),
        ("noending", b"words", "wrong_file"),
        ("a.txt", b"MZ\x00\x01", "wrong_file"),
        ("a.txt", b"\xff\xff\xff\xff", "wrong_file"),
        ("a.xlsx", b"PK\x03\x04 broken", "wrong_file"),
        ("a.xlsx", package("[Content_Types].xml", "word/document.xml"), "wrong_file"),
        ("a.xlsx", package(*BOOK, "xl/vbaProject.bin"), "with_macros"),
        ("a.xlsx", package(*BOOK, size=150 * 1024 * 1024), "too_large"),
        ("a.pdf", PDF + b"0" * MOST_BYTES, "too_large"),
    ],
)
def test_other_files_are_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        kind_of(name, content)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\files\\到资凭证.pdf", "到资凭证.pdf"),
        ("a\nb<script>.pdf", "abscript.pdf"),
        ("noending", "noending"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_keeps_no_folders_and_no_tricks(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_one_content_is_stored_once_whatever_its_name(march: Round, cast: Cast) -> None:
    first = evidence.attach(by(cast.reporter), due("a", "investment").pk, "one.pdf", PDF)
    second = evidence.attach(by(cast.reporter), due("b", "investment").pk, "two.pdf", PDF)
    again = evidence.attach(by(cast.reporter), due("b", "investment").pk, "three.pdf", PDF)
    assert first.stored == second.stored
    assert again == second
    assert (first.name, second.name) == ("one.pdf", "two.pdf")
    (stored,) = StoredFile.objects.all()
    (path,) = [found for found in folder().rglob("*") if found.is_file()]
    assert path.name == stored.sha256
    assert path.read_bytes() == PDF


def test_a_file_is_used_again_for_a_value_of_ones_own(march: Round, cast: Cast) -> None:
    first = evidence.attach(by(cast.reporter), due("a", "investment").pk, "one.pdf", PDF)
    again = evidence.attach_again(by(cast.reporter), due("b", "investment").pk, first.pk)
    assert again.stored == first.stored


def test_a_file_of_a_value_one_cannot_see_is_not_used(march: Round, cast: Cast) -> None:
    foreign = evidence.attach(by(cast.other_reporter), due("b", "level").pk, "one.pdf", PDF)
    with pytest.raises(Denied):
        evidence.attach_again(by(cast.town_reporter), due("a", "level").pk, foreign.pk)


def test_after_approval_no_file_slips_in(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    reporting.submit(by(cast.town_reporter), value.pk, given(3))
    attached = evidence.attach(by(cast.town_reporter), value.pk, "one.pdf", PDF)
    assert attached.submission is not None
    assert attached.submission.version == 1
    review.approve(by(cast.town_approver), value.pk)
    with pytest.raises(Refused, match="state approved"):
        evidence.attach(by(cast.town_reporter), value.pk, "two.pdf", PDF + b"2")


def test_a_download_is_logged_and_never_a_page(march: Round, cast: Cast) -> None:
    attached = evidence.attach(by(cast.town_reporter), due("a", "level").pk, "one.pdf", PDF)
    opened = evidence.open_for(by(cast.office), attached.pk)
    assert (opened.name, opened.content_type, opened.size) == ("one.pdf", "application/pdf", 16)
    assert opened.path.read_bytes() == PDF
    written = AuditRecord.objects.get(action="evidence.open")
    assert (written.person, written.data["name"]) == (cast.office, "one.pdf")


def test_a_file_is_closed_to_other_units(march: Round, cast: Cast) -> None:
    attached = evidence.attach(by(cast.town_reporter), due("a", "level").pk, "one.pdf", PDF)
    with pytest.raises(Denied):
        evidence.open_for(by(cast.other_reporter), attached.pk)


def test_a_file_that_is_gone_is_told_plainly(march: Round, cast: Cast) -> None:
    attached = evidence.attach(by(cast.town_reporter), due("a", "level").pk, "one.pdf", PDF)
    path = evidence.open_for(by(cast.office), attached.pk).path
    Path(path).unlink()
    for key in (attached.pk, 10**6):
        with pytest.raises(Refused, match="no such record"):
            evidence.open_for(by(cast.office), key)
    assert Evidence.objects.filter(pk=attached.pk).exists()
