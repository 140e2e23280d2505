"""Consequences, documents, flags and the meeting of the year's journey, by their buttons."""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import openpyxl

from tests.journeys.year_desk import Desk, Site

Desks = Mapping[str, Desk]
TALK = {
    "at": "2021-08-16T09:30",
    "place": "会议室（虚构）",
    "talkers": "分管领导",
    "attendants": "主要负责人",
}
PLEDGE = {
    "unit": "b",
    "city_side": "全市争先创优工作领导小组",
    "city_post": "组长",
    "unit_post": "主要负责人",
    "measures": "走访企业（虚构）",
}
SUPERVISION = {"item": "commerce/trade", "demand": "查明原因（虚构）", "due": "2021-08-31"}
NOTICE = {
    "subject": "做好三季度争先创优工作",
    "ground": "根据年度计划（虚构）",
    "matters": "时间：三季度",
}


def tolerated(site: Site, desks: Desks, commerce: str) -> None:
    """Commerce applies with a file, the office verifies, a leader grants until the year's end."""
    applicant, office, leader = desks["commerce"], desks["office"], desks["leader"]
    page = applicant.go(commerce)
    page.locator("a[href^='/tolerance/new/']").click()
    page.locator("select[name=ground]").select_option("force_majeure")
    page.locator("textarea[name=text]").fill("汛情（虚构）")
    page.locator("#files").set_input_files(
        {"name": "记录.txt", "mimeType": "text/plain", "buffer": "虚构".encode()}
    )
    page.locator("form.tall button.main").click()
    applicant.done("tolerance.apply")
    address = page.url.split("?")[0]
    site.order("go", "2021-08-10 10:00")
    office.go(address).locator("textarea[name=text]").fill("属实（虚构）")
    office.press("verify")
    office.done("tolerance.verify")
    leader.go(address).locator("textarea[name=text]").fill("同意（虚构）")
    leader.page.locator("input[name=valid_until]").fill("2021-12-31")
    leader.press("grant")
    leader.done("tolerance.grant")


def talked_to(site: Site, desks: Desks, address: str) -> None:
    """Circular, card, talk, plan, result, verification: the card stands until e has left."""
    office, town = desks["office"], desks["town_e"]
    number = address.rstrip("/").rpartition("/")[2]
    notice = issued(office, f"talk_notice/{number}", TALK)
    record = issued(office, f"talk_record/{number}", {})
    measure(office, address, "measure.circular.", {"document": "1"})
    measure(office, address, "measure.card.", {})
    measure(office, address, "measure.talk.notice", {"document": notice, "done_on": "2021-08-16"})
    site.order("go", "2021-08-16 11:00")
    said = {"document": record, "text": "限期整改（虚构）"}
    measure(office, address, "measure.talk.record", said)
    page = town.go(address)
    page.locator("input[name=items-0-text]").fill("走访企业（虚构）")
    page.locator("input[name=items-0-due]").fill("2021-09-10")
    town.press("plan")
    town.done("consequence.plan")
    site.order("go", "2021-09-08 10:00")
    form = town.go(address).locator("form", has=page.locator("button[value^='finish.']"))
    form.locator("textarea[name=text]").fill("已走访（虚构）")
    form.locator("button[value^='finish.']").click()
    town.done("consequence.finish")
    for act, text in (("verify", "属实（虚构）"), ("close", "")):
        page = office.go(address)
        form = page.locator("form", has=page.locator(f"button[value={act}]"))
        form.locator("textarea[name=text]").fill(text)
        office.press(act)
        office.done(f"consequence.{act}")


def measure(office: Desk, address: str, key: str, given: Mapping[str, str]) -> None:
    """The office records a measure."""
    page = office.go(address)
    button = page.locator(f'button[value="{key}"]')
    fold = page.locator("details.offer", has=button)
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    if "document" in given:
        fold.locator("select[name=document]").select_option(given["document"])
    if "done_on" in given:
        fold.locator("input[name=done_on]").fill(given["done_on"])
    if "text" in given:
        fold.locator("textarea[name=text]").fill(given["text"])
    button.click()
    office.done("consequence.measure")


def issued(office: Desk, what: str, given: Mapping[str, str]) -> str:
    """The office drafts a document and issues it; its id. ``what``: its kind and source."""
    page = office.go(f"/documents/new/{what}/")
    form = page.locator("form.papers-form")
    if form.locator("[name=mark]").count():
        form.locator("[name=mark]").fill("X争先")
    for name, text in given.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    form.locator("button.main").click()
    office.done("document.draft")
    key = page.url.split("?")[0].rstrip("/").rpartition("/")[2]
    form = page.locator("form[action$='/issue/']")
    form.locator("[name=organ]").fill("X争先")
    form.locator("button.main").click()
    office.done("document.issue")
    return key


def downloaded(desk: Desk, key: str, folder: Path) -> str:
    """The words of a document as anybody with the right takes it home."""
    page = desk.go(f"/documents/{key}/")
    with page.expect_download() as download:
        page.locator(f"a[href='/documents/{key}/file/']").click()
    file = folder / f"{key}.docx"
    download.value.save_as(file)
    with ZipFile(file) as parts:
        return parts.read("word/document.xml").decode()


def workbook(desk: Desk, board: str, folder: Path) -> None:
    """The ranking as a workbook and every unit's sheet in one archive."""
    page = desk.go(f"/documents/boards/{board}/")
    with page.expect_download() as download:
        page.locator("a[href$='/board.xlsx']").click()
    download.value.save_as(folder / "board.xlsx")
    rows = openpyxl.load_workbook(folder / "board.xlsx").worksheets[0].iter_rows(values_only=True)
    assert any("b镇" in row and 94 in row for row in rows)
    desk.go(f"/documents/boards/{board}/sheets/docx/")
    ready = page.locator("a[href$='/sheets/docx/all.zip']")
    ready.wait_for()
    with page.expect_download() as download:
        ready.click()
    download.value.save_as(folder / "sheets.zip")
    with ZipFile(folder / "sheets.zip") as sheets:
        assert len(sheets.namelist()) == 8


def flags(desks: Desks, unit: str) -> None:
    """The office proposes the flag of a quarter, a leader gives it."""
    office, leader = desks["office"], desks["leader"]
    office.go("/awards/")
    office.press("flags")
    office.done("award.flags")
    page = leader.go("/awards/")
    row = page.locator("tbody tr", has=page.locator("button[value=grant]"))
    row.filter(has_text=unit).first.locator("button[value=grant]").click()
    leader.done("award.grant")


def meeting(desks: Desks) -> None:
    """The office holds the meeting; what town f promises there, it keeps."""
    office, town = desks["office"], desks["town_f"]
    page = office.go("/meetings/")
    form = page.locator("form[action='/meetings/hold/']")
    form.locator("[name=kind]").select_option("quarterly")
    form.locator("[name=title]").fill("三季度例会（虚构）")
    form.locator("button.main").click()
    office.done("meeting.hold")
    page.locator("[name=text]").fill("通报三季度情况（虚构）")
    page.locator("[name=t0-unit]").select_option("f")
    page.locator("[name=t0-text]").fill("新开工项目（虚构）")
    page.locator("[name=t0-due]").fill("2021-11-30")
    page.locator(".minutes-form button.main").click()
    office.done("meeting.minutes")
    page = town.go("/promises/")
    page.locator("tbody summary").click()
    page.locator("tbody [name=result]").fill("已开工（虚构）")
    page.locator("tbody button.main").click()
    town.done("promise.finish")
