"""The rate of every assigned unit, indicator and period: formula, guards, stated policy.

Never a silent NaN: a rate that cannot be computed gets a reason and the plan's policy.
"""

from collections.abc import Iterable

import narwhals as nw

from saima.engine.formula import compiled
from saima.engine.outcome import Lazy
from saima.engine.peers import PEERS, needed_peers, with_peers
from saima.engine.rulebook import Rule, Rulebook
from saima.plan.plan import Plan
from saima.plan.tree import Policy

ABSENT_REASON = {
    "target": "no_target",
    "meets": "no_target",
    "outside": "no_target",
    "last_year": "no_last_year",
    "growth": "no_last_year",
    "previous_value": "no_previous_value",
    "field": "no_field",
    "weight": "no_weight",
}
"""Why a rate is undefined when this operand is not there."""
DERIVED_FROM = {"growth": "last_year"}
"""Operands that can be computed whenever another one is there and the guards hold."""


def with_rates(book: Rulebook, frame: Lazy) -> Lazy:
    """Add ``raw_rate`` (by formula), ``reason`` (why there is none) and the peer columns.

    Peer values look at values that are there; a missing one is nobody's peer.
    """
    frame = frame.with_columns(reason=value_reason())
    needed = needed_peers(text for rule in book.rules for text in rule.texts)
    frame = with_peers(frame, needed, book.scope(book.rules[0]))
    reason, rate = chosen_by_rule(book)
    frame = frame.with_columns(reason=reason)
    usable = nw.col("reason").is_null()
    frame = frame.with_columns(raw_rate=nw.when(usable).then(rate))
    finite = nw.col("raw_rate").is_finite()
    frame = frame.with_columns(raw_rate=nw.when(finite).then(nw.col("raw_rate")))
    undefined = usable & nw.col("raw_rate").is_null()
    return frame.with_columns(
        reason=nw.when(undefined).then(nw.lit("not_a_number")).otherwise(nw.col("reason"))
    )


def value_reason() -> nw.Expr:
    """Why there is no usable value: not due yet, missing, a gap, unusable; else null."""
    return (
        nw.when(nw.col("expected") == 0)
        .then(nw.lit("not_due"))
        .otherwise(
            nw.when(nw.col("state").is_null())
            .then(nw.lit("missing"))
            .otherwise(nw.when(nw.col("state") != "complete").then(nw.col("state")))
        )
    )


def chosen_by_rule(book: Rulebook) -> tuple[nw.Expr, nw.Expr]:
    """The reason and the rate of each row, by the number of its rule."""
    absent = nw.lit(None)
    reason: nw.Expr = absent.cast(nw.String)
    rate: nw.Expr = absent.cast(nw.Float64)
    for number, rule in reversed(list(enumerate(book.rules))):
        applies = nw.col("rule") == number
        reason = nw.when(applies).then(rule_reason(book, rule)).otherwise(reason)
        rate = nw.when(applies).then(compiled(rule.formula, book.scope(rule))).otherwise(rate)
    return nw.coalesce(nw.col("reason"), reason), rate


def rule_reason(book: Rulebook, rule: Rule) -> nw.Expr:
    """The first operand that is absent or guard that fails; null when the formula is defined."""
    scope = book.scope(rule)
    reason: nw.Expr = nw.lit(None).cast(nw.String)
    for guard in reversed(rule.guards):
        holds = compiled(guard.condition, scope)
        reason = nw.when(~holds).then(nw.lit(guard.code)).otherwise(reason)
    for operand in reversed(rule.operands()):
        code = ABSENT_REASON.get(operand, "missing")
        source = DERIVED_FROM.get(operand, operand)
        reason = nw.when(nw.col(source).is_null()).then(nw.lit(code)).otherwise(reason)
    return reason


def policies(plan: Plan) -> set[Policy]:
    """The policies that the plan's indicators can fall back on."""
    return {
        policy
        for indicator in plan.indicators
        for policy in (plan.missing_policy(indicator), plan.undefined_policy(indicator))
    }


def one_of(column: str, codes: Iterable[str]) -> nw.Expr:
    """Whether a text column is one of ``codes``."""
    return nw.col(column).is_in(list(codes))


def with_policies(plan: Plan, frame: Lazy) -> Lazy:
    """Add ``rate`` after the policy, ``note``, and ``counts`` (false: left out, siblings grow).

    ``blocked`` marks rows that leave the unit without a total.
    """
    absent_value = one_of("reason", ("missing", "gap", "unusable"))
    policy = (
        nw.when(nw.col("reason") == "not_due")
        .then(nw.lit(Policy.REWEIGHT.value))
        .otherwise(nw.when(absent_value).then(nw.col("missing")).otherwise(nw.col("undefined")))
    )
    frame = frame.with_columns(policy=nw.when(~nw.col("reason").is_null()).then(policy))
    fallback: nw.Expr = nw.when(nw.col("policy") == "full").then(nw.lit(1.0))
    if Policy.GROUP_MEAN in policies(plan):
        frame = frame.with_columns(mean_rate=nw.col("raw_rate").mean().over(*PEERS))
        by_mean = nw.when(nw.col("policy") == "group_mean").then(nw.col("mean_rate"))
        fallback = nw.coalesce(fallback, by_mean)
    fallback = nw.coalesce(
        fallback, nw.when(one_of("policy", ("zero", "reweight"))).then(nw.lit(0.0))
    )
    note = nw.concat_str(nw.col("reason"), nw.col("policy"), separator=":", ignore_nulls=False)
    return frame.with_columns(
        rate=nw.coalesce("raw_rate", fallback),
        note=nw.when(~nw.col("reason").is_null()).then(note).otherwise(nw.lit("")),
        counts=(nw.col("policy") != "reweight").fill_null(value=True),
    ).with_columns(blocked=nw.col("rate").is_null())
