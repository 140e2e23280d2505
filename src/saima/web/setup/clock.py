"""The demo's clock: it starts at the day its story stands at, and then runs like any other."""

from datetime import UTC, datetime, timedelta


def shift(start: str | None) -> timedelta:
    """How far the clock is away from the real one; nothing without a ``start`` (ISO, with zone)."""
    return timedelta() if not start else datetime.fromisoformat(start) - datetime.now(UTC)
