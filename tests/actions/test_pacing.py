"""A long run pauses between its transactions, a short one does not."""

from time import perf_counter

from saima.actions.pacing import BATCH, PAUSE, Pace


def seconds(steps: int) -> float:
    begun, pace = perf_counter(), Pace()
    for _ in range(steps):
        pace.step()
    return perf_counter() - begun


def test_a_run_of_three_batches_leaves_three_gaps() -> None:
    assert seconds(3 * BATCH) >= 3 * PAUSE


def test_the_gap_is_longer_than_a_waiting_writer_sleeps() -> None:
    """SQLite's busy handler sleeps 100 milliseconds at most between two attempts."""
    assert PAUSE > 0.1
