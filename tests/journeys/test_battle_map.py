"""The battle map in a real browser: a node is moved by mouse or key, with a reason (S30)."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.house import house_in
from tests.journeys.test_month import Desk, opened
from tests.map_together import TITLE, MapHouse

pytestmark = pytest.mark.browser

Opened = tuple[MapHouse, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The site with one task that town a leads."""
    with house_in(tmp_path_factory.mktemp("map"), MapHouse) as house:
        for command in ("tables", "files", "stage"):
            house.run(command)
        with house.site() as address:
            yield house, address


@pytest.fixture
def said() -> Iterator[list[str]]:
    """What consoles say: nothing."""
    lines: list[str] = []
    yield lines
    assert lines == []


def at_the_map(browser: Browser, site: Opened, said: list[str], username: str) -> Page:
    """Somebody's window with the map of the task."""
    page = Desk(opened(browser, site[1], said), username).page
    page.goto("/battle-map/")
    expect(page.get_by_role("row", name=TITLE)).to_be_visible()
    return page


def inspected(site: Opened) -> dict[str, Any]:
    """What the records have."""
    return site[0].run("inspect")


def pull(page: Page, mark: str, days: int) -> None:
    """Drag something so many days to the right."""
    page.locator(mark).scroll_into_view_if_needed()
    box = page.locator(mark).bounding_box()
    assert box is not None
    wide = float(page.evaluate("map.day"))
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + days * wide / 2, y, steps=3)
    page.mouse.move(x + days * wide, y, steps=3)
    page.mouse.up()


def give_reason(page: Page, reason: str) -> None:
    """Say why and send it."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("原因").fill(reason)
    dialog.get_by_role("button", name="调整").click()


def test_the_office_drags_a_node_and_says_why(
    browser: Browser, site: Opened, said: list[str]
) -> None:
    page = at_the_map(browser, site, said, "office")
    pull(page, ".mark >> nth=1", 14)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2021-05-31 → 2021-06-14")
    give_reason(page, "雨季延后")
    expect(dialog).to_be_hidden()
    expect(page.locator(".map-line")).to_have_text("节点日期已调整。")
    expect(page.get_by_role("gridcell", name="开工建设")).to_have_accessible_name(
        "节点 2 开工建设，2021-06-14 到期，未完成, 原定 2021-05-31"
    )
    found = inspected(site)
    assert found["days"] == {"1": "2021-04-20", "2": "2021-06-14"}
    assert (found["state"], found["reason"]) == ("running", "雨季延后")


def test_dragging_the_end_of_a_bar_moves_its_last_node(
    browser: Browser, site: Opened, said: list[str]
) -> None:
    page = at_the_map(browser, site, said, "office")
    before = inspected(site)["days"]
    page.get_by_role("row", name=TITLE).hover()
    pull(page, ".bar-end", 1)
    expect(page.get_by_role("dialog")).to_contain_text("开工建设")
    page.get_by_role("button", name="取消").click()
    assert inspected(site)["days"] == before


def test_without_a_reason_nothing_moves_and_what_was_typed_stays(
    browser: Browser, site: Opened, said: list[str]
) -> None:
    page = at_the_map(browser, site, said, "office")
    before = inspected(site)["days"]
    pull(page, ".mark >> nth=0", 3)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="调整").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_label("新的日期")).to_have_value("2021-04-23")
    said.clear()  # the browser itself writes the refusal's status on the console
    page.keyboard.press("Escape")
    assert inspected(site)["days"] == before


def test_the_lead_unit_asks_by_key_and_the_old_day_stays(
    browser: Browser, site: Opened, said: list[str]
) -> None:
    page = at_the_map(browser, site, said, "reporter")
    before = inspected(site)["days"]
    page.get_by_role("treegrid").focus()
    for key in ("ArrowDown", "ArrowRight", "Shift+ArrowDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator(".map-line")).to_contain_text("2021-04-20 → 2021-04-28")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("审定前仍按原日期")
    give_reason(page, "协议待会签")
    expect(page.get_by_role("dialog")).to_be_hidden()
    found = inspected(site)
    assert found["days"] == before
    assert (found["state"], found["asked"]) == ("adjusting", {"1": "2021-04-28"})
    assert found["reason"] == "协议待会签"


def test_keys_reach_rows_and_groups(browser: Browser, site: Opened, said: list[str]) -> None:
    page = at_the_map(browser, site, said, "office")
    grid = page.get_by_role("treegrid")
    grid.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name=TITLE)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name=TITLE)).to_be_visible()
    page.keyboard.press("End")
    expect(grid).to_have_attribute("aria-activedescendant", "map-t1")
    page.keyboard.press("ArrowRight")
    expect(grid).to_have_attribute("aria-activedescendant", "map-n1")


def test_zoom_stands_in_the_address(browser: Browser, site: Opened, said: list[str]) -> None:
    page = at_the_map(browser, site, said, "office")
    page.locator(".map-zoom").get_by_role("link", name="年").click()
    assert "zoom=year" in page.url
    expect(page.get_by_role("row", name=TITLE)).to_be_visible()


def test_zoom_may_be_chosen_before_the_rows_arrive(
    browser: Browser, site: Opened, said: list[str]
) -> None:
    page = Desk(opened(browser, site[1], said), "office").page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/battle-map/rows*", hold)
    page.goto("/battle-map/")
    page.wait_for_load_state("load")
    page.locator(".map-zoom").get_by_role("link", name="年").click()
    page.set_viewport_size({"width": 1000, "height": 700})
    assert "zoom=year" in page.url
    for route in held:
        route.continue_()
    expect(page.locator("#battle-map")).to_have_attribute("data-whole", "1")
    expect(page.locator(".map-days .upper").first).to_have_text("2021年")


def test_without_scripts_the_table_has_the_same_tasks(browser: Browser, site: Opened) -> None:
    context = browser.new_context(base_url=site[1], locale="zh-CN", java_script_enabled=False)
    page = Desk(context.new_page(), "office").page
    page.goto("/battle-map/")
    row = page.locator(".map-table tbody tr")
    expect(row).to_contain_text([TITLE])
    expect(row).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["/battle-map/", "/task-matrix/"])
def test_pages_pass_axe(browser: Browser, site: Opened, said: list[str], path: str) -> None:
    page = Desk(opened(browser, site[1], said), "office").page
    page.goto(path)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
