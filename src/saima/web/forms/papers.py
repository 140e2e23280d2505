"""What is typed for a document: its head, what it is about, its number."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from saima.actions.papers.drafts import GENRES
from saima.actions.papers.head import Letterhead
from saima.actions.papers.talks import Talk
from saima.documents.issuing import Point
from saima.records.models import DocumentKind
from saima.web.forms.rounds import day_field

SEPARATORS = str.maketrans({"；": "\n", ";": "\n"})


def line(label: object, *, required: bool = True, help_text: object = "") -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=200,
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.TextInput({"autocomplete": "off", "size": 36}),
    )


def text(label: object, *, required: bool = True, help_text: object = "") -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=4000,
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.Textarea({"rows": 4, "cols": 60}),
    )


def lines_of(typed: str) -> tuple[str, ...]:
    """The lines of a text; a semicolon ends a line as well."""
    return tuple(one.strip() for one in typed.translate(SEPARATORS).splitlines() if one.strip())


def points_of(typed: str) -> tuple[Point, ...]:
    """A point a line: ``title：text``."""
    found = []
    for one in (row.strip() for row in typed.splitlines()):
        title, _colon, rest = one.replace(":", "：", 1).partition("：")
        if title:
            found.append(Point(title, rest))
    return tuple(found)


class HeadForm(forms.Form):
    """The head of every document with a red name."""

    organ = line(_("Issuing organ"))
    mark = line(_("Organ code"), help_text=_("What stands before the number, such as 桐委办."))
    day = day_field(_("Date of the document"))
    addressees = line(_("To"))
    contact = line(_("Contact"), required=False, help_text=_("Office and telephone, no person."))
    copies = line(_("Copies to"), required=False, help_text=_("Several are parted by a semicolon."))

    def head(self) -> Letterhead:
        """What was typed."""
        given = self.cleaned_data
        return Letterhead(
            organ=given["organ"],
            mark=given["mark"],
            day=given["day"],
            addressees=given.get("addressees", ""),
            contact=given.get("contact", ""),
            copies=lines_of(given.get("copies", "")),
        )


class CircularForm(HeadForm):
    """A ranking circular."""

    due = day_field(_("Units answer by"), required=False)


class ShowForm(HeadForm):
    """A monthly show is a bulletin: it has no number at its head and nobody it is addressed to."""

    mark = None  # type: ignore[assignment]
    addressees = None  # type: ignore[assignment]
    contact = None  # type: ignore[assignment]

    def head(self) -> Letterhead:
        """What was typed."""
        given = self.cleaned_data
        return Letterhead(given["organ"], "", given["day"], copies=lines_of(given["copies"]))


class NoticeForm(HeadForm):
    """A notice, or what is written like one."""

    filed = forms.ChoiceField(
        label=_("Filed as"),
        choices=[(one.value, one.label) for one in GENRES],
        initial=DocumentKind.NOTICE,
    )
    subject = line(
        _("Subject"),
        help_text=_("Completes 关于……的通知 (a decision 决定, a flag 通报, minutes 纪要)."),
    )
    ground = line(_("On what ground"))
    matters = text(_("Matters"), help_text=_("One a line: title：text"))
    due = day_field(_("Units answer by"), required=False)


class TalkForm(HeadForm):
    """The notice of a talk; it goes to the unit of the consequence."""

    addressees = None  # type: ignore[assignment]
    at = forms.DateTimeField(
        label=_("Time of the talk"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
    )
    place = line(_("Place"))
    talkers = line(_("Talk held by (posts)"), help_text=_("Several are parted by a semicolon."))
    attendants = line(_("Attended by (posts)"), help_text=_("Several are parted by a semicolon."))
    materials = line(_("To bring"), required=False)
    plan_due = day_field(_("Rectification plan by"), required=False)

    def talk(self) -> Talk:
        """What was typed."""
        given = self.cleaned_data
        return Talk(
            at=given["at"],
            place=given["place"],
            talkers=lines_of(given["talkers"]),
            attendants=lines_of(given["attendants"]),
            materials=lines_of(given["materials"]),
            plan_due=given["plan_due"],
        )


class RecordForm(forms.Form):
    """An empty record of a talk needs nothing."""


class SupervisionForm(forms.Form):
    """A supervision sheet for one red light of a board."""

    item = forms.ChoiceField(label=_("Red light"))
    demand = text(_("What is demanded"))
    due = day_field(_("Finish by"))


class PledgeForm(forms.Form):
    """A unit's pledge."""

    unit = forms.ChoiceField(label=_("Unit"))
    city_side = line(_("The city's side"))
    city_post = line(_("Post that signs for it"))
    unit_post = line(_("Post that signs for the unit"))
    measures = text(_("Measures of the unit"), help_text=_("One a line."))


class IssueForm(forms.Form):
    """What gives a draft its number."""

    organ = line(_("Organ code"), help_text=_("What stands before the number, such as 桐委办."))
    dated = day_field(_("Date of the document"))


def usual(organ: str, mark: str, today: date) -> dict[str, object]:
    """What a form begins with."""
    return {
        "organ": organ,
        "mark": mark,
        "day": today,
        "addressees": "各镇（街道）、平台，市级机关各部门、各单位",
        "city_side": organ,
        "city_post": "组长",
    }
