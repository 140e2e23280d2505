"""A first walk through the demo in a real browser: read, switch, explain, print, on any screen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAGES = [
    "/2021-06/",
    "/2021Q2/board/",
    "/2021Q2/heat/",
    "/2021-06/show/",
    "/2021Q2/units/330483103/",
    "/2021Q2/units/330483103/total/",
    "/2021Q2/units/330483103/fdi-towns/",
    "/2021-06/indicators/fdi/",
    "/2021-06/search/",
    "/2021-06/method/",
    "/2021-12/",
    "/2021-12/board/",
    "/2021-06/board/?as_of=2021-07-10T18:00",
]
DARK = ["/2021-06/?screen=1", "/2021Q2/heat/?screen=1", "/2021-06/indicators/fdi/?screen=1"]

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An office PC with a Chinese browser; anything that its console says fails the test."""
    context = browser.new_context(
        base_url=address, locale="zh-CN", viewport={"width": 1366, "height": 768}
    )
    said: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def test_from_the_year_to_the_reason_of_one_number(page: Page) -> None:
    page.goto("/2021-06/")
    expect(page.get_by_role("note")).to_have_text("演示数据（虚构）")
    page.get_by_role("link", name="排名榜").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2021年6月排名榜")
    page.locator("table.board tbody tr").nth(4).get_by_role("rowheader").get_by_role("link").click()
    expect(
        page.locator("figure.chart svg[role]").or_(page.locator("figure.chart svg.marks"))
    ).to_be_visible()
    page.locator(".losses tbody tr").first.locator("td a.why").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("这个数是怎么算出来的")
    expect(page.locator(".steps")).to_contain_text("代入数字")


def test_the_period_switch_stays_on_the_page(page: Page) -> None:
    page.goto("/2021-06/board/?group=economic-departments")
    page.locator(".periods summary").click()
    page.locator(".calendar").get_by_role("link", name="一季度").click()
    expect(page).to_have_url(re.compile(r"/2021Q1/board/\?group=economic-departments$"))
    page.locator(".periods summary").click()
    page.keyboard.press("Escape")
    expect(page.locator(".calendar")).to_be_hidden()


def test_the_board_of_an_earlier_moment_by_keyboard_and_back(page: Page) -> None:
    page.goto("/2021-11/board/")
    page.locator(".clock summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="11月封账日").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/2021-11/board/\?as_of=2021-12-2\d$"))
    expect(page.locator(".strip")).to_contain_text("本页数据截至 2021-12-2")
    page.locator("table.board tbody tr").first.get_by_role("rowheader").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/units/\w+/\?as_of=2021-12-2\d$"))
    page.get_by_role("link", name="查看当前数据").click()
    expect(page).to_have_url(re.compile(r"/units/\w+/$"))
    expect(page.locator(".strip")).to_have_count(0)


def test_the_demo_opens_with_a_month_in_progress_and_a_way_to_take_part(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".strip")).to_contain_text("12月填报进行中")
    page.get_by_role("link", name="以各岗位身份体验填报").click()
    page.get_by_role("button", name="领导").click()
    page.goto("/2021-12/board/")
    page.get_by_role("link", name="显示待审值").click()
    expect(page.locator("td.provisional").first).to_contain_text("◇")
    page.get_by_role("link", name="不显示待审值").click()
    expect(page.locator("td.provisional")).to_have_count(0)


def test_the_english_show_fits_an_office_screen(page: Page) -> None:
    page.goto("/2021-11/show/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("columnheader", name="Movement")).to_be_visible()
    sheet = page.locator(".sheet")
    assert sheet.evaluate("sheet => sheet.scrollWidth - sheet.clientWidth") <= 0


def test_the_language_is_remembered(page: Page) -> None:
    page.goto("/2021-06/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("June 2021: how is the year going?")
    page.goto("/2021Q2/board/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Q2 2021: who stands where?")


def test_search_finds_a_unit_by_keyboard_alone(page: Page) -> None:
    page.goto("/2021-06/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.get_by_role("searchbox").focus()
    page.keyboard.type("乌镇")
    page.keyboard.press("Enter")
    page.locator("main").get_by_role("link", name="乌镇镇").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("乌镇镇")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_its_screen(page: Page, path: str) -> None:
    page.goto(path)
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_no_request_leaves_the_machine(page: Page, address: str, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


@pytest.mark.parametrize("path", [*PAGES, *DARK])
def test_a_page_is_accessible(page: Page, path: str) -> None:
    page.goto(path, wait_until="load")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [
        (each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]
    ] == []


def test_every_page_reads_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto("/2021-06/indicators/fdi/")
    expect(page.locator("noscript img.drawn").or_(page.locator("img.drawn")).first).to_be_visible()
    expect(page.get_by_role("table").first).to_contain_text("阶段目标")
    context.close()


def test_a_board_prints_on_paper(page: Page, tmp_path: Path) -> None:
    page.goto("/2021Q2/board/")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.get_by_role("note")).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
