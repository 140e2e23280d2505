"""Goals become work, in a real browser; every figure and day is worked out by hand in ``work``."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.house import house_in
from tests.journeys import work_steps as steps
from tests.journeys.test_month import opened
from tests.journeys.work import MARCH, NODES, PEOPLE, PROBLEM, TASK, YEAR
from tests.journeys.work_steps import take
from tests.journeys.year_boards import shown
from tests.journeys.year_desk import Desk, Site, YearHouse
from tests.receiving import Receiver, receiving

pytestmark = pytest.mark.browser

Desks = Mapping[str, Desk]
NODE = NODES[1][0]
MAIL = "head@office.example"


class WorkHouse(YearHouse):
    """A database of its own on which the site of work works."""

    program = "tests.journeys.work_site"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """What stands for the office's channel and everybody's mail."""
    with receiving() as made:
        yield made


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver) -> Iterator[WorkHouse]:
    """Nothing has happened yet; what leaves the house goes to the receiver."""
    with house_in(tmp_path_factory.mktemp("work"), WorkHouse) as made:
        made.environment |= {
            "SAIMA_DAILY": "0",
            "SAIMA_MAIL_URL": receiver.mail_url,
            "SAIMA_CHANNELS": f"office={receiver.mail_url.replace('{address}', 'office')}",
        }
        made.run("stage")
        yield made


@pytest.fixture
def site(house: WorkHouse) -> Iterator[Site]:
    """The site on the first of March."""
    with house.start("serve") as process:
        made = Site(process)
        clock(made, "2021-03-01 09:00")
        yield made


@pytest.fixture
def desks(site: Site, browser: Browser) -> Iterator[Desks]:
    """Six people, each signed in with a browser of their own whose console must stay silent."""
    said: list[str] = []
    yield {name: Desk(opened(browser, site.address, said), name) for name in PEOPLE}
    assert said == []


def clock(site: Site, *moments: str) -> None:
    """Let the daily run come at these moments; no step of it fails."""
    for moment in moments:
        assert site.order("daily", moment) == "[]"


def twice(site: Site, day: str) -> None:
    """The daily run comes twice a day."""
    clock(site, f"{day} 09:00", f"{day} 18:00")


def test_goals_become_work(house: WorkHouse, site: Site, desks: Desks, receiver: Receiver) -> None:
    split_target(desks)
    task = task_slips(site, desks)
    sheet = sheet_turns(site, desks, receiver)
    problem = problem_rises(site, desks)
    light_turns_red(site, desks)
    instructed(desks)
    meeting(desks)
    problem_is_solved(site, desks, problem)
    everything_is_done(site, desks, task, sheet)
    inspected(house, task)


def split_target(desks: Desks) -> None:
    """The office splits 180, sees sum and effect, the leader signs; the boards follow."""
    office, leader = desks["office"], desks["leader"]
    draft = urlsplit(steps.split(office)).path
    effect = office.page.locator("#effect")
    expect(effect).to_contain_text("3 个名次、3 个亮灯")
    for town, words in {
        "a镇": ("2.73 → 6.00", "60.00 → 30.00", "1 → 11"),
        "b镇": ("2.73 → 4.50", "60.00 → 40.00", "1 → 10"),
        "c镇": ("2.73 → 3.60", "60.00 → 50.00", "1 → 9"),
    }.items():
        for one in words:
            expect(effect.locator("tbody tr").filter(has_text=town)).to_contain_text(one)
    page = leader.go("/todo/")
    page.locator(f"a[href='{draft}']").click()
    page.locator("#sign-reason").fill("同意（虚构）")
    leader.press("adopt")
    leader.done("split.adopt")
    steps.scored(desks["town"], "2021-02", {"内资备案投资": ("6.00", "30.00")})


def task_slips(site: Site, desks: Desks) -> str:
    """Node 1 is done in time, node 2 is not: the light turns on the day after."""
    office, town, checker = desks["office"], desks["town"], desks["checker"]
    site.order("go", "2021-03-02 10:00")
    task = steps.task(town)
    take(office, task, "approve", done="task.approve")
    site.order("go", "2021-03-11 15:00")
    steps.report(town, task, 1, "2021-03-11")
    steps.accept(checker, task, 1)
    site.order("go", "2021-03-26 18:00")
    steps.lit(office, "正常")
    site.order("go", "2021-03-27 09:00")
    steps.lit(office, "关注")
    steps.scored(town, "2021-03", {"内资备案投资": (MARCH["a"], "30.00")})
    assert steps.carried(office, "2021-03") == MARCH
    return task


def sheet_turns(site: Site, desks: Desks, receiver: Receiver) -> str:
    """The daily run proposes it; it is issued, acknowledged, not answered: orange, red."""
    office, town, head = desks["office"], desks["town"], desks["head"]
    page = head.go("/messages/choices/")
    page.locator("input[name=mail]").fill(MAIL)
    page.locator("button.main").click()
    expect(page.locator("input[name=mail]")).to_have_value(MAIL)
    twice(site, "2021-03-30")
    expect(steps.sheet(office, NODE)).to_have_count(0)
    twice(site, "2021-03-31")
    site.order("go", "2021-04-01 10:00")
    row = steps.sheet(office, NODE)
    expect(row).to_have_count(1)
    row.get_by_role("link", name=NODE).click()
    office.press("issue")
    office.done("supervision.issue")
    sheet = office.page.url.split("?")[0]
    expect(office.page.locator("h1")).to_contain_text("督办〔2021〕1号")
    expect(office.page.locator(".lead")).to_contain_text("2021-04-16")
    site.order("go", "2021-04-02 09:00")
    take(town, sheet, "acknowledge", done="supervision.acknowledge")
    for day, colour in (("13", "蓝色"), ("14", "橙色"), ("16", "橙色")):
        twice(site, f"2021-04-{day}")
        steps.coloured(office, NODE, colour)
    twice(site, "2021-04-19")
    clock(site, "2021-04-19 20:00")
    steps.coloured(office, NODE, "红色")
    red = [path for path, letter in receiver.letters if "红色" in letter["message"]]
    assert sorted(red) == [f"/{MAIL}", "/office"]
    return sheet


def problem_rises(site: Site, desks: Desks) -> str:
    """The town raises what keeps it; the office assigns it; unsolved, it rises."""
    site.order("go", "2021-04-20 10:00")
    problem = steps.raise_problem(desks["town"])
    twice(site, "2021-04-21")
    steps.coloured(desks["office"], NODE, "红色", "单位主要负责人")
    steps.assign(desks["office"], problem)
    twice(site, "2021-04-22")
    steps.lit(desks["office"], "黄灯")
    expect(desks["land"].go(problem).locator(".lead")).not_to_contain_text("分管领导")
    twice(site, "2021-04-23")
    expect(desks["land"].go(problem).locator(".lead")).to_contain_text("分管领导")
    return problem


def light_turns_red(site: Site, desks: Desks) -> None:
    """Two more nodes wait for the same land, and are put up on a Sunday that is worked."""
    office = desks["office"]
    site.order("go", "2021-04-24 10:00")
    steps.lit(office, "红灯")
    twice(site, "2021-04-25")
    expect(steps.sheet(office, NODES[2][0])).to_have_count(1)
    expect(steps.sheet(office, NODES[3][0])).to_have_count(0)
    site.order("go", "2021-04-26 10:00")


def instructed(desks: Desks) -> None:
    """The leader's words become a sheet of the town, which sees it."""
    sheet = steps.instruct(desks["leader"], NODE, "本周内落实用地（虚构）")
    page = desks["town"].go(sheet)
    expect(page.locator("#instructions")).to_contain_text("本周内落实用地（虚构）")
    expect(page.locator(".lead")).to_contain_text("2021-05-06")
    take(desks["town"], sheet, "acknowledge", done="supervision.acknowledge")


