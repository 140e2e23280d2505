"""The zip around the files: always the same, read within limits."""

import io
import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saima.exchange.bundle_archive import bytes_of, is_whole, packed, unpacked
from saima.exchange.workbook_scan import MOST_BYTES
from saima.plan.problems import Problems

FILES = {"manifest.json": b"{}\n", "inputs/a.csv": b"unit,value\n" + b"A,1\n" * 50}


def text_of(content: bytes) -> str:
    with pytest.raises(Problems) as found:
        unpacked(content, "b.zip")
    assert len(found.value.problems) == 1
    return found.value.problems[0].text()


def test_the_same_files_give_the_same_bytes() -> None:
    first = packed(FILES)
    assert packed(dict(FILES)) == first
    assert list(unpacked(first, "b.zip").items()) == list(FILES.items())
    assert is_whole(first)
    with ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(st.data())
def test_a_changed_byte_anywhere_is_found(data: st.DataObject) -> None:
    content = bytearray(packed(FILES))
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] ^= data.draw(st.integers(1, 255))
    assert not is_whole(bytes(content))


def test_a_cut_or_longer_file_is_not_whole() -> None:
    content = packed(FILES)
    assert not is_whole(content[:-1])
    assert not is_whole(content + b"\0")
    assert not is_whole(b"")


@pytest.mark.parametrize("content", [b"", b"PK", b"unit,value\n", packed(FILES)[:200]])
def test_what_is_no_archive(content: bytes) -> None:
    assert text_of(content) == (
        "b.zip: this is no bundle, or it is damaged; expected the .zip file as it was downloaded; "
        "fetch it again from where it was published"
    )


def test_a_file_that_does_not_unpack_is_named() -> None:
    content = bytearray(packed(FILES))
    start = content.index(b"inputs/a.csv") + len("inputs/a.csv")
    content[start + 3] ^= 0xFF
    assert text_of(bytes(content)).startswith("b.zip: bytes of inputs/a.csv inside the bundle were")


def test_a_file_that_is_there_twice() -> None:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("plan.json", b"{}")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("plan.json", b"[]")
    assert text_of(buffer.getvalue()).startswith("b.zip: plan.json is in the bundle twice; ")


def test_more_than_a_bundle_holds_is_not_unpacked() -> None:
    """The archive says that a small part unpacks to more than the limit."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("plan.json", b"0" * 1000)
    content = bytearray(buffer.getvalue())
    central = content.index(b"PK\1\2")
    struct.pack_into("<I", content, central + 24, MOST_BYTES + 1)
    assert text_of(bytes(content)).startswith("b.zip: unpacked, the file exceeds 256 MB or 10000 ")


def test_a_part_that_lies_about_its_size_unpacks_no_further() -> None:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("plan.json", b"0" * 10_000_000)
    content = bytearray(buffer.getvalue())
    struct.pack_into("<I", content, content.index(b"PK\1\2") + 24, 10)
    assert "plan.json" in text_of(bytes(content))


def test_bytes_on_disk(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"x")
    assert bytes_of(tmp_path / "b.zip") == b"x"
    with pytest.raises(Problems, match="there is no such file"):
        bytes_of(tmp_path / "c.zip")
    huge = tmp_path / "huge.zip"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(Problems, match="exceeds 256 MB"):
        bytes_of(huge)
