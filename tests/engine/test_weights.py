"""Weights from matrices; the published examples stand in test_published_cases."""

import numpy as np
import pytest

from saima.engine.weights import ahp, critic, entropy, normalised

UP = [1, 1]


def test_a_column_without_any_difference_has_no_weight() -> None:
    matrix = np.array([[1.0, 5.0], [3.0, 5.0]])
    assert entropy(matrix, UP).tolist() == [1, 0]
    assert critic(matrix, UP).tolist() == [1, 0]


def test_columns_without_any_difference_weigh_the_same() -> None:
    matrix = np.array([[2.0, 5.0], [2.0, 5.0]])
    assert entropy(matrix, UP).tolist() == [0.5, 0.5]
    assert critic(matrix, UP).tolist() == [0.5, 0.5]


def test_columns_that_say_the_same_weigh_the_same() -> None:
    # A correlation of 1 leaves CRITIC without any conflict.
    matrix = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])
    assert critic(matrix, UP) == pytest.approx([0.5, 0.5])


def test_a_zero_counts_in_the_entropy() -> None:
    # Shares 0 and 1 have no entropy at all, shares 0.5 and 0.5 all of it.
    assert entropy(np.array([[0.0, 5.0], [3.0, 5.0]]), UP).tolist() == [1, 0]


def test_critic_turns_columns_where_lower_is_better() -> None:
    # The two columns agree when the second is turned: -30, -20, -10.
    matrix = np.array([[1.0, 30.0], [2.0, 20.0], [3.0, 10.0], [4.0, 20.0]])
    turned = critic(matrix, [1, -1])
    assert turned == pytest.approx(critic(matrix * [1, -1], [1, 1]))
    assert sum(turned) == pytest.approx(1)


@pytest.mark.parametrize(
    "matrix", [[[1.0, 2.0]], [[1.0, -2.0], [3.0, 4.0]], [[0.0, 2.0], [0.0, 4.0]]]
)
def test_entropy_needs_shares(matrix: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="entropy_needs_positive_columns"):
        entropy(np.array(matrix), UP)


def test_critic_needs_two_units() -> None:
    with pytest.raises(ValueError, match="critic_needs_two_units"):
        critic(np.array([[1.0, 2.0]]), UP)


def test_comparisons_that_agree_give_their_shares() -> None:
    # Twice as important as the second, four times as important as the third.
    comparisons = [["1", "2", "4"], ["1/2", "1", "2"], ["0.25", "1/2", "1"]]
    assert ahp(comparisons) == pytest.approx([4 / 7, 2 / 7, 1 / 7])


def test_weights_add_up_to_one() -> None:
    assert normalised(np.array([1.0, 3.0])).tolist() == [0.25, 0.75]
    assert normalised(np.array([0.0, 0.0])).tolist() == [0.5, 0.5]
