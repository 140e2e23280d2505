"""What a supervision sheet can come from, with its words as the sheet prints them (S35, S153).

``about`` names it: ``node:7``, ``promise:3``, ``hard_problem:9``, ``decision:2``,
``light:2021-03:UNIT:INDICATOR`` of the live board or ``board:12:UNIT:INDICATOR`` of a kept one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from saima.actions.boards import live_boards
from saima.actions.by import By
from saima.actions.found import newest_version
from saima.actions.kept_boards import boards_of
from saima.actions.meetings import RED
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, refused
from saima.actions.rows import ScoreRow
from saima.actions.supervision import NewSheet
from saima.documents import figures
from saima.plan.heirs import heir
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.supervision import Urgency
from saima.records.models import (
    Board,
    HardProblem,
    PlanVersion,
    Promise,
    SuperiorDecision,
    SupervisionSource,
    TaskNode,
)
from saima.records.models.hard_problems import OPEN_PROBLEM
from saima.records.queries.late_nodes import unreported
from saima.records.queries.plans import plan_of

NODE_DEMAND = "请查明滞后原因，明确完成时间，抓紧推进并反馈结果。"
LIGHT_DEMAND = "请分析原因，提出整改措施和完成时间，并反馈结果。"
PROMISE_DEMAND = "请按会议要求抓紧落实，并反馈落实结果。"
PROBLEM_DEMAND = "请抓紧研究解决，并反馈处理结果。"
DECISION_DEMAND = "请按职责分工抓好落实，并反馈进展和结果。"


@dataclass(frozen=True)
class Asked:
    """A source that is asked for: the newest version of its plan, and the rest of its name."""

    version: PlanVersion
    parts: tuple[str, ...]

    @property
    def plan(self) -> Plan:
        """The plan."""
        return plan_of(self.version)

    @property
    def key(self) -> int:
        """The id that the name ends with. Raises Refused where it is none."""
        if len(self.parts) != 1 or not self.parts[0].isdecimal() or len(self.parts[0]) > 15:
            raise refused(NOT_THERE)
        return int(self.parts[0])


def sheet_from(by: By, plan: str, about: str) -> NewSheet:
    """The sheet that a source gives, to be looked at and proposed.

    A decision names no unit, so that ``unit`` is empty there. Raises Denied, and Refused where
    there is no such source or it gives no cause any more.
    """
    by.needs(Right.SUPERVISION_ISSUE)
    kind, _colon, rest = about.partition(":")
    make = KINDS.get(kind)
    if make is None:
        raise refused(NOT_THERE)
    return make(Asked(newest_version(plan), tuple(rest.split(":"))))


def late_node(asked: Asked) -> NewSheet:
    """A node of a task of this plan; once for every day that was planned for it.

    One that is reported is no cause: it waits for its checker, not for the unit.
    """
    rows = TaskNode.objects.filter(task__plan=asked.version.code, dropped=False, pk=asked.key)
    node = unreported(rows).select_related("task").first()
    if node is None:
        raise refused(NOT_THERE)
    return of_node(asked.plan, node)


def of_node(plan: Plan, node: TaskNode) -> NewSheet:
    """The sheet of a node whose task is read already."""
    task = node.task
    unit = heir(plan, task.unit)
    helpers = dict.fromkeys(heir(plan, one.unit) for one in task.co_units.all())
    day = figures.day_in_sentence(node.due, "zh")
    return NewSheet(
        source=SupervisionSource.NODE,
        about=f"node:{node.pk}",
        cause=node_cause(node),
        origin=f"任务节点：{task.code} {task.title}"[:200],
        title=f"{task.title}：{node.title}"[:200],
        text=f"该节点应于{day}完成，尚未完成。",
        requirement=NODE_DEMAND,
        unit=unit,
        co_units=tuple(one for one in helpers if one != unit),
    )


def node_cause(node: TaskNode) -> str:
    """A node is a cause once for every day that was planned for it."""
    return f"node:{node.pk}:{node.due.isoformat()}"


def promise(asked: Asked) -> NewSheet:
    """A promise of a meeting that is not kept yet."""
    rows = Promise.objects.filter(plan=asked.version.code, done_on=None)
    found = rows.filter(pk=asked.key).select_related("meeting").first()
    if found is None:
        raise refused(NOT_THERE)
    meeting = found.meeting
    return NewSheet(
        source=SupervisionSource.MEETING,
        about=f"promise:{found.pk}",
        cause=f"promise:{found.pk}",
        origin=(meeting.title if meeting else found.source)[:200],
        title=found.text[:200],
        text=f"承诺完成时间：{figures.day_in_sentence(found.due, 'zh')}。",
        requirement=PROMISE_DEMAND,
        unit=heir(asked.plan, found.unit),
        urgency=Urgency.MINUTES,
        received_on=meeting.date if meeting else None,
    )


def hard_problem(asked: Asked) -> NewSheet:
    """A hard problem that is not closed; whoever handles it answers, else who raised it."""
    rows = HardProblem.objects.filter(plan=asked.version.code, state__in=OPEN_PROBLEM)
    found = rows.filter(pk=asked.key).first()
    if found is None:
        raise refused(NOT_THERE)
    day = figures.day_in_sentence(found.due, "zh")
    return NewSheet(
        source=SupervisionSource.HARD_PROBLEM,
        about=f"hard_problem:{found.pk}",
        cause=f"hard_problem:{found.pk}",
        origin=f"难题第{found.number}号",
        title=found.title[:200],
        text=f"{found.text}（办结期限：{day}）"[:2000],
        requirement=PROBLEM_DEMAND,
        unit=heir(asked.plan, found.handler or found.unit),
        urgency=Urgency.DIFFICULT,
        received_on=found.raised_on,
    )


def decision(asked: Asked) -> NewSheet:
    """A part of a superior's decision; who does it is to be chosen (S153)."""
    rows = SuperiorDecision.objects.filter(plan=asked.version.code, ended_on=None)
    found = rows.filter(pk=asked.key).first()
    if found is None:
        raise refused(NOT_THERE)
    return NewSheet(
        source=SupervisionSource.DECISION,
        about=f"decision:{found.pk}",
        cause=f"decision:{found.pk}",
        origin=f"{found.issuer} {found.document}"[:200],
        title=found.title,
        text=found.text,
        requirement=DECISION_DEMAND,
        unit="",
        urgency=Urgency.DOCUMENT,
        received_on=found.received_on,
    )


