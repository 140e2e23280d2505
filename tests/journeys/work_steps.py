"""What people do with targets, tasks, sheets and problems in the journey of work, by pages."""

import re
from collections.abc import Mapping

from playwright.sync_api import FilePayload, Locator, expect

from tests.journeys.work import KIND, NODES, PROBLEM, TASK, WEIGHTS
from tests.journeys.year_desk import Desk

FILE: FilePayload = {
    "name": "佐证.txt",
    "mimeType": "text/plain",
    "buffer": "虚构".encode(),
}


def offer(desk: Desk, act: str, title: str = "") -> Locator:
    """The form of a step, unfolded; ``title`` where several have the same button."""
    button = desk.page.locator(f'button[name=act][value="{act}"]')
    fold = desk.page.locator("details.offer", has=button).filter(has_text=title)
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold


def take(desk: Desk, address: str, act: str, text: str = "", done: str = "") -> None:
    """Go to a page and take a step with at most one text."""
    desk.go(address)
    fold = offer(desk, act)
    if text:
        fold.locator("textarea, input[name=text]").first.fill(text)
    fold.locator("button[name=act]").click()
    desk.done(done)


def split(office: Desk) -> str:
    """The office fills the grid, first a tenth too much, and keeps the draft; its address."""
    page = office.go("/splits/")
    page.locator("tr", has_text="内资备案投资").get_by_role("link", name="分解").click()
    page.locator("select[name=method]").select_option("weights")
    for code, weight in WEIGHTS.items():
        page.locator(f"input[name='w.{code}']").fill(str(weight))
    filled(office, "10", ("198.00", "10.0", "层层加码"))
    filled(office, "", ("180.00", "0.0", "合计相符"))
    page.locator("#draft-reason").fill("依据年度计划（虚构）")
    page.locator("button[name=act][value=save]").click()
    office.done("split.draw_up")
    return office.page.url.split("?")[0]


def filled(office: Desk, more: str, expected: tuple[str, str, str]) -> None:
    """Spread the target over towns and months; the sum, how far off, and whether it fits."""
    page = office.page
    page.locator("input[name=more]").fill(more)
    page.locator("button.main[value=spread]").click()
    for mark, text in zip(("#split-sum", "#split-more", "#fit-now"), expected, strict=True):
        expect(page.locator(mark)).to_contain_text(text)


def task(town: Desk) -> str:
    """A reporter writes the task with its nodes and hands it in; its address."""
    page = town.go("/tasks/")
    page.locator("a.verb[href='/tasks/new/']").click()
    page.locator("input[name=title]").fill(TASK)
    page.locator("select[name=unit]").select_option("a")
    page.locator("input[name=starts]").fill("2021-03-02")
    page.locator("input[name=due]").fill(NODES[-1][2])
    write_nodes(town)
    page.locator("button.main", has_text="保存").click()
    town.done("task.write")
    address = page.url.split("?")[0]
    take(town, address, "propose", done="task.propose")
    return address


def write_nodes(town: Desk) -> None:
    """Fill five rows with the nodes."""
    for row, (title, weight, due) in enumerate(NODES):
        values = {"title": title, "weight": str(weight), "due": due}
        for name, text in values.items():
            town.page.locator(f"input[name=node{row}-{name}]").fill(text)
        town.page.locator(f"select[name=node{row}-checker]").select_option("reform")


def report(town: Desk, address: str, number: int, done_on: str) -> None:
    """A node is reported as done, with a file."""
    town.go(address)
    fold = offer(town, "report", f"节点 {number} ")
    fold.locator("input[name=done_on]").fill(done_on)
    fold.locator("textarea[name=result]").fill("已完成（虚构）")
    fold.locator("input[type=file]").set_input_files([FILE])
    fold.locator("button[name=act]").click()
    town.done("node.report")


def accept(checker: Desk, address: str, number: int) -> None:
    """The named checker accepts it."""
    checker.go(address)
    offer(checker, "accept", f"节点 {number}").locator("button[name=act]").click()
    checker.done("node.accept")


def lit(desk: Desk, word: str) -> None:
    """The light of the task on the list and on the battle map."""
    page = desk.go("/tasks/")
    row = page.locator("table.tasks tbody tr").filter(has_text=TASK)
    expect(row.locator("td").first).to_contain_text(word)
    page = desk.go("/battle-map/")
    expect(page.get_by_role("row", name=re.compile(f"{re.escape(TASK)}.*{word}"))).to_be_visible()


def sheet(desk: Desk, node: str) -> Locator:
    """The row of a node's sheet in the list."""
    page = desk.go("/supervision/?state=all")
    return page.locator("table.sheets tbody tr").filter(has_text=f"{TASK}：{node}")


def coloured(desk: Desk, node: str, colour: str, level: str = "–") -> None:
    """The sheet of a node has this colour and level."""
    row = sheet(desk, node)
    expect(row).to_have_count(1)
    expect(row.locator("td").nth(2)).to_contain_text(colour)
    expect(row.locator("td").last).to_have_text(level)


def raise_problem(town: Desk) -> str:
    """The town says what keeps the task; the address of the problem."""
    page = town.go(f"/hard-problems/new/?kind={KIND['code']}")
    page.locator("input[name=title]").fill(PROBLEM)
    page.locator("textarea[name=text]").fill("需协调年度用地指标（虚构）")
    page.locator("select[name=task]").select_option(index=1)
    page.locator("form.tall button.main").click()
    town.done("hard_problem.raise")
    return page.url.split("?")[0]


def assign(office: Desk, address: str) -> None:
    """The office takes it on and names who solves it."""
    take(office, address, "accept", done="hard_problem.accept")
    office.go(address)
    fold = offer(office, "assign")
    fold.locator("select[name=handler]").select_option("land")
    fold.locator("button[name=act]").click()
    office.done("hard_problem.assign")


def instruct(leader: Desk, node: str, text: str) -> str:
    """The leader instructs on the late node from the screen; the address of the sheet."""
    page = leader.go("/screen/")
    item = page.locator("ol.stuck-items li").filter(has_text=node).first
    item.get_by_role("link", name="批示").click()
    page.locator("textarea[name=text]").fill(text)
    page.locator("select[name=unit]").select_option("a")
    page.locator("select[name=urgency]").select_option("urgent")
    page.locator("form.tall button.main").click()
    leader.done("instruction")
    return page.url.split("?")[0]


def scored(desk: Desk, month: str, expected: Mapping[str, tuple[str, str]]) -> None:
    """What town a's page says of its indicators: target to date and points."""
    page = desk.go(f"/{month}/units/a/")
    for name, (target, points) in expected.items():
        row = page.locator("table.losses tbody tr").filter(has_text=name)
        expect(row.locator("td.num").nth(2)).to_have_text(target)
        expect(row.locator("a.why")).to_have_text(points)


def carried(desk: Desk, month: str) -> dict[str, str]:
    """The target to date of every town on the page of the indicator."""
    page = desk.go(f"/{month}/indicators/investment/")
    rows = page.locator("table.carriers tbody tr").all()
    return {
        row.locator("th").inner_text().removesuffix("镇"): row.locator("td.num").nth(2).inner_text()
        for row in rows
    }
