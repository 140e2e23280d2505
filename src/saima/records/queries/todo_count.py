"""How much waits for a person: one number for the top of every page."""

from datetime import date

from saima.records.models import Person, Role
from saima.records.queries.posts import held_by
from saima.records.queries.todo import mentioned, to_freeze, to_open, waiting


def todo_count(person: Person, today: date, held: frozenset[tuple[Role, str]] | None = None) -> int:
    """The sum of the counts of ``todo``, in one query besides the posts and the office's months.

    ``held``: the roles of the person with their units, where they are known already.
    """
    held = held_by(person, today) if held is None else held
    if not held:
        return 0
    lists = [rows.values("pk") for rows in waiting(person, held).values()]
    count = mentioned(person).values("pk").union(*lists, all=True).count()
    if Role.OFFICE in {role for role, _ in held}:
        count += to_freeze(today).count + to_open(today).count
    return count
