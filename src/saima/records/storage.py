"""Where evidence lies: one file per content, named by its SHA-256, outside of what is served."""

import os
import tempfile
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """The folder of all evidence: ``evidence`` in the installation's own folder."""
    return Path(settings.VAR) / "evidence"


def place(sha256: str) -> Path:
    """Where the content of this hash lies."""
    return folder() / sha256[:2] / sha256


def keep(sha256: str, content: bytes) -> None:
    """Write the content once; a reader never sees half of it, and nobody may run it."""
    target = place(sha256)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    Path(name).replace(target)
