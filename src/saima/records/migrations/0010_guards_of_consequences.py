"""Guard consequences, awards and documents in the database itself.

What a rule proposed, a superior published or a register numbered never changes; nothing of it is
deleted. Of a document that was issued only its state moves, and a series of numbers goes up by one.
"""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saima.records.triggers import Rule, allow, drop_rule, keep, refuse

FINAL = ("consequencestep", "measuredone", "superiorrank", "toleranceevidence")
KEPT = (
    "adjustmentproposal",
    "award",
    "consequence",
    "documentseries",
    "faulttolerance",
    "issueddocument",
    "meeting",
    "rectificationitem",
    "task",
)


def changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


RULES = (
    Rule(
        "consequence_keeps_its_proof",
        "UPDATE",
        "consequence",
        changed(
            "version_id", "plan", "rule", "unit", "indicator", "period", "level", "card", "proof"
        ),
        "what a rule proposed never changes",
    ),
    Rule(
        "consequence_void_is_final",
        "UPDATE",
        "consequence",
        "OLD.state = 'void'",
        "a void consequence is never changed",
    ),
    Rule(
        "series_counts_one_by_one",
        "UPDATE",
        "documentseries",
        f"{changed('id', 'organ', 'year')} OR NEW.last <> OLD.last + 1",
        "a series of numbers goes up by one",
    ),
    Rule(
        "document_keeps_its_number",
        "UPDATE",
        "issueddocument",
        "OLD.state <> 'draft' AND ("
        + changed("kind", "title", "organ")
        + " OR COALESCE(NEW.year, 0) <> COALESCE(OLD.year, 0)"
        " OR COALESCE(NEW.number, 0) <> COALESCE(OLD.number, 0)"
        " OR COALESCE(NEW.file_id, 0) <> COALESCE(OLD.file_id, 0)"
        " OR NEW.state = 'draft' OR OLD.state = 'void')",
        "an issued document is never changed, only made void",
    ),
    Rule(
        "rectification_item_keeps_its_words",
        "UPDATE",
        "rectificationitem",
        changed("consequence_id", "version", "number", "text", "due"),
        "what a unit promised never changes",
    ),
    Rule(
        "task_keeps_its_words",
        "UPDATE",
        "task",
        changed("plan", "unit", "text", "due"),
        "what a unit promised never changes",
    ),
    Rule(
        "proposal_is_final",
        "UPDATE",
        "adjustmentproposal",
        "OLD.state <> 'proposed'",
        "a decided proposal is never changed",
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
    dependencies = [("records", "0009_consequences_and_registers")]
    operations = [migrations.RunPython(guard, unguard)]
