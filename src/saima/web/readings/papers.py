"""The register of documents as the page shows it, and what a new one can be made of."""

from dataclasses import dataclass

from saima.actions.consequence_steps import STANDING
from saima.actions.papers.head import usual_organ
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import Board, Consequence, DocumentState, IssuedDocument
from saima.records.queries.sealed_boards import newest_editions

STATES = tuple(DocumentState)


@dataclass(frozen=True)
class BoardLine:
    """A sealed board that documents can be made of."""

    board: Board
    period: Period


def read_documents(year: str, state: str) -> list[IssuedDocument]:
    """Drafts first, the newest first, then what has a number, the newest number first."""
    rows = IssuedDocument.objects.select_related("board", "file")
    if state in DocumentState.values:
        rows = rows.filter(state=state)
    if year.isdecimal():
        rows = rows.filter(year=int(year[:4]))
    drafts = rows.filter(number=None).order_by("-drafted_at", "-pk")
    numbered = rows.exclude(number=None).order_by("-year", "organ", "-number")
    return [*drafts, *numbered]


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
