"""The first page: how the year is going."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from saima.actions.boards import Trigger, YearBoards
from saima.plan.periods import Period
from saima.plan.units import Group
from saima.web.readings.board import BoardRow, group_codes, ordered, read_board
from saima.web.readings.city import (
    ContestLine,
    contest_lines,
    contest_scores,
    is_phased,
    progress,
)
from saima.web.readings.headings import Order
from saima.web.readings.lights import UNREPORTED, light_of

SHOWN = 3
ABSENT = ("missing", "gap", "unusable")


@dataclass(frozen=True)
class Podium:
    """The first units of a group."""

    group: Group
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True)
class Late:
    """A unit with the number of values that are due and not there."""

    unit: str
    name: str
    missing: int
    first: str


@dataclass(frozen=True)
class Home:
    """Everything on the first page."""

    contests: tuple[ContestLine, ...]
    states: Mapping[str, int]
    done: float | None
    planned: float | None
    podiums: tuple[Podium, ...]
    risers: tuple[BoardRow, ...]
    fallers: tuple[BoardRow, ...]
    late: tuple[Late, ...]
    missing: int
    fired: tuple[Trigger, ...]

    @property
    def indicators(self) -> int:
        """How many indicators of the whole body there are."""
        return sum(self.states.values())

    @property
    def present(self) -> int:
        """How many of them have a value, or need none yet."""
        return self.indicators - self.states.get(UNREPORTED, 0)


def read_home(boards: YearBoards, period: Period, language: str, *, whole: bool = True) -> Home:
    """The state of the year at the end of ``period``; see ``read_board`` for ``whole``."""
    scores = contest_scores(boards, period)
    indicators = boards.plan.indicator_by_code
    done, planned = progress([each for each in scores if is_phased(indicators[each.indicator])])
    podiums = read_podiums(boards, period, language, whole=whole)
    rows = [row for podium in podiums for row in podium.rows]
    late = read_late(boards, period, language)
    return Home(
        contests=contest_lines(boards, period),
        states=Counter(light_of(score) for score in scores),
        done=done,
        planned=planned,
        podiums=tuple(Podium(each.group, each.rows[:SHOWN]) for each in podiums),
        risers=movers(rows, 1),
        fallers=movers(rows, -1),
        late=late[: 2 * SHOWN],
        missing=sum(each.missing for each in late),
        fired=tuple(fired for fired in boards.triggers if whole and fired.period == period),
    )


def read_podiums(
    boards: YearBoards, period: Period, language: str, *, whole: bool = True
) -> list[Podium]:
    """All ranked units of each group, best first."""
    podiums = []
    for group in group_codes(boards.plan):
        board = read_board(boards, period, group.code, language, whole=whole)
        rows = [row for row in ordered(board, Order("rank")) if row.rank is not None]
        podiums.append(Podium(group, tuple(rows)))
    return podiums


def movers(rows: list[BoardRow], sign: int) -> tuple[BoardRow, ...]:
    """The units that gained (1) or lost (-1) most places."""
    moved = [row for row in rows if (row.movement or 0) * sign > 0]
    moved.sort(key=lambda row: -(row.movement or 0) * sign)
    return tuple(moved[:SHOWN])


def read_late(boards: YearBoards, period: Period, language: str) -> tuple[Late, ...]:
    """Units with values that are due and not there, the most first."""
    missing: dict[str, list[str]] = {}
    for score in boards.scores(period).values():
        if (score.note or "").partition(":")[0] in ABSENT:
            missing.setdefault(score.observed_unit or score.unit, []).append(score.indicator)
    found = [
        Late(
            unit,
            boards.plan.unit_by_code[unit].name(language),
            len(set(codes)),
            boards.plan.indicator_by_code[codes[0]].label.text(language),
        )
        for unit, codes in missing.items()
    ]
    return tuple(sorted(found, key=lambda each: -each.missing))