def meeting(desks: Desks) -> None:
    """Node, sheet and problem lie on the table of a meeting about the board of March."""
    shown(desks["office"], "2021-03")
    page = desks["office"].go("/meetings/")
    form = page.locator("form[action='/meetings/hold/']")
    form.locator("[name=title]").fill("四月调度会（虚构）")
    form.locator("button.main").click()
    desks["office"].done("meeting.hold")
    for heading, words in {
        "滞后节点": (f"{TASK}：{NODE}", "2021-03-26"),
        "橙红督办单": (f"督办〔2021〕1号 {TASK}：{NODE}", "红色"),
        "升级的难题": (PROBLEM, "分管领导"),
    }.items():
        pack = page.locator("section.pack", has=page.get_by_role("heading", name=heading))
        for one in words:
            expect(pack).to_contain_text(one)


def problem_is_solved(site: Site, desks: Desks, problem: str) -> None:
    """The department solves it, the town's head verifies; the live board follows at once."""
    twice(site, "2021-04-27")
    expect(steps.sheet(desks["office"], NODES[3][0])).to_have_count(1)
    take(desks["land"], problem, "plan", "调剂指标，28日前（虚构）", "hard_problem.plan")
    twice(site, "2021-04-28")
    take(desks["land"], problem, "handle", "指标已落实（虚构）", "hard_problem.handle")
    before = {"内资备案投资": ("12.00", "30.00"), "堵点办结数": ("2", "0.00")}
    steps.scored(desks["town"], "2021-04", before)
    take(desks["head"], problem, "verify", done="hard_problem.verify")
    after = before | {"堵点办结数": ("2", "20.00")}
    steps.scored(desks["town"], "2021-04", after)
    expect(desks["town"].page.locator(".standing .figures")).to_contain_text("50.00")
    expect(desks["town"].page.locator(".standing .figures dd").first).to_contain_text("9/11")
    desks["town"].go("/2021-04/units/a/solved/")
    desks["town"].page.get_by_role("link", name="查看计入的对象").click()
    expect(desks["town"].page.locator("table.cards tbody tr")).to_have_count(1)
    expect(desks["town"].page.locator("table.cards tbody th a")).to_contain_text(PROBLEM)


