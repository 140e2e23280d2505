"""Accounts and posts as they are typed."""

from datetime import date

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from saima.actions.people import NewPerson, NewPost
from saima.plan.plan import Plan
from saima.records.models import Role
from saima.web.forms.rounds import day_field


class PersonForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("User name"),
        max_length=64,
        validators=[
            RegexValidator(r"^[\w.@+-]+$", _("Letters, digits and . @ + - _ only, without blanks."))
        ],
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name"), max_length=64)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    post = forms.CharField(label=_("Office held"), max_length=64, required=False)
    password = forms.CharField(
        label=_("First password"),
        required=False,
        min_length=10,
        max_length=128,
        help_text=_(
            "At least 10 characters, changed at the first sign-in. Without one nobody signs in yet."
        ),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, plan: Plan | None, language: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].choices = unit_choices(plan, language)  # type: ignore[attr-defined]

    def new(self) -> NewPerson:
        """The account."""
        found = self.cleaned_data
        return NewPerson(
            found["username"],
            found["name"],
            found["password"] or None,
            found["unit"],
            found["post"],
        )


class PostForm(forms.Form):
    """A new post."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", ""), *Role.choices])
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    title = forms.CharField(label=_("Title"), max_length=64, required=False)
    starts = day_field(_("From"))
    ends = day_field(_("Until (empty: until further notice)"), required=False)

    def __init__(self, *args: object, plan: Plan | None, language: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].choices = unit_choices(plan, language)  # type: ignore[attr-defined]

    def new(self) -> NewPost:
        """The post."""
        found = self.cleaned_data
        starts: date = found["starts"]
        return NewPost(Role(found["role"]), found["unit"], starts, found["ends"], found["title"])


def unit_choices(plan: Plan | None, language: str) -> list[tuple[str, str]]:
    """The units of the plan; empty first."""
    units = [] if plan is None else [(unit.code, unit.name(language)) for unit in plan.units]
    return [("", _("none")), *units]  # type: ignore[list-item]
