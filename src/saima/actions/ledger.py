"""What enters the ledger: accepted values, and corrections by the office with their reason."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.given import Given
from saima.actions.permissions import Right
from saima.actions.refusals import (
    DERIVED_VALUE,
    EMPTY_REASON,
    NO_SUCH_INDICATOR,
    NO_SUCH_UNIT,
    NOT_THERE,
    OWN_WORK,
    Denied,
    Refused,
    refused,
)
from saima.actions.steps import Act, next_step
from saima.engine.plausible import Reading, impossible
from saima.plan.plan import Plan
from saima.records.models import DueValue, Entry, PlanVersion, Submission
from saima.records.queries.plans import plan_of
from saima.records.queries.submissions import newest_of

BATCH = 500
JUST_AFTER = timedelta(microseconds=1)
FROM_THE_ROUND = "按填报期审定 / accepted from the round"
"""Why a value replaces one that the ledger had already, where nobody wrote a sentence."""


@dataclass(frozen=True)
class ValueKey:
    """One value of the ledger."""

    plan: str
    unit: str
    indicator: str
    period: str

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.period}"


@dataclass(frozen=True)
class Accepted:
    """What is to be written: the numbers, where they come from, and why they replace others."""

    reading: Reading
    not_applicable: bool = False
    source: str = ""
    why: str = ""
    submission: Submission | None = None


def write(by: By, accepted: Mapping[ValueKey, Accepted]) -> dict[ValueKey, Entry]:
    """Add entries; each replaces the one before it, a moment later at least.

    Call it inside the transaction that holds the locks on what the values belong to.
    """
    before = last_entries(accepted)
    made = {key: entry_of(by, key, new, before.get(key)) for key, new in accepted.items()}
    Entry.objects.bulk_create(made.values(), batch_size=BATCH)
    return made


def last_entries(keys: Collection[ValueKey]) -> dict[ValueKey, Entry]:
    """The newest entry of each value that has any; one query for each plan."""
    found: dict[ValueKey, Entry] = {}
    for plan in {key.plan for key in keys}:
        of_plan = {key for key in keys if key.plan == plan}
        rows = Entry.objects.filter(
            plan=plan,
            unit__in={key.unit for key in of_plan},
            indicator__in={key.indicator for key in of_plan},
            period__in={key.period for key in of_plan},
        )
        for row in rows.order_by("recorded_at", "id"):
            key = ValueKey(plan, row.unit, row.indicator, row.period)
            if key in of_plan:
                found[key] = row
    return found


def entry_of(by: By, key: ValueKey, accepted: Accepted, before: Entry | None) -> Entry:
    """The entry of an accepted value after the one before it."""
    return Entry(
        plan=key.plan,
        unit=key.unit,
        indicator=key.indicator,
        period=key.period,
        value=accepted.reading.value,
        numerator=accepted.reading.numerator,
        denominator=accepted.reading.denominator,
        field=accepted.reading.field,
        not_applicable=accepted.not_applicable,
        source=accepted.source,
        recorded_at=later_than(before, by.now),
        by=by.person,
        submission=accepted.submission,
        why=accepted.why or ("" if before is None else FROM_THE_ROUND),
        replaces=before,
    )


def later_than(before: Entry | None, now: datetime) -> datetime:
    """``now``, or the moment after the entry before: of two rows the later counts."""
    return now if before is None else max(now, before.recorded_at + JUST_AFTER)


def correct(by: By, key: ValueKey, given: Given, why: str) -> Entry:
    """Replace a value that was accepted, or enter one that a frozen month went without.

    Only the numbers, ``not_applicable`` and ``source`` of ``given`` count. Raises Denied, also for
    one's own report; Refused without a reason, for numbers that cannot be, where the value is not
    in the ledger yet and its month still open, or where the plan does not know it.
    """
    by.needs(Right.LEDGER_CORRECT)
    if not why.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        version = lock_plan(key)
        refuse_wrong(plan_of(version), key, given)
        due = due_of(key)
        if due is not None:
            next_step(by, due, Act.CORRECT)
            refuse_own(by, newest_of(due))
        elif not last_entries([key]):
            raise refused(NOT_THERE)
        return enter(by, key, corrected(given, why), due)


def corrected(given: Given, why: str) -> Accepted:
    """What a correction writes."""
    return Accepted(given.reading, given.not_applicable, given.source[:200], why.strip()[:500])


def enter(by: By, key: ValueKey, accepted: Accepted, due: DueValue | None) -> Entry:
    """Write one correction and say so in the log; ``due`` is locked, None where there is none."""
    before = last_entries([key]).get(key)
    entry = write(by, {key: accepted})[key]
    if due is not None and due.accepted_at is None:
        due.accepted_at = by.now
        due.save(update_fields=["accepted_at"])
    audit.record(
        by,
        "ledger.correct",
        entry,
        value=str(key),
        before=None if before is None else numbers(before),
        after=numbers(entry),
        why=entry.why,
    )
    return entry


def lock_plan(key: ValueKey) -> PlanVersion:
    """The newest version of the plan, locked, so that two corrections follow each other.

    Raises Refused where there is no such plan.
    """
    rows = PlanVersion.objects.filter(code=key.plan).order_by("-version").select_for_update()
    version: PlanVersion | None = rows.first()
    if version is None:
        raise refused(NOT_THERE)
    return version


def due_of(key: ValueKey) -> DueValue | None:
    """The due value of a key, locked, or None where its month was not opened here."""
    rows = DueValue.objects.filter(
        round__plan=key.plan, unit=key.unit, indicator=key.indicator, period=key.period
    )
    return rows.select_for_update(of=("self",)).first()


def refuse_wrong(plan: Plan, key: ValueKey, given: Given) -> None:
    """Raise Refused for a key that the plan does not know or derives, or impossible numbers."""
    if key.unit not in plan.unit_by_code:
        raise refused(NO_SUCH_UNIT, unit=key.unit, plan=plan.code)
    indicator = plan.indicator_by_code.get(key.indicator)
    if indicator is None:
        raise refused(NO_SUCH_INDICATOR, indicator=key.indicator, plan=plan.code)
    if indicator.derived is not None:
        raise refused(DERIVED_VALUE, indicator=indicator.label)
    blocks = [] if given.not_applicable else list(impossible(indicator, given.reading))
    if blocks:
        raise Refused(blocks)


def refuse_own(by: By, submission: Submission | None) -> None:
    """Raise Denied where the person decides on what they reported themselves."""
    if submission is not None and submission.by_id == by.person.pk:
        raise Denied(OWN_WORK)


def numbers(entry: Entry) -> dict[str, object]:
    """The numbers of an entry as the log keeps them."""
    names = ("value", "numerator", "denominator", "field", "not_applicable")
    pairs = ((name, getattr(entry, name)) for name in names)
    return {name: value for name, value in pairs if value not in (None, False)}
