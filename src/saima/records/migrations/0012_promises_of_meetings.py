"""What a meeting was promised is called a promise; a task is from now on a piece of work."""

import django.db.models.deletion
from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saima.records.triggers import Rule, drop_rule, guard, keep, unguard

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


class Migration(migrations.Migration):
    dependencies = [("records", "0011_nothing_is_emptied")]
    operations = [
        migrations.RunPython(lower_task, raise_task),
        migrations.RemoveConstraint(model_name="task", name="done_task_says_what"),
        migrations.RenameModel("Task", "Promise"),
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
