"""When the newest value that a figure rests on was recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import narwhals as nw
from django.utils.timezone import localtime

from saima.actions.rows import ScoreRow
from saima.engine.outcome import Eager, Inputs
from saima.engine.schedule import periods_read
from saima.plan.periods import Period
from saima.plan.plan import Plan

KEYS = ("unit", "indicator", "period")
Stamps = Mapping[tuple[str, str], datetime]
"""By unit and indicator; figures without a value have none."""


@dataclass(frozen=True)
class Recorded:
    """When each value was recorded, as ISO text: columns unit, indicator, period, recorded_at."""

    rows: Eager

    @classmethod
    def of(cls, inputs: Inputs) -> "Recorded":
        """The newest moment of every value of ``inputs``."""
        frame = inputs.observations.group_by(*KEYS).agg(nw.col("recorded_at").max())
        return cls(frame.select(*KEYS, "recorded_at").collect(inputs.results))

    def moments(self, periods: Iterable[str]) -> dict[tuple[str, str, str], str]:
        """Those of some periods, by unit, indicator and period."""
        chosen = self.rows.filter(nw.col("period").is_in(sorted(periods)))
        return {(unit, code, period): at for unit, code, period, at in chosen.iter_rows()}

    def stamps(
        self, plan: Plan, period: Period, scores: Mapping[tuple[str, str], ScoreRow]
    ) -> Stamps:
        """When the newest value behind each score of ``period`` was recorded, in local time."""
        read = periods_read(plan, period)
        known = self.moments({observed for some in read.values() for observed in some})
        sources = {indicator.code: rests_on(plan, indicator.code) for indicator in plan.indicators}
        newest = {}
        for (unit, code), score in scores.items():
            own = score.observed_unit or unit
            keys = ((own, source, at) for source in sources[code] for at in read.get(source, ()))
            moments = [known[key] for key in keys if key in known]
            if moments and score.value is not None:
                newest[unit, code] = max(moments)
        parsed = {text: localtime(datetime.fromisoformat(text)) for text in set(newest.values())}
        return {key: parsed[text] for key, text in newest.items()}


def rests_on(plan: Plan, code: str) -> tuple[str, ...]:
    """The indicator itself and those that its ratio or its target needs."""
    indicator = plan.indicator_by_code[code]
    relative = indicator.target.relative_to if indicator.target else None
    return tuple(name for name in (code, indicator.denominator, relative) if name is not None)


def newest_by_unit(stamps: Stamps) -> dict[str, datetime]:
    """The newest stamp of each unit."""
    found: dict[str, datetime] = {}
    for (unit, _code), at in stamps.items():
        found[unit] = max(at, found.get(unit, at))
    return found
