"""What supervision and the daily run need besides: origin, asked day, decisions, lease, steps."""

import django.db.models.deletion
from django.apps.registry import Apps as StateApps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saima.records.triggers import Rule, drop_rule, guard, keep, unguard

NUMBERED = Rule(
    "sheet_keeps_its_number",
    "UPDATE",
    "supervision",
    "OLD.number IS NOT NULL AND ("
    + " OR ".join(
        f"NEW.{column} <> OLD.{column}"
        for column in ("organ", "year", "number", "cause", "first_due")
    )
    + ")",
    "the number, cause and first day of a sheet never change",
)
"""As in 0014; SQLite makes the table anew for a new column, and its triggers go with the old one."""


def lower_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    drop_rule(schema_editor, NUMBERED)
    unguard(schema_editor, "supervision", ("DELETE",))


def raise_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    keep(schema_editor, NUMBERED)
    guard(schema_editor, "supervision", ("DELETE",))


def guard_decisions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    guard(schema_editor, "superiordecision", ("DELETE",))


def free_decisions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    unguard(schema_editor, "superiordecision", ("DELETE",))


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0017_hard_problem_steps"),
    ]

    operations = [
        migrations.RunPython(lower_guards, raise_guards),
        migrations.CreateModel(
            name="DailyRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("holder", models.CharField(blank=True, max_length=64)),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "lease of the daily run",
                "verbose_name_plural": "leases of the daily run",
            },
        ),
        migrations.CreateModel(
            name="DailyStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("step", models.CharField(max_length=64)),
                ("tried_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=500)),
                ("counts", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "step of the daily run",
                "verbose_name_plural": "steps of the daily run",
            },
        ),
        migrations.CreateModel(
            name="SuperiorDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("plan", models.CharField(max_length=64)),
                ("number", models.PositiveIntegerField()),
                ("issuer", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=200)),
                ("document", models.CharField(max_length=200)),
                ("text", models.CharField(blank=True, max_length=2000)),
                ("received_on", models.DateField()),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                ("result", models.CharField(blank=True, max_length=1000)),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "decision of a superior",
                "verbose_name_plural": "decisions of a superior",
            },
        ),
        migrations.AddField(
            model_name="supervision",
            name="asked_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="supervision",
            name="origin",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="supervision",
            name="received_on",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="supervision",
            index=models.Index(
                fields=["plan", "state", "colour", "level"], name="sheets_by_colour"
            ),
        ),
        migrations.AddIndex(
            model_name="supervision",
            index=models.Index(fields=["state", "due"], name="sheets_to_rise"),
        ),
        migrations.AddConstraint(
            model_name="dailystep",
            constraint=models.UniqueConstraint(
                fields=("day", "step"), name="a_daily_step_stands_once"
            ),
        ),
        migrations.AddField(
            model_name="superiordecision",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="superiordecision",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="superiordecision",
            index=models.Index(fields=["plan", "received_on"], name="decisions_by_day"),
        ),
        migrations.AddConstraint(
            model_name="superiordecision",
            constraint=models.UniqueConstraint(
                fields=("plan", "number"), name="one_decision_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="superiordecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("document", ""), _negated=True), name="decision_has_a_document"
            ),
        ),
        migrations.AddConstraint(
            model_name="superiordecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    models.Q(("result", ""), _negated=True),
                    _connector="OR",
                ),
                name="ended_decision_says_how",
            ),
        ),
        migrations.RunPython(raise_guards, lower_guards),
        migrations.RunPython(guard_decisions, free_decisions),
    ]
