"""Months are opened, extended and frozen by the office."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.permissions import Right
from saima.actions.refusals import (
    DATES_CROSSED,
    EMPTY_REASON,
    NOT_A_MONTH,
    NOT_NOW,
    TAKEN,
    UNFINISHED,
    refused,
)
from saima.actions.steps import Act
from saima.actions.telling import Telling, tell_unit, tell_units
from saima.engine.duties import Duty, duties
from saima.plan.calendar import Deadlines, deadlines
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.records.models import (
    DueState,
    DueValue,
    Entry,
    Extension,
    PlanVersion,
    Round,
    RoundState,
)
from saima.records.queries.calendar import exceptions

BATCH = 1000


def open_round(
    by: By, version: PlanVersion, month: Period, dates: Deadlines | None = None
) -> Round:
    """Open a month: every value that the plan makes due, except those the ledger has already.

    ``dates`` None: the calendar's. Raises Denied, and Refused where the month is open already or
    is no month of the plan's year.
    """
    by.needs(Right.ROUND_OPEN)
    if month.kind is not PeriodKind.MONTH or month.year != version.year:
        raise refused(NOT_A_MONTH, period=month, year=version.year)
    dates = dates or deadlines(month, exceptions())
    plan = Plan.model_validate(version.content)
    with transaction.atomic():
        opened, is_new = Round.objects.get_or_create(
            plan=plan.code,
            month=str(month),
            defaults={
                "version": version,
                "opened_at": by.now,
                "opened_by": by.person,
                "due_on": dates.report,
                "check_on": dates.check,
                "freeze_on": dates.freeze,
                "show_on": dates.show,
                "note": "" if dates.note is None else dates.note.zh,
            },
        )
        if not is_new:
            raise refused(TAKEN, name=f"{plan.code} {month}")
        wanted = duties(plan, month)
        asked = unanswered(plan, wanted)
        DueValue.objects.bulk_create(due_values(opened, plan, asked), batch_size=BATCH)
        facts = {"key": opened.pk, "period": opened.month, "due": dates.report}
        event = Telling("round_opened", f"round:{opened.pk}:opened", facts)
        tell_units({duty.reporter for duty in asked}, event, by.now)
        audit.record(
            by,
            "round.open",
            opened,
            plan=version.hash,
            month=str(month),
            asked=len(asked),
            known=len(wanted) - len(asked),
            due_on=dates.report,
            check_on=dates.check,
            freeze_on=dates.freeze,
        )
    return opened


def unanswered(plan: Plan, wanted: Iterable[Duty]) -> list[Duty]:
    """Duties whose value the ledger does not have: nobody is asked for it twice (S32)."""
    wanted = list(wanted)
    periods = {str(duty.period) for duty in wanted}
    rows = Entry.objects.filter(plan=plan.code, period__in=periods)
    known = set(rows.values_list("unit", "indicator", "period"))
    return [duty for duty in wanted if (duty.unit, duty.indicator, str(duty.period)) not in known]


def due_values(opened: Round, plan: Plan, asked: Iterable[Duty]) -> Iterable[DueValue]:
    """The rows of a round."""
    for duty in asked:
        evidence = plan.indicator_by_code[duty.indicator].evidence
        yield DueValue(
            round=opened,
            unit=duty.unit,
            indicator=duty.indicator,
            period=str(duty.period),
            reporter=duty.reporter,
            checker=duty.checker,
            due_on=opened.due_on,
            check_on=opened.check_on,
            freeze_on=opened.freeze_on,
            evidence="" if evidence is None else evidence.zh,
        )


def grant_extension(by: By, due: int, until: date, reason: str) -> Extension:
    """Give one value a later deadline.

    Raises Denied, and Refused without a reason, for an earlier date, or where it is frozen.
    """
    by.needs(Right.EXTENSION_GRANT)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        value = find(DueValue, due, lock=True)
        if value.state == DueState.FROZEN:
            raise refused(
                NOT_NOW,
                unit=value.unit,
                indicator=value.indicator,
                state=value.state,
                act="extend",
            )
        before = value.deadline
        if until <= before:
            raise refused(DATES_CROSSED, later=until, earlier=before)
        value.extended_to = until
        value.check_on = max(value.check_on, until)
        value.freeze_on = max(value.freeze_on, until)
        value.save(update_fields=["extended_to", "check_on", "freeze_on"])
        extension = Extension.objects.create(
            due_value=value, until=until, reason=reason, granted_by=by.person, granted_at=by.now
        )
        # Granted for many values at once, it is told once.
        event = f"extension:{value.round_id}:{value.reporter}:{until}:{by.now.isoformat()}"
        facts = {"period": value.round.month, "due": until, "text": reason}
        tell_unit(value.reporter, Telling("extension_granted", event, facts), by.now)
        audit.record(by, "extension.grant", value, before=before, until=until, reason=reason)
    return extension


def freeze(by: By, opened: int, despite: str = "") -> Round:
    """Close a month: no value of it is reported or reviewed any more.

    Values that are not accepted stay as they are and are shown as such. Raises Denied, and
    Refused where there are any and ``despite`` does not say why the month is frozen all the same.
    """
    by.needs(Right.ROUND_FREEZE)
    with transaction.atomic():
        month = find(Round, opened, lock=True)
        if month.state == RoundState.FROZEN:
            raise refused(
                NOT_NOW, unit=month.plan, indicator=month.month, state=month.state, act=Act.FREEZE
            )
        values = DueValue.objects.filter(round=month).select_for_update().order_by("pk")
        states = list(values.values_list("state", flat=True))
        unfinished = len([state for state in states if state != DueState.ACCEPTED])
        if unfinished and not despite.strip():
            raise refused(UNFINISHED, count=unfinished)
        DueValue.objects.filter(round=month).update(state=DueState.FROZEN, frozen_at=by.now)
        month.state, month.frozen_at, month.frozen_by = RoundState.FROZEN, by.now, by.person
        month.save(update_fields=["state", "frozen_at", "frozen_by"])
        audit.record(
            by,
            "round.freeze",
            month,
            month=month.month,
            accepted=len(states) - unfinished,
            unfinished=unfinished,
            despite=despite,
        )
    return month
