"""Kinds of hard problems: levels in order, days of the year, guarded kinds without texts."""

from collections.abc import Iterator

from saima.plan.check_targets import DEADLINE_OUTSIDE_YEAR
from saima.plan.hard_problems import Ask, HardProblemKind
from saima.plan.places import Finding, find
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind

LEVELS_OUT_OF_ORDER = problem_kind(
    "levels_out_of_order",
    en=(
        'the kind "{code}" rises after {days} working days, which is not later than the level '
        "before ({before})",
        "expected each level later than the one before",
        "put the levels in order, or change the days",
    ),
    zh=(
        "难题类别“{code}”在 {days} 个工作日后升级，不晚于上一级（{before}）",
        "各级应依次推后",
        "请调整顺序或天数",
    ),
)
GUARDED_ASKS = problem_kind(
    "guarded_asks",
    en=(
        'the guarded kind "{code}" asks for {ask}',
        "expected totals only: a title and a quantity",
        "ask for quantity only, or remove guarded",
    ),
    zh=(
        "受保护的难题类别“{code}”要求填写 {ask}",
        "只应填写名称和数量",
        "请只保留 quantity，或去掉 guarded",
    ),
)
ASKED_TWICE = problem_kind(
    "asked_twice",
    en=(
        'the kind "{code}" asks for {ask} twice',
        "expected each field once",
        "remove one of them",
    ),
    zh=("难题类别“{code}”重复要求填写 {ask}", "每项应只写一次", "请删去其中一项"),
)


def check_hard_problems(plan: Plan) -> Iterator[Finding]:
    """Checks that need nothing but the kind itself and the plan's year."""
    for index, kind in enumerate(plan.hard_problems):
        yield from check_levels(index, kind)
        yield from check_asks(index, kind)
        if kind.deadline is not None and kind.deadline.year != plan.year:
            facts = {"deadline": kind.deadline.isoformat(), "year": plan.year}
            yield find(DEADLINE_OUTSIDE_YEAR, "hard_problems", index, "deadline", **facts)


def check_levels(index: int, kind: HardProblemKind) -> Iterator[Finding]:
    """Each level comes later than the one before."""
    before = 0
    for position, level in enumerate(kind.rises_after):
        if level.after <= before:
            path = ("hard_problems", index, "rises_after", position, "after")
            facts = {"code": kind.code, "days": level.after, "before": before}
            yield find(LEVELS_OUT_OF_ORDER, *path, **facts)
        before = level.after


def check_asks(index: int, kind: HardProblemKind) -> Iterator[Finding]:
    """Guarded kinds keep totals only; nothing is asked twice."""
    for position, ask in enumerate(kind.asks):
        path = ("hard_problems", index, "asks", position)
        if kind.guarded and ask is not Ask.QUANTITY:
            yield find(GUARDED_ASKS, *path, code=kind.code, ask=ask.value)
        if ask in kind.asks[:position]:
            yield find(ASKED_TWICE, *path, code=kind.code, ask=ask.value)
