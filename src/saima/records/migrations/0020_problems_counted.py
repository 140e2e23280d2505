"""An index that holds all that a burn-down adds up."""

from django.db import migrations, models

COUNTED = ["plan", "kind", "state", "raised_on", "closed_on", "handler", "quantity"]


class Migration(migrations.Migration):
    dependencies = [("records", "0019_splits_by_weights")]
    operations = [
        migrations.AddIndex(
            model_name="hardproblem",
            index=models.Index(fields=COUNTED, name="problems_counted"),
        ),
    ]
