"""What a meeting was promised is called a promise; a task is from now on a piece of work."""

import django.db.models.deletion
from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saima.records.triggers import Rule, drop_rule, guard, is_postgres, keep, unguard

WORDS = "NEW.plan <> OLD.plan OR NEW.unit <> OLD.unit OR NEW.text <> OLD.text OR NEW.due <> OLD.due"
REFUSAL = "what a unit promised never changes"


def words_of(table: str) -> Rule:
    return Rule(f"{table}_keeps_its_words", "UPDATE", table, WORDS, REFUSAL)


def raise_guard(table: str, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard(schema_editor, table, ("DELETE",))
    keep(schema_editor, words_of(table))


def lower_guard(table: str, schema_editor: BaseDatabaseSchemaEditor) -> None:
    drop_rule(schema_editor, words_of(table))
    unguard(schema_editor, table, ("DELETE",))


def lower_task(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    lower_guard("task", schema_editor)


def raise_task(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    raise_guard("task", schema_editor)


def lower_promise(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    lower_guard("promise", schema_editor)


def raise_promise(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    raise_guard("promise", schema_editor)


def rename_indexes(schema_editor: BaseDatabaseSchemaEditor, old: str, new: str) -> None:
    """PostgreSQL keeps the names of a renamed table's indexes, which the new table will need."""
    if not is_postgres(schema_editor):
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename LIKE 'records%%'"
            " AND starts_with(indexname, %s)",
            [f"records_{old}_"],
        )
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        schema_editor.execute(
            f"ALTER INDEX {name} RENAME TO {name.replace(f'records_{old}_', f'records_{new}_', 1)}"
        )


def to_promise(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    rename_indexes(schema_editor, "task", "promise")


def to_task(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    rename_indexes(schema_editor, "promise", "task")


class Migration(migrations.Migration):
    dependencies = [("records", "0011_nothing_is_emptied")]
    operations = [
        migrations.RunPython(lower_task, raise_task),
        migrations.RemoveConstraint(model_name="task", name="done_task_says_what"),
        migrations.RenameModel("Task", "Promise"),
        migrations.RunPython(to_promise, to_task),
        migrations.AlterModelOptions(
            name="promise",
            options={"verbose_name": "promise", "verbose_name_plural": "promises"},
        ),
        migrations.RenameIndex(
            model_name="promise", new_name="promises_of_a_unit", old_name="tasks_of_a_unit"
        ),
        migrations.AlterField(
            model_name="promise",
            name="meeting",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="promises",
                to="records.meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(done_on__isnull=True)
                | (models.Q(done_by__isnull=False, done_at__isnull=False) & ~models.Q(result="")),
                name="done_promise_says_what",
            ),
        ),
        migrations.RunPython(raise_promise, lower_promise),
    ]
