"""A chart as the data that the page hands to the chart program."""

from typing import Any

from saima.web.charts.layers import Figure
from saima.web.charts.theme import CONFIG

Spec = dict[str, Any]


def specification(figure: Figure) -> Spec:
    """The Vega-Lite specification with the rows and the common look."""
    found: Spec = figure.chart.to_dict(validate=False)
    return {**found, "datasets": dict(figure.rows), "config": CONFIG}


def embedded(figure: Figure) -> Spec:
    """The specification for the browser: as wide as its place."""
    return {
        **specification(figure),
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
    }
