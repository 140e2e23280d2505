"""What is typed about task forces: founding one, members, tasks, meetings, the end."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.actions.task_forces import NewForce
from saima.web.forms.papers import line
from saima.web.forms.rounds import day_field

Choices = Sequence[tuple[str, str]]


def choice(label: Any, choices: Choices, *, required: bool = True) -> forms.ChoiceField:
    """A choice with nothing chosen first."""
    return forms.ChoiceField(label=label, choices=[("", "—"), *choices], required=required)


class ForceForm(forms.Form):
    """A task force that is founded."""

    name = line(_("Name"))
    leader = forms.CharField(
        label=_("Headed by"), max_length=64, help_text=_("The post, not the person.")
    )
    starts = day_field(_("From"))
    target = forms.CharField(
        label=_("Aim"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2, "cols": 60}),
    )

    def __init__(self, units: Choices, chapters: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = choice(_("Run by"), units)
        self.fields["chapter"] = choice(_("Chapter or contest"), chapters, required=False)
        self.order_fields(["name", "unit", "leader", "chapter", "starts", "target"])

    def new(self) -> NewForce:
        """The task force."""
        return NewForce(**self.cleaned_data)


class MemberForm(forms.Form):
    """A post that joins."""

    post = forms.CharField(label=_("Post"), max_length=64)
    starts = day_field(_("From"))

    def __init__(self, units: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = choice(_("Unit"), units)
        self.order_fields(["unit", "post", "starts"])


class LeaveForm(forms.Form):
    """The last day of a member."""

    ends = day_field(_("Last day"))


class DriveForm(forms.Form):
    """The tasks of a task force, by their codes."""

    codes = forms.CharField(
        label=_("Codes of the tasks"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2, "cols": 60}),
        help_text=_("Several are separated by a semicolon or a blank."),
    )


class ForceMeetingForm(forms.Form):
    """A meeting that was held."""

    date = day_field(_("Day of the meeting"))
    title = line(pgettext_lazy("document", "Title"))
    decided = forms.CharField(
        label=_("What was decided"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )


class EndForm(forms.Form):
    """The end of a task force."""

    ends = day_field(_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
