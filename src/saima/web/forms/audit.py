"""What the auditor looks for."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from saima.records.models import Person
from saima.records.queries.audit import Search, actions
from saima.web.forms.rounds import day_field
from saima.web.wording.audit import KINDS, action_word


class AuditForm(forms.Form):
    """Person, action, object and days; what is left empty is not asked."""

    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int)
    action = forms.ChoiceField(label=_("Action"), required=False)
    kind = forms.ChoiceField(label=_("Object"), required=False)
    number = forms.CharField(label=_("Object number"), required=False, max_length=64)
    since = day_field(_("From"), required=False)
    until = day_field(_("To"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        everybody = [("", _("All"))]
        people = Person.objects.order_by("username")
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            *everybody,
            *((one.pk, str(one)) for one in people),
        ]
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            *everybody,
            *((code, action_word(code)) for code in actions()),
        ]
        self.fields["kind"].choices = [*everybody, *KINDS.items()]  # type: ignore[attr-defined]

    def search(self) -> Search:
        """The search; days in the city's time, both included."""
        found = self.cleaned_data
        since, until = found["since"], found["until"]
        return Search(
            person=found["person"] or None,
            action=found["action"],
            object_kind=found["kind"],
            object_id=found["number"],
            since=since and make_aware(datetime.combine(since, time.min)),
            until=until and make_aware(datetime.combine(until + timedelta(days=1), time.min)),
        )
