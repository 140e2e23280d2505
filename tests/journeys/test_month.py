"""A whole month by five people in a real browser; what the board must show stands in month.py."""

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.house import House, house_in
from tests.journeys.month import PASSWORD, PEOPLE

BOARD = "/2021-03/board/?group=towns"
RIGHT_HAND = 10
"""The column of the form that takes the value, counted from one."""

pytestmark = pytest.mark.browser


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """March is not opened yet."""
    with house_in(tmp_path_factory.mktemp("month"), House) as made:
        made.run("stage")
        yield made


class Desk:
    """Somebody's browser window."""

    def __init__(self, page: Page, username: str) -> None:
        self.page = page
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page).to_have_url(re.compile("/todo/$"))

    def waits(self, count: int) -> None:
        """So much waits for this person."""
        self.page.goto("/todo/")
        expect(self.page.locator("h1")).to_have_text(f"待办 {count} 项")

    def row(self, name: str) -> Locator:
        """The row with a link of this name."""
        return self.page.locator("tr", has=self.page.get_by_role("link", name=name, exact=True))

    def typed(self, name: str) -> Locator:
        """The row of the grid in which town a's number of an indicator is typed."""
        return self.page.locator("tr", has=self.page.get_by_label(f"a镇 {name}", exact=True))

    def towns(self) -> list[tuple[str, ...]]:
        """The board's rank, town and total, from top to bottom."""
        self.page.goto(BOARD)
        rows = self.page.locator("table.board tbody tr").all()
        return [
            (
                row.locator("td.rank").inner_text(),
                row.locator("th").inner_text(),
                row.locator("td.strong").inner_text(),
            )
            for row in rows
        ]

    def scored(self, code: str) -> tuple[str, str]:
        """What town a has done to date of an indicator, and its points."""
        self.page.goto(f"/2021-03/indicators/{code}/")
        row = self.row("a镇")
        return row.locator("td.num").nth(1).inner_text(), row.locator("td a.why").inner_text()


@pytest.fixture
def desks(house: House, browser: Browser) -> Iterator[dict[str, Desk]]:
    """Five people, each signed in with a browser of their own whose console must stay silent."""
    said: list[str] = []
    with house.site() as address:
        yield {name: Desk(opened(browser, address, said), name) for name in PEOPLE}
        assert said == []


def opened(browser: Browser, address: str, said: list[str]) -> Page:
    """A window on an office PC."""
    context = browser.new_context(
        base_url=address, locale="zh-CN", viewport={"width": 1366, "height": 768}
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    return page


def test_a_month_by_five_people(house: House, desks: dict[str, Desk], tmp_path: Path) -> None:
    entries = house.run("inspect")["entries"]
    office_opens(desks["office"])
    assert desks["office"].towns() == BEFORE
    report_by_grid(desks["reporter"])
    report_by_excel(desks["colleague"], desks["approver"], tmp_path)
    approve(desks["approver"], 4)
    accept_three_and_return_one(desks["checker"])
    assert desks["office"].scored("investment") == ("24.00", "32.00")
    assert desks["office"].scored("starts") == ("9", "27.00")
    assert desks["office"].scored("visits") == ("20", "10.00")
    assert desks["office"].towns() == BEFORE
    correct(desks["colleague"])
    approve(desks["approver"], 1)
    accept_the_correction(desks["checker"])
    assert desks["office"].scored("exports") == ("54.0", "18.00")
    assert desks["office"].towns() == AFTER
    freeze(desks["office"], desks["reporter"])
    assert desks["office"].towns() == AFTER
    told = house.run("inspect")
    assert set(told["states"].values()) == {"frozen"}
    assert (told["entries"] - entries, told["submissions"]) == (4, 5)
    assert told["broken"] == "None"


BEFORE = [("1", "b镇", "95.00"), ("2", "c镇", "52.50"), ("—", "a镇", "—")]
AFTER = [("1", "b镇", "95.00"), ("2", "a镇", "87.00"), ("3", "c镇", "52.50")]


def office_opens(office: Desk) -> None:
    """The office opens March; only what the ledger does not have is asked."""
    page = office.page
    page.goto("/office/rounds/")
    page.locator(".tools").get_by_role("link", name="2021年3月").click()
    expect(page.locator(".lead")).to_contain_text("4")
    page.locator("button.main").click()
    expect(page).to_have_url(re.compile(r"/office/rounds/2021-03/\?done=round.open"))


def report_by_grid(reporter: Desk) -> None:
    """Two values: one is unusual and wants a sentence, one cannot be and is mended."""
    page = reporter.page
    page.goto("/report/2021-03/")
    investment, starts = reporter.typed("到位资金"), reporter.typed("新开工项目")
    investment.locator("input.number").fill("4")
    starts.locator("input.number").fill("2.5")
    expect(investment).to_have_class("warned")
    expect(starts).to_have_class("blocked")
    page.get_by_role("button", name="检查并提交").click()
    expect(page.locator(".dry")).to_contain_text("尚未提交")
    expect(starts.locator("input.number")).to_have_value("2.5")
    starts.locator("input.number").fill("3")
    investment.locator(".sentence").fill("一个项目推迟到四月(虚构)")
    page.get_by_role("button", name="检查并提交").click()
    page.get_by_role("button", name="提交 2 个数值").click()
    expect(page.locator(".said")).to_have_text("已提交 2 个数值。")
    attach(reporter)


def attach(reporter: Desk) -> None:
    """The proof that the investment needs."""
    page = reporter.page
    reporter.typed("到位资金").get_by_role("link", name="a镇").click()
    page.get_by_label("上传佐证材料").set_input_files(
        {"name": "到资凭证.txt", "mimeType": "text/plain", "buffer": "虚构".encode()}
    )
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator(".files a")).to_have_text("到资凭证.txt")