def live_light(asked: Asked) -> NewSheet:
    """A red light of the live board."""
    period, unit, indicator = three(asked)
    try:
        month = Period.parse(period)
    except ValueError as wrong:
        raise refused(NOT_THERE) from wrong
    score = live_boards(asked.version).scores(month).get((unit, indicator))
    return of_light(asked, "light", month, score)


def kept_light(asked: Asked) -> NewSheet:
    """A red light of a board that is kept: sealed, or shown for objections."""
    key, unit, indicator = three(asked)
    if not key.isdecimal() or len(key) > 15:
        raise refused(NOT_THERE)
    rows = Board.objects.filter(plan=asked.version.code).select_related("version")
    board = rows.filter(pk=int(key)).first()
    if board is None:
        raise refused(NOT_THERE)
    period = Period.parse(board.period)
    score = boards_of(board).scores(period).get((unit, indicator))
    return of_light(asked, "board", period, score)


def three(asked: Asked) -> tuple[str, str, str]:
    """Period or board, unit and indicator. Raises Refused where the name has other parts."""
    if len(asked.parts) != 3:
        raise refused(NOT_THERE)
    first, unit, indicator = asked.parts
    return first, unit, indicator


def of_light(asked: Asked, kind: str, period: Period, score: ScoreRow | None) -> NewSheet:
    """The sheet of a red light; the same period, unit and indicator are one cause."""
    indicator = None if score is None else asked.plan.indicator_by_code.get(score.indicator)
    if score is None or indicator is None or score.light != RED:
        raise refused(NOT_THERE)
    words = figures.period_name(period, "zh")
    measure = indicator.measure.zh
    unit = heir(asked.plan, score.unit)
    helpers = [one.unit for one in indicator.held_by if one.unit != unit]
    return NewSheet(
        source=SupervisionSource.LIGHT,
        about=f"{kind}:{':'.join(asked.parts)}",
        cause=f"light:{period}:{score.unit}:{score.indicator}",
        origin=f"{words}争先创优榜单" + ("（实时）" if kind == "light" else ""),
        title=f"{indicator.label.zh}（{words}红灯）"[:200],
        text=(
            f"{words}应完成{figures.number(score.target, indicator.decimals)}{measure}，"
            f"实际完成{figures.number(score.value, indicator.decimals)}{measure}，"
            f"完成率{figures.percent(score.completion)}%。"
        ),
        requirement=LIGHT_DEMAND,
        unit=unit,
        co_units=tuple(dict.fromkeys(helpers)),
    )


KINDS: Mapping[str, Callable[[Asked], NewSheet]] = {
    "node": late_node,
    "promise": promise,
    "hard_problem": hard_problem,
    "decision": decision,
    "light": live_light,
    "board": kept_light,
}
"""Every source by the first word of its name."""
