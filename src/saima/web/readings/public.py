"""Sealed boards for the public: units and their figures, editions, seals; nothing of persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from saima.plan.periods import Period
from saima.plan.units import Group
from saima.records.models import Board
from saima.records.queries.plans import plan_of
from saima.records.queries.sealed_boards import sealed_boards
from saima.web.readings.board import BoardRow, group_codes
from saima.web.readings.kept_board import KeptPlace, KeptTable, kept_place, read_table


@dataclass(frozen=True)
class PublicPeriod:
    """A period with its sealed boards, the newest edition first."""

    period: Period
    boards: tuple[Board, ...]

    @property
    def newest(self) -> Board:
        """The edition that counts."""
        return self.boards[0]


@dataclass(frozen=True)
class PublicYear:
    """A plan's published boards, the latest period first."""

    label: str
    fictitious: bool
    periods: tuple[PublicPeriod, ...]


def read_years(boards: list[Board], language: str) -> list[PublicYear]:
    """All sealed boards by plan, the latest year first."""
    years = []
    by_plan = sorted(boards, key=lambda board: (-board.version.year, board.plan))
    for _plan, found in groupby(by_plan, key=lambda board: board.plan):
        own = list(found)
        plan = plan_of(own[0].version)
        years.append(PublicYear(plan.label.text(language), plan.fictitious, periods_of(own)))
    return years


def periods_of(boards: list[Board]) -> tuple[PublicPeriod, ...]:
    """The periods of a plan's boards."""
    by_period: dict[Period, list[Board]] = {}
    for board in boards:
        by_period.setdefault(Period.parse(board.period), []).append(board)
    return tuple(
        PublicPeriod(period, newest_first(found))
        for period, found in sorted(
            by_period.items(), key=lambda pair: (pair[0].end, -pair[0].start), reverse=True
        )
    )


def newest_first(boards: list[Board]) -> tuple[Board, ...]:
    """Editions, the newest first."""
    return tuple(sorted(boards, key=lambda board: -board.edition))


def editions(plan: str, period: Period) -> tuple[Board, ...]:
    """The sealed boards of a period, the newest first; one query."""
    return newest_first(list(sealed_boards(plan).filter(period=str(period))))


@dataclass(frozen=True)
class PublicTable:
    """The table of a group, with the lines of an earlier edition by unit."""

    group: Group
    table: KeptTable
    earlier: Mapping[str, BoardRow]


@dataclass(frozen=True)
class PublicBoard:
    """A published board; ``earlier`` is the edition before it, None for the first."""

    place: KeptPlace
    board: Board
    earlier: Board | None
    tables: tuple[PublicTable, ...]


def read_public(board: Board, earlier: Board | None, language: str) -> PublicBoard:
    """The tables of a board's groups, from its bundle, beside those of the edition before."""
    place = kept_place(board, language)
    before = None if earlier is None else kept_place(earlier, language)
    tables = tuple(
        PublicTable(group, read_table(place, group.code), lines(before, group.code))
        for group in group_codes(place.plan)
    )
    return PublicBoard(place, board, earlier, tables)


def lines(place: KeptPlace | None, group: str) -> Mapping[str, BoardRow]:
    """The lines of a group by unit; none without a board."""
    if place is None:
        return {}
    return {line.row.unit: line.row for line in read_table(place, group).rows}
