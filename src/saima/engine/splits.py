"""Splitting a target over units and months: exact sums, rising months, over-asking (S13, S27, S40).

Everything is decimal, because a split has to add up to the last digit that is printed.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise

from saima.engine.schedule import curve, due
from saima.plan.periods import PeriodKind, year_periods
from saima.plan.plan import Plan
from saima.plan.targets import Target
from saima.plan.tree import Indicator

MONTHS = 12
SHARE_DIGITS = Decimal("1e-18")
"""So many that a share of a large target still rounds as on paper."""
SNAP = Decimal("1e-9")
ONE, ZERO = Decimal(1), Decimal(0)

Shares = tuple[Decimal, ...]
"""Planned cumulative shares after each month, twelve of them."""


def step_of(total: Decimal, decimals: int) -> Decimal:
    """The smallest step of a share: the indicator's decimals, or more where the total has more."""
    exponent = total.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return ONE.scaleb(-max(decimals, own))


def apportion(total: Decimal, weights: Mapping[str, Decimal], decimals: int) -> dict[str, Decimal]:
    """Parts of ``total`` by ``weights``, rounded by the largest remainder so that they add up.

    What is left after rounding down goes, a step each, to the largest remainders; of equal ones to
    the larger weight, then to the one that stands first. A larger weight never gets less.

    Raises ValueError for a negative total or weight, and where no weight is above zero.
    """
    whole = sum(weights.values(), ZERO)
    if total < 0 or whole <= 0 or min(weights.values()) < 0:
        message = "expected a total and weights of at least zero, and one weight above it"
        raise ValueError(message)
    step = step_of(total, decimals)
    exact = {key: total * weight / whole / step for key, weight in weights.items()}
    parts = {key: number.to_integral_value(ROUND_FLOOR) for key, number in exact.items()}
    left = int(total / step - sum(parts.values(), ZERO))
    order = sorted(weights, key=lambda key: (parts[key] - exact[key], -weights[key]))
    for key in order[:left]:
        parts[key] += ONE
    return {key: count * step for key, count in parts.items()}


def even_curve() -> Shares:
    """A twelfth a month."""
    return curve_of([ONE] * MONTHS)


def plan_curve(indicator: Indicator) -> Shares:
    """The curve that the plan states for the indicator; even where the shares never rise to one."""
    shares = tuple(Decimal(repr(share)) for share in curve(indicator))
    return shares if is_curve(shares) else even_curve()


def curve_of(amounts: Sequence[Decimal]) -> Shares:
    """The cumulative shares of twelve months' amounts; ends with 1.

    Raises ValueError where an amount is negative or all are zero.
    """
    whole = sum(amounts, ZERO)
    if len(amounts) != MONTHS or whole <= 0 or min(amounts) < 0:
        message = "expected twelve amounts of at least zero, and one above it"
        raise ValueError(message)
    sums = [sum(amounts[:count], ZERO) for count in range(1, MONTHS + 1)]
    return tuple((part / whole).quantize(SHARE_DIGITS, ROUND_HALF_UP) for part in sums)


def is_curve(shares: Sequence[Decimal]) -> bool:
    """Whether these are twelve shares between 0 and 1 that never fall and end with 1."""
    return (
        len(shares) == MONTHS
        and shares[0] >= 0
        and shares[-1] == 1
        and all(before <= after for before, after in pairwise(shares))
    )


def cumulative(total: Decimal, shares: Shares, decimals: int) -> tuple[Decimal, ...]:
    """What is to be reached by the end of each month; rises with the shares, ends with ``total``.

    Each month is rounded half up by itself, because a unit's own path must never fall; thirds are
    snapped at nine decimals first, so that a quarter of 30 is 7.5 and not a trifle less.
    """
    step = step_of(total, decimals)
    exact = ((total * share).quantize(SNAP, ROUND_HALF_UP) for share in shares)
    return tuple(month.quantize(step, ROUND_HALF_UP) for month in exact)


def over_asking(above: Decimal, below: Decimal) -> Decimal | None:
    """How much more the level below is asked for than the level above: 0.05 is 5 %.

    Negative where less is asked for; None where the level above has no target above zero.
    """
    return below / above - 1 if above > 0 else None


def period_targets(
    plan: Plan, indicator: Indicator, months: Sequence[Decimal]
) -> dict[str, Decimal]:
    """The target of every month, quarter and half-year that ``months`` (to date) lead to.

    They cover what the engine's values of the period cover: from January on or the period's own
    months, as the plan says. Periods in which nothing is due yet have none.
    """
    target = indicator.target or Target(value=0.0)
    path = target.model_copy(update={"phase": tuple(float(month) for month in months)})
    along = indicator.model_copy(update={"target": path})
    step = step_of(months[-1], indicator.decimals)
    found = {}
    for period in year_periods(plan.year):
        if period.kind is not PeriodKind.YEAR and due(plan, along, period).expected:
            amount = Decimal(repr(due(plan, along, period).phased))
            found[str(period)] = amount.quantize(step, ROUND_HALF_UP)
    return found
