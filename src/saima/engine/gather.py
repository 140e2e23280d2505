"""From observations to one value per period, unit and indicator (design section 3, Indicator)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import narwhals as nw

from saima.engine.outcome import Inputs, Lazy
from saima.engine.schedule import LATEST, SpanRow, span_rows
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Collect

KEYS = ("period", "unit", "indicator")
OBSERVED = ("unit", "indicator", "period")

Number = type[nw.Float64] | type[nw.Int64]

SPAN_SCHEMA = {
    "period": nw.String,
    "indicator": nw.String,
    "observed": nw.String,
    "position": nw.Int64,
    "own": nw.Boolean,
    "collect": nw.String,
    "reduced": nw.Boolean,
}


def known(observations: Lazy, as_of: str | None) -> Lazy:
    """The latest version of each observation, as it was known at ``as_of`` (ISO time)."""
    if "recorded_at" not in observations.collect_schema().names():
        return observations
    if as_of is not None:
        recorded = nw.col("recorded_at")
        observations = observations.filter(recorded.is_null() | (recorded <= as_of))
    recorded_at = nw.col("recorded_at").fill_null("")
    latest = recorded_at == recorded_at.max().over(*OBSERVED)
    return observations.with_columns(latest=latest).filter(nw.col("latest")).drop("latest")


def spans(plan: Plan, inputs: Inputs, rows: Sequence[SpanRow]) -> Lazy:
    """The span table as a frame of the inputs' backend."""
    collect = {indicator.code: indicator.collect for indicator in plan.indicators}
    columns: dict[str, list[object]] = {
        "period": [row.period for row in rows],
        "indicator": [row.indicator for row in rows],
        "observed": [row.observed for row in rows],
        "position": [row.position for row in rows],
        "own": [row.own for row in rows],
        "collect": [collect[row.indicator].value for row in rows],
        "reduced": [row.reduced for row in rows],
    }
    return inputs.table(columns, SPAN_SCHEMA)


def gathered(plan: Plan, inputs: Inputs, periods: Sequence[Period], as_of: str | None) -> Lazy:
    """One row per period, unit and indicator that has observations.

    Columns: KEYS, value, field, counted (observations used), last (ordinal of the newest).
    """
    observations = with_columns_missing(known(inputs.observations, as_of), needed_columns(plan))
    kinds = {indicator.collect for indicator in plan.indicators}
    spread = spread_over(plan, inputs, observations, periods)
    parts = []
    if kinds - LATEST:
        parts.append(added_up(spread, kinds))
    if kinds & LATEST:
        parts.append(latest_taken(spread.rows, kinds))
    return parts[0] if len(parts) == 1 else nw.concat(parts, how="vertical")


@dataclass(frozen=True)
class Spread:
    """Observations with the scored period that they count in and their span columns.

    ``same``: columns that are alike in all rows (``last`` instead of ``position``); they are added
    after grouping, because every key to group by costs time.
    """

    rows: Lazy
    same: Mapping[str, nw.Expr] = field(default_factory=dict)


def spread_over(
    plan: Plan, inputs: Inputs, observations: Lazy, periods: Sequence[Period]
) -> Spread:
    """Repeat observations for each scored period that they count in.

    Where one period is scored and all indicators add up the same observed periods a filter does
    the same as the join, in half the time on ten million rows. Its ``fill_null`` changes nothing;
    it is there because DuckDB would turn the bare list into a join again.
    """
    rows = span_rows(plan, periods)
    by_indicator: dict[str, set[str]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator, set()).add(row.observed)
    observed = {frozenset(inside) for inside in by_indicator.values()}
    kinds = {indicator.collect for indicator in plan.indicators}
    whole_year = len(by_indicator) == len(plan.indicators) and all(row.own for row in rows)
    if len(periods) == len(observed) == len(kinds) == 1 and not kinds & LATEST and whole_year:
        inside = nw.col("observed").is_in(sorted(*observed)).fill_null(value=False)
        same = {
            "period": nw.lit(str(periods[0])),
            "collect": nw.lit(next(iter(kinds)).value),
            "last": nw.lit(max(row.position for row in rows)).cast(nw.Int64),
        }
        return Spread(observations.filter(inside), same)
    joined = observations.join(spans(plan, inputs, rows), on=["indicator", "observed"], how="inner")
    return Spread(joined)


def needed_columns(plan: Plan) -> dict[str, Number]:
    """Optional observation columns that the plan's indicators read."""
    needed: dict[str, Number] = {"value": nw.Float64}
    kinds = {indicator.collect for indicator in plan.indicators}
    if Collect.RATIO in kinds:
        needed |= {"numerator": nw.Float64, "denominator": nw.Float64}
    if Collect.RANK in kinds:
        needed |= {"field": nw.Int64}
    return needed


