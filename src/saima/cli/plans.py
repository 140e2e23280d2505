"""``saima plan``: convert a plan, compare two versions of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from saima.cli.answers import answering, steps, tell
from saima.cli.periods import of_year, parsed
from saima.engine.outcome import Inputs, Outcome, Trigger
from saima.engine.rehearse import Rehearsal, Shift, rehearse
from saima.engine.score import score
from saima.engine.written import number_text
from saima.exchange.backends import PolarsBackend
from saima.exchange.read import read_data
from saima.plan.compare import Change, PlanChanges, compare_plans
from saima.plan.convert import convert
from saima.plan.label import Label
from saima.plan.load import load_plan
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems, problem_kind

READING = Label(zh="读取方案", en="Reading the plans")
SCORING = Label(zh="按两个版本计分", en="Scoring with both versions")
CONVERTED = Label(zh="{source} 已转为 {target}", en="{source} converted to {target}")
SAME = Label(zh="两个版本没有差别", en="the versions do not differ")
ADDED = Label(zh="新增：{after}", en="added: {after}")
REMOVED = Label(zh="删去：{before}", en="removed: {before}")
CHANGE = Label(zh="{kind} {code}：{what}", en="{kind} {code}: {what}")
DEFAULT = Label(zh="（默认）", en="(default)")
CHANGED = Label(zh="{field}：{before} → {after}", en="{field}: {before} -> {after}")
KINDS = {
    "plan": Label(zh="方案", en="plan"),
    "unit": Label(zh="单位", en="unit"),
    "group": Label(zh="组", en="group"),
    "node": Label(zh="节点", en="node"),
    "indicator": Label(zh="指标", en="indicator"),
    "target": Label(zh="目标", en="target"),
    "adjustment": Label(zh="加减分项", en="adjustment"),
    "consequence": Label(zh="奖惩规则", en="consequence"),
    "hard_problem": Label(zh="难题类别", en="kind of hard problem"),
}
MOVED = Label(
    zh="{period} {name}（{unit}）：总分 {totals}，名次 {ranks}",
    en="{period} {name} ({unit}): total {totals}, rank {ranks}",
)
UNMOVED = Label(zh="没有单位的名次变化", en="no unit's rank differs")
LAPSED = Label(zh="不再触发：{rule} {unit} {period}", en="no longer fires: {rule} {unit} {period}")
NEW = Label(zh="新触发：{rule} {unit} {period}", en="fires anew: {rule} {unit} {period}")
YEARS_DIFFER = problem_kind(
    "years_differ",
    en=(
        "the versions are of {old} and {new}",
        "expected the same year, to score the same data with both",
        "leave DATA and -p out to compare the rules only",
    ),
    zh=(
        "两个版本分属 {old} 年和 {new} 年",
        "应为同一年度，才能用同一份数据计分",
        "不写 DATA 和 -p 可只比较规则",
    ),
)


def run_convert(source: Path, target: Path, language: str) -> None:
    """Convert a plan; exit 1 when it cannot be read or something is at the target."""
    with answering(language):
        loaded = convert(source, target)
    tell(loaded.problems, language)
    typer.echo(CONVERTED.text(language).format(source=source, target=target))


@dataclass(frozen=True)
class CompareRequest:
    """Two versions, and perhaps data and periods to score with both."""

    old: Path
    new: Path
    data: Path | None
    periods: tuple[str, ...]


def run_compare(request: CompareRequest, language: str) -> None:
    """Print what differs, and with data what it does to totals, ranks and consequences."""
    asked = parsed(request.periods, language)
    with answering(language), steps(2, language) as step:
        step(READING)
        old, new = (load_plan(path).ready() for path in (request.old, request.new))
        changes = compare_plans(old, new)
        rehearsal = None
        if request.data is not None:
            step(SCORING)
            rehearsal = rehearsed(changes, request.data, of_year(asked, old))
    lines = [change_text(change, language) for change in changes.rows]
    typer.echo("\n".join(lines or [SAME.text(language)]))
    if rehearsal is not None:
        typer.echo("\n".join(rehearsal_lines(rehearsal, new, language)))


def change_text(change: Change, language: str) -> str:
    """One difference on one line."""
    kind = KINDS[change.kind].text(language)
    whole = ADDED if change.before is None else REMOVED
    what = CHANGED if change.field else whole
    cells = {"before": change.before, "after": change.after}
    default = DEFAULT.text(language)
    shown = {name: default if cell is None else cell for name, cell in cells.items()}
    words = what.text(language).format(field=change.field, **shown)
    return CHANGE.text(language).format(kind=kind, code=change.code, what=words)


def rehearsed(changes: PlanChanges, data: Path, periods: list[Period]) -> Rehearsal:
    """Score the same data with both versions; raises Problems."""
    old, new = changes.old, changes.new
    if old.year != new.year:
        raise Problems([Problem(YEARS_DIFFER, facts={"old": old.year, "new": new.year})])
    files = read_data(data, either(old, new), PolarsBackend())
    if files.inputs is None:
        raise Problems(list(files.problems))
    return rehearse(outcome(old, files.inputs, periods), outcome(new, files.inputs, periods))


def outcome(plan: Plan, inputs: Inputs, periods: list[Period]) -> Outcome:
    """Score with one version."""
    return score(plan, inputs, periods)


def either(old: Plan, new: Plan) -> Plan:
    """What data may name: the codes of both versions, as the older one describes them."""
    return old.model_copy(
        update={
            "units": (*old.units, *(u for u in new.units if u.code not in old.unit_by_code)),
            "indicators": (
                *old.indicators,
                *(i for i in new.indicators if i.code not in old.indicator_by_code),
            ),
            "adjustments": (*old.adjustments, *new.adjustments),
        }
    )


def rehearsal_lines(rehearsal: Rehearsal, plan: Plan, language: str) -> Iterator[str]:
    """Who would stand elsewhere, and which consequences would come or go."""
    moved = [shift for shift in rehearsal.shifts if shift.moved]
    if not moved:
        yield UNMOVED.text(language)
    for shift in moved:
        yield shift_text(shift, plan, language)
    for label, triggers in ((LAPSED, rehearsal.lapsed), (NEW, rehearsal.new)):
        for trigger in triggers:
            yield trigger_text(label, trigger, language)


def shift_text(shift: Shift, plan: Plan, language: str) -> str:
    """One unit's total and rank before and after."""
    unit = plan.unit_by_code.get(shift.unit)
    return MOVED.text(language).format(
        period=shift.period,
        unit=shift.unit,
        name=unit.name(language) if unit else shift.unit,
        totals=before_after(shift.total_before, shift.total_after),
        ranks=before_after(shift.rank_before, shift.rank_after),
    )


def before_after(before: float | None, after: float | None) -> str:
    """Two numbers with an arrow; a dash where there is none."""
    texts = ["-" if number is None else number_text(number) for number in (before, after)]
    return " -> ".join(texts)


def trigger_text(label: Label, trigger: Trigger, language: str) -> str:
    """One consequence that only one of the versions starts."""
    return label.text(language).format(rule=trigger.rule, unit=trigger.unit, period=trigger.period)