def everything_is_done(site: Site, desks: Desks, task: str, sheet: str) -> None:
    """The nodes are done and accepted, the sheet is answered a day before it rises further."""
    office, town, checker = desks["office"], desks["town"], desks["checker"]
    for number in (2, 3, 4):
        steps.report(town, task, number, "2021-04-28")
        steps.accept(checker, task, number)
    town.go(sheet)
    fold = steps.offer(town, "answer")
    fold.locator("textarea[name=text]").fill("用地已落实，节点已完成（虚构）")
    fold.locator("#files").set_input_files([steps.FILE])
    fold.locator("button[name=act]").click()
    town.done("supervision.answer")
    twice(site, "2021-04-29")
    steps.lit(office, "正常")
    take(office, sheet, "write_off", "经核实（虚构）", "supervision.write_off")
    for node in NODES[2:4]:
        proposed = steps.sheet(office, node[0]).get_by_role("link").get_attribute("href") or ""
        take(office, proposed, "withdraw", "节点已完成（虚构）", "supervision.withdraw")


def inspected(house: WorkHouse, task: str) -> None:
    """The records say the same as the figures, and the log is whole."""
    told = house.run("inspect")
    assert told["targets"] == {"2021": YEAR, "2021-03": MARCH}
    assert told["nodes"] == [
        ["accepted", "2021-03-11"],
        *([["accepted", "2021-04-28"]] * 3),
        ["open", ""],
    ]
    assert told["sheets"] == [
        ["督办〔2021〕1号", "node", "a", "written_off", "red", 1, "2021-04-16"],
        ["", "node", "a", "withdrawn", "blue", 0, "None"],
        ["督办〔2021〕2号", "instruction", "a", "acknowledged", "orange", 0, "2021-05-06"],
        ["", "node", "a", "withdrawn", "blue", 0, "None"],
    ]
    assert told["rises"] == [
        ["督办〔2021〕1号", "orange", "2021-04-14"],
        ["督办〔2021〕1号", "red", "2021-04-19"],
        ["督办〔2021〕1号", "level:unit_leader", "2021-04-21"],
        ["督办〔2021〕2号", "orange", "2021-04-29"],
        ["problem", "1", "2021-04-23"],
    ]
    assert told["problems"] == [["closed", "a", "land", 1, "2021-05-06", "2021-04-28"]]
    assert told["counted"] == {
        "2021-01": ["0"],
        "2021-02": ["0"],
        "2021-03": ["0"],
        "2021-04": ["0", "1"],
    }
    assert told["deliveries"] == [
        ["head", "orange", "1", "sent"],
        ["head", "red", "1", "sent"],
        ["office", "red", "1", "sent"],
        ["head", "unit_leader", "1", "sent"],
        ["office", "unit_leader", "1", "sent"],
        ["head", "orange", "1", "sent"],
    ]
    assert told["broken"] == "None"
