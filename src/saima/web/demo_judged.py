"""The quarters of the demo's year that are judged: shown, objected to, sealed; all fictitious.

The other moments of the year (``demo_consequences``, ``demo_papers``) follow from these boards. All
of it goes through the actions that people use, each at the moment at which it happened.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from saima.actions import awards, objections, rulings, sealing
from saima.actions.by import By
from saima.actions.objections import Filing
from saima.actions.rulings import Verdict
from saima.actions.sealing import Attempt
from saima.actions.typed import number
from saima.plan.periods import Period
from saima.records.models import Board, Entry, Objection, Person, PlanVersion, Ruled
from saima.web.demo_others import colleague

CITY = ZoneInfo("Asia/Shanghai")
REASON = "{quarter}数据已审定，计算榜单（演示）"
SEALED = "异议期满，无未办结申诉（演示）"
REJECTED = "（演示）经与督查检查台账核对，原评分计算无误，不予调整。"
UPHELD = "（演示）经实地核对，漏报属实，更正为所主张的数值。"
LEFT_OUT = Decimal(20)
"""Mu of idle land that a town forgot to report for June."""


@dataclass(frozen=True)
class Year:
    """The plan as published, and the people of the demo's buttons by user name."""

    version: PlanVersion
    people: Mapping[str, Person]

    def by(self, username: str, moment: str) -> By:
        """Somebody at a moment of the year, e.g. ``2021-04-23 16:00``."""
        return By(self.people[username], at(moment))

    def of_unit(self, unit: str, role: str, moment: str) -> By:
        """The reporter or approver of a unit at a moment."""
        names = {one["code"]: one["zh"] for one in self.version.content["units"]}
        title = {"reporter": "填报员", "approver": "审核人"}[role]
        return By(colleague(unit, names[unit], role, title), at(moment))


@dataclass(frozen=True)
class Judged:
    """When a quarter was computed, shown (first and, after an objection, again) and sealed."""

    period: str
    computed: str
    sealed: str
    story: Callable[[Year, Board], Board] = lambda _year, board: board


def at(moment: str) -> datetime:
    """A moment by the city's clock."""
    return datetime.fromisoformat(moment).replace(tzinfo=CITY)


def judge_quarters(year: Year) -> None:
    """Seal the boards of the first three quarters; red flags follow from each of them."""
    for quarter in QUARTERS:
        office = year.by("office", quarter.computed)
        board = computed(year, office, quarter.period)
        sealing.show_for_objections(office, board.pk)
        board = quarter.story(year, board)
        sealing.seal(year.by("office", quarter.sealed), board.pk, SEALED)
        awards.propose_flags(year.by("office", quarter.sealed), year.version.code)


def computed(year: Year, office: By, period: str) -> Board:
    """The draft of a board with everything recorded until then."""
    reason = REASON.format(quarter=period)
    return sealing.compute_draft(
        office, Attempt(year.version, Period.parse(period), office.now, reason)
    )


def rejected_in_spring(year: Year, board: Board) -> Board:
    """The last town objects to its mark for tidiness; the mark stands."""
    unit = "330483003"
    filing = Filing(
        board.pk,
        unit,
        "city-quality",
        "（演示）3月检查时道路正在施工，请求酌情上调评分。",
        Period.parse("2021-03"),
        number(Decimal(92)).reading,
    )
    filed = objections.file(year.of_unit(unit, "approver", "2021-04-26 10:20"), filing)
    verdict = Verdict(Ruled.REJECTED, REJECTED)
    rulings.rule(year.by("office", "2021-04-28 15:10"), filed.pk, verdict)
    return board


def upheld_in_summer(year: Year, board: Board) -> Board:
    """A town left idle land out of its report; the correction puts it before another one."""
    unit, code, month = "330483001", "stock-land-towns", "2021-06"
    rows = Entry.objects.filter(
        plan=year.version.code,
        unit=unit,
        indicator=code,
        period=month,
        recorded_at__lte=board.as_of,
    )
    known = rows.order_by("recorded_at", "id").last()
    before = Decimal(0) if known is None or known.value is None else known.value
    filing = Filing(
        board.pk,
        unit,
        code,
        f"（演示）6月盘活的{LEFT_OUT}亩“五未”土地漏报，附台账。",
        Period.parse(month),
        number(before + LEFT_OUT).reading,
    )
    town = year.of_unit(unit, "approver", "2021-07-26 09:40")
    filed = objections.file(town, filing)
    objections.attach(town, filed.pk, "演示台账.txt", "演示台账（虚构）\n".encode())
    ruling = rulings.rule(
        year.by("office", "2021-07-28 14:30"), filed.pk, Verdict(Ruled.UPHELD, UPHELD)
    )
    if ruling.led_to is None:
        message = "an upheld objection to a value leads to a board"
        raise ValueError(message)
    return sealing.show_for_objections(year.by("office", "2021-07-28 16:00"), ruling.led_to.pk)


QUARTERS = (
    Judged("2021Q1", "2021-04-23 16:00", "2021-05-10 10:00", rejected_in_spring),
    Judged("2021Q2", "2021-07-23 16:00", "2021-08-05 10:00", upheld_in_summer),
    Judged("2021Q3", "2021-10-22 16:00", "2021-11-01 10:00"),
)


def show_november(year: Year) -> Objection:
    """November is shown at the demo's present, and an objection to it waits for an answer."""
    office = year.by("office", "2022-01-05 15:00")
    board = computed(year, office, "2021-11")
    sealing.show_for_objections(office, board.pk)
    unit = "330483102"
    filing = Filing(
        board.pk,
        unit,
        "talents",
        "（演示）11月有2名引进人才的手续已经办结，未计入。",
        Period.parse("2021-11"),
    )
    return objections.file(year.of_unit(unit, "approver", "2022-01-07 11:00"), filing)
