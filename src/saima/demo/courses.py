"""The courses of all duties of a year, parts before wholes.

An amount of the city is the sum of its towns' amounts, and a part of its own where the towns'
targets do not cover the city's. Shares need their denominators first, relative targets the
values that they are relative to.
"""

from collections.abc import Iterable
from functools import cached_property

from saima.demo.aims import aim, is_growth, is_share
from saima.demo.chance import Chance
from saima.demo.duties import AREAS, Duty, duties
from saima.demo.facts import DENOMINATORS, YEARLY_WHOLE, YEARLY_WHOLES
from saima.demo.profiles import Profile, led, profiles
from saima.demo.series import Course, Steps, from_steps, in_steps, never_falling, own_course
from saima.demo.tempo import Months, tempo
from saima.engine.schedule import due_periods
from saima.plan.methods.counting import Counting
from saima.plan.plan import Plan
from saima.plan.tree import Collect, Indicator

Key = tuple[str, str]

TOWNS_SUFFIX = "-towns"
"""A plan may score towns on one indicator (``fdi-towns``) and the city on another (``fdi``)."""

SUMMED_UP_TO = 1.3
"""Town targets beyond this share of the city's count things twice, so they are not summed."""

CITY_PART_FROM = 0.01
RELATIVE_MARGIN = 0.03
RELATIVE_SLOPE = 30
COUNT_SPREAD = (0.4, 1.5)
QUOTIENT_DECIMALS = 6


