"""What is typed for a pledge: the parties, their posts, the unit's measures, the signed copy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from saima.actions.papers.pledges import Pledging
from saima.web.forms.papers import line, lines_of, text
from saima.web.forms.rounds import day_field


class SidesForm(forms.Form):
    """The parties of every unit's pledge."""

    city_side = line(_("The city's side"))
    city_post = line(_("Post that signs for it"))
    unit_post = line(_("Post that signs for the unit"))
    measures = text(_("Measures of the unit"), required=False, help_text=_("One a line."))

    def pledging(self, unit: str = "") -> Pledging:
        """What was typed, for a unit."""
        given = self.cleaned_data
        sides = (given["city_side"], given["city_post"], given["unit_post"])
        return Pledging(unit, *sides, lines_of(given["measures"]))


class NewPledgeForm(SidesForm):
    """The pledge of one unit."""

    unit = forms.ChoiceField(label=_("Unit"))

    field_order = ("unit", "city_side", "city_post", "unit_post", "measures")


class SignedForm(forms.Form):
    """The signed copy."""

    signed_on = day_field(_("Signed on"))
    copy = forms.FileField(
        label=_("Signed copy (PDF, PNG or JPEG)"),
        widget=forms.FileInput({"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
