"""Guard boards and objections in the database itself.

What was computed, filed or ruled never changes; a board that is sealed or withdrawn, and an
objection that is decided or withdrawn, never change at all; nothing of it is deleted.
"""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saima.records.triggers import Rule, allow, drop_rule, keep, refuse

FINAL = ("boardtotal", "boardbundle", "objectionfile", "ruling")
KEPT = ("board", "objection")
BOARD = (
    "version_id",
    "plan",
    "period",
    "edition",
    "draft",
    "as_of",
    "computed_at",
    "computed_by_id",
    "reason",
)
OBJECTION = (
    "board_id",
    "unit",
    "about",
    "code",
    "value_unit",
    "value_period",
    "reason",
    "filed_at",
    "filed_by_id",
)


def changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


RULES = (
    Rule(
        "board_is_final",
        "UPDATE",
        "board",
        "OLD.state IN ('sealed', 'withdrawn')",
        "a sealed or withdrawn board is never changed",
    ),
    Rule(
        "board_keeps_its_origin",
        "UPDATE",
        "board",
        changed(BOARD),
        "what a board was computed from never changes",
    ),
    Rule(
        "board_total_of_draft",
        "INSERT",
        "boardtotal",
        "NOT EXISTS (SELECT 1 FROM records_board AS board"
        " WHERE board.id = NEW.board_id AND board.state = 'draft')",
        "totals are added to a draft only",
    ),
    Rule(
        "objection_is_final",
        "UPDATE",
        "objection",
        "OLD.state IN ('decided', 'withdrawn')",
        "a decided or withdrawn objection is never changed",
    ),
    Rule(
        "objection_keeps_its_words",
        "UPDATE",
        "objection",
        f"{changed(OBJECTION)} OR COALESCE(NEW.claimed, 0) <> COALESCE(OLD.claimed, 0)",
        "what a unit filed never changes",
    ),
)


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for table in FINAL:
        refuse(schema_editor, table, ("UPDATE", "DELETE"))
    for table in KEPT:
        refuse(schema_editor, table, ("DELETE",))
    for rule in RULES:
        keep(schema_editor, rule)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for rule in RULES:
        drop_rule(schema_editor, rule)
    for table in KEPT:
        allow(schema_editor, table, ("DELETE",))
    for table in FINAL:
        allow(schema_editor, table, ("UPDATE", "DELETE"))


class Migration(migrations.Migration):
    dependencies = [("records", "0007_boards_and_objections")]
    operations = [migrations.RunPython(guard, unguard)]
