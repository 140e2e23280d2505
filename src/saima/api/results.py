"""What stands in the ledger, the boards that follow from it, and how each number came about."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Annotated

from django.db.models import Q
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import AwareDatetime, Field, StringConstraints

from saima.actions.boards import NothingToExplain, Part, YearBoards, live_boards
from saima.actions.permissions import Right, Standing
from saima.api.cursors import PageQuery, page_of
from saima.api.errors import PROBLEMS, MissingError
from saima.api.problem_kinds import NO_RESULT
from saima.api.scopes import TokenScope
from saima.api.security import caller
from saima.api.shapes import (
    BoardOut,
    BoardRow,
    Code,
    EntryOut,
    ExplanationOut,
    IndicatorOut,
    LedgerPage,
    PartOut,
    PlanOut,
    UnitOut,
)
from saima.plan.periods import PATTERN, Period
from saima.plan.problems import Problem
from saima.records.models import Entry, PlanVersion
from saima.records.queries.plans import current_version, plan_of

router = Router()
PeriodText = Annotated[str, StringConstraints(pattern=f"^{PATTERN.pattern}$".replace("?:", ""))]
Year = Annotated[int, Field(ge=1900, le=2999)]
SEEN_AS = ("unit", "submission__due_value__reporter", "submission__due_value__checker")


class AsOf(Schema):
    """As of which moment; left out: now."""

    as_of: AwareDatetime | None = None


class LedgerQuery(PageQuery, AsOf):
    """Which rows of the ledger."""

    plan: Code = ""
    unit: Code = ""
    indicator: Code = ""
    period: Annotated[str, StringConstraints(max_length=7, pattern=r"^[0-9QH-]*$")] = ""


class BoardQuery(AsOf):
    """Which units of a board; left out: all groups."""

    group: Code = ""


@router.get("/ledger", response={200: LedgerPage, **PROBLEMS}, tags=["ledger"])
def ledger(request: HttpRequest, asked: Query[LedgerQuery]) -> LedgerPage:
    """Accepted values, also those that were replaced: of one value the last row counts."""
    by = caller(request).needs(TokenScope.LEDGER_READ)
    moment = asked.as_of or by.now
    names = ("plan", "unit", "indicator", "period")
    wanted = {name: text for name in names if (text := getattr(asked, name))}
    rows = Entry.objects.filter(readable(by.standing), recorded_at__lte=moment, **wanted)
    found, following = page_of(rows, asked)
    return LedgerPage(items=list(map(entry_out, found)), next=following, as_of=moment)


def entry_out(entry: Entry) -> EntryOut:
    """A row of the ledger with the id of the row that it replaces."""
    names = EntryOut.model_fields.keys() - {"replaces"}
    columns = {name: getattr(entry, name) for name in names}
    return EntryOut(**columns, replaces=entry.replaces_id)


def readable(standing: Standing) -> Q:
    """The rows of one's own units: as the unit, as who reports for it, as who checks it."""
    if standing.everywhere(Right.VALUE_READ):
        return Q()
    units = sorted(standing.units(Right.VALUE_READ))
    return reduce(or_, (Q(**{f"{name}__in": units}) for name in SEEN_AS))


@router.get("/boards/{period}", response={200: BoardOut, **PROBLEMS}, tags=["boards"])
def board(request: HttpRequest, period: Path[PeriodText], asked: Query[BoardQuery]) -> BoardOut:
    """Totals and ranks of a period, as the live board shows them."""
    by = caller(request).needs(TokenScope.BOARDS_READ)
    when, version, boards = boards_of(period, asked.as_of)
    totals = boards.totals(when).values()
    rows = [row for row in totals if not asked.group or row.group == asked.group]
    rows.sort(key=lambda row: (row.group or "", row.rank is None, row.rank or 0, row.unit))
    return BoardOut(
        plan=version.code,
        version=version.version,
        hash=version.hash,
        period=str(when),
        as_of=asked.as_of or by.now,
        rows=[BoardRow.from_orm(row) for row in rows],
    )


@router.get(
    "/boards/{period}/units/{unit}/explanation",
    response={200: ExplanationOut, **PROBLEMS},
    tags=["boards"],
)
def explanation(
    request: HttpRequest,
    period: Path[PeriodText],
    unit: Path[Code],
    code: Code = "total",
    as_of: AwareDatetime | None = None,
) -> ExplanationOut:
    """How a unit's total, or the node or indicator ``code``, came about."""
    caller(request).needs(TokenScope.BOARDS_READ)
    when, _, boards = boards_of(period, as_of)
    try:
        found = boards.explain(when, unit, code)
    except NothingToExplain as nothing:
        raise MissingError(Problem(NO_RESULT)) from nothing
    return ExplanationOut(
        period=found.period,
        unit=found.unit,
        group=found.group,
        total=found.total,
        rank=found.rank,
        field=found.field,
        reason=found.reason,
        part=part_of(found.part),
    )


def part_of(part: Part) -> PartOut:
    """A part with everything below it."""
    return PartOut(
        kind=part.kind,
        code=part.code,
        points=part.points,
        weight=part.weight,
        rate=part.rate,
        value=part.value,
        target=part.target,
        formula=part.formula,
        written=part.written,
        note=part.note or "",
        clause=part.clause,
        children=[part_of(child) for child in part.children],
    )


def boards_of(text: str, as_of: datetime | None) -> tuple[Period, PlanVersion, YearBoards]:
    """The live boards that have a period. Raises MissingError without a plan for its year."""
    try:
        period = Period.parse(text)
    except ValueError as error:
        raise MissingError from error
    version = version_of(period.year)
    return period, version, live_boards(version, as_of)


def version_of(year: int) -> PlanVersion:
    """The plan that counts for a year. Raises MissingError."""
    version = current_version(year)
    if version is None:
        raise MissingError
    return version


@router.get("/plans/{year}", response={200: PlanOut, **PROBLEMS}, tags=["plan"])
def plan(request: HttpRequest, year: Path[Year]) -> PlanOut:
    """The plan of a year: its units and indicators with their codes."""
    caller(request).needs(TokenScope.PLAN_READ)
    version = version_of(year)
    found = plan_of(version)
    return PlanOut(
        code=found.code,
        version=found.version,
        year=found.year,
        hash=version.hash,
        zh=found.label.zh,
        en=found.label.en,
        fictitious=found.fictitious,
        groups=[group.code for group in found.groups],
        units=[
            UnitOut(code=one.code, zh=one.zh, en=one.en, group=one.group, kind=one.kind)
            for one in found.units
        ],
        indicators=[
            IndicatorOut(
                code=one.code,
                zh=one.label.zh,
                en=one.label.en,
                parent=one.parent,
                measure=one.measure.zh,
                decimals=one.decimals,
                direction=one.direction,
                collect=one.collect,
                frequency=one.frequency,
                reporter=one.reporter,
                method=one.scoring.method,
            )
            for one in found.indicators
        ],
    )
