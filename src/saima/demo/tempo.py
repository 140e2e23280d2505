"""How fast a unit goes on one indicator: its pace in each of the twelve months.

Pace 1 is exactly on plan. It is the unit's own pace, easier or harder by indicator, with a lean
of its own and a little unrest; a few pairs of unit and indicator are in trouble. Units that play
a story keep closer to their own pace, and what must be reached (确保) is never in trouble.
"""

from saima.demo.chance import Chance
from saima.demo.duties import Duty
from saima.demo.profiles import Profile
from saima.plan.targets import Modality

Months = tuple[float, ...]

EASE = {
    Modality.MUST: (0.0, 0.03),
    Modality.COMMIT: (-0.01, 0.04),
    Modality.STRIVE: (-0.03, 0.03),
    Modality.STRETCH: (-0.06, 0.01),
}
"""What is promised firmly is reached more surely."""

HARD_SHARE, HARD_LOSS = 0.08, 0.07
MUST_PACE = 0.97
LEAN, UNREST = 0.05, 0.015
TROUBLED_SHARE, TROUBLE = 0.05, (0.14, 0.24)
STUCK_SHARE, STUCK = 0.018, (0.38, 0.5)


def tempo(duty: Duty, profile: Profile, seed: int) -> Months:
    """The pace of a duty in the months January to December."""
    code = duty.indicator.code
    eased = ease(duty, Chance(seed, "ease", code))
    chance = Chance(seed, "tempo", duty.unit.code, code)
    lean = chance.around(LEAN / 2 if profile.told else LEAN)
    must = promised(duty) is Modality.MUST
    lost = 0.0 if profile.told or must else loss(chance)
    least = MUST_PACE if must else 0.0
    paces = (
        profile.pace(month) + eased + lean + chance.around(UNREST) - lost * min(1.0, month / 6)
        for month in range(1, 13)
    )
    return tuple(max(least, pace) for pace in paces)


def promised(duty: Duty) -> Modality:
    """How firmly the duty's target is promised."""
    target = duty.indicator.target
    return target.modality if target else Modality.COMMIT


def ease(duty: Duty, chance: Chance) -> float:
    """How much easier (or harder, below 0) the indicator is for everybody."""
    modality = promised(duty)
    eased = chance.between(*EASE[modality])
    hard = modality is Modality.COMMIT and chance.share() < HARD_SHARE
    return eased - HARD_LOSS if hard else eased


def loss(chance: Chance) -> float:
    """The pace that a pair in trouble loses by the middle of the year; mostly nothing."""
    drawn = chance.share()
    if drawn < STUCK_SHARE:
        return chance.between(*STUCK)
    if drawn < STUCK_SHARE + TROUBLED_SHARE:
        return chance.between(*TROUBLE)
    return 0.0
