"""Refuse TRUNCATE on PostgreSQL wherever DELETE is refused, because it passes by row triggers."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saima.records.triggers import is_postgres

GUARDED = """
SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname = replace(relname, 'records_', '') || '_no_delete' ORDER BY relname
"""


def guarded(schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(GUARDED)
        return [table for (table,) in cursor.fetchall()]


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if is_postgres(schema_editor):
        for table in guarded(schema_editor):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION records_refuse()"
            )


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if is_postgres(schema_editor):
        for table in guarded(schema_editor):
            schema_editor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")


class Migration(migrations.Migration):
    dependencies = [("records", "0010_guards_of_consequences")]
    operations = [migrations.RunPython(guard, unguard)]
