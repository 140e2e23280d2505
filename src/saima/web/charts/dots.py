"""All units of an indicator as dots on one line of completion (or of the value)."""

from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from saima.documents import figures
from saima.web.charts.layers import Figure, layered, over
from saima.web.charts.theme import ACCENT, FONT_WIDTH, INK, LIGHTS
from saima.web.readings.indicator import IndicatorReading, UnitLine
from saima.web.readings.lights import light_of

LANE = 20
MOST_LANES = 6
WIDTH = 1000
NAMED = 3


def dots_chart(reading: IndicatorReading, language: str) -> Figure:
    """One dot a value in the colour of its light; the names stand above in as few lanes as fit."""
    by_completion = any(line.score.completion is not None for line in reading.with_value)
    rows = in_lanes(spots(reading, by_completion=by_completion))
    height = LANE * (1 + max((row["lane"] for row in rows), default=0)) + 24
    title = _("Completion of the phased target, %%") % {}
    if not by_completion:
        title = reading.indicator.measure.text(language)
    x = alt.X(
        "x:Q", title=title, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(tickCount=8)
    )
    base = over("rows").encode(x=x)
    dots = base.mark_point(filled=True, size=90, opacity=0.9).encode(
        y=alt.value(height - 10),
        color=alt.Color("colour:N", scale=None),
        tooltip=[alt.Tooltip("names:N", title=_("Unit")), alt.Tooltip("said:N", title=title)],
    )
    names = base.mark_text(fontSize=12, baseline="middle", color=INK).encode(
        y=alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[height, 0])),
        text="label:N",
    )
    layers: list[Any] = [dots, names]
    if by_completion:
        mark = over("mark")
        layers.insert(0, mark.mark_rule(color=ACCENT, strokeDash=[4, 3]).encode(x="x:Q"))
    return layered(layers, {"rows": rows, "mark": [{"x": 100}]}, height, finding(rows))


def spots(reading: IndicatorReading, *, by_completion: bool) -> list[dict[str, Any]]:
    """One row a place on the line, from left to right; units on the same place share it."""
    decimals = 1 if by_completion else reading.indicator.decimals
    shared: dict[str, list[UnitLine]] = {}
    for line in reading.with_value:
        x = position(line, by_completion=by_completion)
        if x is not None:
            shared.setdefault(figures.number(x, decimals), []).append(line)
    rows = [
        {
            "x": position(lines[0], by_completion=by_completion),
            "said": said,
            "names": _(", ").join(line.name for line in lines),
            "label": label([line.name for line in lines]),
            "colour": LIGHTS.get(light_of(lines[0].score), ACCENT),
        }
        for said, lines in shared.items()
    ]
    return sorted(rows, key=lambda row: row["x"] or 0.0)


def position(line: UnitLine, *, by_completion: bool) -> float | None:
    """Where the unit stands."""
    if not by_completion:
        return line.score.value
    return None if line.score.completion is None else line.score.completion * 100


def label(names: list[str]) -> str:
    """The names of a place; of many only the first and the count."""
    if len(names) <= NAMED:
        return _(", ").join(names)
    return _("%(name)s and %(count)s more") % {"name": names[0], "count": len(names) - 1}


def in_lanes(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put each label into the lowest lane where it does not touch the one before it."""
    low, high = (rows[0]["x"], rows[-1]["x"]) if rows else (0.0, 1.0)
    scale = WIDTH / ((high - low) or 1.0)
    ends = [-1e9] * MOST_LANES
    for row in rows:
        half = FONT_WIDTH * len(row["label"]) / 2
        centre = (row["x"] - low) * scale
        free = [lane for lane, end in enumerate(ends) if end < centre - half]
        row["lane"] = free[0] if free else ends.index(min(ends))
        row["top"] = 30 + LANE * row["lane"]
        ends[row["lane"]] = centre + half + FONT_WIDTH
    return rows


def finding(rows: list[dict[str, Any]]) -> str:
    """What the chart says: who is first and last."""
    if len(rows) < 2:
        return ""
    return _("From %(last)s (%(low)s) to %(first)s (%(high)s)") % {
        "last": rows[0]["label"],
        "low": rows[0]["said"],
        "first": rows[-1]["label"],
        "high": rows[-1]["said"],
    }
