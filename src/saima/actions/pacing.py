"""A long run leaves room for people: it pauses between its short transactions."""

from time import sleep

PAUSE = 0.11
"""Seconds: whoever waits for SQLite's only write lock asks for it every 0.1 seconds."""

BATCH = 20
"""Transactions between two pauses; together they take less than half a second."""


class Pace:
    """Counts the transactions of a run. Without pauses, writers who wait are refused in the end."""

    def __init__(self, batch: int = BATCH) -> None:
        self.batch, self.done = batch, 0

    def step(self) -> None:
        """One more transaction has ended; pause where it is time."""
        self.done += 1
        if self.done % self.batch == 0:
            sleep(PAUSE)
