"""An office begins: no account, no plan; at the end a month is open and somebody is asked."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from saima.plan.convert import convert

SMALL = Path(__file__).parents[2] / "plans" / "teaching-index"
PASSWORD = "a fictitious pass phrase 21"
OWN = "another fictitious pass phrase 22"
SERVE = "from saima.web.serving import run_site; run_site('127.0.0.1', 0)"

pytestmark = pytest.mark.browser


def appoint(folder: Path, name: str, password: str) -> tuple[int, str]:
    """The exit code and the message of ``saima appoint``."""
    done = subprocess.run(
        [sys.executable, "-m", "saima.cli", "appoint", name, "--password", password],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def environment() -> dict[str, str]:
    """Nothing of the tests' own settings reaches the house."""
    ours = ("SAIMA_VAR", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DEBUG")
    return {name: value for name, value in os.environ.items() if name not in ours}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a new house with its first security administrator."""
    folder = tmp_path_factory.mktemp("house")
    code, said = appoint(folder, "security", "short")
    assert (code, "the password does not do" in said) == (1, True), said
    code, said = appoint(folder, "no name", PASSWORD)
    assert (code, "'no name' is no user name" in said) == (1, True), said
    assert appoint(folder, "security", PASSWORD) == (0, "")
    code, said = appoint(folder, "another", PASSWORD)
    assert (code, "somebody holds a post here already" in said) == (1, True), said
    assert (folder / "var").stat().st_mode & 0o077 == 0
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as site:
        assert site.stdout is not None
        yield site.stdout.readline().split()[1].rstrip("/")
        site.terminate()


def entered(browser: Browser, house: str, name: str) -> Page:
    """A page of somebody who has signed in, in English."""
    context = browser.new_context(base_url=house)
    context.add_cookies([{"name": "saima_language", "value": "en", "url": house}])
    page = context.new_page()
    page.goto("/")
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def test_from_nothing_to_an_open_month(house: str, browser: Browser, tmp_path: Path) -> None:
    security = entered(browser, house, "security")
    expect(security).to_have_url(f"{house}/office/people/")
    security.goto("/office/people/new/")
    security.get_by_label("User name").fill("office")
    security.get_by_label("Name", exact=True).fill("争先办")
    security.get_by_label("Password").fill(PASSWORD)
    security.get_by_role("button", name="Add the account").click()
    security.get_by_label("Role").select_option("office")
    security.get_by_role("button", name="Grant the post").click()
    expect(security.get_by_role("table")).to_contain_text("held")

    office = entered(browser, house, "office")
    expect(office).to_have_url(f"{house}/me/password/")
    office.get_by_label("Old password").fill(PASSWORD)
    office.get_by_label("New password", exact=True).fill(OWN)
    office.get_by_label("New password again").fill(OWN)
    office.get_by_role("button", name="Change the password").click()
    expect(office).to_have_url(f"{house}/me/")
    office.goto("/")
    expect(office.get_by_role("heading", level=1)).to_have_text("There is no plan yet")
    convert(SMALL, tmp_path / "plan.xlsx")
    office.get_by_role("link", name="Plans").click()
    office.get_by_label("Plan").set_input_files(tmp_path / "plan.xlsx")
    office.get_by_role("button", name="Check").click()
    office.get_by_label("Reason").fill("the first plan")
    office.get_by_role("button", name="Publish this version").click()
    expect(office.get_by_role("table")).to_contain_text("teaching-index")
