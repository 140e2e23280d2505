"""``saima explain``: how a unit's total came about, as a tree."""

import ast
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from saima.cli.answers import answering, steps, tell
from saima.cli.periods import of_year, parsed
from saima.engine.explain import Explanation, NothingToExplain, Part, explain
from saima.engine.score import score
from saima.engine.written import number_text
from saima.exchange.backends import PolarsBackend
from saima.exchange.read import read_data
from saima.plan.label import Label
from saima.plan.load import load_plan
from saima.plan.places import nearest
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems, problem_kind
from saima.plan.tree import ROOT

READING = Label(zh="读取方案和数据", en="Reading plan and data")
SCORING = Label(zh="计分", en="Scoring")
HEAD = Label(zh="{name}（{unit}）{period}，{group}", en="{name} ({unit}), {period}, {group}")
RANKED = Label(
    zh="总分 {total}，第 {rank} 名（共 {field} 个）", en="total {total}, rank {rank} of {field}"
)
UNRANKED = Label(zh="无名次：{reason}", en="not ranked: {reason}")
OF_WEIGHT = Label(zh="{points} 分（满分 {weight}）", en="{points} of {weight}")
PLAIN = Label(zh="{name}：{points}", en="{name}: {points}")
WITH_DETAILS = Label(zh="{name}：{points}（{details}）", en="{name}: {points} ({details})")
VALUES = {
    "value": Label(zh="完成值 {number}", en="value {number}"),
    "target": Label(zh="目标值 {number}", en="target {number}"),
}
PARTS = {
    "total": Label(zh="总分", en="Total"),
    "quarters": Label(zh="四个季度", en="Quarters"),
    "year_end": Label(zh="年末", en="Year end"),
    "bonus": Label(zh="加分", en="Bonus"),
    "deduction": Label(zh="扣分", en="Deduction"),
}
CUT = Label(
    zh="因上下限或合成方式的差额 {points}", en="made by a bound or the combination: {points}"
)
UNIT_OR_CODE_UNKNOWN = problem_kind(
    "unit_or_code_unknown",
    en=("'{code}' is not in the plan", "expected a code such as {similar}", "mend {option}"),
    zh=("方案中没有“{code}”", "应为方案中的代码，如 {similar}", "请改正 {option}"),
)
NO_RESULT = problem_kind(
    "no_result",
    en=(
        "{code} has no result of {unit} in {period}",
        "expected a part of the unit's own tree",
        "leave --indicator out to see all of it",
    ),
    zh=(
        "{unit} 在 {period} 没有 {code} 的结果",
        "应为该单位自己的得分项",
        "不写 --indicator 可查看全部",
    ),
)


@dataclass(frozen=True)
class ExplainRequest:
    """Which result is to be explained; ``code`` an indicator or node, nothing for the total."""

    plan: Path
    data: Path
    period: str
    unit: str
    code: str | None


