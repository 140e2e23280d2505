"""The only place where numbers are rounded: half up, after snapping away binary noise.

1.005 is stored as 1.00499999999999989…; scaled to the wanted decimals it is snapped at nine
decimals first (large numbers: lifted by their noise), so that it rounds to 1.01 as on paper
(golden G18) and noise never moves a rank.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import narwhals as nw

LEDGER_DECIMALS = 6
"""Decimals that the ledger keeps of a value."""

SNAP = 1e9
LARGEST_SNAPPED = 9e6
"""Above it nine decimals exceed what a Float64 holds; there the noise is a share of the number."""
NOISE = 3e-16
"""What writing a decimal as a Float64 and scaling it can be off by, as a share of it."""
LARGEST_NOISY = 1e15
"""Above it a Float64 holds nothing between the neighbours that rounding chooses from."""


def magnitude_rounded(magnitude: nw.Expr, decimals: int) -> nw.Expr:
    """Round a frame expression of non-negative numbers half up.

    The closing ``round`` moves nothing; it picks the nearest double, because a backend may divide
    by multiplying with the reciprocal (639000 * 0.0001 = 63.900000000000006).
    """
    scaled = magnitude * float(10**decimals)
    snapped = (
        nw.when(scaled < LARGEST_SNAPPED)
        .then((scaled * SNAP + 0.5).floor() / SNAP)
        .otherwise(scaled + scaled * NOISE)
    )
    result = ((snapped + 0.5).floor() / float(10**decimals)).round(decimals)
    return nw.when(scaled < LARGEST_NOISY).then(result).otherwise(magnitude)


def rounded(number: nw.Expr, decimals: int) -> nw.Expr:
    """Round a frame expression half up, away from zero for negative numbers; null stays null.

    Adding zero turns a negative zero into a plain one. ``number`` is repeated eight times in the
    result, so a long expression should be a column first.
    """
    sign = nw.when(number < 0).then(nw.lit(-1.0)).otherwise(nw.lit(1.0))
    return magnitude_rounded(number.abs(), decimals) * sign + 0.0


def snapped(number: nw.Expr) -> nw.Expr:
    """Remove binary noise beyond nine decimals, for comparing and ranking exact totals."""
    return rounded(number, 9)


def ledger_decimal(number: Fraction) -> Decimal:
    """An exact quotient as the ledger keeps it, half up."""
    scaled = number * 10**LEDGER_DECIMALS
    whole = Decimal(scaled.numerator) / Decimal(scaled.denominator)
    return whole.quantize(Decimal(1), rounding=ROUND_HALF_UP).scaleb(-LEDGER_DECIMALS)
