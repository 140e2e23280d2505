"""Column names and dtypes of every frame that enters or leaves the engine, in one place."""

from collections.abc import Mapping

import narwhals as nw

Schema = Mapping[str, type[nw.dtypes.DType]]

TEXT = nw.String
NUMBER = nw.Float64
COUNT = nw.Int64
FLAG = nw.Boolean

OBSERVATIONS: Schema = {
    "unit": TEXT,
    "indicator": TEXT,
    "period": TEXT,
    "value": NUMBER,
    "numerator": NUMBER,
    "denominator": NUMBER,
    "field": COUNT,
    "recorded_at": TEXT,
}
"""``value`` in the indicator's measure; ``numerator``/``denominator`` for ratios; ``field`` the
size of the field of an outside rank; ``recorded_at`` ISO time, later rows replace earlier ones."""

TARGETS: Schema = {"unit": TEXT, "indicator": TEXT, "period": TEXT, "target": NUMBER}

ADJUSTMENTS: Schema = {"unit": TEXT, "period": TEXT, "kind": TEXT, "points": NUMBER}
"""``kind`` is the code of one of the plan's adjustments; ``points`` positive for deductions too."""

SCORES: Schema = {
    "period": TEXT,
    "group": TEXT,
    "unit": TEXT,
    "indicator": TEXT,
    "value": NUMBER,
    "target": NUMBER,
    "completion": NUMBER,
    "method": TEXT,
    "rate": NUMBER,
    "weight": NUMBER,
    "points": NUMBER,
    "note": TEXT,
}
"""The published columns. ``completion`` is a share (1 = 100 %); ``weight`` in points of the total;
``note`` names the policy used and why, e.g. ``missing:zero``."""

NODES: Schema = {
    "period": TEXT,
    "group": TEXT,
    "unit": TEXT,
    "node": TEXT,
    "rate": NUMBER,
    "weight": NUMBER,
    "points": NUMBER,
    "note": TEXT,
}

TOTALS: Schema = {
    "period": TEXT,
    "group": TEXT,
    "unit": TEXT,
    "total": NUMBER,
    "rank": NUMBER,
    "field": COUNT,
    "previous_rank": NUMBER,
    "movement": NUMBER,
}
"""``rank`` and ``field`` inside the group; ``movement`` positive = places gained."""
