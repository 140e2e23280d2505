"""How somebody wants messages: the address, and a way for each kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saima.actions.message_kinds import USUAL_WAYS
from saima.web.wording.messages import KINDS, WAYS


class ChoicesForm(forms.Form):
    """An address of one's own, and one choice for each kind of message."""

    mail = forms.CharField(
        label=_("Mail address for messages"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email", "size": 32}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, way in USUAL_WAYS.items():
            self.fields[kind] = forms.ChoiceField(
                label=str(KINDS[kind].name), choices=list(WAYS.items()), initial=way.value
            )

    def kinds(self) -> Iterator[Any]:
        """The fields of the kinds."""
        return (self[kind] for kind in USUAL_WAYS)

    def ways(self) -> Mapping[str, str]:
        """What was chosen."""
        return {kind: self.cleaned_data[kind] for kind in USUAL_WAYS}
