"""Layers over rows; rows stand once in the specification, however many layers draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

Row = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """A chart and the rows that its layers name."""

    chart: alt.LayerChart
    rows: Mapping[str, Sequence[Row]]


def over(name: str) -> alt.Chart:
    """A chart over the rows of a name; they are not copied into it, because copies are slow."""
    return alt.Chart(alt.NamedData(name=name))


def layered(
    layers: Sequence[alt.Chart], rows: Mapping[str, Sequence[Row]], height: int, title: str
) -> Figure:
    """Layers on top of each other, the first at the bottom."""
    chart = alt.LayerChart(layer=list(layers)).properties(height=height, title=title)
    return Figure(chart, rows)
