"""The supervision sheet 督办单 for a red light of a kept board (S35)."""

from dataclasses import dataclass
from datetime import date

from saima.actions.meetings import RED
from saima.actions.papers.boards import Paper
from saima.actions.papers.words import LIGHTS
from saima.actions.refusals import NOT_THERE, refused
from saima.documents import figures
from saima.documents.supervision_sheet import SupervisionSheet


@dataclass(frozen=True)
class Matter:
    """A red light by unit and indicator; what is demanded, and until when."""

    unit: str
    indicator: str
    demand: str
    received: date
    due: date


def supervision_sheet(paper: Paper, matter: Matter) -> SupervisionSheet:
    """The sheet. Raises Refused where the board has no such red light."""
    score = paper.scores.get((matter.unit, matter.indicator))
    if score is None or score.light != RED:
        raise refused(NOT_THERE)
    indicator = paper.plan.indicator_by_code[matter.indicator]
    measure = indicator.measure.zh
    period = figures.period_name(paper.period, "zh")
    value = figures.number(score.value, indicator.decimals)
    target = figures.number(score.target, indicator.decimals)
    told = (
        f"{indicator.label.zh}：{period}应完成{target}{measure}，"
        f"实际完成{value}{measure}，完成率{figures.percent(score.completion)}%，亮{LIGHTS[RED]}。"
    )
    helpers = [one.unit for one in indicator.held_by if one.unit != matter.unit]
    return SupervisionSheet(
        number=f"〔{matter.received.year}〕　号",
        source=f"{period}争先创优榜单",
        matter=told,
        lead=paper.name(matter.unit),
        helpers=tuple(paper.name(unit) for unit in helpers),
        demand=matter.demand,
        received=matter.received,
        due=matter.due,
        colour="红",
    )
