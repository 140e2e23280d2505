"""Units as they are typed into the table, and the facts of the version that they make."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from saima.actions.units import COLUMNS, NextVersion
from saima.exchange.filled_table import TableRow
from saima.web.forms.rounds import day_field

MOST_UNITS = 1000


class NextVersionForm(forms.Form):
    """Why the units change, and from when on."""

    effective_from = day_field(_("In force from"))
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.TextInput({"autocomplete": "off"})
    )

    def next_version(self) -> NextVersion:
        """The facts of the next version."""
        given = self.cleaned_data
        return NextVersion(given["reason"], given["effective_from"])


def typed_rows(typed: QueryDict) -> tuple[TableRow, ...]:
    """The rows of the page in which something stands; numbered from 1."""
    return tuple(row for number in numbers(typed) if any((row := typed_row(typed, number)).cells))


def numbers(typed: QueryDict) -> Iterable[int]:
    """The numbers of the rows that the page had."""
    count = typed.get("rows", "")
    return range(1, min(int(count[:6]), MOST_UNITS) + 1) if count.isdecimal() else ()


def typed_row(typed: QueryDict, number: int) -> TableRow:
    """One row; empty cells are left out."""
    cells = {
        column.key: text
        for column in COLUMNS
        if (text := typed.get(f"{column.key}-{number}", "").strip())
    }
    return TableRow(number, cells)
