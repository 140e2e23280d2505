"""A whole fictitious year in a real browser; every figure is worked out by hand in ``year``."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.house import house_in
from tests.journeys.test_month import opened
from tests.journeys.year import BEFORE_THE_RULING, DEPARTMENTS, TOTALS
from tests.journeys.year_boards import bundle, file, ranks, reads, rule, seal, shown
from tests.journeys.year_desk import Desk, Site, YearHouse
from tests.journeys.year_papers import (
    NOTICE,
    PLEDGE,
    SUPERVISION,
    downloaded,
    flags,
    issued,
    meeting,
    talked_to,
    tolerated,
    workbook,
)

pytestmark = pytest.mark.browser


Desks = Mapping[str, Desk]
NAMES = ("office", "leader", "auditor", "town_c", "town_e", "town_f", "commerce")


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[YearHouse]:
    """Nothing has happened yet."""
    with house_in(tmp_path_factory.mktemp("year"), YearHouse) as made:
        made.run("stage")
        yield made


@pytest.fixture
def site(house: YearHouse) -> Iterator[Site]:
    """The site on the morning of the first board."""
    with house.start("serve") as process:
        made = Site(process)
        made.order("go", "2021-04-20 10:00")
        yield made


@pytest.fixture
def desks(site: Site, browser: Browser) -> Iterator[Desks]:
    """Seven people, each signed in with a browser of their own whose console must stay silent."""
    said: list[str] = []
    yield {name: Desk(opened(browser, site.address, said), name) for name in NAMES}
    assert said == []


def test_a_year_by_seven_people(house: YearHouse, site: Site, desks: Desks, tmp_path: Path) -> None:
    first_quarter(site, desks)
    summer = second_quarter(site, desks)
    documents_of_summer(desks, summer, tmp_path)
    consequences_of_summer(site, desks)
    autumn(site, desks)
    winter(site, desks)
    bundle(desks["auditor"], tmp_path)
    told = house.run("inspect")
    assert list(told["sealed"]) == ["2021Q1", "2021Q2", "2021Q3", "2021Q4", "2021"]
    for period, expected in TOTALS.items():
        assert told["sealed"][period] == [[unit, [*place]] for unit, place in expected.items()]
    assert told["consequences"] == [
        ["commerce", "2021Q2", "yellow", "proposed"],
        ["e", "2021Q2", "yellow", "lapsed"],
        ["f", "2021Q3", "yellow", "proposed"],
    ]
    assert told["documents"] == [f"X争先〔2021〕{number}号" for number in range(1, 8)]
    assert told["gaps"] == "[]"
    assert told["broken"] == "None"


def first_quarter(site: Site, desks: Desks) -> None:
    """Town e objects and is not upheld."""
    office, town = desks["office"], desks["town_e"]
    ranks(office, "2021Q1", "2021-04-19")
    board = shown(office, "2021Q1")
    site.order("go", "2021-04-21 10:00")
    file(town, board, "service", "95")
    objection = town.page.url.split("?")[0]
    rule(office, objection, "rejected")
    site.order("go", "2021-05-10 10:00")
    seal(office, board, "2021Q1")
    reads(office, f"{board}?group=departments", DEPARTMENTS["2021Q1"])


def second_quarter(site: Site, desks: Desks) -> str:
    """The office sees what upholding town c does before it rules; then c passes d; the board."""
    office, town = desks["office"], desks["town_c"]
    site.order("go", "2021-07-20 10:00")
    ranks(office, "2021Q2", "2021-07-19")
    board = shown(office, "2021Q2")
    reads(town, f"{board}?group=towns", BEFORE_THE_RULING)
    file(town, board, "output", "90")
    objection = town.page.url.split("?")[0]
    page = office.go(objection)
    effect = page.locator("#effect tbody tr")
    expect(effect.filter(has_text="c镇")).to_contain_text("84.00 → 90.00")
    expect(effect.filter(has_text="c镇")).to_contain_text("4 → 3")
    expect(effect.filter(has_text="d镇")).to_contain_text("3 → 4")
    rule(office, objection, "upheld")
    site.order("go", "2021-07-22 10:00")
    page = office.go("/office/boards/")
    page.locator("ul.nexts a.verb[href$='/show/']").click()
    page.locator("form.typed button.main").click()
    office.done("board.show")
    board = page.url.split("?")[0]
    site.order("go", "2021-08-05 10:00")
    seal(office, board, "2021Q2")
    reads(office, f"{board}?group=departments", DEPARTMENTS["2021Q2"])
    return board


def documents_of_summer(desks: Desks, board: str, folder: Path) -> None:
    """Every kind of document that rests on the board, with the figures of the board in it."""
    office, number = desks["office"], board.rstrip("/").rpartition("/")[2]
    flags(desks, "b镇")
    circular = issued(office, f"circular/{number}", {})
    words = downloaded(desks["auditor"], circular, folder)
    for told in ("X争先〔2021〕1号", "b镇", "94.00", "c镇", "90.00"):
        assert told in words
    issued(office, f"pledge/{number}", PLEDGE)
    issued(office, "notice/0", NOTICE)
    issued(office, f"monthly_show/{number}", {})
    issued(office, f"supervision_sheet/{number}", SUPERVISION)
    workbook(office, number, folder)


def consequences_of_summer(site: Site, desks: Desks) -> None:
    """The rules name e and commerce; e is talked to and mends, commerce is tolerated."""
    office, leader = desks["office"], desks["leader"]
    page = office.go("/consequences/")
    office.press("propose")
    office.done("consequence.propose")
    e = page.get_by_role("link", name="e镇", exact=True).get_attribute("href") or ""
    commerce = page.get_by_role("link", name="商务局", exact=True).get_attribute("href") or ""
    tolerated(site, desks, commerce)
    site.order("go", "2021-08-12 10:00")
    leader.go(e)
    leader.press("confirm")
    leader.done("consequence.confirm")
    talked_to(site, desks, e)


def quarter(site: Site, desks: Desks, period: str, days: tuple[str, str]) -> None:
    """A quarter to which nobody objects."""
    site.order("go", f"{days[0]} 10:00")
    ranks(desks["office"], period, days[0])
    board = shown(desks["office"], period)
    site.order("go", f"{days[1]} 10:00")
    seal(desks["office"], board, period)


def autumn(site: Site, desks: Desks) -> None:
    """Town f was among the last two in the second and third quarter."""
    quarter(site, desks, "2021Q3", ("2021-10-20", "2021-10-28"))
    office = desks["office"]
    office.go("/consequences/")
    office.press("propose")
    office.done("consequence.propose")
    expect(office.page.get_by_role("link", name="f镇", exact=True)).to_be_visible()
    meeting(desks)


def winter(site: Site, desks: Desks) -> None:
    """The fourth quarter, then the year: its ranking is put together from four sealed quarters."""
    quarter(site, desks, "2021Q4", ("2022-01-20", "2022-01-28"))
    office = desks["office"]
    office.go("/consequences/")
    office.press("propose")
    office.done("consequence.propose")
    site.order("go", "2022-02-14 10:00")
    board = shown(office, "2021")
    site.order("go", "2022-02-22 10:00")
    seal(office, board, "2021")
    reads(office, f"{board}?group=departments", DEPARTMENTS["2021"])
