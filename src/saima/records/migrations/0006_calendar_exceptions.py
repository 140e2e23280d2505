"""The city's own days off and of work, final once decided; passwords that others chose."""

import django.db.models.deletion
from django.apps.registry import Apps as StateApps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "calendarexception"
REFUSAL = "rows are only added, never changed or deleted"
SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON records_{table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
POSTGRES = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON records_{table}
FOR EACH ROW EXECUTE FUNCTION records_refuse()
"""


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    trigger = POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE
    for act in ("update", "delete"):
        schema_editor.execute(trigger.format(table=TABLE, act=act, refusal=REFUSAL))


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    place = f" ON records_{TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for act in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{act}{place}")


class Migration(migrations.Migration):
    dependencies = [("records", "0005_newest_entry_by_index")]
    operations = [
        migrations.AddField(
            model_name="person",
            name="first_password",
            field=models.BooleanField(default=False, verbose_name="password from somebody else"),
        ),
        migrations.CreateModel(
            name="CalendarException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                (
                    "order",
                    models.CharField(
                        choices=[
                            ("off", "day off"),
                            ("work", "working day"),
                            ("usual", "as in the calendar"),
                        ],
                        max_length=8,
                        verbose_name="order",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("decided_at", models.DateTimeField(verbose_name="decided at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar exception",
                "verbose_name_plural": "calendar exceptions",
                "indexes": [models.Index(fields=["day"], name="exceptions_of_a_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="exception_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("order__in", ["off", "work", "usual"])),
                        name="exception_order_is_known",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
