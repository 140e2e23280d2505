"""What waits for a decision of one person, with everything that is wanted to decide."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import DueState, DueValue, Evidence, Person, Round, Submission
from saima.records.queries.grid import Cell, grid
from saima.records.queries.posts import held_by
from saima.records.queries.rounds import open_rounds
from saima.records.queries.submissions import changes, reading_of
from saima.records.queries.todo import Kind, waiting
from saima.web.wording.reported import change_words, finding_word, parts_words, reading_words

SHOWN = 60
DECIDES = {Kind.APPROVE: DueState.REPORTED, Kind.CHECK: DueState.APPROVED}


@dataclass(frozen=True)
class Waiting:
    """A value that waits, in words."""

    cell: Cell
    submission: Submission
    value: str
    parts: str
    last: str
    last_year: str
    completion: float | None
    findings: tuple[str, ...]
    changed: tuple[tuple[str, str, str], ...]
    files: tuple[Evidence, ...]
    late: bool

    @property
    def due(self) -> DueValue:
        """The due value."""
        return self.cell.due


@dataclass(frozen=True)
class Pile:
    """Values of one month that wait for one kind of decision; ``count`` with those not shown."""

    kind: Kind
    opened: Round
    month: Period
    count: int
    rows: tuple[Waiting, ...]

    @property
    def shown(self) -> str:
        """The values on the page with their versions, for the decision on all of them."""
        return ",".join(f"{row.due.pk}:{row.submission.version}" for row in self.rows)


@dataclass(frozen=True)
class Sieve:
    """What the list is narrowed to; empty: nothing left out."""

    reporter: str = ""
    indicator: str = ""
    flagged: bool = False

    def pick(self, rows: QuerySet[DueValue]) -> QuerySet[DueValue]:
        """The rows that pass."""
        if self.reporter:
            rows = rows.filter(reporter=self.reporter)
        if self.indicator:
            rows = rows.filter(indicator=self.indicator)
        if self.flagged:
            unusual = Submission.objects.exclude(findings=[]).values("due_value")
            rows = rows.filter(pk__in=unusual)
        return rows


def read_piles(person: Person, plan: Plan, today: date, sieve: Sieve) -> list[Pile]:
    """The piles of a person, oldest month first; piles without anything in them left out."""
    lists = waiting(person, held_by(person, today))
    months = [opened for opened in open_rounds() if opened.plan == plan.code]
    piles = (
        read_pile(person, kind, opened, sieve.pick(lists[kind].filter(round=opened)), today)
        for opened in months
        for kind in DECIDES
    )
    return [pile for pile in piles if pile.count]


def read_pile(
    person: Person, kind: Kind, opened: Round, rows: QuerySet[DueValue], today: date
) -> Pile:
    """One pile; the first values of it, the most urgent ones first."""
    ordered = rows.order_by("check_on" if kind is Kind.CHECK else "due_on", "indicator", "unit")
    keys = list(ordered.values_list("pk", flat=True))
    shown = keys[:SHOWN]
    cells = grid(opened, person, Q(pk__in=shown)) if shown else []
    return Pile(
        kind, opened, Period.parse(opened.month), len(keys), tuple(read_cells(cells, today, kind))
    )


def read_cells(cells: Collection[Cell], today: date, kind: Kind) -> list[Waiting]:
    """Cells with what changed since the version before, and their files; two queries."""
    keys = [cell.due.pk for cell in cells]
    again = [c.due.pk for c in cells if c.submission is not None and c.submission.version > 1]
    older = {
        (row.due_value_id, row.version): row
        for row in Submission.objects.filter(due_value__in=again)
    }
    files: dict[int, list[Evidence]] = {}
    for one in Evidence.objects.filter(due_value__in=keys).order_by("id"):
        files.setdefault(one.due_value_id, []).append(one)
    return [
        read_cell(
            cell,
            older.get((cell.due.pk, cell.submission.version - 1)),
            tuple(files.get(cell.due.pk, ())),
            late=today > (cell.due.check_on if kind is Kind.CHECK else cell.due.deadline),
        )
        for cell in cells
        if cell.submission is not None
    ]


def read_cell(
    cell: Cell, before: Submission | None, files: tuple[Evidence, ...], *, late: bool
) -> Waiting:
    """One value in words."""
    submission, indicator = cell.submission, cell.indicator
    if submission is None:
        message = "only reported values wait for a decision"
        raise ValueError(message)
    changed = () if before is None else changes(before, submission)
    return Waiting(
        cell,
        submission,
        reading_words(indicator, submission),
        parts_words(indicator, submission),
        reading_words(indicator, cell.last),
        reading_words(indicator, cell.last_year),
        None if submission.not_applicable else cell.completion(reading_of(submission)),
        tuple(finding_word(code) for code in submission.findings),
        tuple(change_words(indicator, change) for change in changed),
        files,
        late,
    )
