"""What a test needs from its machine, and what happens when it is not there."""

import os
import shutil

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def require(condition: object, reason: str) -> None:
    """Skip the test when `condition` is false; fail it where everything must be present.

    `SAIMA_REQUIRE_ALL=1` is set in CI, because a skipped test there would prove nothing.
    """
    if condition:
        return
    if os.environ.get("SAIMA_REQUIRE_ALL") == "1":
        pytest.fail(f"{reason}; SAIMA_REQUIRE_ALL=1 forbids skipping", pytrace=False)
    pytest.skip(reason)


def find_chromium() -> str | None:
    """Return the path of a Chromium: `SAIMA_CHROMIUM` first, then what PATH offers."""
    named = os.environ.get("SAIMA_CHROMIUM")
    if named:
        return named
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)
