"""The year of the journey, walked through the actions: every figure that stands in ``year``."""

from datetime import date
from decimal import Decimal

import pytest

from saima.actions import consequences, objections, rulings, sealing, tolerance
from saima.actions.against import Against, standing_against
from saima.actions.objections import Filing
from saima.actions.rulings import Verdict
from saima.actions.sealing import Attempt
from saima.actions.stored_files import NamedFile
from saima.actions.tolerance import Application, ToleranceDecision
from saima.engine.plausible import Reading
from saima.exchange.bundle import open_bundle
from saima.exchange.verify import verify
from saima.plan.periods import Period
from saima.records.models import Board, BoardBundle, Consequence, Ground, Ruled
from tests.journeys.year import (
    BEFORE_THE_RULING,
    DEPARTMENTS,
    PLAN,
    TOTALS,
    YearStage,
    arrive,
    at,
    bulletin,
    places,
    stage,
)

pytestmark = pytest.mark.django_db

COMPUTED = {
    "2021Q1": "2021-04-20 10:00",
    "2021Q2": "2021-07-20 10:00",
    "2021Q3": "2021-10-20 10:00",
    "2021Q4": "2022-01-20 10:00",
    "2021": "2022-02-14 10:00",
}
SEALED = {
    "2021Q1": "2021-05-10 10:00",
    "2021Q2": "2021-08-05 10:00",
    "2021Q3": "2021-10-28 10:00",
    "2021Q4": "2022-01-28 10:00",
    "2021": "2022-02-22 10:00",
}
"""Each board is sealed after the days for objections and appeals have passed."""


@pytest.fixture
def year(db: None) -> YearStage:
    return stage()


def ranks(year: YearStage, period: str) -> None:
    """The values of the towns and the superior's bulletin of a quarter."""
    assert arrive(at(COMPUTED[period])) == 12
    bulletin(year.by("office", COMPUTED[period].replace("10:00", "09:00")), period)


def shown(year: YearStage, period: str) -> Board:
    """The board of a period, computed and shown."""
    office = year.by("office", COMPUTED[period])
    attempt = Attempt(year.version, Period.parse(period), office.now, "本期数据已审定")
    return sealing.show_for_objections(office, sealing.compute_draft(office, attempt).pk)


def sealed(year: YearStage, board: Board) -> Board:
    """The board, sealed; its totals are those of the table."""
    made = sealing.seal(year.by("office", SEALED[board.period]), board.pk, "异议期满")
    assert places(made) == TOTALS[board.period]
    assert list(places(made)) == list(TOTALS[board.period])
    return made


def first_quarter(year: YearStage) -> None:
    """Town e objects and is not upheld."""
    ranks(year, "2021Q1")
    board = shown(year, "2021Q1")
    filing = Filing(board.pk, "e", "service", "评价口径有误", claimed=Reading(Decimal(95)))
    filed = objections.file(year.by("town_e", "2021-04-21 10:00"), filing)
    verdict = Verdict(Ruled.REJECTED, "经核对无误")
    rulings.rule(year.by("office", "2021-04-22 10:00"), filed.pk, verdict)
    made = sealed(year, board)
    assert places(made, "departments") == DEPARTMENTS["2021Q1"]


def second_quarter(year: YearStage) -> None:
    """Town c's objection is upheld: it passes d before anything is sealed."""
    ranks(year, "2021Q2")
    board = shown(year, "2021Q2")
    assert places(board) == BEFORE_THE_RULING
    filing = Filing(board.pk, "c", "output", "漏计一家企业", claimed=Reading(Decimal(90)))
    filed = objections.file(year.by("town_c", "2021-07-21 10:00"), filing)
    ruling = rulings.rule(
        year.by("office", "2021-07-22 10:00"), filed.pk, Verdict(Ruled.UPHELD, "漏计属实")
    )
    assert ruling.led_to is not None
    again = sealing.show_for_objections(year.by("office", "2021-07-22 11:00"), ruling.led_to.pk)
    made = sealed(year, again)
    assert places(made, "departments") == DEPARTMENTS["2021Q2"]


def proposed(year: YearStage, moment: str) -> list[tuple[str, str, str, str]]:
    """Everything that waits for a decision after the rules were run."""
    consequences.propose(year.by("office", moment), PLAN)
    rows = Consequence.objects.filter(state="proposed").order_by("unit")
    return [(row.rule, row.unit, row.period, row.card) for row in rows]


def tolerated(year: YearStage) -> None:
    """Commerce shows a flood; a leader suspends its card until the end of the year."""
    one = Consequence.objects.get(unit="commerce")
    asked = tolerance.apply(
        year.by("commerce", "2021-08-09 10:00"),
        Application(Ground.FORCE_MAJEURE, "汛情", [NamedFile("a.txt", b"x")], consequence=one.pk),
    )
    tolerance.verify(year.by("office", "2021-08-10 10:00"), asked.pk, "属实")
    granted = ToleranceDecision(grant=True, text="同意", valid_until=date(2021, 12, 31))
    tolerance.decide(year.by("leader", "2021-08-11 10:00"), asked.pk, granted)
    [against] = standing_against(year.by("auditor", "2021-08-12 12:00"), PLAN, "commerce")
    assert (against.kind, against.until_day) == (Against.SUSPENDED, date(2021, 12, 31))


def test_a_year_by_its_rules(year: YearStage) -> None:
    first_quarter(year)
    assert proposed(year, "2021-05-10 11:00") == []
    second_quarter(year)
    assert proposed(year, "2021-08-05 11:00") == [
        ("department-last-two", "commerce", "2021Q2", "yellow"),
        ("town-last-two", "e", "2021Q2", "yellow"),
    ]
    tolerated(year)
    e = Consequence.objects.get(unit="e")
    consequences.confirm(year.by("leader", "2021-08-12 10:00"), e.pk)
    ranks(year, "2021Q3")
    sealed(year, shown(year, "2021Q3"))
    assert proposed(year, "2021-10-28 11:00") == [("town-last-two", "f", "2021Q3", "yellow")]
    ranks(year, "2021Q4")
    sealed(year, shown(year, "2021Q4"))
    assert proposed(year, "2022-01-28 11:00") == [
        ("department-last-two", "commerce", "2021Q2", "yellow"),
        ("town-last-two", "f", "2021Q3", "yellow"),
    ]
    whole = sealed(year, shown(year, "2021"))
    assert places(whole, "departments") == DEPARTMENTS["2021"]
    content = bytes(BoardBundle.objects.get(board=whole).content)
    assert verify(open_bundle(content)).matches
