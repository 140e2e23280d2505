"""Derived indicators: filters that their objects have, words that exist, shares with a whole."""

from collections.abc import Iterator

from saima.plan.derivation import (
    DOCUMENT_KINDS,
    FILTERS,
    STATES,
    Derivation,
    Filter,
    Measure,
    Objects,
    Window,
)
from saima.plan.places import Finding, ModelPath, find, nearest
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind
from saima.plan.tree import Collect, Indicator

FILTER_NOT_OF = problem_kind(
    "filter_not_of",
    en=(
        '{objects} cannot be filtered by "{filter}"',
        "expected one of {options}",
        "choose another filter, or other objects",
    ),
    zh=("{objects} 不能按“{filter}”筛选", "应为 {options} 之一", "请改用其他筛选项或统计对象"),
)
UNKNOWN_STATE = problem_kind(
    "unknown_state",
    en=(
        '{objects} have no state "{state}"',
        "expected one of {options}",
        "correct the state",
    ),
    zh=("{objects} 没有状态“{state}”", "应为 {options} 之一", "请改正状态"),
)
UNKNOWN_DOCUMENT_KIND = problem_kind(
    "unknown_document_kind",
    en=(
        'there is no kind of document "{word}"',
        "expected one of {options}",
        "correct the kind",
    ),
    zh=("没有文书种类“{word}”", "应为 {options} 之一", "请改正种类"),
)
SHARE_WITHOUT_WHOLE = problem_kind(
    "share_without_whole",
    en=(
        'the derived indicator "{code}" is a share without "of"',
        'expected "of": the whole that the share is taken of',
        'add "of", or choose another measure',
    ),
    zh=("衍生指标“{code}”为占比，但缺少“of”", "应以“of”写明总体", "请补上“of”，或改用其他计量方式"),
)
WHOLE_WITHOUT_SHARE = problem_kind(
    "whole_without_share",
    en=(
        'the derived indicator "{code}" has "of", but its measure is {measure}',
        'expected "of" with measure: share only',
        'remove "of", or set measure: share',
    ),
    zh=(
        "衍生指标“{code}”写有“of”，但计量方式为 {measure}",
        "仅 measure: share 可有“of”",
        "请删去“of”，或改为 measure: share",
    ),
)
DERIVED_COLLECT = problem_kind(
    "derived_collect",
    en=(
        'the derived indicator "{code}" collects its months as {collect}, which does not fit {why}',
        "expected {options}",
        "change collect",
    ),
    zh=(
        "衍生指标“{code}”的 collect 为 {collect}，与 {why} 不符",
        "应为 {options}",
        "请修改 collect",
    ),
)


def check_derivations(plan: Plan) -> Iterator[Finding]:
    """Checks of every derived indicator by itself."""
    for index, indicator in enumerate(plan.indicators):
        if indicator.derived is not None:
            path = ("indicators", index)
            yield from check_filters(indicator.derived, (*path, "derived"))
            yield from check_measure(indicator, indicator.derived, path)


def check_filters(derived: Derivation, path: ModelPath) -> Iterator[Finding]:
    """Filters fit the objects, and their words exist."""
    for key, found in (("where", derived.where), ("of", derived.of)):
        if found is not None:
            yield from check_filter(derived.objects, found, (*path, key))


def check_filter(objects: Objects, found: Filter, path: ModelPath) -> Iterator[Finding]:
    """One filter."""
    for name in found.given:
        if name not in FILTERS[objects]:
            facts = {"objects": objects.value, "filter": name}
            options = nearest(name, FILTERS[objects], first=len(FILTERS[objects]))
            yield find(FILTER_NOT_OF, *path, name, **facts, options=options)
    for position, state in enumerate(found.state):
        if state not in STATES[objects]:
            options = nearest(state, STATES[objects], first=len(STATES[objects]))
            facts = {"objects": objects.value, "state": state}
            yield find(UNKNOWN_STATE, *path, "state", position, **facts, options=options)
    for position, kind in enumerate(found.kind if objects is Objects.DOCUMENTS else ()):
        if kind not in DOCUMENT_KINDS:
            options = nearest(kind, DOCUMENT_KINDS, first=len(DOCUMENT_KINDS))
            yield find(UNKNOWN_DOCUMENT_KIND, *path, "kind", position, word=kind, options=options)


def check_measure(indicator: Indicator, derived: Derivation, path: ModelPath) -> Iterator[Finding]:
    """A share has its whole; months are put together in a way that fits what is counted."""
    share = derived.measure is Measure.SHARE
    if share and derived.of is None:
        yield find(SHARE_WITHOUT_WHOLE, *path, "derived", "measure", code=indicator.code)
    if not share and derived.of is not None:
        facts = {"code": indicator.code, "measure": derived.measure.value}
        yield find(WHOLE_WITHOUT_SHARE, *path, "derived", "of", **facts)
    allowed, why = collects(derived)
    if indicator.collect not in allowed:
        facts = {"code": indicator.code, "collect": indicator.collect.value, "why": why}
        options = ", ".join(one.value for one in allowed)
        yield find(DERIVED_COLLECT, *path, "collect", **facts, options=options)


def collects(derived: Derivation) -> tuple[tuple[Collect, ...], str]:
    """The ways to put months together, and what decides it.

    What is counted to date already holds the months before, so adding it up would count twice.
    """
    windows = (*derived.where.windows, *(derived.of.windows if derived.of else ()))
    to_date = Window.TO_DATE in windows or not windows
    why = f"measure: {derived.measure}, {Window.TO_DATE if to_date else Window.PERIOD}"
    if derived.measure is Measure.SHARE:
        return ((Collect.LEVEL,) if to_date else (Collect.LEVEL, Collect.RATIO)), why
    if derived.measure is Measure.MEDIAN_DAYS:
        return (Collect.LEVEL, Collect.AVERAGE), why
    return ((Collect.LEVEL, Collect.CUMULATIVE) if to_date else (Collect.FLOW, Collect.LEVEL)), why
