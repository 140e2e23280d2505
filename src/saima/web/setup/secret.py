"""The key that signs cookies: made at the first start, readable by its owner only."""

import os
import secrets
from pathlib import Path


def secret_key(file: Path) -> str:
    """Read the key from ``file``, or make it there with mode 0600."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was first
            return file.read_text(encoding="ascii")
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii")
