"""The pages of work for everyone: with a finger, by keyboard, and on a wall that nobody touches."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = [
    "/screen/",
    "/late-nodes/",
    "/tasks/",
    "/tasks/3/",
    "/tasks/new/",
    "/battle-map/",
    "/task-matrix/",
    "/programmes/",
    "/task-forces/",
    "/task-forces/2/",
    "/hard-problems/",
    "/hard-problems/13/",
    "/hard-problems/burn-down/",
    "/supervision/",
    "/supervision/2/",
    "/supervision/new/",
    "/supervision/units/",
    "/decisions/",
    "/decisions/1/",
    "/splits/",
    "/splits/1/",
    "/pledges/",
    "/pledges/2/",
    "/good-cases/",
    "/good-cases/2/",
    "/tolerance/",
    "/messages/",
    "/messages/choices/",
]
FORMS = ["/tasks/new/", "/supervision/new/", "/decisions/", "/splits/new/digital-upgrades/"]
WIDE = (
    "document.documentElement.scrollWidth > 390 ||"
    " [...document.querySelectorAll('main .sheet:not(.split-sheet)')]"
    ".some((one) => one.scrollWidth > one.clientWidth + 1)"
)
"""The grid of a split has twelve months; nothing else moves sideways."""
SMALL = """() => [...document.querySelectorAll('main button, main select, main input')]
  .filter((one) => !['checkbox', 'radio', 'hidden'].includes(one.type) && one.checkVisibility())
  .filter((one) => !one.closest('.split-grid') && one.getBoundingClientRect().height < 39.5)
  .map((one) => one.outerHTML.slice(0, 80))"""
FIELDS = (
    "main :is(input:not([type=hidden]), select, textarea, button, summary):not([tabindex='-1'])"
)
FOCUS = """(fields) => {
  const one = document.activeElement, all = [...document.querySelectorAll(fields)]
  const look = getComputedStyle(one)
  return [all.filter((each) => each.checkVisibility()).indexOf(one), look.outlineStyle !== 'none']
}"""
SHOWN = "(fields) => [...document.querySelectorAll(fields)].filter((one) => one.checkVisibility())"
MOVABLE = """() => {
  for (const one of document.querySelectorAll('.bar-end, .mark.movable')) {
    const side = one.getBoundingClientRect()
    const [x, y] = [side.x + side.width / 2, side.y + 1.5]
    const hit = document.elementFromPoint(x, y)
    if (one.contains(hit)) return [x, y]
  }
}"""
"""Where a finger touches what a mouse could move: the end of a bar, or a node."""
NODES = "map.tasks.flatMap((task) => task.nodes.map(nodeWords))"
Window = Callable[..., Page]


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[Window]:
    """Windows of people who sign in; what a console says fails the test."""
    said: list[str] = []
    contexts = []

    def opened(username: str, **given: Any) -> Page:
        context = browser.new_context(base_url=address, locale="zh-CN", **given)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        page.goto("/sign-in/")
        page.locator(f"button[value={username}]").click()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def phone(window: Window) -> Page:
    """The office with a finger on a phone."""
    size = {"width": 390, "height": 844}
    return window("office", viewport=size, has_touch=True, is_mobile=True)


def test_on_a_phone_nothing_moves_sideways_and_a_finger_hits_what_it_aims_at(phone: Page) -> None:
    found = {}
    for path in PAGES:
        phone.goto(path)
        found[path] = (phone.evaluate(WIDE), phone.evaluate(SMALL))
    assert {path: one for path, one in found.items() if one != (False, [])} == {}


@pytest.mark.parametrize("path", FORMS)
def test_the_keyboard_reaches_every_field_of_a_form_and_shows_it(window: Window, path: str) -> None:
    page = window("office", viewport={"width": 1366, "height": 768})
    page.goto(path)
    count = page.evaluate(f"({SHOWN})({FIELDS!r}).length")
    reached = set()
    page.locator("main").focus()
    for _ in range(4 * count):
        page.keyboard.press("Tab")
        place, seen = page.evaluate(FOCUS, FIELDS)
        if place >= 0:
            assert seen, place
            reached.add(place)
        if len(reached) == count:
            break
    assert reached == set(range(count))


def swipe(page: Page, begin: tuple[float, float], way: tuple[int, int]) -> None:
    """Draw a finger over the glass."""
    glass = page.context.new_cdp_session(page)
    for step in range(11):
        x, y = (at + far * step / 10 for at, far in zip(begin, way, strict=True))
        kind = "touchMove" if step else "touchStart"
        touch = {"type": kind, "touchPoints": [{"x": x, "y": y}]}
        glass.send("Input.dispatchTouchEvent", touch)
    glass.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_scrolls_the_battle_map_opens_a_task_and_never_moves_a_node(phone: Page) -> None:
    phone.goto("/battle-map/")
    expect(phone.locator("#battle-map")).to_have_attribute("data-whole", "1")
    phone.evaluate("box.scrollLeft -= 80")
    phone.wait_for_function(MOVABLE)
    x, y = phone.evaluate(MOVABLE)
    words = phone.evaluate(NODES)
    left = phone.evaluate("box.scrollLeft")
    swipe(phone, (x, y), (90, 0))
    phone.wait_for_function("left => box.scrollLeft < left - 40", arg=left)
    swipe(phone, (x, y), (0, -90))
    phone.wait_for_function("box.scrollTop > 40")
    assert phone.evaluate("[pending, drag, dialog.open]") == [None, None, False]
    assert phone.evaluate(NODES) == words
    row = phone.locator(".map-row:not(.map-head)").first
    assert row.evaluate("one => one.offsetHeight") >= 36
    row.locator(".map-name a").tap()
    phone.wait_for_url("**/tasks/*/")


def test_the_panels_of_the_big_screen_take_turns_until_a_key_stops_them(window: Window) -> None:
    page = window("leader", viewport={"width": 1920, "height": 1080})
    page.clock.install()
    page.goto("/screen/big/")
    panels = page.locator(".panel")
    count = panels.count()
    place = page.locator("#wall-place")
    shown = []
    for number in range(1, count + 1):
        expect(place).to_have_text(f"{number} / {count}")
        expect(panels.locator("visible=true")).to_have_count(1)
        shown.append(page.locator(".panel.now").get_attribute("id"))
        assert not page.evaluate("document.documentElement.scrollHeight > innerHeight")
        page.clock.run_for(16_000)
    assert len(set(shown)) == count >= 5
    expect(place).to_have_text(f"1 / {count}")
    page.keyboard.press("Space")
    page.clock.run_for(50_000)
    expect(place).to_have_text(f"1 / {count} · 已暂停")
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text(f"2 / {count} · 已暂停")
    page.keyboard.press("Space")
    page.clock.run_for(16_000)
    expect(place).to_have_text(f"3 / {count}")
