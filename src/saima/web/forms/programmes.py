"""What is typed about programmes: a line, or the name of one that waited for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saima.web.forms.papers import line
from saima.web.forms.tasks import Choices, choice


class LineForm(forms.Form):
    """A programme or a line of one."""

    parent = choice(_("Belongs to"))
    zh = line(_("Chinese name"))
    en = forms.CharField(label=_("English name"), max_length=200, required=False)
    clause = forms.CharField(label=_("Source"), max_length=200, required=False)
    open_name = forms.BooleanField(label=_("The name is still to come"), required=False)

    def __init__(self, programmes: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [("", _("a programme of its own")), *programmes]
        self.fields["parent"].choices = own  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """The name of a line that waited for it."""

    zh = line(_("Chinese name"))
    en = forms.CharField(label=_("English name"), max_length=200, required=False)
