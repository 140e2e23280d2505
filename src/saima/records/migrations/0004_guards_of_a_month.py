"""Guard what a month leaves behind, in the database itself.

Final rows are only added; posts, rounds and due values are never deleted; of a post only its end
moves; nobody holds posts at a time whose roles exclude one another; the audit log only grows.
Changing the check of ``entry`` made SQLite build that table anew, so its guards are set again.
"""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REBUILT = ("entry",)
FINAL = (
    "submission",
    "review",
    "comment",
    "comment_mentions",
    "evidence",
    "storedfile",
    "extension",
    "auditrecord",
)
KEPT = ("post", "round", "duevalue", "audithead")
REFUSAL = "rows are only added, never changed or deleted"
START = "0" * 64

SEPARATED = "('auditor', 'system_administrator', 'security_administrator')"
APART = (
    "('auditor', 'system_administrator', 'security_administrator',"
    " 'office', 'reporter', 'approver', 'checker')"
)
RULES = (
    (
        "post_keeps_history",
        "UPDATE",
        "post",
        "NEW.person_id <> OLD.person_id OR NEW.unit <> OLD.unit OR NEW.role <> OLD.role"
        " OR NEW.title <> OLD.title OR NEW.starts <> OLD.starts",
        "of a post only its end may change",
    ),
    *(
        (
            f"post_roles_exclude_{act.lower()}",
            act,
            "post",
            "EXISTS (SELECT 1 FROM records_post AS other"  # noqa: S608 - all of it is ours
            " WHERE other.person_id = NEW.person_id"
            " AND other.id <> NEW.id AND other.role <> NEW.role"
            " AND (NEW.ends IS NULL OR other.starts <= NEW.ends)"
            " AND (other.ends IS NULL OR NEW.starts <= other.ends)"
            f" AND ((other.role IN {SEPARATED} AND NEW.role IN {APART})"
            f" OR (NEW.role IN {SEPARATED} AND other.role IN {APART})))",
            "the roles of these posts exclude one another",
        )
        for act in ("INSERT", "UPDATE")
    ),
    (
        "audit_only_grows",
        "UPDATE",
        "audithead",
        "NEW.sequence <= OLD.sequence OR NEW.id <> OLD.id",
        "the audit log only grows",
    ),
)


def is_postgres(schema_editor: BaseDatabaseSchemaEditor) -> bool:
    return schema_editor.connection.vendor == "postgresql"


def refuse(schema_editor: BaseDatabaseSchemaEditor, table: str, act: str) -> None:
    name = f"{table}_no_{act.lower()}"
    if is_postgres(schema_editor):
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON records_{table}"
            " FOR EACH ROW EXECUTE FUNCTION records_refuse()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON records_{table}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def keep_rule(
    schema_editor: BaseDatabaseSchemaEditor, rule: tuple[str, str, str, str, str]
) -> None:
    name, act, table, broken, message = rule
    if is_postgres(schema_editor):
        schema_editor.execute(
            f"CREATE FUNCTION records_{name}() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN IF {broken} THEN RAISE EXCEPTION '{message}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON records_{table}"
            f" FOR EACH ROW EXECUTE FUNCTION records_{name}()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON records_{table}"
            f" WHEN {broken} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rebuilt = () if is_postgres(schema_editor) else REBUILT
    for table in (*rebuilt, *FINAL):
        for act in ("UPDATE", "DELETE"):
            refuse(schema_editor, table, act)
    for table in KEPT:
        refuse(schema_editor, table, "DELETE")
    for rule in RULES:
        keep_rule(schema_editor, rule)
    head = apps.get_model("records", "AuditHead")
    head._default_manager.create(pk=1, sequence=0, hash=START)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    postgres = is_postgres(schema_editor)
    rebuilt = () if postgres else REBUILT
    names = [
        (f"{table}_no_{act}", table) for table in (*rebuilt, *FINAL) for act in ("update", "delete")
    ]
    names += [(f"{table}_no_delete", table) for table in KEPT]
    names += [(name, table) for name, _, table, _, _ in RULES]
    for name, table in names:
        place = f" ON records_{table}" if postgres else ""
        schema_editor.execute(f"DROP TRIGGER {name}{place}")
    if postgres:
        for name, *_ in RULES:
            schema_editor.execute(f"DROP FUNCTION records_{name}()")
    schema_editor.execute("DELETE FROM records_audithead")


class Migration(migrations.Migration):
    dependencies = [("records", "0003_months_are_collected")]
    operations = [migrations.RunPython(guard, unguard)]