def run_explain(request: ExplainRequest, language: str, *, as_json: bool) -> None:
    """Print the explanation of one unit's total, node or indicator."""
    asked = parsed([request.period], language)
    with answering(language):
        with steps(2, language) as step:
            step(READING)
            loaded = load_plan(request.plan)
            plan = loaded.ready()
            check_codes(request, plan)
            periods = of_year(asked, plan)
            files = read_data(request.data, plan, PolarsBackend())
            if files.inputs is None:
                raise Problems(list(files.problems))
            step(SCORING)
            outcome = score(plan, files.inputs, periods)
        code = request.code or ROOT
        try:
            found = explain(outcome, periods[0], request.unit, code)
        except NothingToExplain:
            facts = {"code": code, "unit": request.unit, "period": request.period}
            raise Problems([Problem(NO_RESULT, facts=facts)]) from None
    tell((*loaded.warnings, *files.problems), language)
    if as_json:
        typer.echo(json.dumps(as_data(found), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(text_lines(found, language)))


def check_codes(request: ExplainRequest, plan: Plan) -> None:
    """Raise Problems for a unit or a part that the plan does not know."""
    parts = {ROOT, *plan.node_by_code, *plan.indicator_by_code}
    wanted = [("--unit", request.unit, list(plan.unit_by_code))]
    if request.code is not None:
        wanted.append(("--indicator", request.code, sorted(parts)))
    problems = [
        Problem(
            UNIT_OR_CODE_UNKNOWN,
            facts={"code": code, "similar": nearest(code, known), "option": option},
        )
        for option, code, known in wanted
        if code not in known
    ]
    if problems:
        raise Problems(problems)


def as_data(found: Explanation) -> dict[str, object]:
    """The explanation as plain data; a bound that is not there is null."""
    plan = {"code": found.plan.code, "version": found.plan.version, "hash": found.plan.hash}
    return {
        "plan": plan,
        "period": found.period,
        "group": found.group,
        "unit": found.unit,
        "total": found.total,
        "rank": found.rank,
        "field": found.field,
        "reason": found.reason,
        "part": finite(asdict(found.part)),
    }


def finite(data: object) -> object:
    """The same data without infinities, which JSON does not know."""
    if isinstance(data, dict):
        return {key: finite(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [finite(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def text_lines(found: Explanation, language: str) -> Iterator[str]:
    """The explanation line by line: the result, then the tree that adds up to it."""
    unit = found.plan.unit_by_code[found.unit]
    yield HEAD.text(language).format(
        name=unit.name(language),
        unit=found.unit,
        period=found.period,
        group=found.plan.group_by_code[found.group].label.text(language),
    )
    if found.total is None or found.rank is None:
        yield UNRANKED.text(language).format(reason=found.reason)
    else:
        total, rank = number_text(found.total), number_text(found.rank)
        yield RANKED.text(language).format(total=total, rank=rank, field=found.field)
    yield part_text(found.part, found.plan, language)
    yield from branches(found.part, found.plan, language, "")


def branches(part: Part, plan: Plan, language: str, indent: str) -> Iterator[str]:
    """The parts below a part, and what a bound or the combination made of their sum."""
    below: list[tuple[str, Part | None]] = [
        (part_text(child, plan, language), child) for child in part.children
    ]
    if part.cut:
        below.append((CUT.text(language).format(points=number_text(part.cut)), None))
    for position, (text, child) in enumerate(below, start=1):
        last = position == len(below)
        yield f"{indent}{'└─' if last else '├─'} {text}"
        if child is not None:
            yield from branches(child, plan, language, indent + ("   " if last else "│  "))


def part_text(part: Part, plan: Plan, language: str) -> str:
    """One part: name, points, formula with its numbers, value and target, policy and clause."""
    formula = ""
    if part.written and part.rate is not None and part.weight is not None:
        weight, rate = number_text(part.weight), number_text(part.rate)
        formula = f"= {weight} × {factor(part.written)} = {weight} × {rate}"
    numbers = [
        VALUES[name].text(language).format(number=number_text(number))
        for name, number in (("value", part.value), ("target", part.target))
        if number is not None
    ]
    sources = [f"[{part.clause}]"] if part.clause else []
    notes = [part.note] if part.note else []
    facts = {
        "name": name_of(part, plan, language),
        "points": f"{points_text(part, language)} {formula}".rstrip(),
        "details": ("；" if language == "zh" else "; ").join([*numbers, *notes, *sources]),
    }
    return (WITH_DETAILS if facts["details"] else PLAIN).text(language).format(**facts)


def factor(formula: str) -> str:
    """A formula that something is multiplied with: in brackets unless it is one call or number."""
    return (
        f"({formula})" if isinstance(ast.parse(formula, mode="eval").body, ast.BinOp) else formula
    )


def points_text(part: Part, language: str) -> str:
    """The points, and of how many where the part has a weight."""
    points = "-" if part.points is None else number_text(part.points)
    if part.weight is None or part.kind == "total":
        return points
    return OF_WEIGHT.text(language).format(points=points, weight=number_text(part.weight))


def name_of(part: Part, plan: Plan, language: str) -> str:
    """What the part is called, with its code where it has one of its own."""
    if part.code == ROOT or part.kind in PARTS:
        kind = "total" if part.kind == "node" else part.kind
        return PARTS[kind].text(language)
    known = plan.indicator_by_code if part.kind == "indicator" else plan.node_by_code
    return f"{known[part.code].label.text(language)} {part.code}"
