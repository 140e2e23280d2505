"""What the demo's third quarter leads to: one talk, one suspension, one proposal; all fictitious.

A town was among the last two in two quarters and mends it; a department shows that a flood kept it
back; the superior corrects a place in December, so that a rule fires late.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from saima.actions import consequences, measures, superior, tolerance
from saima.actions.measures import NewItem, NewMeasure
from saima.actions.stored_files import NamedFile
from saima.actions.superior import NewRank
from saima.actions.tolerance import Application, ToleranceDecision
from saima.plan.periods import Period
from saima.plan.tree import Collect
from saima.records.models import Consequence, Entry, Ground, IssuedDocument
from saima.records.queries.plans import plan_of
from saima.web.demo_judged import Year
from saima.web.demo_papers import circular_of, talk_notice_of

SUPERIOR = "嘉兴市"
BULLETIN = "嘉兴市{quarter}考核通报（演示·虚构）"
REGISTERED = {
    "2021Q1": "2021-04-22 09:00",
    "2021Q2": "2021-07-22 09:00",
    "2021Q3": "2021-10-21 09:00",
}
"""Each bulletin is registered before the board of its quarter is computed."""

LATE_ITEM, LATE_RANK, LATE_FIELD = "jiaxing-education", 6, 7
"""The item whose place of the third quarter the superior corrects in December."""


def register_ranks(year: Year) -> None:
    """Put the superior's bulletin of each quarter to the ranks that the ledger has."""
    plan = plan_of(year.version)
    watched = [
        one.code
        for one in plan.indicators
        if one.collect is Collect.RANK and "superior" in one.tags
    ]
    for entry in newest_entries(year, plan.city or "", watched):
        document = BULLETIN.format(quarter=entry.period)
        moment = REGISTERED[entry.period]
        dated = date.fromisoformat(moment[:10])
        rank = None if entry.value is None else int(entry.value)
        new = NewRank(entry.indicator, entry.period, rank, entry.field, SUPERIOR, document, dated)
        superior.record(year.by("office", moment), year.version.code, new)


def newest_entries(year: Year, city: str, codes: list[str]) -> Iterator[Entry]:
    """The ranks of the judged quarters as the ledger has them, oldest quarter first."""
    place = Window(
        RowNumber(),
        partition_by=[F("indicator"), F("period")],
        order_by=[F("recorded_at").desc(), F("id").desc()],
    )
    rows = Entry.objects.filter(
        plan=year.version.code, unit=city, indicator__in=codes, period__in=REGISTERED
    )
    yield from rows.annotate(place=place).filter(place=1).order_by("period", "indicator")


def follow_the_third_quarter(year: Year) -> None:
    """Propose what the sealed boards give, and let people decide about it."""
    plan = year.version.code
    proposed = consequences.propose(year.by("office", "2021-11-01 10:30"), plan)
    for one in proposed.new:
        if one.indicator:
            suspend(year, one)
        else:
            talk_and_mend(year, one)
    late = NewRank(
        LATE_ITEM,
        "2021Q3",
        LATE_RANK,
        LATE_FIELD,
        SUPERIOR,
        "嘉兴市三季度考核复核通报（演示·虚构）",
        date(2021, 12, 14),
        why="上级复核后更正名次（演示）",
    )
    superior.record(year.by("office", "2021-12-15 09:30"), plan, late)
    consequences.propose(year.by("office", "2021-12-15 10:00"), plan)


def talk_and_mend(year: Year, found: Consequence) -> None:
    """Circular, card and talk; then the town says what it does until when, and begins."""
    unit = found.unit
    consequences.confirm(year.by("leader", "2021-11-03 09:00"), found.pk, "情况属实（演示）")
    circular = circular_of(year, Period.parse(found.period), "2021-11-05 10:00")
    take(year, found, ("circular", "", "2021-11-05 15:00"), document=circular)
    take(year, found, ("card", "", "2021-11-05 15:10"))
    notice = talk_notice_of(year, found, "2021-11-08 10:00")
    take(year, found, ("talk", "notice", "2021-11-08 11:00"), document=notice, day="2021-11-12")
    said = "（演示）约谈时指出连续两季排名靠后的项目；该镇说明原因并承诺限期整改。"
    take(year, found, ("talk", "record", "2021-11-12 16:00"), text=said)
    measures.plan_rectification(
        year.of_unit(unit, "approver", "2021-11-17 10:00"),
        found.pk,
        [
            NewItem("逐项梳理落后指标，明确责任领导（演示）", date(2021, 11, 30)),
            NewItem("新引进亿元以上项目2个（演示）", date(2021, 12, 31)),
            NewItem("盘活“五未”土地80亩（演示）", date(2022, 1, 31)),
        ],
    )
    first = found.rectification.order_by("number").first()
    if first is not None:
        done = year.of_unit(unit, "approver", "2021-11-29 16:20")
        measures.finish_item(done, first.pk, "清单已报争先办（演示）", date(2021, 11, 29))


def take(
    year: Year,
    found: Consequence,
    what: tuple[str, str, str],
    document: IssuedDocument | None = None,
    **given: str,
) -> None:
    """Record a measure: its name, part and moment; ``day``: another one than that; ``text``."""
    measure, part, moment = what
    new = NewMeasure(
        measure,
        part,
        date.fromisoformat(given.get("day", moment[:10])),
        place="市行政中心（演示）",
        text=given.get("text", ""),
        document=None if document is None else document.pk,
    )
    measures.take_measure(year.by("office", moment), found.pk, new)


def suspend(year: Year, found: Consequence) -> None:
    """Fault tolerance: the department applies, the office looks into it, a leader grants it."""
    application = Application(
        Ground.FORCE_MAJEURE,
        "（演示）7月台风期间两个在建工地停工，投资额因此滞后，附抢险记录。",
        [NamedFile("演示抢险记录.txt", "演示佐证（虚构）\n".encode())],
        consequence=found.pk,
        no_private_gain=True,
        collective_decision=True,
    )
    asked = tolerance.apply(year.of_unit(found.unit, "approver", "2021-11-04 11:00"), application)
    finding = "（演示）经向建设单位核实，停工属实，已采取补救措施。"
    tolerance.verify(year.by("office", "2021-11-09 15:00"), asked.pk, finding)
    decision = ToleranceDecision(
        grant=True,
        text="（演示）属不可抗力，暂缓执行，期满后重新评判。",
        valid_until=date(2022, 3, 31),
    )
    tolerance.decide(year.by("leader", "2021-11-12 10:00"), asked.pk, decision)
