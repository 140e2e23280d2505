"""What is typed about a consequence: reasons, measures, a rectification plan."""

from typing import TYPE_CHECKING, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.actions.measures import NewItem, NewMeasure
from saima.records.models import DocumentKind, DocumentState, IssuedDocument
from saima.web.forms.rounds import day_field

MOST_DOCUMENTS = 100
MOST_ITEMS = 20


class TextForm(forms.Form):
    """One text; whether it may be empty is for the action to say."""

    text = forms.CharField(required=False, max_length=1000)

    def __init__(
        self, *args: object, label: str | Promise, most: int = 500, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = forms.CharField(
            label=str(label),
            required=False,
            max_length=most,
            widget=forms.Textarea({"rows": 2, "cols": 44}),
        )
        self.fields["text"] = field


class DoneForm(TextForm):
    """What came of an item, and when."""

    done_on = day_field(_("Done on"))

    field_order = ("done_on", "text")


class MeasureForm(forms.Form):
    """A measure as it was taken; the kinds of ``documents`` can prove it."""

    done_on = day_field(_("Day"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    text = forms.CharField(
        label=_("What was said or done"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3, "cols": 44}),
    )
    document = forms.ChoiceField(label=_("Issued document"), required=False)

    def __init__(
        self, *args: object, measure: str, part: str, kind: DocumentKind | None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.key = (measure, part)
        if measure != "talk":
            del self.fields["place"]
        if kind is None:
            del self.fields["document"]
        else:
            choices = [("", _("none")), *documents_of(kind)]
            self.fields["document"].choices = choices  # type: ignore[attr-defined]

    def new(self) -> NewMeasure:
        """The measure."""
        found = self.cleaned_data
        document = found.get("document", "")
        return NewMeasure(
            *self.key,
            done_on=found["done_on"],
            place=found.get("place", ""),
            text=found["text"],
            document=int(document) if document else None,
        )


def documents_of(*kinds: DocumentKind) -> list[tuple[str, str]]:
    """Issued documents of these kinds to choose from (all without any), the newest first."""
    rows = IssuedDocument.objects.filter(state=DocumentState.ISSUED)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    newest = rows.order_by("-dated", "-id")[:MOST_DOCUMENTS]
    return [(str(one.pk), f"{one.numbered} {one.title}") for one in newest]


class ItemForm(forms.Form):
    """One promise with its day; both or neither."""

    text = forms.CharField(
        label=_("What is to be done"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"size": 40}),
    )
    due = day_field(_("Due"), required=False)

    def clean(self) -> dict[str, object]:
        """Both or neither."""
        found = super().clean() or {}
        if bool(found.get("text")) != bool(found.get("due")) and not self.errors:
            missing = "due" if found.get("text") else "text"
            self.add_error(missing, _("An item has a text and a day."))
        return found


if TYPE_CHECKING:
    Lines = BaseFormSet[ItemForm]
else:
    Lines = BaseFormSet


class ItemForms(Lines):
    """The lines of a rectification plan."""

    def items(self) -> list[NewItem]:
        """Those that are filled in."""
        found = (form.cleaned_data for form in self.forms)
        return [NewItem(one["text"], one["due"]) for one in found if one.get("text")]


PlanForms = cast(
    type[ItemForms],
    formset_factory(
        ItemForm, formset=ItemForms, extra=3, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS
    ),
)
