"""Weights from data: entropy, CRITIC, and AHP from comparisons. Small numpy parts on matrices.

A matrix has one row per unit and one column per child; rows with an empty cell are left out.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


def entropy(matrix: Matrix, directions: Sequence[int]) -> Vector:
    """Shannon entropy of the column shares to base n, 1 - e normalised (Elsayed et al. 2017).

    Needs at least two rows and no negative number; raises ValueError else. A column without any
    difference gets no weight; where no column differs all weigh the same.
    """
    del directions
    if len(matrix) < 2 or (matrix < 0).any() or (matrix.sum(axis=0) <= 0).any():
        message = "entropy_needs_positive_columns"
        raise ValueError(message)
    shares = matrix / matrix.sum(axis=0)
    logarithms = np.log(np.where(shares > 0, shares, 1.0))
    spread = 1 + (shares * logarithms).sum(axis=0) / np.log(len(matrix))
    return normalised(np.where(spread < 1e-12, 0.0, spread))


def critic(matrix: Matrix, directions: Sequence[int]) -> Vector:
    """Deviation times the sum of 1 - correlation, on min-max columns (Diakoulaki et al. 1995).

    ``directions``: 1 where higher is better, -1 where lower. A constant column gets no weight.
    """
    if len(matrix) < 2:
        message = "critic_needs_two_units"
        raise ValueError(message)
    signed = matrix * np.asarray(directions, dtype=np.float64)
    span = np.ptp(signed, axis=0)
    varies = span > 1e-12
    scaled = (signed[:, varies] - signed[:, varies].min(axis=0)) / span[varies]
    weights = np.zeros(matrix.shape[1])
    if varies.sum() == 1:
        weights[varies] = 1.0
    elif varies.any():
        conflict = (1 - np.corrcoef(scaled, rowvar=False)).sum(axis=0)
        weights[varies] = scaled.std(axis=0, ddof=1) * conflict
    return normalised(weights)


def normalised(weights: Vector) -> Vector:
    """Make the weights add up to one; all equal where there is nothing to tell them apart."""
    total = float(weights.sum())
    if total <= 0:
        return np.full(len(weights), 1 / len(weights))
    return weights / total


def ahp(comparisons: Sequence[Sequence[str]]) -> Vector:
    """Principal eigenvector of the comparison matrix (cells such as ``3`` or ``1/3``)."""
    matrix = np.array([[float(Fraction(cell)) for cell in row] for row in comparisons])
    values, vectors = np.linalg.eig(matrix)
    principal = np.abs(np.real(vectors[:, np.argmax(np.real(values))]))
    return normalised(principal)


DATA_DRIVEN: Mapping[str, Callable[[Matrix, Sequence[int]], Vector]] = {
    "entropy": entropy,
    "critic": critic,
}
