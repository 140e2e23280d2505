"""Months that are collected, what is due in them, and values handed in."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Header, Path, Query, Router, Schema
from pydantic import StringConstraints

from saima.actions.by import By
from saima.actions.given import Given
from saima.actions.handing_in import Call, given_from, once, refuse_unseen
from saima.actions.permissions import Right
from saima.actions.reporting import check, submit_many
from saima.api.cursors import Page, PageQuery, page_of
from saima.api.errors import PROBLEMS, Finding, MissingError, finding
from saima.api.problem_kinds import KEY_REUSED
from saima.api.scopes import TokenScope
from saima.api.security import caller
from saima.api.shapes import (
    Code,
    DueOut,
    DuePage,
    Handed,
    HandedIn,
    Id,
    RoundOut,
    RoundPage,
    ValuesIn,
)
from saima.records.models import DueState, DueValue, Round, Submission
from saima.records.queries.submissions import newest

router = Router(tags=["rounds"])
RoundId = Path[Id]
Key = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[!-~]+$")]


class DueQuery(PageQuery):
    """Which due values."""

    state: DueState | None = None
    unit: Code = ""
    indicator: Code = ""


class FindingsOut(Schema):
    """What would be found; nothing was handed in."""

    findings: list[Finding]


@router.get("/rounds", response={200: RoundPage, **PROBLEMS}, operation_id="rounds")
def rounds(request: HttpRequest, page: Page) -> RoundPage:
    """All rounds, the oldest first."""
    caller(request).needs(TokenScope.ROUNDS_READ)
    found, following = page_of(Round.objects.all(), page)
    return RoundPage(items=[RoundOut.from_orm(one) for one in found], next=following)


@router.get("/rounds/{round_id}", response={200: RoundOut, **PROBLEMS}, operation_id="round")
def one_round(request: HttpRequest, round_id: RoundId) -> RoundOut:
    """One round."""
    caller(request).needs(TokenScope.ROUNDS_READ)
    return RoundOut.from_orm(round_of(round_id))


def round_of(key: int) -> Round:
    """The round. Raises MissingError."""
    found = Round.objects.filter(pk=key).first()
    if found is None:
        raise MissingError
    return found


@router.get("/rounds/{round_id}/due", response={200: DuePage, **PROBLEMS}, operation_id="due")
def due_values(request: HttpRequest, round_id: RoundId, asked: Query[DueQuery]) -> DuePage:
    """The due values of a round that the caller may see."""
    by = caller(request).needs(TokenScope.ROUNDS_READ)
    names = {"state": asked.state, "unit": asked.unit, "indicator": asked.indicator}
    wanted = {name: value for name, value in names.items() if value}
    rows = DueValue.objects.filter(by.standing.visible(), round=round_of(round_id), **wanted)
    found, following = page_of(rows, asked)
    return DuePage(items=told(found), next=following)


@router.get("/due/{due_id}", response={200: DueOut, **PROBLEMS}, operation_id="due_value")
def due_value(request: HttpRequest, due_id: Path[Id]) -> DueOut:
    """One due value; one that the caller may not see is not there."""
    by = caller(request).needs(TokenScope.ROUNDS_READ)
    found = DueValue.objects.filter(by.standing.visible(), pk=due_id).first()
    if found is None:
        raise MissingError
    return told([found])[0]


def told(dues: list[DueValue]) -> list[DueOut]:
    """Due values with the number of their newest version."""
    versions = newest([due.pk for due in dues])
    return [
        DueOut(
            id=due.pk,
            round=due.round_id,
            unit=due.unit,
            indicator=due.indicator,
            period=due.period,
            reporter=due.reporter,
            checker=due.checker,
            state=due.state,
            deadline=due.deadline,
            on_time=due.on_time,
            complete=due.complete,
            evidence=due.evidence,
            version=versions[due.pk].version if due.pk in versions else 0,
        )
        for due in dues
    ]


@router.post(
    "/rounds/{round_id}/values", response={200: HandedIn, **PROBLEMS}, operation_id="hand_in"
)
def hand_in(
    request: HttpRequest,
    round_id: RoundId,
    sent: ValuesIn,
    idempotency_key: Annotated[Key, Header(alias="Idempotency-Key")],
) -> HandedIn:
    """Hand in values: all or none. The same call under the same key is done once."""
    by, items = asked_for(request, round_id, sent)
    call = Call(idempotency_key, f"{round_id}\n{sent.model_dump_json()}".encode())
    done = once(
        by, call, KEY_REUSED, lambda: as_sent(submit_many(by, items)).model_dump(mode="json")
    )
    return HandedIn.model_validate(done)


@router.post(
    "/rounds/{round_id}/values/check",
    response={200: FindingsOut, **PROBLEMS},
    operation_id="check_values",
)
def check_values(request: HttpRequest, round_id: RoundId, sent: ValuesIn) -> FindingsOut:
    """What would be found in these values; nothing is handed in."""
    by, items = asked_for(request, round_id, sent)
    found = check(by, items)
    return FindingsOut(
        findings=[finding(problem, due) for due, problems in found.items() for problem in problems]
    )


def asked_for(request: HttpRequest, round_id: int, sent: ValuesIn) -> tuple[By, dict[int, Given]]:
    """Who hands in what; values that the caller may not see are not there."""
    by = caller(request).needs(TokenScope.VALUES_WRITE, Right.VALUE_REPORT)
    round_of(round_id)
    items = {
        one.due: given_from(
            {name: getattr(one, name) for name in ("value", "numerator", "denominator")},
            one.field,
            not_applicable=one.not_applicable,
            unchanged=one.unchanged,
            sentence=one.sentence,
            source=one.source,
            based_on=one.based_on,
        )
        for one in sent.values
    }
    refuse_unseen(by, round_id, set(items))
    return by, items


def as_sent(made: list[Submission]) -> HandedIn:
    """The new versions."""
    names = ("version", "value", "numerator", "denominator", "field")
    flags = ("not_applicable", "unchanged", "findings")
    return HandedIn(
        values=[
            Handed(due=one.due_value_id, **{name: getattr(one, name) for name in (*names, *flags)})
            for one in made
        ]
    )
