"""Supervision sheets as they are listed and shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.plan.plan import Plan
from saima.records.models import (
    Colour,
    Instruction,
    Supervision,
    SupervisionFile,
    SupervisionSource,
    SupervisionState,
    SupervisionStep,
)
from saima.records.models.supervision import OPEN_SHEET
from saima.records.queries.forebears import with_forebears
from saima.records.queries.supervised import Thing, thing_of
from saima.records.queries.supervision import (
    OpenCounts,
    UnitCounts,
    open_counts,
    sheets,
)
from saima.records.queries.todo_asked import asked
from saima.records.queries.todo_supervision import of_supervision
from saima.web.links import link
from saima.web.paging import Paged, paged
from saima.web.wording.supervision import COLOURS, STATES

FILTERS = ("unit", "state", "colour", "level", "source", "late", "mine", "text")


@dataclass(frozen=True)
class SheetLine:
    """A sheet as it is listed, with the names of its units."""

    row: Supervision
    unit: str
    helpers: tuple[str, ...]
    late: bool


@dataclass(frozen=True)
class Tally:
    """A colour or level with its count; ``chosen`` where the list shows only these."""

    code: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class SheetList:
    """The page: counts of the open ones, what waits for the reader, and the list."""

    counts: OpenCounts
    colours: tuple[Tally, ...]
    levels: tuple[Tally, ...]
    waiting: int
    page: Paged[SheetLine]
    asked: Mapping[str, str]
    choices: Mapping[str, Sequence[tuple[str, Any]]]


def visible_sheets(by: By, plan: Plan) -> QuerySet[Supervision]:
    """The sheets that somebody may see: all, or those that an own unit leads or helps with."""
    if by.standing.everywhere(Right.SUPERVISION_READ):
        return sheets(plan.code)
    return sheets(plan.code, with_forebears(by.standing.units(Right.SUPERVISION_READ)))


def read_sheets(by: By, plan: Plan, address: Mapping[str, str], language: str) -> SheetList:
    """The list as the address asks for it; without a state the open ones and proposals."""
    asked = {name: address[name][:64] for name in FILTERS if address.get(name)}
    visible = visible_sheets(by, plan)
    counts = open_counts(visible, by.today)
    mine = waiting_for(by)
    rows = filtered(visible, asked, by.today, mine)
    page = paged(rows.order_by("due", "id"), address)
    lines = [sheet_line(row, plan, language, by.today) for row in page.rows]
    names = [
        (str(place), one.label.text(language))
        for place, one in enumerate(plan.supervision.levels, 1)
    ]
    return SheetList(
        counts,
        tuple(
            Tally(code, counts.colours.get(code, 0), asked.get("colour") == code)
            for code in reversed(Colour.values)
        ),
        tuple(
            Tally(code, counts.levels.get(int(code), 0), asked.get("level") == code)
            for code, _name in names
        ),
        visible.filter(pk__in=mine).count(),
        page.of(lines),
        asked,
        {
            "unit": [(one.code, one.name(language)) for one in plan.units],
            "state": [("all", None), *((code, one.word) for code, one in STATES.items())],
            "colour": [(code, one.word) for code, one in COLOURS.items()],
            "level": names,
            "source": [(one.value, one.label) for one in SupervisionSource],
        },
    )


def waiting_for(by: By) -> QuerySet[Any]:
    """The ids of the sheets whose next step is this person's."""
    wanted = Q(pk__in=[])
    whose = asked(by.person, by.standing.held, by.today)
    for rows in of_supervision(whose).values():
        wanted |= Q(pk__in=rows.order_by().values("pk"))
    return Supervision.objects.filter(wanted).values("pk")


def filtered(
    rows: QuerySet[Supervision], asked: Mapping[str, str], today: date, mine: QuerySet[Any]
) -> QuerySet[Supervision]:
    """The rows that the address asks for."""
    state = asked.get("state", "")
    if state in SupervisionState.values:
        rows = rows.filter(state=state)
    elif state == "open":
        rows = rows.filter(state__in=OPEN_SHEET)
    elif state != "all":
        rows = rows.filter(state__in=[SupervisionState.PROPOSED, *OPEN_SHEET])
    for name in ("unit", "colour", "source"):
        if name in asked:
            rows = rows.filter(**{name: asked[name]})
    if asked.get("level", "").isdecimal():
        rows = rows.filter(level=int(asked["level"][:4]))
    if "late" in asked:
        rows = rows.filter(due__lt=today, state__in=["issued", "acknowledged"])
    if "mine" in asked:
        rows = rows.filter(pk__in=mine)
    if "text" in asked:
        rows = rows.filter(title__icontains=asked["text"])
    return rows


def sheet_line(row: Supervision, plan: Plan, language: str, today: date) -> SheetLine:
    """A sheet with the names of its units."""
    late = row.state in ("issued", "acknowledged") and row.due is not None and row.due < today
    helpers = tuple(unit_name(plan, one, language) for one in row.co_units)
    return SheetLine(row, unit_name(plan, row.unit, language), helpers, late)


def unit_name(plan: Plan, code: str, language: str) -> str:
    """The name of a unit; its code where no plan knows it."""
    known = plan.unit_by_code.get(code)
    return known.name(language) if known else code


@dataclass(frozen=True)
class SheetReading:
    """Everything on the page of a sheet; ``address`` leads to what it is about."""

    line: SheetLine
    thing: Thing | None
    address: str
    steps: tuple[SupervisionStep, ...]
    files: tuple[SupervisionFile, ...]
    instructions: tuple[Instruction, ...]
    asked: SupervisionStep | None

    @property
    def about(self) -> str:
        """The name of the sheet, for an instruction on it."""
        return f"sheet:{self.line.row.pk}"


def read_sheet(row: Supervision, plan: Plan, language: str, today: date) -> SheetReading:
    """One sheet; four questions to the database."""
    steps = tuple(row.steps.select_related("by").order_by("id"))
    thing = thing_of(plan, row.about) if row.about else None
    asked = [one for one in steps if one.act == "ask"]
    return SheetReading(
        sheet_line(row, plan, language, today),
        thing,
        address_of(thing),
        steps,
        tuple(row.files.order_by("id")),
        tuple(row.instructions.select_related("by").order_by("id")),
        asked[-1] if asked and row.asked_until is not None else None,
    )


def address_of(thing: Thing | None) -> str:
    """The page of a thing; empty where it has none here."""
    return link(thing.page, thing.key) if thing is not None and thing.page else ""


@dataclass(frozen=True)
class UnitLine:
    """How a unit deals with its sheets, by name."""

    unit: str
    counts: UnitCounts


def read_units(plan: Plan, counts: Sequence[UnitCounts], language: str) -> list[UnitLine]:
    """The counts with the names of their units."""
    return [UnitLine(unit_name(plan, one.unit, language), one) for one in counts]
