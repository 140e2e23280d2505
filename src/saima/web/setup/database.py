"""The database that ``DATABASE_URL`` names; SQLite beside the other records without one."""

from pathlib import Path
from typing import Any

import dj_database_url

PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;"
    "PRAGMA foreign_keys=ON;"
)


def database(url: str | None, file: Path) -> dict[str, Any]:
    """Django's settings of the default database.

    Raises dj_database_url.UnknownSchemeError for an address of an unknown kind.
    """
    if url:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        found = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    if found["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE takes the write lock at once, so that two writers wait and never deadlock.
        options = {"transaction_mode": "IMMEDIATE", "init_command": PRAGMAS}
        found["OPTIONS"] = {**options, **found.get("OPTIONS", {})}
    return found
