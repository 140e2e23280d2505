"""A kept board as the tables of a document: rankings and score sheets of its groups (S33, S37)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from saima.actions.boards import YearBoards
from saima.actions.city import chapters, contests, indicators_below
from saima.actions.consequence_steps import STANDING
from saima.actions.kept_boards import boards_of
from saima.actions.papers.words import card_word, unranked
from saima.actions.rows import ScoreRow, TotalRow
from saima.documents.board_table import BoardRow, GroupBoard
from saima.documents.score_table import ScoreLine, ScoreSheet
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Indicator, Node
from saima.plan.units import Group
from saima.records.models import Board, Consequence

NO_AWARD = "一票否决，本年度不得评优"


@dataclass(frozen=True)
class Paper:
    """A board with everything that its documents print, read once."""

    board: Board
    boards: YearBoards

    @property
    def plan(self) -> Plan:
        """The plan that was scored."""
        return self.boards.plan

    @cached_property
    def period(self) -> Period:
        """The period of the board."""
        return Period.parse(self.board.period)

    @cached_property
    def totals(self) -> Mapping[str, TotalRow]:
        """The totals by unit."""
        return self.boards.totals(self.period)

    @cached_property
    def scores(self) -> Mapping[tuple[str, str], ScoreRow]:
        """The scores by unit and indicator."""
        return self.boards.scores(self.period)

    @cached_property
    def cards(self) -> Mapping[str, tuple[str, ...]]:
        """The words on the cards that were confirmed for this period, by unit."""
        rows = Consequence.objects.filter(
            plan=self.board.plan, period=self.board.period, state__in=STANDING
        )
        found: dict[str, list[str]] = {}
        for row in rows.exclude(card="").order_by("pk"):
            found.setdefault(row.unit, []).append(card_word(row.card))
        return {unit: tuple(dict.fromkeys(words)) for unit, words in found.items()}

    @cached_property
    def indicators(self) -> tuple[tuple[Node, Indicator], ...]:
        """Every indicator with its contest, in the order of the plan."""
        return tuple(
            (contest, indicator)
            for contest in contests(self.plan)
            for indicator in indicators_below(self.boards, contest.code)
        )

    def groups(self) -> tuple[Group, ...]:
        """The groups that have units on the board."""
        used = {row.group for row in self.totals.values()}
        return tuple(group for group in self.plan.groups if group.code in used)

    def units(self, group: str) -> list[TotalRow]:
        """The units of a group as printed: by rank, then in the plan's order; unranked last."""
        order = {unit.code: place for place, unit in enumerate(self.plan.units)}
        rows = [row for row in self.totals.values() if row.group == group]
        return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0.0, order[row.unit]))

    def name(self, unit: str) -> str:
        """The name of a unit."""
        return self.plan.unit_by_code[unit].zh


def paper_of(board: Board) -> Paper:
    """The paper of a board; what is sealed is read from its bundle."""
    return Paper(board, boards_of(board))


def group_boards(paper: Paper) -> tuple[GroupBoard, ...]:
    """The ranking of every group, in the order of the plan."""
    return tuple(group_board(paper, group) for group in paper.groups())


def group_board(paper: Paper, group: Group) -> GroupBoard:
    """The ranking of one group; chapters that nobody of it has are left out."""
    totals = paper.units(group.code)
    shown = [
        chapter
        for chapter in chapters(paper.plan)
        if any(chapter_points(paper, row.unit, chapter) is not None for row in totals)
    ]
    rows = tuple(board_row(paper, row, shown) for row in totals)
    return GroupBoard(group.label.zh, tuple(chapter.label.zh for chapter in shown), rows)


def board_row(paper: Paper, total: TotalRow, shown: Iterable[Node]) -> BoardRow:
    """One unit's line; the remark names its cards, or says why it has no rank."""
    remarks = [*paper.cards.get(total.unit, ())]
    if total.reason:
        indicator = paper.plan.indicator_by_code.get(total.reason_indicator or "")
        remarks.append(unranked(total.reason, indicator.label.zh if indicator else ""))
    if total.eligible is False:
        remarks.append(NO_AWARD)
    return BoardRow(
        unit=paper.name(total.unit),
        rank=total.rank,
        parts=tuple(chapter_points(paper, total.unit, chapter) for chapter in shown),
        total=total.total,
        bonus=total.bonus,
        deduction=total.deduction,
        previous_rank=total.previous_rank,
        movement=total.movement,
        remark="；".join(remarks),
    )


def chapter_points(paper: Paper, unit: str, chapter: Node) -> float | None:
    """The points of a unit in a chapter; None where the chapter does not count for it."""
    node = paper.boards.nodes(paper.period).get((unit, chapter.code))
    return node.points if node and node.weight else None


def score_sheets(paper: Paper) -> tuple[ScoreSheet, ...]:
    """Every indicator's points, a sheet a group."""
    return tuple(score_sheet(paper, group) for group in paper.groups())


def score_sheet(paper: Paper, group: Group) -> ScoreSheet:
    """The sheet of one group, units across as they are ranked."""
    totals = paper.units(group.code)
    units = [row.unit for row in totals]
    lines = [
        score_line(paper, contest, indicator, units) for contest, indicator in paper.indicators
    ]
    return ScoreSheet(
        group.label.zh,
        tuple(paper.name(unit) for unit in units),
        tuple(line for line in lines if line is not None),
        tuple(row.total for row in totals),
    )


def score_line(
    paper: Paper, contest: Node, indicator: Indicator, units: Iterable[str]
) -> ScoreLine | None:
    """One indicator across units; no weight where they do not share one, None for nobody's."""
    scores = [paper.scores.get((unit, indicator.code)) for unit in units]
    weights = {score.weight for score in scores if score is not None and score.weight}
    if not weights:
        return None
    return ScoreLine(
        contest.label.zh,
        indicator.label.zh,
        weights.pop() if len(weights) == 1 else None,
        tuple(score.points if score is not None and score.weight else None for score in scores),
    )
