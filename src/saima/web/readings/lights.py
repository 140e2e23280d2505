"""The light that a reader sees on a score."""

from saima.actions.boards import light_behind
from saima.actions.rows import ScoreRow
from saima.plan.rules import Lights

UNREPORTED = "none"
OFF = "off"
NOT_DUE = "not_due"


def light_of(score: ScoreRow) -> str:
    """The light of a score; ``off`` where nothing is due yet or there is no light for it."""
    if score.value is None:
        return OFF if (score.note or "").startswith(NOT_DUE) else UNREPORTED
    return OFF if score.light in (None, UNREPORTED) else str(score.light)


def light_of_shares(done: float | None, planned: float | None, lights: Lights) -> str:
    """The light of a mean, by the plan's own thresholds of percentage points behind."""
    if done is None or planned is None:
        return UNREPORTED
    return light_behind(lights, round((planned - done) * 100, 9))
