"""Every address of the site by its name, with what a small month puts into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from saima.records.models import Person
from tests.cast import Cast

EVERYBODY = frozenset(
    [
        "office",
        "reporter",
        "approver",
        "checker",
        "town_reporter",
        "leader",
        "auditor",
        "system_administrator",
        "security_administrator",
        "nobody",
    ]
)
"""One person of each role, and one without any."""

FACTS = {
    "period": "2021-03",
    "month": "2021-03",
    "unit": "a",
    "code": "total",
    "indicator": "investment",
    "form": "csv",
    "name": "x",
    "year": 2021,
    "edition": 1,
    "table": "board",
    "kind": "notice",
    "source": 0,
}


@dataclass(frozen=True)
class Address:
    """An address by its name, and the parts that it is made of."""

    name: str
    parts: frozenset[str]


def addresses(
    resolver: URLResolver | None = None, parts: frozenset[str] = frozenset()
) -> Iterator[Address]:
    """Every address of the site; those of the API answer to tokens and stand in tests/api."""
    for pattern in (resolver or get_resolver()).url_patterns:
        own = parts | set(pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            yield Address(pattern.name or f"without a name: {pattern.pattern}", own)
        elif str(pattern.pattern) != "api/v1/":
            yield from addresses(pattern, own)


NAMES = {address.name: address for address in addresses()}


def address_of(name: str, facts: dict[str, Any]) -> str:
    """The address with the month's parts; February is the month that can still be opened."""
    chosen = facts | ({"month": "2021-02"} if name == "round_open" else {})
    return reverse(name, kwargs={part: chosen[part] for part in NAMES[name].parts})


def people(cast: Cast) -> dict[str, Person]:
    """The people of ``EVERYBODY``."""
    return {role: getattr(cast, role) for role in sorted(EVERYBODY)}
