"""Open cases of hard problems against the line that ends at nothing on the common deadline."""

from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from saima.documents import figures
from saima.web.charts.layers import Figure, layered, over
from saima.web.charts.theme import ACCENT, INK, LIGHTS
from saima.web.readings.burn_down import BurnDownReading

HEIGHT = 240


def burn_down_chart(reading: BurnDownReading) -> Figure:
    """The open cases as a line, the ideal line dashed, today and the deadline as rules."""
    rows = [
        {
            "day": one.day.isoformat(),
            "open": one.open,
            "ideal": one.ideal,
            "shown": figures.day(one.day),
        }
        for one in reading.days
    ]
    x = alt.X("day:T", title=None, axis=alt.Axis(format="%m-%d", grid=False, tickCount=8))
    y = alt.Y("open:Q", title=_("open cases"), axis=alt.Axis(tickCount=5, domain=False))
    base = over("rows").encode(x=x)
    ideal = base.mark_line(color=INK, strokeWidth=1.5, strokeDash=[5, 3]).encode(y=alt.Y("ideal:Q"))
    tips = [alt.Tooltip("shown:N", title=_("Day")), alt.Tooltip("open:Q", title=_("open cases"))]
    still = base.mark_line(color=ACCENT, strokeWidth=2.5).encode(y=y, tooltip=tips)
    marks = [mark(reading.today, _("today"), ACCENT), mark(reading.deadline, _("deadline"), INK)]
    if reading.today > reading.deadline:
        marks[1]["colour"] = LIGHTS["red"]
    colour = alt.Color("colour:N", scale=None)
    rules = over("marks").mark_rule(strokeWidth=1.2).encode(x="day:T", color=colour)
    names = (
        over("marks")
        .mark_text(align="right", dx=-4, fontSize=12)
        .encode(x="day:T", y=alt.value(8), text="word:N", color=colour)
    )
    return layered(
        [rules, ideal, still, names], {"rows": rows, "marks": marks}, HEIGHT, finding(reading)
    )


def mark(day: Any, word: str, colour: str) -> dict[str, Any]:
    """A day that the chart names."""
    return {"day": day.isoformat(), "word": word, "colour": colour}


def finding(reading: BurnDownReading) -> str:
    """What the chart says: how many are open, and how far that is from the ideal line."""
    words = {"open": reading.open, "day": figures.day(reading.deadline)}
    if reading.open == 0:
        return _("All cases are closed (deadline %(day)s)") % words
    if reading.behind is None:
        return _("%(open)s cases are open after the deadline of %(day)s") % words
    if reading.behind <= 0:
        return _("%(open)s cases are open, on course for %(day)s") % words
    behind = {**words, "behind": reading.behind}
    return _("%(open)s cases are open, %(behind)s more than on course for %(day)s") % behind
