"""What a new version of a plan would have changed."""

from dataclasses import dataclass, replace

from saima.actions.boards import Trigger
from saima.actions.consequences import RulesRehearsal
from saima.actions.plans import Rehearsal, Shift
from saima.plan.periods import Period
from saima.plan.plan import Plan


@dataclass(frozen=True)
class Winner:
    """Who led a group in a period under both versions."""

    period: Period
    group: str
    before: str
    after: str

    @property
    def other(self) -> bool:
        """Whether another unit would have led."""
        return self.before != self.after


@dataclass(frozen=True)
class Moved:
    """A unit that would have stood elsewhere."""

    name: str
    group: str
    shift: Shift


@dataclass(frozen=True)
class Summoned:
    """A consequence that one of the versions starts, or ``both`` do."""

    name: str
    rule: str
    period: Period
    new: bool
    both: bool = False


@dataclass(frozen=True)
class RehearsalReading:
    """The rehearsal of the periods that are over; ranks of ``period`` alone.

    ``sealed`` are the consequences on the boards that are sealed; None where none is.
    """

    period: Period
    winners: tuple[Winner, ...]
    moved: tuple[Moved, ...]
    summoned: tuple[Summoned, ...]
    sealed: tuple[Summoned, ...] | None = None


def read_rehearsal(
    rehearsal: Rehearsal, plan: Plan, latest: Period, language: str
) -> RehearsalReading:
    """Winners of every period up to ``latest``, moved ranks of ``latest``, consequences."""
    over = [one for one in rehearsal.shifts if Period.parse(one.period).end <= latest.end]
    triggers = [(trigger, False) for trigger in rehearsal.lapsed]
    triggers += [(trigger, True) for trigger in rehearsal.new]
    return RehearsalReading(
        latest,
        tuple(winners(over, plan, language)),
        tuple(
            Moved(unit_name(plan, one.unit, language), group_name(plan, one.group, language), one)
            for one in over
            if one.moved and one.period == str(latest)
        ),
        tuple(summoned(trigger, plan, language, new=new) for trigger, new in triggers),
    )


def read_sealed(rules: RulesRehearsal, plan: Plan, language: str) -> tuple[Summoned, ...]:
    """Who would have been summoned on past sealed boards: under both, no more, newly."""
    found = [replace(summoned(one, plan, language, new=False), both=True) for one in rules.both]
    found += [summoned(one, plan, language, new=False) for one in rules.lapsed]
    found += [summoned(one, plan, language, new=True) for one in rules.new]
    return tuple(sorted(found, key=lambda one: one.period))


def winners(shifts: list[Shift], plan: Plan, language: str) -> list[Winner]:
    """The leaders of each period and group, where the versions differ."""
    before: dict[tuple[str, str], list[str]] = {}
    after: dict[tuple[str, str], list[str]] = {}
    for one in shifts:
        name = unit_name(plan, one.unit, language)
        if one.rank_before == 1:
            before.setdefault((one.period, one.group), []).append(name)
        if one.rank_after == 1:
            after.setdefault((one.period, one.group), []).append(name)
    keys = sorted(before.keys() | after.keys(), key=lambda key: (Period.parse(key[0]), key[1]))
    found = [
        Winner(
            Period.parse(period),
            group_name(plan, group, language),
            " / ".join(sorted(before.get((period, group), []))),
            " / ".join(sorted(after.get((period, group), []))),
        )
        for period, group in keys
    ]
    return [one for one in found if one.other]


def summoned(trigger: Trigger, plan: Plan, language: str, *, new: bool) -> Summoned:
    """A consequence by its names."""
    rules = {rule.code: rule.label.text(language) for rule in plan.consequences}
    return Summoned(
        unit_name(plan, trigger.unit, language),
        rules.get(trigger.rule, trigger.rule),
        trigger.period,
        new,
    )


def unit_name(plan: Plan, code: str, language: str) -> str:
    """A unit's name, its code where the new version does not know it."""
    unit = plan.unit_by_code.get(code)
    return unit.name(language) if unit else code


def group_name(plan: Plan, code: str, language: str) -> str:
    """A group's name."""
    group = plan.group_by_code.get(code)
    return group.label.text(language) if group else code
