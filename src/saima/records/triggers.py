"""Rules that the database keeps by itself, as migrations set them; one wording for both databases.

``records_refuse`` is the function of migration 0002.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "rows are only added, never changed or deleted"


@dataclass(frozen=True)
class Rule:
    """``act`` on ``table`` is refused with ``message`` where ``broken`` holds of OLD and NEW."""

    name: str
    act: str
    table: str
    broken: str
    message: str


def is_postgres(schema_editor: BaseDatabaseSchemaEditor) -> bool:
    """Whether the database is PostgreSQL; else it is SQLite."""
    return schema_editor.connection.vendor == "postgresql"


def refuse(schema_editor: BaseDatabaseSchemaEditor, table: str, acts: Iterable[str]) -> None:
    """Refuse ``acts`` (UPDATE, DELETE) on a table."""
    for act in acts:
        head = f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON records_{table}"
        if is_postgres(schema_editor):
            schema_editor.execute(f"{head} FOR EACH ROW EXECUTE FUNCTION records_refuse()")
        else:
            schema_editor.execute(f"{head} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def allow(schema_editor: BaseDatabaseSchemaEditor, table: str, acts: Iterable[str]) -> None:
    """Take back what ``refuse`` did."""
    for act in acts:
        drop(schema_editor, f"{table}_no_{act.lower()}", table)


def keep(schema_editor: BaseDatabaseSchemaEditor, rule: Rule) -> None:
    """Let the database keep a rule."""
    head = f"CREATE TRIGGER {rule.name} BEFORE {rule.act} ON records_{rule.table}"
    if is_postgres(schema_editor):
        schema_editor.execute(
            f"CREATE FUNCTION records_{rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN IF {rule.broken} THEN RAISE EXCEPTION '{rule.message}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(f"{head} FOR EACH ROW EXECUTE FUNCTION records_{rule.name}()")
    else:
        schema_editor.execute(
            f"{head} WHEN {rule.broken} BEGIN SELECT RAISE(ABORT, '{rule.message}'); END"
        )


def drop_rule(schema_editor: BaseDatabaseSchemaEditor, rule: Rule) -> None:
    """Take back what ``keep`` did."""
    drop(schema_editor, rule.name, rule.table)
    if is_postgres(schema_editor):
        schema_editor.execute(f"DROP FUNCTION records_{rule.name}()")


def drop(schema_editor: BaseDatabaseSchemaEditor, name: str, table: str) -> None:
    """Remove a trigger."""
    place = f" ON records_{table}" if is_postgres(schema_editor) else ""
    schema_editor.execute(f"DROP TRIGGER {name}{place}")


def guard(schema_editor: BaseDatabaseSchemaEditor, table: str, acts: Iterable[str]) -> None:
    """Refuse ``acts`` on a table; with DELETE also TRUNCATE, by which row triggers are passed."""
    acts = tuple(acts)
    refuse(schema_editor, table, acts)
    if "DELETE" in acts and is_postgres(schema_editor):
        schema_editor.execute(
            f"CREATE TRIGGER records_{table}_no_truncate BEFORE TRUNCATE ON records_{table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION records_refuse()"
        )


def unguard(schema_editor: BaseDatabaseSchemaEditor, table: str, acts: Iterable[str]) -> None:
    """Take back what ``guard`` did."""
    acts = tuple(acts)
    allow(schema_editor, table, acts)
    if "DELETE" in acts and is_postgres(schema_editor):
        drop(schema_editor, f"records_{table}_no_truncate", table)
