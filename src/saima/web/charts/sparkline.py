"""A line of a few numbers as inline SVG, drawn on the server."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 72
HEIGHT = 18
EDGE = 2.5


def sparkline(series: Sequence[float | None], months: int = 12) -> SafeString:
    """Draw ``series`` over ``months`` places, from 0 to its largest value; gaps stay gaps."""
    present = [value for value in series if value is not None]
    if not present:
        return SafeString("")
    top = max([*present, 1e-9])
    bottom = min([*present, 0.0])
    points = [
        (
            EDGE + position * (WIDTH - 2 * EDGE) / (months - 1),
            HEIGHT - EDGE - (value - bottom) / (top - bottom) * (HEIGHT - 2 * EDGE),
        )
        if value is not None
        else None
        for position, value in enumerate(series)
    ]
    last = next(point for point in reversed(points) if point is not None)
    lines = format_html_join(
        "", '<polyline points="{}"/>', ((run,) for run in runs(points) if " " in run)
    )
    return format_html(
        '<svg class="spark" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true">'
        '{}<circle cx="{}" cy="{}" r="2"/></svg>',
        WIDTH, HEIGHT, WIDTH, HEIGHT, lines, f"{last[0]:.1f}", f"{last[1]:.1f}",
    )  # fmt: skip


def runs(points: Sequence[tuple[float, float] | None]) -> list[str]:
    """Unbroken stretches of points as SVG coordinates."""
    found: list[list[str]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(f"{point[0]:.1f},{point[1]:.1f}")
    return [" ".join(run) for run in found if run]
