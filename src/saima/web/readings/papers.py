"""The register of documents as the page shows it, and what a new one can be made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, QuerySet

from saima.actions.consequence_steps import STANDING
from saima.actions.papers.head import usual_organ
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import Board, Consequence, DocumentKind, DocumentState, IssuedDocument
from saima.records.queries.sealed_boards import newest_editions

STATES = tuple(DocumentState)
KINDS = tuple(DocumentKind)
ON_A_PAGE = 50


@dataclass(frozen=True)
class Shelf:
    """A page of the register; ``count`` of all that passed the filters."""

    documents: list[IssuedDocument]
    page: int
    count: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // ON_A_PAGE))

    @property
    def first(self) -> int:
        """The number of the first line; 0 without any."""
        return (self.page - 1) * ON_A_PAGE + 1 if self.documents else 0

    @property
    def last(self) -> int:
        """The number of the last line."""
        return (self.page - 1) * ON_A_PAGE + len(self.documents)


@dataclass(frozen=True)
class BoardLine:
    """A sealed board that documents can be made of."""

    board: Board
    period: Period


def read_documents(asked: Mapping[str, str]) -> Shelf:
    """A page of the register: drafts first, then the newest number first.

    ``asked`` are the texts of the address: year, state, kind, page.
    """
    rows = register_of(asked.get("year", ""), asked.get("state", ""), asked.get("kind", ""))
    count = rows.count()
    typed = asked.get("page", "")
    page = int(typed[:6]) if typed.isdecimal() else 1
    page = min(max(1, page), max(1, -(-count // ON_A_PAGE)))
    start = (page - 1) * ON_A_PAGE
    return Shelf(list(rows[start : start + ON_A_PAGE]), page, count)


def register_of(year: str, state: str, kind: str) -> QuerySet[IssuedDocument]:
    """The documents of a year, state and kind in their order; what is unknown chooses nothing."""
    rows = IssuedDocument.objects.select_related("board", "file")
    if state in DocumentState.values:
        rows = rows.filter(state=state)
    if kind in DocumentKind.values:
        rows = rows.filter(kind=kind)
    if year.isdecimal():
        rows = rows.filter(year=int(year[:4]))
    numbers = (F("year").desc(nulls_first=True), "organ", F("number").desc(nulls_first=True))
    return rows.order_by(*numbers, "-drafted_at", "-pk")


def years() -> list[int]:
    """The years that numbers were given in, the newest first."""
    rows = IssuedDocument.objects.exclude(year=None).values_list("year", flat=True)
    return sorted({year for year in rows if year}, reverse=True)


def read_boards(plan: str) -> list[BoardLine]:
    """The newest sealed board of every period, the newest period first."""
    lines = [
        BoardLine(board, Period.parse(board.period)) for board in newest_editions(plan).values()
    ]
    return sorted(lines, key=lambda line: line.period, reverse=True)


def read_talks(plan: str) -> list[Consequence]:
    """Confirmed consequences whose rule demands a talk, the newest period first."""
    rows = Consequence.objects.filter(plan=plan, state__in=STANDING).select_related("version")
    found = [row for row in rows if "talk" in row.measures]
    return sorted(found, key=lambda row: Period.parse(row.period), reverse=True)


def usual_mark() -> str:
    """The organ code that was used last."""
    found = IssuedDocument.objects.exclude(organ="").order_by("-issued_at").first()
    return found.organ if found else ""


def usual_head(plan: Plan) -> tuple[str, str]:
    """The issuing organ and the organ code that a form begins with."""
    return usual_organ(plan), usual_mark()