def report_by_excel(colleague: Desk, approver: Desk, folder: Path) -> None:
    """The other two values by the form; nothing is handed in before it is confirmed."""
    page = colleague.page
    page.goto("/files/2021-03/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    form = folder / "三月.xlsx"
    download.value.save_as(form)
    fill(form, {"exports": 35, "visits": 6})
    page.locator("#file").set_input_files(form)
    page.locator("button.main").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("三月.xlsx")
    expect(page.locator("td.num")).to_have_text(["35", "6"])
    approver.waits(2)
    page.locator("button.main").click()
    expect(page.get_by_role("status")).to_contain_text("2")
    approver.waits(4)


def fill(form: Path, values: dict[str, float]) -> None:
    """Type values as a person would in the form, by the names of the indicators."""
    names = {"exports": "出口额", "visits": "走访企业"}
    book = openpyxl.load_workbook(form)
    sheet = book["填报"]
    asked = {str(sheet.cell(row, 3).value): row for row in range(4, sheet.max_row + 1)}
    assert sorted(asked) == sorted(names.values())
    for code, value in values.items():
        sheet.cell(asked[names[code]], RIGHT_HAND).value = value
    book.save(form)


def approve(approver: Desk, count: int) -> None:
    """The unit's approver lets everything go that waits."""
    page = approver.page
    page.goto("/office/review/")
    expect(page.locator("table.decisions tbody tr")).to_have_count(count)
    page.locator("button[name=act][value=all]").click()
    expect(page.get_by_text("没有待您审核的数值。")).to_be_visible()


def accept_three_and_return_one(checker: Desk) -> None:
    """Exports are held back and returned with a reason; the others are accepted at once."""
    page = checker.page
    page.goto("/office/review/")
    expect(checker.row("到位资金")).to_contain_text("一个项目推迟到四月")
    checker.row("出口额").get_by_role("checkbox").check()
    page.locator("button[name=act][value=all]").click()
    expect(page.locator("table.decisions tbody tr")).to_have_count(1)
    row = checker.row("出口额")
    row.locator("summary").click()
    row.get_by_label("原因").fill("与海关数不一致(虚构)")
    row.locator("button[value=return]").click()
    expect(page.locator("table.decisions")).to_have_count(0)


def correct(colleague: Desk) -> None:
    """The reporter reads the reason where the number is typed, corrects it, sees what changed."""
    page = colleague.page
    colleague.waits(1)
    page.goto("/report/2021-03/")
    row = colleague.typed("出口额")
    expect(row.locator(".returned")).to_contain_text("与海关数不一致")
    row.locator("input.number").fill("14")
    page.get_by_role("button", name="检查并提交").click()
    page.get_by_role("button", name="提交 1 个数值").click()
    expect(page.locator(".said")).to_have_text("已提交 1 个数值。")
    row.get_by_role("link", name="a镇").click()
    expect(page.locator(".story del").first).to_have_text("35.0")
    expect(page.locator(".story li", has=page.locator("del")).locator("ins")).to_have_text("14.0")


def accept_the_correction(checker: Desk) -> None:
    """The checker sees the old number beside the new one and accepts."""
    page = checker.page
    page.goto("/office/review/")
    row = checker.row("出口额")
    expect(row.locator("del")).to_have_text("35.0")
    row.get_by_role("button", name="审定").click()
    expect(page.locator("table.decisions")).to_have_count(0)


def freeze(office: Desk, reporter: Desk) -> None:
    """The month is closed: nobody types any more."""
    page = office.page
    page.goto("/office/rounds/2021-03/freeze/")
    expect(page.get_by_label("仍要冻结的原因")).to_have_count(0)
    page.locator("button.main").click()
    expect(page).to_have_url(re.compile(r"/office/rounds/2021-03/\?done=round.freeze"))
    reporter.page.goto("/report/2021-03/")
    expect(reporter.page.locator(".lead")).to_contain_text("冻结")
    expect(reporter.page.locator("input.number")).to_have_count(0)
