"""Every kind of document has its place; claims of ratios have both parts; letters of units.

The claim that a unit filed and what was applied for never change; SQLite makes the table of
applications anew for its new column and loses its triggers by that.
"""

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saima.records.triggers import Rule, drop_rule, is_postgres, keep, refuse

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
CLAIMS = ("claimed", "claimed_numerator", "claimed_denominator", "claimed_field")
TOLERANCE = (
    "unit",
    "ground",
    "text",
    "letter",
    "no_private_gain",
    "collective_decision",
    "applied_at",
    "applied_by_id",
)


def changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


def moved(columns: tuple[str, ...]) -> str:
    return " OR ".join(
        f"COALESCE(NEW.{column}, 0) <> COALESCE(OLD.{column}, 0)" for column in columns
    )


def words_of(claims: tuple[str, ...]) -> Rule:
    return Rule(
        "objection_keeps_its_words",
        "UPDATE",
        "objection",
        f"{changed(OBJECTION)} OR {moved(claims)}",
        "what a unit filed never changes",
    )


TOLERANCE_WORDS = Rule(
    "tolerance_keeps_its_words",
    "UPDATE",
    "faulttolerance",
    changed(TOLERANCE),
    "what was applied for never changes",
)


def guard_again(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if not is_postgres(schema_editor):
        refuse(schema_editor, "faulttolerance", ("DELETE",))


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    drop_rule(schema_editor, words_of(CLAIMS[:1]))
    keep(schema_editor, words_of(CLAIMS))
    guard_again(apps, schema_editor)
    keep(schema_editor, TOLERANCE_WORDS)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    drop_rule(schema_editor, TOLERANCE_WORDS)
    drop_rule(schema_editor, words_of(CLAIMS))
    keep(schema_editor, words_of(CLAIMS[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0014_guards_of_work"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard_again),
        migrations.AddField(
            model_name="faulttolerance",
            name="letter",
            field=models.CharField(blank=True, max_length=200, verbose_name="letter of the unit"),
        ),
        migrations.AddField(
            model_name="board",
            name="digest",
            field=models.CharField(max_length=8, null=True, verbose_name="digest"),
        ),
        migrations.AddField(
            model_name="objection",
            name="claimed_denominator",
            field=models.DecimalField(
                decimal_places=6, max_digits=24, null=True, verbose_name="claimed denominator"
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="claimed_field",
            field=models.PositiveIntegerField(null=True, verbose_name="claimed size of the field"),
        ),
        migrations.AddField(
            model_name="objection",
            name="claimed_numerator",
            field=models.DecimalField(
                decimal_places=6, max_digits=24, null=True, verbose_name="claimed numerator"
            ),
        ),
        migrations.AlterField(
            model_name="issueddocument",
            name="kind",
            field=models.CharField(
                choices=[
                    ("circular", "circular"),
                    ("notice", "notice"),
                    ("card", "card"),
                    ("talk_notice", "notice of a talk"),
                    ("talk_record", "record of a talk"),
                    ("pledge", "pledge"),
                    ("supervision", "supervision sheet"),
                    ("monthly_show", "monthly show"),
                    ("unit_sheet", "unit score sheet"),
                    ("decision", "decision"),
                    ("flag", "flag"),
                    ("commendation", "commendation"),
                    ("minutes", "minutes"),
                    ("other", "other document"),
                ],
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
