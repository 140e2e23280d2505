"""The digests that seals are made with."""

import hashlib

import pytest

from saima.exchange.choices import DigestName
from saima.exchange.digests import START, digest, require
from saima.plan.problems import Problems
from tests.presence import require as present


def test_sha256() -> None:
    """FIPS 180-4, the example of one block."""
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest(b"abc", DigestName.SHA256) == expected


def test_sm3() -> None:
    """GB/T 32905-2016, A.1."""
    present("sm3" in hashlib.algorithms_available, "this OpenSSL has no SM3")
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest(b"abc", DigestName.SM3) == expected
    assert len(START) == len(expected)


def test_an_absent_digest_is_named() -> None:
    require(DigestName.SM3, {"sha256", "sm3"})
    with pytest.raises(Problems) as found:
        require(DigestName.SM3, {"sha256"})
    assert found.value.problems[0].text() == (
        "this Python cannot compute sm3; expected an OpenSSL that has it; "
        "use sha256 for new seals; verify this one on a machine whose OpenSSL has sm3"
    )
    assert "sm3" in found.value.problems[0].text("zh")
