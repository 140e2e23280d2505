"""An indicator's months against the plan: bars from zero, the phased target as a line."""

from collections.abc import Sequence
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from saima.documents import figures
from saima.plan.tree import Indicator
from saima.web.charts.layers import Figure, layered, over
from saima.web.charts.theme import ACCENT, INK
from saima.web.readings.months import Month

HEIGHT = 220


def trend_chart(indicator: Indicator, months: Sequence[Month], language: str) -> Figure:
    """Cumulative values (bars) and the phased target (line with its name at the end)."""
    rows = [row(indicator, month, language) for month in months]
    order = [entry["month"] for entry in rows]
    x = alt.X("month:O", sort=order, title=None, axis=alt.Axis(labelAngle=0, grid=False))
    measure = indicator.measure.text(language)
    y = alt.Y("cumulative:Q", title=measure, axis=alt.Axis(tickCount=5, domain=False, ticks=False))
    base = over("rows").encode(x=x)
    bars = base.mark_bar(color=ACCENT, opacity=0.82, width={"band": 0.58}).encode(
        y=y, tooltip=tips(indicator, measure)
    )
    lasts = [entry for entry in rows if entry["target"] is not None][-1:]
    plan = base.mark_line(
        color=INK, strokeWidth=1.5, strokeDash=[5, 3], point={"size": 18, "color": INK}
    ).encode(y=alt.Y("target:Q", title=measure))
    name = (
        over("last")
        .mark_text(align="right", dy=-10, dx=4, fontSize=12, color=INK)
        .encode(x=x, y="target:Q", text=alt.value(_("phased target")))
    )
    return layered(
        [bars, plan, name],
        {"rows": rows, "last": lasts},
        HEIGHT,
        finding(indicator, months, language),
    )


def row(indicator: Indicator, month: Month, language: str) -> dict[str, Any]:
    """One month as a row."""
    return {
        "month": figures.period_short(month.period, language),
        "cumulative": month.cumulative,
        "target": month.target,
        "said": figures.number(month.cumulative, indicator.decimals),
        "aim": figures.number(month.target, indicator.decimals),
    }


def tips(indicator: Indicator, measure: str) -> list[alt.Tooltip]:
    """What a pointer shows."""
    del indicator
    return [
        alt.Tooltip("month:O", title=_("Month")),
        alt.Tooltip("said:N", title=_("Value (%(measure)s)") % {"measure": measure}),
        alt.Tooltip("aim:N", title=_("Phased target")),
    ]


def finding(indicator: Indicator, months: Sequence[Month], language: str) -> str:
    """What the chart says: the last value and its share of the phased target."""
    there = [month for month in months if month.cumulative is not None]
    if not there:
        return _("No value is reported yet.")
    last = there[-1]
    words = {
        "month": figures.to_date_name(last.period, language),
        "value": figures.number(last.cumulative, indicator.decimals),
        "measure": indicator.measure.text(language),
    }
    if last.completion is None:
        return _("%(month)s: %(value)s %(measure)s") % words
    share = {**words, "share": figures.percent(last.completion)}
    return _("%(month)s: %(value)s %(measure)s, %(share)s %% of the phased target") % share
