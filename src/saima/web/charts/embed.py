"""A chart as the data that the page hands to the chart program."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.utils.translation import override

from saima.web.charts.layers import Figure
from saima.web.charts.theme import CONFIG

Spec = dict[str, Any]
KEPT = 128
"""Specifications kept in this process; one takes some 30 KB, and 40 ms to put together."""


def specification(figure: Figure) -> Spec:
    """The Vega-Lite specification with the rows and the common look."""
    found: Spec = figure.chart.to_dict(validate=False)
    return {**found, "datasets": dict(figure.rows), "config": CONFIG}


@lru_cache(maxsize=KEPT)
def embedded_once(chart: Callable[[Any], Figure], reading: Hashable, language: str) -> Spec:
    """What ``chart`` draws of a reading in a language that is the reader's, made once of each."""
    with override(language):
        return embedded(chart(reading))


def embedded(figure: Figure) -> Spec:
    """The specification for the browser: as wide as its place."""
    return {
        **specification(figure),
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
    }
