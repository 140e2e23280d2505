"""Digests of bytes: SHA-256, or SM3 (GB/T 32905-2016) where Python's OpenSSL has it."""

import hashlib
from collections.abc import Collection

from saima.exchange.choices import DigestName
from saima.plan.problems import Problem, Problems, problem_kind

START = "0" * 64
"""Stands for the seal before the first one; both algorithms give 64 hexadecimal digits."""

DIGEST_ABSENT = problem_kind(
    "digest_absent",
    en=(
        "this Python cannot compute {algorithm}",
        "expected an OpenSSL that has it",
        "use sha256 for new seals; verify this one on a machine whose OpenSSL has {algorithm}",
    ),
    zh=(
        "此处的 Python 无法计算 {algorithm}",
        "应有支持该算法的 OpenSSL",
        "新的封存请用 sha256；核验请在 OpenSSL 支持 {algorithm} 的机器上进行",
    ),
)


def require(
    algorithm: DigestName, available: Collection[str] = hashlib.algorithms_available
) -> None:
    """Raise Problems unless the algorithm is among those that this Python has."""
    if algorithm.value not in available:
        raise Problems([Problem(DIGEST_ABSENT, facts={"algorithm": algorithm.value})])


def digest(content: bytes, algorithm: DigestName) -> str:
    """The digest of bytes in hexadecimal; raises Problems where the algorithm is absent."""
    require(algorithm)
    return hashlib.new(algorithm.value, content).hexdigest()
