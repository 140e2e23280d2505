"""The demo's supervision: sheets in every state, instructions, a superior's decision; fictitious.

A sheet for the unit with the longest name, two that are late and have risen, one that a leader
ordered, and one whose unit asks for more time.
"""

from dataclasses import dataclass, replace
from datetime import date

from saima.actions import decisions, instructions, supervision, supervision_extensions
from saima.actions.decisions import NewDecision
from saima.actions.stored_files import NamedFile
from saima.actions.supervision import Answer, NewSheet
from saima.actions.supervision_extensions import Asked
from saima.actions.supervision_rising import rise
from saima.actions.supervision_sources import sheet_from
from saima.plan.supervision import StartColour, Urgency
from saima.records.models import Supervision, SupervisionSource
from saima.records.queries.plans import plan_of
from saima.web.demo_judged import Year

DEMAND = "请抓紧办理，并反馈办理结果（演示）"


@dataclass(frozen=True)
class Typed:
    """A typed matter of the demo, and the moment at which it is issued."""

    title: str
    unit: str
    moment: str
    urgency: Urgency = Urgency.ORDINARY
    start: StartColour = StartColour.BLUE


def supervise(year: Year) -> None:
    """What was supervised from September until the demo's present."""
    towns, departments = units_of(year)
    longest = max((*towns, *departments), key=lambda code: len(name_of(year, code)))
    done = issued(year, Typed("秋季集中开工项目准备（演示）", towns[0], "2021-09-06 09:00"))
    answered_by_unit(year, done, "2021-09-07 10:00", "2021-09-22 15:00")
    supervision.write_off(year.by("office", "2021-09-24 10:00"), done.pk, "（演示）现场核实，属实")
    back = issued(year, Typed("低效用地清单核实（演示）", towns[1], "2021-12-06 09:00"))
    answered_by_unit(year, back, "2021-12-07 09:30", "2021-12-20 16:00")
    supervision.send_back(year.by("office", "2021-12-21 11:00"), back.pk, "（演示）请补充地块清单")
    late = issued(
        year,
        Typed(
            "“五未”土地处置进度滞后（演示）", longest, "2021-11-22 09:00", start=StartColour.ORANGE
        ),
    )
    supervision.acknowledge(year.of_unit(longest, "approver", "2021-11-29 17:00"), late.pk)
    issued(year, Typed("涉企服务事项办理超期（演示）", departments[0], "2021-12-10 09:00"))
    waiting = issued(year, Typed("数字化改造项目申报（演示）", departments[1], "2021-12-16 14:00"))
    answered_by_unit(year, waiting, "2021-12-17 09:00", "2022-01-06 10:00")
    asking = issued(
        year, Typed("重点场景验收准备（演示）", towns[2], "2021-12-24 09:00", Urgency.MINUTES)
    )
    unit = year.of_unit(towns[2], "reporter", "2021-12-27 09:10")
    supervision.acknowledge(unit, asking.pk)
    more = Asked("（演示）设备供货推迟", "（演示）已完成六成", date(2022, 2, 18))
    supervision_extensions.ask(
        year.of_unit(towns[2], "reporter", "2022-01-07 15:00"), asking.pk, more
    )
    instruct(year, towns, departments)
    carry_out(year, departments)
    propose(year, Typed("年底前欠薪隐患排查（演示）", towns[3], "2022-01-07 16:00", Urgency.URGENT))
    rise(year.by("office", "2022-01-10 06:00").now)


def units_of(year: Year) -> tuple[list[str], list[str]]:
    """The towns and the departments of the plan."""
    plan = plan_of(year.version)
    known = [one for one in plan.units if one.group is not None and one.merged_into is None]
    towns = [one.code for one in known if one.kind == "town"]
    return towns, [one.code for one in known if one.kind == "department"]


def name_of(year: Year, code: str) -> str:
    """The name of a unit."""
    return plan_of(year.version).unit_by_code[code].zh


def propose(year: Year, typed: Typed) -> Supervision:
    """Put a typed matter down."""
    new = NewSheet(
        source=SupervisionSource.OTHER,
        title=typed.title,
        unit=typed.unit,
        requirement=DEMAND,
        cause=f"demo:{typed.title}",
        origin="市委专题会议（演示·虚构）",
        urgency=typed.urgency,
        start=typed.start,
    )
    return supervision.propose(year.by("office", typed.moment), year.version.code, new)


def issued(year: Year, typed: Typed) -> Supervision:
    """Put a typed matter down and issue it."""
    return supervision.issue(year.by("office", typed.moment), propose(year, typed).pk)


def answered_by_unit(year: Year, sheet: Supervision, seen: str, said: str) -> None:
    """The unit acknowledges and answers with a file."""
    supervision.acknowledge(year.of_unit(sheet.unit, "reporter", seen), sheet.pk)
    file = NamedFile("演示办理材料.txt", "演示佐证（虚构）\n".encode())
    answer = Answer("（演示）已按要求办理，附办理材料。", [file])
    supervision.answer(year.of_unit(sheet.unit, "approver", said), sheet.pk, answer)


def instruct(year: Year, towns: list[str], departments: list[str]) -> None:
    """A leader instructs on a unit and on an indicator."""
    indicator = plan_of(year.version).indicators[0].code
    for about, unit, text, moment in (
        (
            f"unit:{towns[0]}",
            towns[0],
            "（演示）请专题研究低效企业出清，一周内报方案。",
            "2022-01-04 08:40",
        ),
        (
            f"indicator:{indicator}",
            departments[0],
            "（演示）请分析原因，提出办法。",
            "2022-01-07 08:30",
        ),
    ):
        instructions.instruct(year.by("leader", moment), about, unit, text, Urgency.URGENT)


def carry_out(year: Year, departments: list[str]) -> None:
    """A superior's decision is split among two departments."""
    plan = year.version.code
    made = decisions.record(
        year.by("office", "2021-12-13 09:00"),
        plan,
        NewDecision(
            "嘉兴市",
            "长三角一体化年度任务（演示）",
            "演示文件〔2021〕8号（虚构）",
            date(2021, 12, 10),
        ),
    )
    by = year.by("office", "2021-12-13 10:00")
    part = sheet_from(by, plan, f"decision:{made.pk}")
    for unit in departments[:2]:
        new = replace(part, unit=unit, cause=f"{part.cause}:{unit}")
        supervision.issue(by, supervision.propose(by, plan, new).pk)
