"""One board that is kept: its table, what moved since the board before, its parts and its story."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from saima.actions.causes import Cause
from saima.actions.kept_boards import boards_of, fixed
from saima.actions.moves import Moved, PointsShift, UnitShift, moved
from saima.plan.periods import Period, PeriodKind
from saima.plan.tree import Node
from saima.records.models import Board, BoardState, Person
from saima.records.queries.sealed_boards import (
    boards_of_period,
    earlier_board,
    sealed_board,
    totals_of,
)
from saima.web.place import Place
from saima.web.readings.board import ALL, BoardRow, ordered, read_board
from saima.web.readings.headings import Order


@dataclass(frozen=True)
class KeptPlace(Place):
    """A place whose figures are those of a kept board; its addresses stay with that board."""

    board: Board | None = None

    def address(self, name: str, *args: object, **query: object) -> str:
        """The address of another page of this board; what it has no page of is read live."""
        if self.board is None or name not in ("home", "board", "unit", "explain"):
            return super().address(name, *args, **query)
        if name == "explain":
            return reverse("kept_board_explain", args=[self.board.pk, *args])
        if name == "unit":
            return reverse("kept_board_explain", args=[self.board.pk, *args, "total"])
        return reverse("kept_board", args=[self.board.pk])


def kept_place(board: Board, language: str) -> KeptPlace:
    """Where a reader of a kept board stands."""
    period = Period.parse(board.period)
    return KeptPlace(
        version=board.version,
        boards=boards_of(board),
        period=period,
        latest=Period.of(period.year, PeriodKind.MONTH, period.last_month),
        recorded_at=localtime(board.as_of),
        language=language,
        board=board,
    )


@dataclass(frozen=True)
class KeptRow:
    """A unit's line; ``tied``: another unit of the list has the same rank."""

    row: BoardRow
    tied: bool


@dataclass(frozen=True)
class KeptTable:
    """The lines of a group by rank, unranked units last."""

    chapters: tuple[Node, ...]
    rows: tuple[KeptRow, ...]


def read_table(place: KeptPlace, group: str) -> KeptTable:
    """The table of a group, or of all units."""
    found = read_board(place.boards, place.period, group, place.language)
    rows = ordered(found, Order("rank", descending=False))
    shared = Counter(row.rank for row in rows)
    return KeptTable(
        found.chapters,
        tuple(KeptRow(row, row.rank is not None and shared[row.rank] > 1) for row in rows),
    )


@dataclass(frozen=True)
class MovedUnit:
    """A unit whose total or rank differs, with the points that differ and what came between."""

    shift: UnitShift
    points: tuple[PointsShift, ...]
    adjustments: tuple[Cause, ...]


@dataclass(frozen=True)
class Movements:
    """What moved since ``earlier``."""

    earlier: Board
    units: tuple[MovedUnit, ...]
    found: Moved


def read_movements(board: Board, kept: KeptPlace, group: str) -> Movements | None:
    """What differs in a group from the draft or edition before; None for the first.

    Units stand in the order of the plan.
    """
    earlier = earlier_board(board)
    if earlier is None:
        return None
    found = moved(earlier, board)
    shifted = {one.unit: one for one in found.shifted if group in (ALL, one.group)}
    order = {unit.code: place for place, unit in enumerate(kept.plan.units)}
    units = tuple(
        MovedUnit(shifted[code], found.points_of(code), found.adjustments_of(code))
        for code in sorted(shifted, key=lambda code: order.get(code, len(order)))
    )
    return Movements(earlier, units, found)


@dataclass(frozen=True)
class Happened:
    """Something that was done with a board; ``code`` is the action's."""

    code: str
    at: datetime
    person: Person | None
    reason: str


def read_story(board: Board) -> list[Happened]:
    """What was done with a board, oldest first."""
    steps = (
        ("board.draft", board.computed_at, board.computed_by, board.reason),
        ("board.show", board.shown_at, board.shown_by, ""),
        ("board.seal", board.sealed_at, board.sealed_by, board.seal_reason),
        ("board.withdraw", board.withdrawn_at, board.withdrawn_by, board.withdrawal),
    )
    return [Happened(code, at, person, why) for code, at, person, why in steps if at is not None]


def read_others(board: Board, *, drafts: bool) -> list[Board]:
    """The other boards of the period, the newest first; ``drafts``: also those never shown."""
    found = boards_of_period(board.plan, board.period).exclude(pk=board.pk)
    return list(found if drafts else found.filter(shown_at__isnull=False))


@dataclass(frozen=True)
class SealedLine:
    """The latest sealed board of a period; ``differing`` units stand otherwise on the live one."""

    board: Board
    differing: int


def read_sealed_line(place: Place) -> SealedLine | None:
    """How the live board of a place stands to the sealed one; None without one, or in the past."""
    if place.moment is not None:
        return None
    board = sealed_board(place.plan.code, str(place.period))
    if board is None:
        return None
    kept = {unit: row for (_board, unit), row in totals_of([board]).items()}
    live = place.boards.totals(place.period)
    differing = sum(
        (one := kept.get(unit)) is None
        or (row := live.get(unit)) is None
        or (one.total, one.rank) != (fixed(row.total), fixed(row.rank))
        for unit in kept.keys() | live.keys()
    )
    return SealedLine(board, differing)


def published(board: Board) -> bool:
    """Whether everybody may read a board, because it was shown once."""
    return board.shown_at is not None or board.state == BoardState.SEALED
