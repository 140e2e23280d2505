"""A plan folder as a zip from outside: what cannot be unpacked is refused in words."""

import io
import zipfile
from pathlib import Path

import pytest

from saima.actions.refusals import Refused
from saima.actions.unpacking import unpack


def test_damaged_bytes_inside_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("plan.yaml", "code: small\n" * 500)
    content = bytearray(out.getvalue())
    start = content.index(b"plan.yaml") + len("plan.yaml")
    content[start : start + 8] = b"\xff" * 8  # no block of a deflated stream begins like this
    with pytest.raises(Refused) as refusal:
        unpack(bytes(content), tmp_path)
    assert refusal.value.code == "not_a_zip"
