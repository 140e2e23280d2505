"""A reporter's month in a real browser, by keyboard alone: type, paste, answer, hand in."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

BLOCK = "１１.2\r\n10.8\r\n12.1%\r\n"

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An office PC; anything that its console says fails the test."""
    context = browser.new_context(
        base_url=address,
        locale="zh-CN",
        viewport={"width": 1366, "height": 768},
        permissions=["clipboard-read", "clipboard-write"],
    )
    said: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def sign_in(page: Page, username: str) -> None:
    """Come in by a button of the demo, with the keyboard."""
    page.goto("/sign-in/")
    page.locator(f"button[value={username}]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/todo/$"))


def test_a_reporter_types_pastes_answers_and_hands_in(page: Page) -> None:
    sign_in(page, "reporter")
    count = int(page.locator(".todo-link[href='/todo/'] .count").inner_text())
    page.get_by_role("link", name="打开填报表").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2021年12月填报")
    fields = page.locator("tr[data-due]:not(:has(.due-reported, .due-returned)) input.number")
    fields.nth(1).focus()
    page.evaluate("text => navigator.clipboard.writeText(text)", BLOCK)
    page.keyboard.press("Control+V")
    expect(page.locator(".saved")).to_have_text(re.compile(r"已保存 \d\d:\d\d"))
    assert [fields.nth(n).input_value() for n in (2, 3)] == ["10.8", "12.1"]
    page.keyboard.press("Control+Z")
    assert [fields.nth(n).input_value() for n in (1, 2, 3)] == ["", "", ""]
    page.keyboard.press("Control+V")
    page.keyboard.press("ArrowDown")
    expect(fields.nth(2)).to_be_focused()
    fields.nth(4).focus()
    page.keyboard.type("9999")
    page.keyboard.press("Enter")
    expect(fields.nth(5)).to_be_focused()
    row = page.locator("tr.warned")
    expect(row).to_have_count(1)
    page.locator(".send button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dry")).to_contain_text("1 个数值异常")
    expect(page.locator("tr.warned .sentence")).to_be_focused()
    page.keyboard.type("演示说明")
    page.locator(".send button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="提交 4 个数值")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_have_text("已提交 4 个数值。")
    expect(page.locator(".todo-link[href='/todo/'] .count")).to_have_text(str(count - 4))


def test_a_table_takes_a_block_and_tells_what_stands_beside_a_cell(page: Page) -> None:
    sign_in(page, "commerce")
    page.goto("/report/2021-12/?view=units")
    town = page.locator("table.matrix tbody tr", has_text="梧桐街道")
    below = page.locator("table.matrix tbody tr", has_text="凤鸣街道")
    fields = town.locator("input.number"), below.locator("input.number")
    fields[0].first.focus()
    strip = page.locator(".strip")
    expect(strip).to_contain_text("梧桐街道")
    expect(strip.get_by_role("button", name="无变化")).to_be_visible()
    # Between the two open cells of a town lies one that only the city fills.
    block = "0.05\t7\t1\r\n0.06\t\t2\r\n"
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    page.keyboard.press("Control+V")
    expect(page.locator(".saved")).to_have_text(re.compile("已保存.*有 1 个数落在不可填的单元格"))
    assert [[each.input_value() for each in row.all()] for row in fields] == [
        ["0.05", "1"],
        ["0.06", "2"],
    ]
    page.keyboard.press("Control+Z")
    assert [each.input_value() for each in fields[0].all()] == ["", ""]
    expect(page.locator("td.drafted")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(fields[1].first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(fields[1].nth(1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("9999")
    expect(page.locator("td.warned")).to_have_count(1)
    expect(strip).to_contain_text("9999")
    strip.locator(".sentence").fill("演示说明")
    page.keyboard.press("Enter")
    expect(page.locator(".saved")).to_have_text(re.compile("已保存"))
    page.locator(".send button").click()
    expect(page.locator(".dry")).to_contain_text("1 个数值可以提交")
    expect(page.locator("td.drafted")).to_have_count(1)
    fields[1].first.fill("")
    expect(page.locator("td.drafted")).to_have_count(0)


def test_a_draft_waits_for_its_writer(page: Page) -> None:
    sign_in(page, "commerce")
    page.goto("/report/")
    first = page.locator("tr[data-due] input.number").first
    first.focus()
    page.keyboard.type("1,234")
    expect(page.locator(".saved")).to_have_text(re.compile(r"已保存"))
    page.goto("/todo/")
    page.goto("/report/")
    assert first.input_value() in ("1,234", "1234")


def test_the_grid_works_without_scripts(browser: Browser, address: str) -> None:
    context: BrowserContext = browser.new_context(
        base_url=address, java_script_enabled=False, locale="zh-CN"
    )
    page = context.new_page()
    sign_in(page, "commerce")
    page.goto("/report/")
    page.locator("tr[data-due] input.number").nth(1).fill("x")
    page.keyboard.press("Enter")
    expect(page.locator(".dry")).to_contain_text("尚未提交")
    expect(page.locator("tr.blocked .found")).to_contain_text("不是数字")
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "/todo/",
        "/report/",
        "/report/2021-12/?view=units",
        "/report/2021-12/?view=months",
        "/values/",
        "/me/",
        "/me/password/",
        "/values/1/",
    ],
)
def test_pages_fit_their_screen_and_everybody(page: Page, path: str) -> None:
    sign_in(page, "reporter" if path.startswith("/report/") else "office")
    page.goto(path)
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [
        (each["id"], each["nodes"][0]["html"][:160]) for each in found.response["violations"]
    ] == []


def test_the_sign_in_page_is_accessible(page: Page) -> None:
    page.goto("/sign-in/")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [
        (each["id"], each["nodes"][0]["html"][:160]) for each in found.response["violations"]
    ] == []
