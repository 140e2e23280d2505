"""The pages of judging for everyone: by keyboard, on a phone, on paper, on a big screen."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAGES = [
    "/office/boards/",
    "/office/boards/4/",
    "/office/boards/5/",
    "/office/boards/new/?period=2021-10",
    "/objections/",
    "/objections/3/",
    "/consequences/",
    "/consequences/1/",
    "/against/330483107/",
    "/tolerance/new/?consequence=3",
    "/superior/",
    "/adjustments/",
    "/awards/",
    "/documents/",
    "/documents/1/",
    "/documents/new/notice/0/",
    "/documents/boards/4/",
    "/meetings/",
    "/meetings/1/",
    "/tasks/",
]
FOCUSED = """() => {
  const one = document.activeElement
  if (one === document.body) return null
  const look = getComputedStyle(one), box = one.getBoundingClientRect()
  return {name: one.className, seen: look.outlineStyle !== 'none' && box.width > 0}
}"""
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
LONG = """name => {
  for (const one of document.querySelectorAll('main tbody th.first'))
    (one.querySelector('a') || one).textContent = name
}"""
NAME = "经济技术开发区（高桥街道）暨长三角一体化协同创新发展示范区管理委员会综合行政执法办公室"
A4 = re.compile(rb"/MediaBox \[0 0 (59[456]\S* 84[12]|84[12]\S* 59[456])")
"""Upright or across."""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(browser: Browser, address: str) -> Iterator[Page]:
    """The office at a PC with a Chinese browser."""
    context = browser.new_context(base_url=address, locale="zh-CN")
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator("button[value=office]").click()
    yield page
    context.close()


@pytest.fixture
def page(office: Page) -> Iterator[Page]:
    """The same page on its usual screen; anything that its console says fails the test."""
    said: list[str] = []

    def hear(message: object) -> None:
        said.append(str(message))

    office.on("console", hear)
    office.on("pageerror", hear)
    office.set_viewport_size({"width": 1366, "height": 768})
    yield office
    office.remove_listener("console", hear)
    office.remove_listener("pageerror", hear)
    assert said == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_in_light_and_on_the_dark_big_screen(page: Page, path: str) -> None:
    for address in (path, f"{path}{'&' if '?' in path else '?'}screen=1"):
        page.goto(address)
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        assert [
            (each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]
        ] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_its_screen_not_even_long_names(page: Page, path: str) -> None:
    page.goto(path)
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert not page.evaluate(WIDER)
    page.evaluate(LONG, NAME)
    assert not page.evaluate(WIDER)


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, path: str) -> None:
    page.goto(path)
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    assert first["name"] == "skip"
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            break
        assert found["seen"], found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_prints_on_a4_without_menus_and_buttons(page: Page, path: str) -> None:
    page.goto(path)
    page.emulate_media(media="print")
    try:
        for hidden in (".top", ".ways", ".crumbs", ".sieve", "main button"):
            expect(page.locator(hidden).locator("visible=true")).to_have_count(0)
        expect(page.locator(".foot p").first).to_be_visible()
        paper = page.pdf(prefer_css_page_size=True)
        assert A4.search(paper)
    finally:
        page.emulate_media(media="screen")


def test_a_sealed_board_on_paper_names_its_edition_moment_and_seal(page: Page) -> None:
    page.goto("/office/boards/4/")
    foot = page.locator(".foot p").first
    for words in ("2021年第三季度", "第1版", "数据截至 2021-10-22 16:00", "已封存", "封存码"):
        expect(foot).to_contain_text(words)
    expect(foot).not_to_contain_text("实时榜")


def test_the_register_of_documents_leads_to_each_on_a_phone(page: Page) -> None:
    page.goto("/documents/")
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("link", name="关于2021年第三季度争先创优工作情况的通报（演示）").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("通报（演示）")
