"""Values on their way in: what is given for a due value, and what is found in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from saima.actions.refusals import (
    CHANGED_MEANWHILE,
    NOTHING_BEFORE,
    SENTENCE_NEEDED,
    Refused,
)
from saima.engine.plausible import Beside, Reading, findings, impossible
from saima.engine.unchanged import unchanged
from saima.plan.periods import Period
from saima.plan.problems import Problem
from saima.plan.tree import Indicator
from saima.records.models import DueState, DueValue, PlanVersion, Round, Submission
from saima.records.queries.beside import besides
from saima.records.queries.plans import plan_of
from saima.records.queries.submissions import newest_versions, reading_of

Problems = tuple[Problem, ...]

NO_NUMBERS = Reading()


@dataclass(frozen=True)
class Given:
    """What somebody reports for one due value.

    ``sentence`` answers warnings; ``based_on`` is the version that was on the screen (0: none
    yet), None where the sender cannot know it.
    """

    reading: Reading = NO_NUMBERS
    not_applicable: bool = False
    unchanged: bool = False
    sentence: str = ""
    source: str = ""
    based_on: int | None = None


@dataclass(frozen=True)
class Handed:
    """One value on its way in: what it is for, what is given, and what is there already."""

    due: DueValue
    indicator: Indicator
    given: Given
    before: Submission | None
    beside: Beside

    @property
    def version(self) -> int:
        """The number of the version that is there; 0 where none is."""
        return 0 if self.before is None else self.before.version

    @property
    def reading(self) -> Reading | None:
        """The numbers; None for "nothing changed" without anything before it."""
        if self.given.not_applicable:
            return Reading()
        if self.given.unchanged:
            return unchanged(self.indicator, Period.parse(self.due.period), self.beside.history)
        return self.given.reading

    def found(self) -> Problems:
        """What is wrong or unusual with it."""
        if self.given.based_on not in (None, self.version):
            facts = {"found": self.version, "seen": self.given.based_on}
            return (Problem(CHANGED_MEANWHILE, facts=facts),)
        if self.given.not_applicable:
            return ()
        reading = self.reading
        if reading is None:
            return (Problem(NOTHING_BEFORE),)
        if self.given.unchanged:
            return tuple(impossible(self.indicator, reading))
        return findings(self.indicator, Period.parse(self.due.period), reading, self.beside)


def handed_over(
    dues: Mapping[int, DueValue], items: Mapping[int, Given], now: datetime
) -> list[Handed]:
    """The values beside what is known of them, in the order given, in a fixed number of queries."""
    before = newest_versions(list(dues))
    handed: dict[int, Handed] = {}
    for version, of_plan in by_version(dues.values()):
        plan = plan_of(version)
        standing = {
            due.pk: reading_of(before[due.pk])
            for due in of_plan
            if due.pk in before and due.state == DueState.REPORTED
        }
        known = besides(plan, of_plan, standing, now)
        for due in of_plan:
            handed[due.pk] = Handed(
                due,
                plan.indicator_by_code[due.indicator],
                items[due.pk],
                before.get(due.pk),
                known[due.pk],
            )
    return [handed[pk] for pk in items if pk in handed]


def by_version(dues: Iterable[DueValue]) -> list[tuple[PlanVersion, list[DueValue]]]:
    """The due values of each plan version; nearly always one."""
    dues = list(dues)
    keys = {due.round_id for due in dues}
    rounds = Round.objects.select_related("version").in_bulk(keys)
    found: dict[str, tuple[PlanVersion, list[DueValue]]] = {}
    for due in dues:
        version = rounds[due.round_id].version
        found.setdefault(version.hash, (version, []))[1].append(due)
    return list(found.values())


def judged(handed: Iterable[Handed]) -> dict[int, Problems]:
    """What is found in each value, by due value id; nothing for those that are fine."""
    found = {one.due.pk: one.found() for one in handed}
    return {pk: problems for pk, problems in found.items() if problems}


def refuse_wrong(handed: Iterable[Handed], found: Mapping[int, Problems]) -> None:
    """Raise Refused where something blocks, or a warning is not answered by a sentence."""
    answered = {one.due.pk for one in handed if one.given.sentence.strip()}
    wrong = {
        pk: problems
        for pk, problems in found.items()
        if pk not in answered or not all(problem.kind.warning for problem in problems)
    }
    if not wrong:
        return
    all_problems = [problem for problems in wrong.values() for problem in problems]
    blocking = [problem for problem in all_problems if not problem.kind.warning]
    raise Refused(blocking or [Problem(SENTENCE_NEEDED), *all_problems], wrong)


def version_of(one: Handed, person: int, now: datetime, found: Problems) -> Submission:
    """The next version of a value; ``reading`` is there, because it was judged."""
    reading = one.reading or Reading()
    return Submission(
        due_value=one.due,
        version=one.version + 1,
        value=reading.value,
        numerator=reading.numerator,
        denominator=reading.denominator,
        field=reading.field,
        not_applicable=one.given.not_applicable,
        unchanged=one.given.unchanged,
        findings=[problem.kind.code for problem in found],
        sentence=one.given.sentence.strip(),
        source=one.given.source.strip(),
        by_id=person,
        at=now,
    )


def cut(given: Given) -> Given:
    """The texts at the length that the records keep."""
    return replace(given, sentence=given.sentence[:500], source=given.source[:200])
