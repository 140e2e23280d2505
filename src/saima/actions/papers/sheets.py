"""Every unit's own score sheet 得分单 of a kept board (S63)."""

from collections.abc import Sequence

from saima.actions.papers.boards import Paper, board_row
from saima.actions.papers.head import seal_of
from saima.actions.papers.words import light_word, note_words
from saima.actions.rows import ScoreRow, TotalRow
from saima.documents.unit_sheet import UnitSheet
from saima.documents.unit_table import UnitLine
from saima.plan.tree import Indicator, Node

DIGITS = 9
"""Rates are compared as the engine snaps them."""


def unit_sheets(paper: Paper) -> tuple[UnitSheet, ...]:
    """The sheet of every unit, group by group as they are ranked."""
    return tuple(
        unit_sheet(paper, row, group.label.zh)
        for group in paper.groups()
        for row in paper.units(group.code)
    )


def unit_sheet(paper: Paper, total: TotalRow, group: str) -> UnitSheet:
    """The sheet of one unit; it is no draft where the board is sealed."""
    seal = seal_of(paper.board)
    lines = [
        unit_line(paper, contest, indicator, total)
        for contest, indicator in paper.indicators
        if (total.unit, indicator.code) in paper.scores
    ]
    return UnitSheet(
        group=group,
        field=total.field or 0,
        row=board_row(paper, total, ()),
        lines=tuple(line for line in lines if line is not None),
        period=paper.period,
        seal=seal,
        draft=seal is None,
    )


def unit_line(
    paper: Paper, contest: Node, indicator: Indicator, total: TotalRow
) -> UnitLine | None:
    """One indicator of a unit; None where it does not count for it."""
    score = paper.scores[total.unit, indicator.code]
    if not score.weight:
        return None
    place, field = place_of(score, peers(paper, score, total.group))
    return UnitLine(
        contest=contest.label.zh,
        indicator=indicator.label.zh,
        measure=indicator.measure.zh,
        decimals=indicator.decimals,
        target=score.target,
        value=score.value,
        completion=score.completion,
        weight=score.weight,
        points=score.points,
        place=place,
        field=field,
        light=light_word(score),
        note=note_words(score.note),
    )


def peers(paper: Paper, score: ScoreRow, group: str | None) -> list[float]:
    """The rates of a group in an indicator."""
    return [
        round(found.rate, DIGITS)
        for row in paper.totals.values()
        if row.group == group
        and (found := paper.scores.get((row.unit, score.indicator))) is not None
        and found.weight
        and found.rate is not None
    ]


def place_of(score: ScoreRow, rates: Sequence[float]) -> tuple[float | None, int | None]:
    """How many have a better rate, and of how many; nothing where a unit is alone."""
    if score.rate is None or len(rates) < 2:
        return None, None
    return 1.0 + sum(rate > round(score.rate, DIGITS) for rate in rates), len(rates)
