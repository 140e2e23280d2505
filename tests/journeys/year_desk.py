"""People at their windows, and the site with a clock that is set from outside."""

import json
import re
import subprocess

from playwright.sync_api import Page, expect

from tests.house import House, line_of
from tests.journeys.year import PASSWORD, Place


class YearHouse(House):
    """A database of its own on which the year's site works."""

    program = "tests.journeys.year_site"


class Site:
    """The site and its clock."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.address = line_of(process)["address"]

    def order(self, *words: str) -> str:
        """Give an order of ``year_site`` and wait until it is done."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return str(line_of(self.process)["done"])


class Desk:
    """Somebody's browser window."""

    def __init__(self, page: Page, username: str) -> None:
        self.page, self.username = page, username
        page.goto("/sign-in/")
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("form:has(input[name=password]) button").click()
        expect(page).not_to_have_url(re.compile("/sign-in/"))

    def go(self, address: str) -> Page:
        """A page that answers."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address}: {answer.status}"
        return self.page

    def press(self, act: str) -> None:
        """Press a button that sends an act, in a form that may be folded."""
        button = self.page.locator(f'button[name=act][value="{act}"]')
        fold = self.page.locator("details.offer:not([open])", has=button)
        if fold.count():
            fold.locator("summary").click()
        button.click()

    def done(self, code: str) -> None:
        """The page says that it was done."""
        expect(self.page).to_have_url(re.compile(rf"done={re.escape(code)}"))

    def totals(self) -> dict[str, Place]:
        """Rank and total of the towns or departments on a board, from first to last."""
        found = {}
        for row in self.page.locator("table.board tbody tr").all():
            code = (row.get_attribute("id") or "").removeprefix("unit-")
            number = row.locator("td.rank").inner_text()
            found[code] = (int(number), float(row.locator("td.strong").inner_text()))
        return found
