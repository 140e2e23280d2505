"""Addresses of the lists of work: each count of an overview leads to the rows that it counts."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Linked:
    """A count with the address of the list that has as many rows."""

    count: int
    address: str


def to(name: str, *args: object, **query: object) -> str:
    """The address of a page with its filters; empty where there is no such page."""
    try:
        address = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    given = {key: value for key, value in query.items() if value not in (None, "")}
    return f"{address}?{urlencode(given)}" if given else address


def instruct(kind: str, key: object) -> str:
    """Where a leader instructs on something."""
    return to("instruct", about=f"{kind}:{key}")


def lit_tasks(count: int, light: str, **query: object) -> Linked:
    """Tasks in a light, of a unit or contest."""
    return Linked(count, to("tasks", light=light, **query))


def late_nodes(count: int, **query: object) -> Linked:
    """Late nodes, of a unit or contest."""
    return Linked(count, to("late_nodes", **query))


def open_problems(count: int, **query: object) -> Linked:
    """Hard problems that are not over."""
    return Linked(count, to("hard_problems", **{"state": "open", **query}))


def open_sheets(count: int, **query: object) -> Linked:
    """Supervision sheets that were issued and are not over."""
    return Linked(count, to("supervision", **{"state": "open", **query}))
