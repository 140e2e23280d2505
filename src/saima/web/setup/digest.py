"""The digest that names seals, from ``SAIMA_SEAL_DIGEST``."""

import hashlib
from collections.abc import Collection

KNOWN = ("sha256", "sm3")


def seal_digest(
    asked: str | None, available: Collection[str] = hashlib.algorithms_available
) -> str:
    """``sha256`` or ``sm3`` (GB/T 32905-2016); raises ValueError for what this Python has not.

    Asked when the site starts, because a board that cannot be sealed is found out too late.
    """
    name = (asked or KNOWN[0]).strip().lower()
    if name not in KNOWN:
        message = f"SAIMA_SEAL_DIGEST is {name!r}; expected {' or '.join(KNOWN)}"
        raise ValueError(message)
    if name not in available:
        message = f"SAIMA_SEAL_DIGEST is {name}, and the OpenSSL of this Python has none"
        raise ValueError(message)
    return name
