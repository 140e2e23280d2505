"""The demo's hard problems: one in every state, late ones, hazards against 30 June; all fictitious.

Every step goes through the action that people use, at the moment at which it happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from saima.actions import hard_problem_work as work
from saima.actions.by import By
from saima.actions.derivations import derive_all
from saima.actions.hard_problem_work import Words
from saima.actions.hard_problems import NewProblem, raise_problem
from saima.actions.hard_problems_rising import rise
from saima.records.models import HardProblem
from saima.web.demo_judged import Year, at

LONG = (
    "（演示）开发区二期东侧地块因高压线迁改方案与省级通道规划调整叠加，"
    "三家企业厂房基础施工许可无法按期办理，影响全年开工面积计划"
)


@dataclass(frozen=True)
class Story:
    """A problem: who raised it and when, who solves it, and the moments of its steps in order.

    The steps are accepted, assigned, planned, handled, closed; those without a moment wait.
    """

    kind: str
    title: str
    unit: str
    handler: str
    moments: Sequence[str]
    text: str = ""
    organisation: str = ""
    quantity: int = 1
    back: str = ""


def tell_problems(year: Year) -> None:
    """Raise the year's problems, work them off as far as they came, and let the late ones rise."""
    plan = year.version.content
    known = {kind["code"] for kind in plan.get("hard_problems", ())}
    units = {unit["code"] for unit in plan["units"]}
    for story in STORIES:
        if story.kind in known and {story.unit, story.handler} <= units:
            tell(year, story)
    now = at("2022-01-10 07:00")
    rise(now, year.version.code)
    derive_all(now)


def tell(year: Year, story: Story) -> None:
    """One problem, as far as it came."""
    words = Words() if story.quantity > 1 else Words(story.text or "（演示）已按方案办理。")
    town = year.of_unit(story.unit, "reporter", story.moments[0])
    new = NewProblem(
        plan=year.version.code,
        kind=story.kind,
        unit=story.unit,
        title=story.title,
        text=story.text,
        organisation=story.organisation,
        quantity=story.quantity,
    )
    made = raise_problem(town, new)
    for step, moment in zip(STEPS, story.moments[1:], strict=False):
        step(year, story, made, moment, words)
    if story.back:
        office = year.by("office", story.back)
        work.reopen(office, made.pk, Words("（演示）复查发现问题反弹。"))


def accepted(year: Year, story: Story, made: HardProblem, moment: str, words: Words) -> None:
    """The office takes it on and names the unit."""
    del words
    work.accept(year.by("office", moment), made.pk)
    work.assign(year.by("office", moment), made.pk, story.handler)


def planned(year: Year, story: Story, made: HardProblem, moment: str, words: Words) -> None:
    """The unit says how."""
    work.plan_solution(solver(year, story, moment), made.pk, words)


def handled(year: Year, story: Story, made: HardProblem, moment: str, words: Words) -> None:
    """The unit says what came of it."""
    work.handle(solver(year, story, moment), made.pk, words)


def closed(year: Year, story: Story, made: HardProblem, moment: str, words: Words) -> None:
    """The office verifies; it may for every kind."""
    del story, words
    work.verify(year.by("office", moment), made.pk)


def solver(year: Year, story: Story, moment: str) -> By:
    """The reporter of the unit that solves it."""
    return year.of_unit(story.handler, "reporter", moment)


STEPS = (accepted, planned, handled, closed)
TOWN, POWER, LAND = "330483100", "power-supply", "natural-resources"
STORIES = (
    Story(
        "bottleneck",
        LONG,
        "330483004",
        LAND,
        ("2021-10-11 09:00", "2021-10-12 10:00", "2021-10-18 15:00"),
        text="（演示）已与电力、规划部门建立周协调机制，12月底前确定迁改路径。",
        organisation="演示三家企业",
    ),
    Story(
        "bottleneck",
        "110千伏配套线路未通，两个项目投产受阻（演示）",
        "330483101",
        POWER,
        ("2021-12-06 09:00", "2021-12-07 10:00", "2021-12-13 16:00", "2022-01-07 11:00"),
        text="（演示）临时供电方案已实施，1月6日送电。",
        organisation="演示羊绒科技有限公司",
    ),
    Story(
        "enterprise-request",
        "外贸企业集装箱订舱困难（演示）",
        "330483107",
        "commerce",
        (
            "2021-09-06 09:00",
            "2021-09-06 15:00",
            "2021-09-08 10:00",
            "2021-09-16 10:00",
            "2021-09-17 09:00",
        ),
        text="（演示）已对接港口拼箱专线，企业满意。",
        organisation="演示外贸有限公司",
    ),
    Story(
        "enterprise-request",
        "新招员工子女入学信息衔接不畅（演示）",
        "330483105",
        "education",
        ("2022-01-07 10:00",),
        organisation="演示新材料有限公司",
    ),
    Story(
        "environment-issue",
        "工业园区雨污管网混接点（演示）",
        "330483106",
        "ecology-environment",
        (
            "2021-05-10 09:00",
            "2021-05-11 09:00",
            "2021-05-17 09:00",
            "2021-06-18 09:00",
            "2021-06-21 09:00",
        ),
        text="（演示）全部混接点改造完成，水质达标。",
        back="2021-12-20 09:00",
    ),
    Story(
        "livelihood-item",
        "老旧小区加装电梯管线迁改费用分担未定（演示）",
        "330483001",
        "housing-construction",
        ("2021-12-22 09:00", "2021-12-24 10:00"),
    ),
    Story(
        "inspection-finding",
        "督查发现：闲置标准厂房招商台账不实（演示）",
        "330483004",
        "industry-it",
        ("2021-12-27 09:00", "2021-12-28 09:00", "2021-12-31 09:00"),
        text="（演示）逐宗复核，一周内更正台账。",
    ),
    *(
        Story(
            "safety-hazard",
            f"{field}隐患（演示）",
            unit,
            "emergency" if place % 2 else unit,
            (
                f"2021-03-{8 + place:02d} 09:00",
                f"2021-03-{9 + place:02d} 09:00",
                f"2021-03-{15 + place:02d} 09:00",
                f"2021-{5 + place // 4:02d}-{11 + 2 * place:02d} 09:00",
                f"2021-{5 + place // 4:02d}-{12 + 2 * place:02d} 09:00",
            )[: 3 if place == 5 else 5],
            quantity=12 + 5 * place,
        )
        for place, (unit, field) in enumerate(
            (
                (TOWN, "消防"),
                ("330483001", "危化品"),
                ("330483101", "燃气"),
                ("330483107", "建筑施工"),
                ("330483106", "道路交通"),
                ("330483105", "有限空间"),
                ("330483103", "水上交通"),
            )
        )
    ),
)
