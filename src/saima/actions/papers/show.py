"""The monthly show 月度亮晒 of a kept board: every indicator of the whole city (S36)."""

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saima.actions.city import city_scores, name_outside, superior_ranks
from saima.actions.papers.boards import Paper
from saima.actions.papers.head import Letterhead, seal_of, superior_of
from saima.actions.papers.words import MODALITIES, light_word, note_words
from saima.actions.rows import ScoreRow
from saima.documents.monthly_show import MonthlyShow
from saima.documents.show_table import ShowRow
from saima.plan.tree import Indicator, Node
from saima.records.models import Post, Role

KEY = 12
"""So many indicators stand in the body of a circular."""


def show_rows(paper: Paper) -> tuple[ShowRow, ...]:
    """The lines of the show, contest by contest."""
    scores = city_scores(paper.boards, paper.period)
    outside = superior_ranks(paper.boards)
    leaders = leaders_of(paper)
    return tuple(
        Line(paper, contest, indicator, scores[indicator.code]).row(
            scores.get(outside.get(name_outside(indicator), "")), leaders
        )
        for contest, indicator in paper.indicators
        if indicator.code in scores
    )


@dataclass(frozen=True)
class Line:
    """An indicator with its contest and the whole city's score of it."""

    paper: Paper
    contest: Node
    indicator: Indicator
    score: ScoreRow

    def row(self, rank: ScoreRow | None, leaders: Mapping[str, str]) -> ShowRow:
        """The line; ``rank`` is what the superior published, ``leaders`` posts by unit."""
        score, indicator = self.score, self.indicator
        place = rank.value if rank else None
        before = rank.previous_value if rank else None
        holders = sorted(indicator.held_by, key=lambda holding: not holding.lead)
        names = [self.paper.name(one.unit) + ("*" if one.lead else "") for one in holders]
        posts = [leaders[one.unit] for one in holders if one.lead and one.unit in leaders]
        return ShowRow(
            contest=self.contest.label.zh,
            indicator=indicator.label.zh,
            measure=indicator.measure.zh,
            decimals=indicator.decimals,
            target=score.annual_target,
            commitment=MODALITIES[indicator.target.modality] if indicator.target else "",
            value=score.value,
            completion=score.done,
            planned=score.planned,
            growth=score.growth,
            place=place,
            field=rank.field if rank else None,
            previous_place=before,
            movement=None if place is None or before is None else before - place,
            owner="、".join(names),
            leader="、".join(posts),
            light=light_word(score),
            remark=note_words(score.note),
        )


def leaders_of(paper: Paper) -> dict[str, str]:
    """The posts of the leaders that answer for a unit on the period's last day; no names."""
    year, month = paper.period.year, paper.period.last_month
    day = date(year, month, monthrange(year, month)[1])
    rows = Post.objects.filter(role=Role.LEADER, starts__lte=day).exclude(unit="")
    found: dict[str, list[str]] = {}
    for post in rows.exclude(title="").exclude(ends__lt=day).order_by("pk"):
        found.setdefault(post.unit, []).append(post.title)
    return {unit: "、".join(dict.fromkeys(titles)) for unit, titles in found.items()}


def key_rows(rows: tuple[ShowRow, ...]) -> tuple[ShowRow, ...]:
    """At most twelve with a planned course: what the superior ranks, then contests in turn."""
    turns: Counter[str] = Counter()
    order: list[tuple[bool, int, int, ShowRow]] = []
    for row in rows:
        if row.gap is not None:
            order.append((row.place is None, turns[row.contest], len(order), row))
            turns[row.contest] += 1
    chosen = {id(row) for *_, row in sorted(order, key=lambda one: one[:3])[:KEY]}
    return tuple(row for row in rows if id(row) in chosen)


def monthly_show(paper: Paper, head: Letterhead) -> MonthlyShow:
    """The bulletin of a board."""
    return MonthlyShow(
        name="争先创优工作亮晒",
        issue=None,
        editor=head.organ,
        day=head.day,
        period=paper.period,
        superior=superior_of(paper.board),
        rows=show_rows(paper),
        seal=seal_of(paper.board),
        copies=head.copies,
    )
