"""Lists of single matters that wait: a table of columns for each kind, and the list of one."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Value, Window

from saima.records.models import Role
from saima.records.queries.todo_kinds import SHOWN, Kind, Matter, Todo

Held = frozenset[tuple[Role, str]]
Rows = QuerySet[Any]
LONGEST = 60


class Columns(NamedTuple):
    """Columns of a list: whose, about what, of which period, until when; empty for none.

    ``key`` names the record whose page is opened, where it is another one than the row.
    """

    unit: str
    about: str
    period: str = ""
    until: str = ""
    key: str = "pk"


def matters(kind: Kind, columns: Columns, rows: Rows, today: date) -> Todo:
    """A list with its count, its late ones and the first of them, the most urgent first.

    One query: the database counts beside the rows that are shown, because thousands may wait.
    """
    unit, about, period, until, key = columns
    names = ["pk", *(name for name in (unit, about, period, until, key) if name and name != "pk")]
    order = [F(until).asc(nulls_last=True)] if until else []
    late = Count("pk", filter=Q(**{f"{until}__lt": today})) if until else Value(0)
    counted = rows.annotate(counted=Window(Count("pk")), late=Window(late) if until else late)
    found = list(
        counted.order_by(*order, "pk").values(*dict.fromkeys(names), "counted", "late")[:SHOWN]
    )
    if not found:
        return Todo(kind, 0)
    shown = tuple(matter(columns, row) for row in found)
    return Todo(kind, found[0]["counted"], found[0]["late"], shown[0].until, matters=shown)


def matter(columns: Columns, row: Mapping[str, Any]) -> Matter:
    """One row of a list."""
    unit, about, period, until, key = columns
    words = str(row[about])
    return Matter(
        row[key],
        row[unit] if unit else "",
        words if len(words) <= LONGEST else f"{words[:LONGEST]}…",
        (row[period] or "") if period else "",
        row[until] if until else None,
    )


def listed(columns: Mapping[Kind, Columns], rows: Mapping[Kind, Rows], today: date) -> list[Todo]:
    """The lists that have anything in them."""
    found = [matters(kind, columns[kind], each, today) for kind, each in rows.items()]
    return [one for one in found if one.count]


def roles(held: Held) -> frozenset[Role]:
    """The roles, wherever they are held."""
    return frozenset(role for role, _ in held)


def units(held: Held, *wanted: Role) -> list[str]:
    """The units in which one of the roles is held."""
    return sorted({unit for role, unit in held if role in wanted and unit})
