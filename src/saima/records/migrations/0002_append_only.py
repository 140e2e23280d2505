"""Let the database itself refuse to change or delete rows that are final."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("planversion", "entry", "target", "adjustment")
REFUSAL = "rows are only added, never changed or deleted"

SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON records_{table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
POSTGRES_FUNCTION = f"""
CREATE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRES = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON records_{table}
FOR EACH ROW EXECUTE FUNCTION records_refuse()
"""


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    postgres = schema_editor.connection.vendor == "postgresql"
    if postgres:
        schema_editor.execute(POSTGRES_FUNCTION)
    for table in TABLES:
        for act in ("update", "delete"):
            trigger = POSTGRES if postgres else SQLITE
            schema_editor.execute(trigger.format(table=table, act=act, refusal=REFUSAL))


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    postgres = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for act in ("update", "delete"):
            place = f" ON records_{table}" if postgres else ""
            schema_editor.execute(f"DROP TRIGGER {table}_no_{act}{place}")
    if postgres:
        schema_editor.execute("DROP FUNCTION records_refuse()")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