def with_columns_missing(frame: Lazy, needed: dict[str, Number]) -> Lazy:
    """Select the observation columns, absent optional ones as nulls; ``period`` as ``observed``."""
    present = frame.collect_schema().names()
    columns = [
        nw.col(name).cast(dtype) if name in present else nw.lit(None).cast(dtype).alias(name)
        for name, dtype in needed.items()
    ]
    return frame.select("unit", "indicator", *columns, observed="period")


def added_up(spread: Spread, kinds: set[Collect]) -> Lazy:
    """Sums (flow), means (average) and quotients of two sums (ratio) over the span.

    A period whose observation has no number leaves the whole span without a value.
    """
    rows = spread.rows
    aggregates = [
        nw.col("value").sum().alias("added"),
        nw.len().cast(nw.Int64).alias("counted"),
        nw.col("value").count().cast(nw.Int64).alias("filled"),
    ]
    if "last" not in spread.same:
        aggregates.append(nw.col("position").max().alias("last"))
    if Collect.RATIO in kinds:
        pair = nw.when(~nw.col("denominator").is_null()).then(nw.col("numerator"))
        aggregates += [
            nw.col("numerator").sum(),
            nw.col("denominator").sum(),
            nw.col("pair").count().cast(nw.Int64).alias("pairs"),
        ]
        rows = rows.with_columns(pair=pair)
    if kinds & LATEST:
        rows = rows.filter(~nw.col("collect").is_in([kind.value for kind in LATEST]))
    keys = [key for key in (*KEYS, "collect") if key not in spread.same]
    columns = {name: spread.same.get(name, nw.col(name)) for name in (*KEYS, "collect", "last")}
    value = added_value(kinds, columns.pop("collect"))
    return (
        rows.group_by(*keys)
        .agg(*aggregates)
        .select(
            *(columns[key].alias(key) for key in KEYS),
            value.alias("value"),
            nw.lit(None).cast(nw.Int64).alias("field"),
            nw.col("counted"),
            columns["last"].alias("last"),
        )
    )


def added_value(kinds: set[Collect], collect: nw.Expr) -> nw.Expr:
    """The value of a span by its kind, from the sums and counts of its observations."""
    value = nw.col("added")
    if Collect.AVERAGE in kinds:
        average = value / nw.col("filled").cast(nw.Float64)
        value = nw.when(collect == Collect.AVERAGE.value).then(average).otherwise(value)
    value = nw.when(nw.col("filled") == nw.col("counted")).then(value)
    if Collect.RATIO in kinds:
        quotient = nw.col("numerator") / nw.col("denominator")
        usable = (nw.col("denominator") != 0) & (nw.col("pairs") == nw.col("counted"))
        divided = nw.when(usable).then(quotient)
        value = nw.when(collect == Collect.RATIO.value).then(divided).otherwise(value)
    return value


def latest_taken(spread: Lazy, kinds: set[Collect]) -> Lazy:
    """The newest value of the span; a year-to-date value less the one before the span.

    Where that one is not there, the newest does not count (``last`` null), because it would pass
    for more than the span.
    """
    own = nw.col("own")
    if kinds - LATEST:
        spread = spread.filter(nw.col("collect").is_in([kind.value for kind in LATEST]))
    newest = nw.col("position") == nw.col("position").max().over(*KEYS, "own")
    field = nw.col("field") if Collect.RANK in kinds else nw.lit(None)
    marked = spread.with_columns(newest=newest).with_columns(
        own_value=nw.when(own & nw.col("newest")).then(nw.col("value")),
        base_value=nw.when(~own & nw.col("newest")).then(nw.col("value")),
        own_field=nw.when(own & nw.col("newest")).then(field).cast(nw.Int64),
        own_position=nw.when(own).then(nw.col("position")),
        reductions=nw.col("reduced").cast(nw.Int64),
    )
    picked = marked.group_by(*KEYS).agg(
        nw.col("own_value").max(),
        nw.col("base_value").max(),
        nw.col("own_field").max().alias("field"),
        nw.col("own_position").max().alias("last"),
        nw.col("own_position").count().cast(nw.Int64).alias("counted"),
        nw.col("reductions").max(),
    )
    whole = (nw.col("reductions") == 0) | ~nw.col("base_value").is_null()
    value = nw.col("own_value") - nw.col("base_value").fill_null(0.0)
    last = nw.when(whole).then(nw.col("last"))
    reported = picked.filter(nw.col("counted") > 0)
    return reported.select(*KEYS, value.alias("value"), "field", "counted", last.alias("last"))
