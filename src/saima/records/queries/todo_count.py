"""How much waits for a person: one number for the top of every page."""

from datetime import date

from saima.records.keeping import Keeper
from saima.records.models import Person, Role
from saima.records.queries.posts import held_by
from saima.records.queries.todo import mentioned, to_freeze, to_open, waiting
from saima.records.queries.todo_judging import judging_rows, to_seal
from saima.records.queries.todo_work import work_rows

COUNTS: Keeper[int] = Keeper(512)


def todo_count(person: Person, today: date, held: frozenset[tuple[Role, str]] | None = None) -> int:
    """The sum of the counts of ``todo``; every page asks for it, so it is kept.

    ``held``: the roles of the person with their units, where they are known already.
    """
    held = held_by(person, today) if held is None else held
    if not held:
        return 0
    return COUNTS.now((person.pk, today, held), lambda: counted(person, today, held))


def counted(person: Person, today: date, held: frozenset[tuple[Role, str]]) -> int:
    """As ``todo_count``, in one query besides plan and the office's own.

    The office's months and boards to seal take one query each, an approver's plan another.
    """
    values, matters = waiting(person, held), judging_rows(person, held, today)
    work = work_rows(person, held, today)
    waits = (*values.values(), *matters.values(), *work.values())
    lists = [rows.values("pk") for rows in waits]
    count = mentioned(person).values("pk").union(*lists, all=True).count()
    if Role.OFFICE in {role for role, _ in held}:
        count += to_freeze(today).count + to_open(today).count + to_seal(today).count
    return count
