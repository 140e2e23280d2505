"""Chance that is the same on every machine and every Python.

Only ``Random.random`` is used: its sequence is guaranteed, those of ``gauss`` and ``shuffle``
are not.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """A source of chance for one subject, named by texts such as a unit and an indicator."""

    def __init__(self, seed: int, *subject: str) -> None:
        self._random = Random("|".join((str(seed), *subject)))  # noqa: S311 - a demo, no secret

    def share(self) -> float:
        """A number from 0 up to, but not including, 1."""
        return self._random.random()

    def between(self, low: float, high: float) -> float:
        """A number between two ends, all equally likely."""
        return low + (high - low) * self.share()

    def around(self, spread: float) -> float:
        """A number around 0 within ``spread``, the middle more likely than the ends."""
        return spread * (self.share() + self.share() - 1)

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.share() * (high - low + 1))

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[int(self.share() * len(items))]

    def mixed(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order."""
        keyed = [(self.share(), position) for position in range(len(items))]
        return [items[position] for _, position in sorted(keyed)]
