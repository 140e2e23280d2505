"""Every kind of document that Saima makes has a kind in the register."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0011_nothing_is_emptied"),
    ]

    operations = [
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
    ]
