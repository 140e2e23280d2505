"""What checking the seals found, board by board."""

from collections.abc import Sequence
from dataclasses import dataclass

from saima.actions.seals import CheckedSeal
from saima.plan.periods import Period
from saima.records.models import Board
from saima.web.place import Place
from saima.web.wording.refusals import Told, told


@dataclass(frozen=True)
class BrokenSeal:
    """A board that is not as it was sealed; ``board`` is None where it is gone."""

    board: Board | None
    period: Period | None
    problems: tuple[Told, ...]


@dataclass(frozen=True)
class Seals:
    """How many boards were checked, how many figures computed again, and what is broken."""

    boards: int
    figures: int
    broken: tuple[BrokenSeal, ...]


def read_seals(checked: Sequence[CheckedSeal], place: Place | None, language: str) -> Seals:
    """The result of a check."""
    broken = tuple(
        BrokenSeal(
            one.board,
            None if one.board is None else Period.parse(one.board.period),
            tuple(told(problem, place, language) for problem in one.problems),
        )
        for one in checked
        if not one.sound
    )
    return Seals(len(checked), sum(one.figures for one in checked), broken)
