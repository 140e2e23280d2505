"""Ranks over time: every unit of the group in grey, the chosen one in accent."""

from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from saima.documents import figures
from saima.web.charts.layers import Figure, layered, over
from saima.web.charts.theme import ACCENT, FAINT, QUIET
from saima.web.readings.unit import RankLine, Ranks

ROW = 22


def bump_chart(ranks: Ranks) -> Figure:
    """A line for each unit, first place on top, names at the end of the lines."""
    rows = [row for line in ranks.lines for row in points(line, ranks.periods)]
    ends = [row for line in ranks.lines if (row := last_point(line, ranks.periods))]
    x = alt.X(
        "period:O", sort=list(ranks.periods), title=None, axis=alt.Axis(labelAngle=0, grid=False)
    )
    y = alt.Y(
        "rank:Q",
        title=None,
        scale=alt.Scale(reverse=True, domain=[0.5, ranks.field + 0.5], nice=False),
        axis=alt.Axis(
            values=list(range(1, ranks.field + 1)), grid=False, domain=False, ticks=False
        ),
    )
    base = over("rows").encode(x=x, y=y, detail="name:N")
    others = base.transform_filter("!datum.chosen")
    own = base.transform_filter("datum.chosen")
    labels = over("ends").encode(
        x=x,
        y=y,
        text="name:N",
        color=alt.condition("datum.chosen", alt.value(ACCENT), alt.value(QUIET)),
    )
    tip = [alt.Tooltip("name:N", title=_("Unit")), alt.Tooltip("rank:Q", title=_("Rank"))]
    layers = [
        others.mark_line(color=FAINT, strokeWidth=1.25),
        others.mark_point(color=FAINT, filled=True, size=22, opacity=1).encode(tooltip=tip),
        own.mark_line(color=ACCENT, strokeWidth=2.75),
        own.mark_point(color=ACCENT, filled=True, size=60, opacity=1).encode(tooltip=tip),
        labels.mark_text(align="left", dx=8, fontSize=12),
    ]
    return layered(
        layers, {"rows": rows, "ends": ends}, max(ROW * ranks.field, 120), finding(ranks)
    )


def points(line: RankLine, periods: tuple[str, ...]) -> list[dict[str, Any]]:
    """The ranks of one line as rows."""
    return [
        {"period": period, "rank": rank, "name": line.name, "chosen": line.chosen}
        for period, rank in zip(periods, line.ranks, strict=True)
        if rank is not None
    ]


def last_point(line: RankLine, periods: tuple[str, ...]) -> dict[str, Any] | None:
    """Where the name stands: at the last period, if the unit is ranked there."""
    found = points(line, periods)
    return found[-1] if found and found[-1]["period"] == periods[-1] else None


def finding(ranks: Ranks) -> str:
    """What the chart says."""
    line = ranks.chosen
    there = [rank for rank in line.ranks if rank is not None] if line else []
    if line is None or len(there) < 2:
        return ""
    return _("%(unit)s: from place %(first)s to place %(last)s") % {
        "unit": line.name,
        "first": figures.rank(there[0]),
        "last": figures.rank(there[-1]),
    }
