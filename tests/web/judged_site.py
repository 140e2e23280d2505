"""The site with the race of eleven towns: two boards sealed, the eleventh town last twice."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saima.actions import consequences, register
from saima.actions.consequences import propose
from saima.actions.register import Issue, NewDocument
from saima.actions.stored_files import NamedFile
from saima.records.models import Consequence, DocumentKind
from tests.race_stage import RACE, TODAY, Race, rotated

PDF = NamedFile("document.pdf", b"%PDF-1.7 made up for a test")


def proposed(race: Race) -> Consequence:
    """The proposal for the town t11."""
    race.seal("2021Q1", rotated("t01", "t11"))
    race.seal("2021Q2", rotated("t02", "t11"))
    propose(race.by("office"), RACE)
    return Consequence.objects.get(unit="t11")


def confirmed(race: Race) -> Consequence:
    """The same, decided by a leader."""
    return consequences.confirm(race.by("leader"), proposed(race).pk)


def document(race: Race, kind: DocumentKind) -> int:
    """An issued document."""
    made = register.draft(race.by("office"), NewDocument(kind, kind.value, PDF))
    return register.issue(race.by("office"), made.pk, Issue("桐委办", TODAY)).pk


def english(client: Client, race: Race) -> Callable[[str], Client]:
    """Sign somebody of the race in, reading English."""

    def sign_in(name: str) -> Client:
        client.force_login(race.people[name])
        client.cookies["saima_language"] = "en"
        return client

    return sign_in


def queries(client: Client, address: str) -> int:
    """How many questions a page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def text(answer: Any) -> str:
    """The page."""
    return str(answer.content.decode())
