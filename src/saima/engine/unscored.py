"""Why something has no score: reasons beside the totals, and named problems."""

from collections.abc import Iterator, Sequence

import narwhals as nw

from saima.engine.outcome import Eager
from saima.plan.label import Label
from saima.plan.problems import Problem, ProblemKind

UNSCORED = ProblemKind(
    code="unscored",
    found=Label(
        zh="{period} {unit} 的指标 {indicator} 无法计分({reason})",
        en="{period}: indicator {indicator} of {unit} cannot be scored ({reason})",
    ),
    expected=Label(zh="应有可计分的数值", en="expected a value that can be scored"),
    mend=Label(
        zh="请补报数值,或在方案中写明缺失处理办法(missing、undefined)",
        en="report the value, or state a policy in the plan (missing, undefined)",
    ),
)


def with_reasons(totals: Eager, scores: Eager, failed: Sequence[tuple[str, str]]) -> Eager:
    """Add ``reason`` and ``reason_indicator``: why a unit is not ranked, else null.

    ``failed``: nodes whose data-driven weighting could not be computed, with the code why.
    """
    blocked = scores.filter(nw.col("blocked") & nw.col("counts"))
    first = (
        blocked.select("period", "unit", "indicator", why="reason")
        .sort("period", "unit", "indicator")
        .unique(["period", "unit"], keep="first", order_by="indicator")
        .rename({"indicator": "reason_indicator"})
    )
    other = failed[0][1] if failed else "not_computable"
    unranked = nw.col("total").is_null()
    joined = totals.join(first, on=["period", "unit"], how="left")
    return joined.with_columns(
        reason=nw.when(unranked).then(nw.coalesce(nw.col("why"), nw.lit(other))),
        reason_indicator=nw.when(unranked).then(nw.col("reason_indicator")),
    ).drop("why")


def problems_of(scores: Eager) -> Iterator[Problem]:
    """One problem per score that blocks a total."""
    rows = scores.filter(nw.col("blocked") & nw.col("counts"))
    for row in rows.iter_rows(named=True):
        facts = {name: row[name] for name in ("period", "unit", "indicator", "reason")}
        yield Problem(UNSCORED, facts=facts)
