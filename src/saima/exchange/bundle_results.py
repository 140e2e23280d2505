"""The results of a board as tables, with every intermediate value, and back to an outcome."""

from collections.abc import Mapping, Sequence

import narwhals as nw
import polars as pl

from saima.engine.columns import COUNT, TEXT, Schema
from saima.engine.outcome import Eager, Outcome, Trigger
from saima.engine.unscored import problems_of
from saima.exchange.backends import polars_table
from saima.exchange.bundle_tables import eager, number_text
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan

TABLES = ("totals", "scores", "nodes", "weights", "triggers")
"""``weights`` is there only where the plan weights by data."""

TRIGGERS: Schema = {
    "rule": TEXT,
    "unit": TEXT,
    "group": TEXT,
    "indicator": TEXT,
    "period": TEXT,
    "periods": TEXT,
    "ranks": TEXT,
    "fields": TEXT,
    "level": COUNT,
    "card": TEXT,
}
"""``periods``, ``ranks`` and ``fields`` of the run, oldest first, with blanks between them."""


def board_periods(plan: Plan, period: Period) -> tuple[Period, ...]:
    """The board's period and those that its totals are put together from, oldest first."""
    parts: tuple[Period, ...] = ()
    if period.kind is PeriodKind.YEAR and plan.year_score is not None:
        parts = period.inside(PeriodKind.QUARTER)
    return tuple(sorted({*parts, period}))


def result_tables(outcome: Outcome, periods: Sequence[Period]) -> dict[str, pl.DataFrame]:
    """The rows of some periods of an outcome, by table, all columns included."""
    frames = {"totals": outcome.totals, "scores": outcome.scores, "nodes": outcome.nodes}
    if outcome.weights is not None:
        frames["weights"] = outcome.weights.sort("period", "group", "node", "child")
    wanted = [str(period) for period in periods]
    tables = {name: rows_of(frame, wanted) for name, frame in frames.items()}
    fired = [trigger for trigger in outcome.triggers if trigger.period in periods]
    return tables | {"triggers": trigger_table(fired)}


def rows_of(frame: Eager, periods: Sequence[str]) -> pl.DataFrame:
    """The rows of some periods."""
    rows: pl.DataFrame = frame.filter(nw.col("period").is_in(periods)).to_native()
    return rows


def trigger_table(triggers: Sequence[Trigger]) -> pl.DataFrame:
    """Triggers as rows; what a run is made of goes into one cell."""
    columns: dict[str, list[object]] = {
        name: [getattr(trigger, name) for trigger in triggers] for name in TRIGGERS
    }
    columns["period"] = [str(trigger.period) for trigger in triggers]
    columns["periods"] = [" ".join(map(str, trigger.periods)) for trigger in triggers]
    columns["ranks"] = [" ".join(map(number_text, trigger.ranks)) for trigger in triggers]
    columns["fields"] = [" ".join(map(str, trigger.fields)) for trigger in triggers]
    return polars_table(columns, TRIGGERS)


def triggers_of(table: pl.DataFrame) -> tuple[Trigger, ...]:
    """The triggers behind the rows; raises ValueError for a period or number that is none."""
    return tuple(
        Trigger(
            rule=row["rule"],
            unit=row["unit"],
            group=row["group"],
            indicator=row["indicator"],
            period=Period.parse(row["period"]),
            periods=tuple(Period.parse(one) for one in row["periods"].split()),
            ranks=tuple(float(one) for one in row["ranks"].split()),
            fields=tuple(int(one) for one in row["fields"].split()),
            level=row["level"],
            card=row["card"],
        )
        for row in table.iter_rows(named=True)
    )


def outcome_from(
    plan: Plan, periods: Sequence[Period], tables: Mapping[str, pl.DataFrame]
) -> Outcome:
    """The outcome behind the tables: nothing is computed again."""
    scores, nodes = eager(tables["scores"]), eager(tables["nodes"])
    weights = tables.get("weights")
    return Outcome(
        plan=plan,
        periods=tuple(periods),
        scores=scores,
        nodes=nodes,
        totals=eager(tables["totals"]),
        weights=None if weights is None else eager(weights),
        problems=tuple(problems_of(scores, nodes)),
        triggers=triggers_of(tables["triggers"]),
    )
