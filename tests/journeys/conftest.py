"""What journeys share: the demo, served as anybody would start it, and a browser."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browsing import chromium

START = "from saima.web.demo import run_demo; run_demo(0)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, started as anybody would start it, in a folder of its own."""
    folder = tmp_path_factory.mktemp("demo")
    log = folder / "demo.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-c", START],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as demo,
    ):
        assert demo.stdout is not None
        line = demo.stdout.readline()
        assert line.startswith("Saima: http://127.0.0.1:"), log.read_text()
        yield line.split()[1].rstrip("/")
        demo.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all walks of a file."""
    with chromium() as started:
        yield started