class Courses:
    """Makes courses on demand and keeps them."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan = plan
        self.seed = seed
        self.duties: dict[Key, Duty] = {duty.key: duty for duty in duties(plan)}
        self.profiles: dict[str, Profile] = profiles(plan, seed)
        self._made: dict[Key, Course] = {}

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Codes of the units that together are the city."""
        return tuple(
            unit.code for unit in self.plan.units if unit.kind in AREAS and unit.group is not None
        )

    def course(self, key: Key) -> Course:
        """The course of one duty."""
        if key not in self._made:
            self._made[key] = self._make(self.duties[key])
        return self._made[key]

    def tempo(self, duty: Duty) -> Months:
        """The pace of a duty by month; the city goes as its lead department does."""
        profile = self.profiles[duty.unit.code]
        leads = [holding.unit for holding in duty.indicator.held_by if holding.lead]
        if leads and duty.unit.code == self.plan.city:
            profile = led(profile, self.profiles[leads[0]])
        return tempo(duty, profile, self.seed)

    def expected(self, duty: Duty) -> float:
        """The value that is expected of a duty in the whole year."""
        profile = self.profiles[duty.unit.code]
        if duty.target is None and duty.unit.code in self.areas:
            whole = self.plan.indicator_by_code.get(whole_code(duty.indicator))
            if whole is not None and whole.target is not None and whole.target.value is not None:
                return whole.target.value * profile.size
        ordinary = aim(duty, profile)
        if duty.target is None and isinstance(duty.indicator.scoring, Counting):
            ordinary *= Chance(self.seed, "count", *duty.key).between(*COUNT_SPREAD)
        return ordinary

    def parts(self, duty: Duty) -> list[Duty]:
        """The duties whose amounts the city's amount is the sum of; none where it is not a sum."""
        indicator = duty.indicator
        if duty.unit.code != self.plan.city or not adds_up(indicator):
            return []
        codes = (indicator.code, indicator.code + TOWNS_SUFFIX)
        keys = [(area, code) for code in codes for area in self.areas]
        parts = [self.duties[key] for key in keys if key in self.duties]
        if duty.target is not None and indicator.collect is not Collect.RATIO:
            covered = sum(self.expected(part) for part in parts)
            if covered > SUMMED_UP_TO * duty.target:
                return []
        return parts

    def _make(self, duty: Duty) -> Course:
        indicator = duty.indicator
        if indicator.denominator in self.plan.indicator_by_code:
            return self._part_of_other(duty, str(indicator.denominator))
        if indicator.collect is Collect.RATIO:
            return self._ratio(duty)
        parts = self.parts(duty)
        if parts:
            return self._sum(duty, parts)
        if indicator.target is not None and indicator.target.relative_to is not None:
            return self._relative(duty, indicator.target.relative_to)
        steps = own_course(indicator, self.expected(duty), self.tempo(duty))
        return Course(steps, indicator.decimals)

    def _sum(self, duty: Duty, parts: list[Duty]) -> Course:
        """The towns' amounts, and what the city does beside them."""
        columns = [self.course(part.key).steps for part in parts]
        rest = self._rest_target(duty, parts)
        if rest > 0:
            columns.append(own_course(duty.indicator, rest, self.tempo(duty)))
        return Course(added(columns), duty.indicator.decimals)

    def _rest_target(self, duty: Duty, parts: list[Duty]) -> float:
        """The part of the city's target that no town has taken on; 0 where it is negligible."""
        if duty.target is None:
            return 0.0
        rest = duty.target - sum(self.expected(part) for part in parts)
        return rest if rest > CITY_PART_FROM * duty.target else 0.0

    def _relative(self, duty: Duty, other: str) -> Course:
        """Values around those of the indicator that the target is relative to."""
        indicator = duty.indicator
        base = self.plan.indicator_by_code[other]
        course = self.course((duty.unit.code, other))
        steps = []
        for reached, way in zip(course.steps, self.tempo(duty), strict=True):
            number = from_steps(reached, course.decimals)
            ahead = way - 1 + RELATIVE_MARGIN
            number += (RELATIVE_SLOPE if is_growth(base) else number) * ahead
            steps.append(in_steps(number, indicator.decimals))
        rising = indicator.collect.accumulates
        return Course(never_falling(steps) if rising else tuple(steps), indicator.decimals)

    def _part_of_other(self, duty: Duty, other: str) -> Course:
        """The part of another indicator's amount that makes the expected quotient."""
        whole = self.course((duty.unit.code, other))
        bounded = duty.indicator.multiplier == 100
        steps = shared(whole.steps, self._quotients(duty), bounded=bounded)
        rising = duty.indicator.collect.accumulates
        return Course(never_falling(list(steps)) if rising else steps, whole.decimals)

    def _ratio(self, duty: Duty) -> Course:
        """Numerators and denominators to date; the city's are the sums of its towns'."""
        parts = [self.course(part.key) for part in self.parts(duty)]
        if parts:
            tops, bases = (
                added(getattr(part, name) for part in parts) for name in ("steps", "bases")
            )
            return Course(tops, parts[0].decimals, bases)
        wholes, decimals = self._denominators(duty)
        bounded = duty.indicator.multiplier == 100 and self.expected(duty) <= 100
        tops = shared(wholes, self._quotients(duty), bounded=bounded)
        return Course(risen(tops, wholes, bounded=bounded), decimals, wholes)

    def _denominators(self, duty: Duty) -> tuple[Steps, int]:
        """A ratio's denominators to date, at least one case in each due period."""
        code = DENOMINATORS.get(duty.indicator.code, "")
        for key in ((duty.unit.code, code), (duty.unit.code, code + TOWNS_SUFFIX)):
            if key in self.duties:
                course = self.course(key)
                return course.steps, course.decimals
        yearly = YEARLY_WHOLES.get(duty.indicator.code, YEARLY_WHOLE)
        if duty.unit.code != self.plan.city:
            yearly = int(yearly * self.profiles[duty.unit.code].size + 0.5)
        yearly = max(yearly, len(due_periods(duty.indicator, self.plan.year)))
        return tuple(yearly * month // 12 for month in range(1, 13)), 0

    def _quotients(self, duty: Duty) -> list[float]:
        """The expected quotient by month, before it is multiplied into the measure."""
        update = {"collect": Collect.AVERAGE, "decimals": QUOTIENT_DECIMALS}
        level = duty.indicator.model_copy(update=update)
        steps = own_course(level, self.expected(duty), self.tempo(duty))
        return [from_steps(step, QUOTIENT_DECIMALS) / level.multiplier for step in steps]


def whole_code(indicator: Indicator) -> str:
    """The code of the city's indicator that a towns' indicator is the split of."""
    return indicator.code.removesuffix(TOWNS_SUFFIX)


def adds_up(indicator: Indicator) -> bool:
    """Whether the parts' values add up to the whole's: amounts and both sides of ratios do."""
    if indicator.collect is Collect.RATIO:
        return True
    return indicator.collect.accumulates and not is_share(indicator)


def added(columns: Iterable[Steps]) -> Steps:
    """Columns of twelve months added up month by month."""
    return tuple(sum(month) for month in zip(*columns, strict=True))


def shared(wholes: Steps, quotients: list[float], *, bounded: bool) -> Steps:
    """The part of each whole that the quotient says, not above it where ``bounded``."""
    parts = (int(whole * share + 0.5) for whole, share in zip(wholes, quotients, strict=True))
    if not bounded:
        return tuple(parts)
    return tuple(min(part, whole) for part, whole in zip(parts, wholes, strict=True))


def risen(tops: Steps, wholes: Steps, *, bounded: bool) -> Steps:
    """Numerators to date that never fall, and rise no faster than the denominators if bounded."""
    steps: list[int] = []
    for month, (top, whole) in enumerate(zip(tops, wholes, strict=True)):
        before, whole_before = (steps[-1], wholes[month - 1]) if month else (0, 0)
        most = before + whole - whole_before if bounded else max(before, top)
        steps.append(max(before, min(top, most)))
    return tuple(steps)
