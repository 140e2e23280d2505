"""Charts as static SVG: for print, and where scripts are off."""

import json
from functools import lru_cache

import vl_convert
from django.http import HttpResponse

from saima.web.charts.embed import specification
from saima.web.charts.layers import Figure

WIDTH = 640
KEPT = 128
"""Drawings kept in this process; one takes some 20 KB, and 0.2 s to draw."""


def drawing(figure: Figure) -> str:
    """The chart as SVG text."""
    spec = {**specification(figure), "width": WIDTH, "background": "white"}
    return drawn(json.dumps(spec, ensure_ascii=False))


@lru_cache(maxsize=KEPT)
def drawn(spec: str) -> str:
    """The SVG of a specification with its rows: the same figures are drawn once."""
    return str(vl_convert.vegalite_to_svg(spec))


def answer(figure: Figure) -> HttpResponse:
    """The SVG as a response; figures move on, so it is not kept for long."""
    headers = {"Cache-Control": "private, max-age=60"}
    return HttpResponse(drawing(figure), content_type="image/svg+xml", headers=headers)
