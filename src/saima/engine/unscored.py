"""Why something has no score: reasons beside the totals, and named problems."""

from collections.abc import Iterator

import narwhals as nw

from saima.engine.outcome import Eager
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems, problem_kind
from saima.plan.tree import ROOT

UNSCORED = problem_kind(
    "unscored",
    en=(
        "{period}: indicator {indicator} of {unit} cannot be scored ({reason})",
        "expected a value that can be scored",
        "report the value, or state a policy in the plan (missing, undefined)",
    ),
    zh=(
        "{period} {unit} 的指标 {indicator} 无法计分（{reason}）",
        "应有可计分的数值",
        "请补报数值，或在方案中写明缺失处理办法（missing、undefined）",
    ),
)
UNCOMBINED = problem_kind(
    "uncombined",
    en=(
        "{period}: node {node} of {unit} cannot be put together ({reason})",
        "expected children that its combination and weighting can work with",
        "correct the values below it, or choose another combination or weighting",
    ),
    zh=(
        "{period} {unit} 的节点 {node} 无法合成（{reason}）",
        "其下级应符合合成与赋权方式的要求",
        "请改正下级数值，或改用其他合成、赋权方式",
    ),
)
NO_INDICATORS = problem_kind(
    "no_indicators",
    en=(
        'the plan "{plan}" has no indicator',
        "expected at least one indicator to score",
        "add a file in indicators/ with a list of indicators",
    ),
    zh=(
        "方案“{plan}”没有指标",
        "应至少有一个可计分的指标",
        "请在 indicators/ 中增加列出指标的文件",
    ),
)

NOTHING_COUNTS = "nothing_counts"
QUARTER_WITHOUT_TOTAL = "quarter_without_total"


def refuse_without_indicators(plan: Plan) -> None:
    """Raise Problems for a plan that has nothing to score."""
    if not plan.indicators:
        raise Problems([Problem(NO_INDICATORS, facts={"plan": plan.code})])


def blocking_scores(scores: Eager) -> Eager:
    """The scores without a rate that leave their unit without a total."""
    return scores.filter(nw.col("blocked") & nw.col("counts") & (nw.col("weight") > 0))


def blocking_nodes(nodes: Eager) -> Eager:
    """The nodes that have no rate for a reason of their own, not of something below them."""
    return nodes.filter(nw.col("counts") & ~nw.col("reason").is_null())


def with_reasons(totals: Eager, scores: Eager, nodes: Eager) -> Eager:
    """Add ``reason`` and ``reason_indicator``: why a unit is not ranked, else null.

    ``reason_indicator`` is the code of the first indicator, or else node, that stands in the way;
    null where nothing counts, or where a quarter of the year has no total.
    """
    own = first_cause(blocking_scores(scores), "indicator", "")
    of_nodes = first_cause(blocking_nodes(nodes), "node", "_node")
    empty = nodes.filter((nw.col("node") == ROOT) & ~nw.col("counts")).select(
        "period", "unit", why_empty=nw.lit(NOTHING_COUNTS)
    )
    keys = ["period", "unit"]
    for causes in (own, of_nodes, empty):
        totals = totals.join(causes, on=keys, how="left")
    why = nw.coalesce("why", "why_node", "why_empty", nw.lit(QUARTER_WITHOUT_TOTAL))
    unranked = nw.col("total").is_null()
    return totals.with_columns(
        reason=nw.when(unranked).then(why),
        reason_indicator=nw.when(unranked).then(nw.coalesce("code", "code_node")),
    ).drop("why", "why_node", "why_empty", "code", "code_node")


def first_cause(rows: Eager, column: str, suffix: str) -> Eager:
    """The first blocking row of each period and unit: its code and why."""
    code, why = f"code{suffix}", f"why{suffix}"
    named = rows.select("period", "unit", nw.col(column).alias(code), nw.col("reason").alias(why))
    return named.unique(["period", "unit"], keep="first", order_by=code)


def problems_of(scores: Eager, nodes: Eager) -> Iterator[Problem]:
    """One problem per score, and per node, that blocks a total."""
    for row in blocking_scores(scores).iter_rows(named=True):
        facts = {name: row[name] for name in ("period", "unit", "indicator", "reason")}
        yield Problem(UNSCORED, facts=facts)
    for row in blocking_nodes(nodes).iter_rows(named=True):
        facts = {name: row[name] for name in ("period", "unit", "node", "reason")}
        yield Problem(UNCOMBINED, facts=facts)
