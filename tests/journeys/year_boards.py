"""What people do with boards and objections in the year's journey, by the buttons they have."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.year import QUARTERS, RANKS, TOTALS, Place
from tests.journeys.year_desk import Desk


def ranks(office: Desk, period: str, day: str) -> None:
    """The office records the superior's ranks of a quarter with their document."""
    for item, given in RANKS.items():
        page = office.go(f"/superior/?indicator={item}&period={period}")
        form = page.locator("#record form")
        form.locator("input[name=rank]").fill(str(given[QUARTERS.index(period)]))
        form.locator("input[name=field]").fill("9")
        form.locator("input[name=issuer]").fill("嘉兴市")
        form.locator("input[name=document]").fill(f"{period}通报（虚构）")
        form.locator("input[name=dated]").fill(day)
        form.locator("button.main").click()
        office.done("superior.record")


def shown(office: Desk, period: str) -> str:
    """The office computes a draft and shows it; the address of the board."""
    page = office.go(f"/office/boards/new/?period={period}")
    expect(page.locator("select[name=period]")).to_have_value(period)
    page.locator("input[name=reason]").fill("本期数据已审定（虚构）")
    page.locator("form.typed button.main").click()
    office.done("board.draft")
    return show(office)


def show(office: Desk) -> str:
    """The office shows the draft whose page it looks at; the address of the board."""
    page = office.page
    page.locator("a.verb", has_text=re.compile("")).first.click()
    page.locator("form.typed button.main").click()
    office.done("board.show")
    return page.url.split("?")[0]


def seal(office: Desk, board: str, period: str) -> None:
    """The office seals; the board shows what stands in the table."""
    page = office.go(f"{board}seal/")
    page.locator("input[name=reason]").fill("异议期满（虚构）")
    page.locator("form.typed button.main").click()
    office.done("board.seal")
    reads(office, f"{board}?group=towns", TOTALS[period])


def reads(desk: Desk, board: str, expected: Mapping[str, Place]) -> None:
    """A board shows these units in this order with their totals."""
    desk.go(board)
    found = desk.totals()
    assert found == expected
    assert list(found) == list(expected)


def file(town: Desk, board: str, code: str, claimed: str) -> None:
    """A town objects to a value."""
    number = board.rstrip("/").rpartition("/")[2]
    page = town.go(f"/objections/new/?board={number}&indicator={code}")
    page.locator("#claimed").fill(claimed)
    page.locator("#reason").fill("漏计一家企业（虚构）")
    page.locator("#file").set_input_files(
        {"name": "台账.txt", "mimeType": "text/plain", "buffer": "虚构".encode()}
    )
    page.locator("form.form button.main").click()
    town.done("objection.file")


def rule(office: Desk, address: str, ruled: str) -> None:
    """The office rules with its reasons."""
    page = office.go(address)
    page.locator(f"input[name=ruled][value={ruled}]").check()
    page.locator("#reasons").fill("经核对台账（虚构）")
    page.locator("#rule button.main").click()
    office.done("objection.rule")


def bundle(auditor: Desk, folder: Path) -> None:
    """The auditor takes the year's bundle home and computes it again, without the site."""
    page = auditor.go("/office/boards/")
    page.locator(".sheet tbody th a").first.click()
    with page.expect_download() as download:
        page.locator("a[href$='/bundle.zip']").click()
    file = folder / "year.zip"
    download.value.save_as(file)
    command = [sys.executable, "-m", "saima.cli", "verify", str(file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
