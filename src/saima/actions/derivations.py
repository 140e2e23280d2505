"""Derived indicators: counted from the records, written into the ledger, typed by nobody (S63).

Owners of tasks, hard problems and documents call ``follow`` inside the transaction of a step; the
daily run calls ``derive_all``, because days pass although nobody does anything.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from saima.actions.ledger import ValueKey, last_entries, later_than
from saima.engine.derived import Counted, Thing, counted
from saima.engine.duties import needed_pairs
from saima.engine.schedule import due_periods
from saima.plan.derivation import Objects
from saima.plan.heirs import forebears, heir
from saima.plan.label import Label
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.tree import Indicator
from saima.records.chain import Happening, append
from saima.records.models import (
    DerivedValue,
    Entry,
    HardProblem,
    IssuedDocument,
    PlanVersion,
    Round,
    RoundState,
    Task,
)
from saima.records.queries.derived_objects import things
from saima.records.queries.plans import current_version, plan_of

SOURCES: Mapping[Objects, Label] = {
    Objects.TASKS: Label(zh="任务台账", en="tasks"),
    Objects.NODES: Label(zh="任务节点台账", en="nodes of tasks"),
    Objects.HARD_PROBLEMS: Label(zh="难题台账", en="hard problems"),
    Objects.DOCUMENTS: Label(zh="文号登记", en="issued documents"),
}
FOLLOWS = "随台账变动 / follows the records"
"""Why a derived value replaces the one before it."""


@dataclass(frozen=True)
class Changed:
    """What a step changed: objects of a plan, and the units they count or counted for."""

    plan: str
    objects: Objects
    units: frozenset[str] = frozenset()


def follow(now: datetime, what: Changed) -> int:
    """Count anew what rests on the objects that changed; gives how many values are new.

    Call it inside the transaction of the step, after the change. It costs one query where the plan
    derives nothing from such objects.
    """
    version = PlanVersion.objects.filter(code=what.plan).order_by("-version").first()
    if version is None:
        return 0
    plan = plan_of(version)
    concerned = [one for one in derived_of(plan) if rests_on(one, what.objects)]
    if not concerned:
        return 0
    units = frozenset(heir(plan, code) for code in what.units if code)
    return derive(plan, concerned, now, units)


def follow_problem(problem: HardProblem, now: datetime, *others: str) -> int:
    """``follow`` for a hard problem; ``others`` are units that it counted for."""
    units = frozenset({problem.unit, problem.handler, *others}) - {""}
    return follow(now, Changed(problem.plan, Objects.HARD_PROBLEMS, units))


def follow_task(task: Task, now: datetime, *others: str) -> int:
    """``follow`` for a task or one of its nodes; ``others`` are units that it counted for."""
    units = frozenset({task.unit, *task.co_units.values_list("unit", flat=True), *others})
    return follow(now, Changed(task.plan, Objects.TASKS, units))


def follow_document(document: IssuedDocument, now: datetime) -> int:
    """``follow`` for a document, which counts in the plans of its year, for the units it is about.

    It costs one query more for each such plan.
    """
    about = document.measures.values_list("consequence__unit", flat=True)
    units = frozenset(about)
    plans = PlanVersion.objects.filter(year=document.year or 0).values_list("code", flat=True)
    return sum(
        follow(now, Changed(code, Objects.DOCUMENTS, units))
        for code in plans.order_by("code").distinct()
    )


def derive_all(now: datetime) -> int:
    """Count every derived value of this year's and last year's plan anew; gives how many are new.

    Each indicator is its own short transaction; run twice it writes nothing the second time.
    """
    year = localdate(now).year
    versions = [current_version(year - 1), current_version(year)]
    plans = [plan_of(version) for version in versions if version is not None]
    return sum(derive(plan, [one], now, None) for plan in plans for one in derived_of(plan))


def derived_of(plan: Plan) -> list[Indicator]:
    """The derived indicators of a plan."""
    return [indicator for indicator in plan.indicators if indicator.derived is not None]


def rests_on(indicator: Indicator, objects: Objects) -> bool:
    """Whether an indicator is counted from such objects; nodes change with their tasks."""
    own = indicator.derived.objects if indicator.derived is not None else None
    return own is objects or (own is Objects.NODES and objects is Objects.TASKS)


def derive(
    plan: Plan, indicators: Iterable[Indicator], now: datetime, units: frozenset[str] | None
) -> int:
    """Count indicators for ``units`` and the city (None: for all) and write what is new."""
    with transaction.atomic():
        list(PlanVersion.objects.filter(code=plan.code).order_by("pk").select_for_update())
        frozen = frozen_months(plan)
        return sum(derive_one(plan, one, now, units, frozen) for one in indicators)


def frozen_months(plan: Plan) -> frozenset[str]:
    """Months that are frozen: what was counted for them stays as it is."""
    rows = Round.objects.filter(plan=plan.code, state=RoundState.FROZEN)
    return frozenset(rows.values_list("month", flat=True))


def derive_one(
    plan: Plan,
    indicator: Indicator,
    now: datetime,
    units: frozenset[str] | None,
    frozen: Collection[str],
) -> int:
    """Count one indicator and write what is new."""
    today = localdate(now)
    wanted = list(wanted_values(plan, indicator, today, units, frozen))
    if not wanted or indicator.derived is None:
        return 0
    asked = {unit for unit, _ in wanted}
    every = plan.city in asked
    known = None if every else {old for one in asked for old in (one, *forebears(plan, one))}
    by_unit = grouped(plan, things(plan, indicator.derived, known))
    found = {
        ValueKey(plan.code, unit, indicator.code, str(period)): counted(
            indicator, objects_of(plan, by_unit, unit), period, today
        )
        for unit, period in wanted
    }
    return write_new(indicator, found, now)


def wanted_values(
    plan: Plan,
    indicator: Indicator,
    today: date,
    units: frozenset[str] | None,
    frozen: Collection[str],
) -> Iterator[tuple[str, Period]]:
    """Every unit and begun period that has a value, except in frozen months."""
    present = today.year * 12 + today.month - 1
    for period in due_periods(indicator, plan.year):
        month = Period.of(period.year, PeriodKind.MONTH, period.last_month)
        if period.start > present or str(month) in frozen:
            continue
        needed = needed_pairs(plan, month)
        for unit in plan.units:
            asked = units is None or unit.code == plan.city or unit.code in units
            if asked and (unit.code, indicator.code) in needed:
                yield unit.code, period


def grouped(plan: Plan, found: Iterable[Thing]) -> dict[str, list[Thing]]:
    """Things by the unit that answers for them now."""
    by_unit: dict[str, list[Thing]] = {}
    for one in found:
        by_unit.setdefault(heir(plan, one.unit), []).append(one)
    return by_unit


def objects_of(plan: Plan, by_unit: Mapping[str, list[Thing]], unit: str) -> list[Thing]:
    """The things of a unit; the city's are everybody's, each once."""
    if unit != plan.city:
        return by_unit.get(unit, [])
    return list({one.key: one for found in by_unit.values() for one in found}.values())


def write_new(indicator: Indicator, found: Mapping[ValueKey, Counted], now: datetime) -> int:
    """Write an entry where the value is another one than the ledger has; keep its objects."""
    before = last_entries(found)
    proved = proven(before.values())
    new = {
        key: one
        for key, one in found.items()
        if key not in before or before[key].pk not in proved or differs(before[key], one)
    }
    if not new:
        return 0
    entries = [entry_of(indicator, key, one, before.get(key), now) for key, one in new.items()]
    Entry.objects.bulk_create(entries, batch_size=500)
    pairs = zip(entries, new.values(), strict=True)
    DerivedValue.objects.bulk_create(
        (evidence_of(indicator, entry, one) for entry, one in pairs), batch_size=500
    )
    append([happened(indicator, entries, now)])
    return len(entries)


def proven(entries: Iterable[Entry]) -> frozenset[int]:
    """The entries that were derived, not typed."""
    keys = [entry.pk for entry in entries]
    rows = DerivedValue.objects.filter(entry__in=keys)
    return frozenset(rows.values_list("entry", flat=True))


def differs(entry: Entry, one: Counted) -> bool:
    """Whether the ledger has another value."""
    names = ("value", "numerator", "denominator", "not_applicable")
    return any(getattr(entry, name) != getattr(one, name) for name in names)


def entry_of(
    indicator: Indicator, key: ValueKey, one: Counted, before: Entry | None, now: datetime
) -> Entry:
    """The entry of a derived value; nobody's, because nobody reported it."""
    words = SOURCES[indicator.derived.objects] if indicator.derived else Label(zh="–", en="–")
    return Entry(
        plan=key.plan,
        unit=key.unit,
        indicator=key.indicator,
        period=key.period,
        value=one.value,
        numerator=one.numerator,
        denominator=one.denominator,
        not_applicable=one.not_applicable,
        source=f"系统统计：{words.zh} / counted from {words.en}",
        recorded_at=later_than(before, now),
        why="" if before is None else FOLLOWS,
        replaces=before,
    )


def evidence_of(indicator: Indicator, entry: Entry, one: Counted) -> DerivedValue:
    """The list of objects behind an entry, with its digest."""
    listed = [list(each) for each in one.objects]
    return DerivedValue(
        entry=entry,
        query=query_of(indicator),
        objects_found=listed,
        count=len(listed),
        digest=digest(listed),
    )


def query_of(indicator: Indicator) -> dict[str, Any]:
    """The declared query as it was when the value was counted."""
    derived = indicator.derived
    return {} if derived is None else derived.model_dump(mode="json", exclude_defaults=True)


def digest(listed: list[list[Any]]) -> str:
    """SHA-256 of a list of objects."""
    text = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def happened(indicator: Indicator, entries: list[Entry], now: datetime) -> Happening:
    """What the log says: which values changed, and nobody who did it."""
    values = {f"{one.unit} {one.period}": one.value for one in entries[:20]}
    data = {"indicator": indicator.code, "count": len(entries), "values": values}
    return Happening("value.derive", now, data=data)
