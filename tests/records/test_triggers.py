"""Guards as migrations set them and take them back, on whichever database the tests run."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saima.records.models import Person
from saima.records.triggers import Rule, allow, drop_rule, keep, refuse

pytestmark = pytest.mark.django_db
RULE = Rule(
    "person_keeps_name",
    "UPDATE",
    "person",
    "NEW.username <> OLD.username",
    "a name stays",
)


def migrated(step: Callable[[BaseDatabaseSchemaEditor], None]) -> None:
    """Run what a migration would run; collected first, because SQLite wants its own transaction."""
    editor = connection.SchemaEditorClass(connection, collect_sql=True)
    step(editor)
    with connection.cursor() as cursor:
        for statement in editor.collected_sql:
            cursor.execute(statement)


def test_a_guard_refuses_until_it_is_taken_back() -> None:
    Person.objects.create(username="ash")
    people = Person.objects.filter(username="ash")
    migrated(lambda editor: refuse(editor, "person", ("UPDATE", "DELETE")))
    for change in (lambda: people.update(name="x"), people.delete):
        with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
            change()
    migrated(lambda editor: allow(editor, "person", ("UPDATE", "DELETE")))
    assert people.update(name="x") == 1


def test_a_rule_refuses_what_breaks_it_and_nothing_else() -> None:
    Person.objects.create(username="ash")
    people = Person.objects.filter(username="ash")
    migrated(lambda editor: keep(editor, RULE))
    assert people.update(name="x") == 1
    with pytest.raises(IntegrityError, match="a name stays"), transaction.atomic():
        people.update(username="elm")
    migrated(lambda editor: drop_rule(editor, RULE))
    assert people.update(username="elm") == 1
