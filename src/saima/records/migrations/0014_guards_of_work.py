"""Guard tasks, hard problems, supervision, splits, pledges and messages in the database itself.

First planned days, numbers and causes never change, an adopted split and a signed pledge are final,
and nothing is deleted.
"""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saima.records.triggers import Rule, drop_rule, guard, keep, unguard

FINAL = (
    "derivedvalue",
    "hardproblemfile",
    "hardproblemstep",
    "instruction",
    "nodeevidence",
    "supervisionfile",
    "supervisionstep",
    "taskstep",
)
KEPT = (
    "delivery",
    "forcemeeting",
    "forcemember",
    "goodcase",
    "hardproblem",
    "message",
    "pledge",
    "programme",
    "supervision",
    "targetsplit",
    "task",
    "taskforce",
    "tasknode",
)


def changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


RULES = (
    Rule(
        "task_keeps_its_first_day",
        "UPDATE",
        "task",
        f"OLD.state <> 'draft' AND ({changed('plan', 'code', 'first_due')})",
        "the code and the first planned day of a task never change",
    ),
    Rule(
        "node_keeps_its_first_day",
        "UPDATE",
        "tasknode",
        changed("task_id", "number"),
        "the number of a node never changes",
    ),
    Rule(
        "hard_problem_keeps_its_number",
        "UPDATE",
        "hardproblem",
        changed("plan", "number", "kind", "unit", "raised_on"),
        "who raised a hard problem, and when, never changes",
    ),
    Rule(
        "sheet_keeps_its_number",
        "UPDATE",
        "supervision",
        f"OLD.number IS NOT NULL AND ({changed('organ', 'year', 'number', 'cause', 'first_due')})",
        "the number, cause and first day of a sheet never change",
    ),
    Rule(
        "adopted_split_is_final",
        "UPDATE",
        "targetsplit",
        "OLD.state <> 'draft'",
        "an adopted or withdrawn split is never changed",
    ),
    Rule(
        "signed_pledge_is_final",
        "UPDATE",
        "pledge",
        "OLD.signed_on IS NOT NULL",
        "a signed pledge is never changed",
    ),
    Rule(
        "pledge_keeps_its_content",
        "UPDATE",
        "pledge",
        changed("version_id", "plan", "unit", "number", "content_hash"),
        "what is pledged never changes",
    ),
    Rule(
        "message_keeps_its_event",
        "UPDATE",
        "message",
        changed("person_id", "kind", "once"),
        "what a message tells never changes",
    ),
)


def raise_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for table in FINAL:
        guard(schema_editor, table, ("UPDATE", "DELETE"))
    for table in KEPT:
        guard(schema_editor, table, ("DELETE",))
    for rule in RULES:
        keep(schema_editor, rule)


def lower_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for rule in RULES:
        drop_rule(schema_editor, rule)
    for table in KEPT:
        unguard(schema_editor, table, ("DELETE",))
    for table in FINAL:
        unguard(schema_editor, table, ("UPDATE", "DELETE"))


class Migration(migrations.Migration):
    dependencies = [("records", "0013_goals_become_work")]
    operations = [migrations.RunPython(raise_guards, lower_guards)]
