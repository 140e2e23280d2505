"""Good cases as they are listed and shown."""

from dataclasses import dataclass
from datetime import datetime

from saima.actions.by import By
from saima.actions.good_case_steps import Act, offered
from saima.actions.permissions import Right
from saima.plan.plan import Plan
from saima.records.models import GoodCase, GoodCaseState
from saima.records.queries.audit import Search, search
from saima.records.queries.good_cases import Wanted, by_state, visible, wanted_cases
from saima.web.paging import Paged, paged
from saima.web.place import Place
from saima.web.readings.meetings import Names
from saima.web.wording.audit import sentence

STATES = (
    GoodCaseState.PUBLISHED,
    GoodCaseState.PROPOSED,
    GoodCaseState.APPROVED,
    GoodCaseState.RETURNED,
    GoodCaseState.DRAFT,
    GoodCaseState.WITHDRAWN,
)


@dataclass(frozen=True)
class CaseLine:
    """A case with the words of the plan."""

    row: GoodCase
    unit: str
    contest: str
    indicator: str


@dataclass(frozen=True)
class StateCount:
    """A state with how many cases are in it."""

    state: GoodCaseState
    count: int


@dataclass(frozen=True)
class CasesReading:
    """The cases that are looked for, and how many there are in every state."""

    cases: Paged[CaseLine]
    counts: tuple[StateCount, ...]
    wanted: Wanted


@dataclass(frozen=True)
class Told:
    """A record of the log as a sentence."""

    at: datetime
    words: str
    who: str


@dataclass(frozen=True)
class CaseReading:
    """A case with its story and what the reader may do with it now."""

    line: CaseLine
    acts: frozenset[Act]
    story: tuple[Told, ...]


def read_cases(by: By, plan: Plan, asked: dict[str, str], language: str) -> CasesReading:
    """One page of the cases that somebody may see; published ones unless a state is asked for."""
    rows = visible(plan.code, units_of(by))
    counts = by_state(rows)
    wanted = Wanted(
        state=asked.get("state", GoodCaseState.PUBLISHED),
        unit=asked.get("unit", ""),
        contest=asked.get("contest", ""),
        text=asked.get("text", "")[:100].strip(),
    )
    page: Paged[GoodCase] = paged(wanted_cases(rows, wanted), asked)
    return CasesReading(
        page.of([line_of(row, plan, language) for row in page.rows]),
        tuple(StateCount(state, counts[state]) for state in STATES if counts.get(state)),
        wanted,
    )


def units_of(by: By) -> frozenset[str] | None:
    """The units whose unpublished cases somebody may see; None: all of them."""
    standing = by.standing
    if standing.everywhere(Right.GOOD_CASE_READ):
        return None
    return standing.units(Right.GOOD_CASE_READ)


def line_of(row: GoodCase, plan: Plan, language: str) -> CaseLine:
    """A case by the names of the plan."""
    names = Names(plan, language)
    return CaseLine(
        row,
        names.unit(row.unit),
        names.label(row.contest) if row.contest else "",
        names.label(row.indicator) if row.indicator else "",
    )


def read_case(by: By, place: Place, row: GoodCase, language: str) -> CaseReading:
    """One case. Its story is the log's, and shown to those who see its unit's other cases."""
    story: tuple[Told, ...] = ()
    if by.standing.may(Right.GOOD_CASE_READ, row.unit):
        wanted = Search(object_kind="goodcase", object_id=str(row.pk))
        story = tuple(
            Told(one.at, sentence(one, row.title, place), str(one.person or ""))
            for one in search(wanted).order_by("sequence")
        )
    return CaseReading(line_of(row, place.plan, language), offered(by, row), story)
