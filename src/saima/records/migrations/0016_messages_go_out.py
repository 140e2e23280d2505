"""Messages are sent by mail and to channels of the house.

SQLite makes these tables anew, and triggers of the old ones go with them; so the guards are lowered
before and raised again after.
"""

import django.db.models.deletion
from django.apps.registry import Apps as StateApps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saima.records.triggers import Rule, drop_rule, guard, keep, unguard

KEPT = ("delivery", "message")
EVENT = Rule(
    "message_keeps_its_event",
    "UPDATE",
    "message",
    "NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind OR NEW.once <> OLD.once",
    "what a message tells never changes",
)


def lower_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    drop_rule(schema_editor, EVENT)
    for table in KEPT:
        unguard(schema_editor, table, ("DELETE",))


def raise_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for table in KEPT:
        guard(schema_editor, table, ("DELETE",))
    keep(schema_editor, EVENT)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0015_kinds_claims_and_letters"),
    ]

    operations = [
        migrations.RunPython(lower_guards, raise_guards),
        migrations.AddField(
            model_name="delivery",
            name="channel",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name="message",
            name="waits",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="person",
            name="mail",
            field=models.EmailField(blank=True, max_length=254, verbose_name="mail address"),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("sending", "being sent"),
                    ("sent", "sent"),
                    ("failed", "failed"),
                    ("unsure", "not certain"),
                    ("dropped", "dropped"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["state", "ended_at"], name="deliveries_done"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("waits", True)), fields=["made_at"], name="digests_to_make"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", ""), ("person__isnull", False)),
                    models.Q(("person__isnull", True), models.Q(("channel", ""), _negated=True)),
                    _connector="OR",
                ),
                name="delivered_to_one",
            ),
        ),
        migrations.RunPython(raise_guards, lower_guards),
    ]
