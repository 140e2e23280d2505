"""Which consequence rules fire: a run of places at one end of the field (S48, S54; domain 1.4).

Pure Python over small rank histories. What is proposed here is confirmed by a person elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from saima.engine.outcome import Trigger
from saima.plan.periods import Period
from saima.plan.rules import BoundaryTies, Consequence, Place

Subject = tuple[str, str, str | None]
"""Unit, group and indicator (None: the total)."""


@dataclass(frozen=True)
class Standing:
    """A unit's place in one period; ``rank`` null: not ranked. ``tied``: how many share it.

    ``ahead``: how many are better, where the rank as published does not say so (ties that are
    ranked densely or by their average). ``missed``: the target was missed (``only_missed``).
    """

    period: Period
    rank: float | None
    field: int
    tied: int = 1
    ahead: int | None = None
    missed: bool = True


def caught(rule: Consequence, standing: Standing) -> bool:
    """Whether one standing lies in the rule's part of the field.

    Bottom two of 11 are places 10 and 11. Units tied at 10 (next place 12) lie across the
    boundary: with ``boundary_ties: all`` a tie group counts when its last place lies in the
    bottom, with ``none`` only when its first does.
    """
    if standing.rank is None or standing.field < rule.smallest_field:
        return False
    if rule.only_missed and not standing.missed:
        return False
    first = standing.rank if standing.ahead is None else standing.ahead + 1
    last = first + standing.tied - 1
    if rule.place is Place.TOP:
        reached = first if rule.boundary_ties is BoundaryTies.ALL else last
        return reached <= rule.count
    reached = last if rule.boundary_ties is BoundaryTies.ALL else first
    return reached > standing.field - rule.count


def follows(rule: Consequence, earlier: Period, later: Period) -> bool:
    """Whether two periods stand in a row for this rule."""
    if later.previous() != earlier:
        return False
    return rule.chain_years or earlier.year == later.year


def triggers(
    rule: Consequence,
    subject: Subject,
    history: Iterable[Standing],
    suspended: Mapping[Period, bool] | None = None,
) -> list[Trigger]:
    """All times that a rule fires for one subject (unit, group, indicator), oldest first.

    The run grows while the subject stays caught in consecutive periods and resets when it leaves.
    It fires when it reaches ``running`` and again with each further period (level 1, 2, ...).
    A suspended period neither counts nor breaks the run (fault tolerance never deletes).
    """
    run: list[Standing] = []
    fired: list[Trigger] = []
    before: Period | None = None
    for standing in sorted(history, key=lambda one: one.period):
        if before is not None and not follows(rule, before, standing.period):
            run = []
        before = standing.period
        if suspended and suspended.get(standing.period):
            continue
        if not caught(rule, standing):
            run = []
            continue
        run.append(standing)
        if len(run) >= rule.running:
            fired.append(fire(rule, subject, run))
    return fired


def fire(rule: Consequence, subject: Subject, run: Sequence[Standing]) -> Trigger:
    """The trigger of a run that is long enough."""
    unit, group, indicator = subject
    level = len(run) - rule.running + 1
    counted = run[-rule.running :]
    card = rule.cards[min(level, len(rule.cards)) - 1] if rule.cards else None
    return Trigger(
        rule=rule.code,
        unit=unit,
        group=group,
        indicator=indicator,
        period=run[-1].period,
        periods=tuple(standing.period for standing in counted),
        ranks=tuple(standing.rank for standing in counted if standing.rank is not None),
        fields=tuple(standing.field for standing in counted),
        level=level,
        card=card,
    )


Histories = Callable[[Consequence], Mapping[Subject, Sequence[Standing]]]
"""The standings that a rule looks at, by subject."""

Pardons = Callable[[Consequence, Subject], Mapping[Period, bool]]
"""The suspended periods of a subject under a rule."""


def summoned(
    rules: Iterable[Consequence], histories: Histories, pardons: Pardons | None = None
) -> list[Trigger]:
    """Everything that the rules fire over these histories, by period, rule and unit."""
    found: list[Trigger] = []
    for rule in rules:
        for subject, history in sorted(histories(rule).items(), key=lambda item: str(item[0])):
            suspended = None if pardons is None else pardons(rule, subject)
            found += triggers(rule, subject, history, suspended)
    return sorted(found, key=lambda trigger: (trigger.period, trigger.rule, trigger.unit))


@dataclass(frozen=True)
class Clearing:
    """``lapsed``: whether the card of a trigger has lapsed; ``period``: with which it did.

    Where it has not, ``period`` is the earliest one that it can lapse with.
    """

    lapsed: bool
    period: Period


def clearing(
    rule: Consequence,
    fired: Period,
    history: Iterable[Standing],
    suspended: Mapping[Period, bool] | None = None,
) -> Clearing:
    """How far a subject has come out of a trigger of ``fired`` (``lapses_after``, domain 1.6).

    ``history`` may hold earlier standings; only those after ``fired`` are looked at. A period
    without a rank, in a field that the rule does not look at, or suspended, is no proof of having
    left: it neither counts nor starts the count again.
    """
    out, last = 0, fired
    for standing in sorted(history, key=lambda one: one.period):
        if standing.period <= fired:
            continue
        last = standing.period
        if suspended and suspended.get(standing.period):
            continue
        if standing.rank is None or standing.field < rule.smallest_field:
            continue
        out = 0 if caught(rule, standing) else out + 1
        if out == rule.lapses_after:
            return Clearing(True, last)
    return Clearing(False, Period.of(last.year, last.kind, last.index + rule.lapses_after - out))


@dataclass(frozen=True)
class Run:
    """Places in a row at one end of the field; ``current``: the newest known place is in it."""

    periods: tuple[Period, ...]
    ranks: tuple[float, ...]
    fields: tuple[int, ...]
    current: bool


def runs(rule: Consequence, history: Iterable[Standing]) -> list[Run]:
    """All longest runs in the rule's part of the field, oldest first, of whatever length (S8)."""
    found: list[list[Standing]] = []
    before: Standing | None = None
    for standing in sorted(history, key=lambda one: one.period):
        inside = caught(rule, standing)
        joins = inside and before is not None and caught(rule, before)
        if joins and before is not None and follows(rule, before.period, standing.period):
            found[-1].append(standing)
        elif inside:
            found.append([standing])
        before = standing
    return [
        Run(
            periods=tuple(standing.period for standing in run),
            ranks=tuple(standing.rank for standing in run if standing.rank is not None),
            fields=tuple(standing.field for standing in run),
            current=run[-1] is before,
        )
        for run in found
    ]
