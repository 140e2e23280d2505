"""One look for all charts; colours are those of the style sheet."""

from typing import Any

FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
FONT_WIDTH = 12
ACCENT = "#1f4e8c"
INK = "#1b2430"
QUIET = "#5b6675"
LINE = "#d5dce6"
FAINT = "#b9c3d0"
LIGHTS = {
    "green": "#1a7f4b",
    "watch": "#0f7c85",
    "yellow": "#a86400",
    "red": "#b3261e",
    "none": "#667080",
}

CONFIG: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "color": INK,
        "fontSize": 14,
        "fontWeight": 600,
        "offset": 12,
    },
    "axis": {
        "labelColor": QUIET,
        "labelFontSize": 12,
        "titleColor": QUIET,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domainColor": LINE,
        "tickColor": LINE,
        "gridColor": "#e9edf2",
    },
    "legend": {"disable": True},
}
