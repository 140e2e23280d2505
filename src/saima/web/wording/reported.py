"""Reported numbers, what is unusual in them, and what changed between two versions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saima.documents import figures
from saima.plan.tree import Collect, Indicator
from saima.records.queries.submissions import Change

FINDINGS: Mapping[str, str | Promise] = {
    "unusual": gettext_lazy("far from its own history"),
    "far_from_last_year": gettext_lazy("far from last year"),
    "cumulative_fell": gettext_lazy("fell though it counts since January"),
    "equals_target": gettext_lazy("equals the target to the digit"),
    "copied": gettext_lazy("the same as the period before"),
    "late_jump": gettext_lazy("changed much near the deadline"),
    "percent_beyond": gettext_lazy("a percentage beyond 0 to 100"),
    "same_evidence": gettext_lazy("a file that proves another unit's value, too"),
}
FIELDS: Mapping[str, str | Promise] = {
    "value": gettext_lazy("value"),
    "numerator": gettext_lazy("numerator"),
    "denominator": gettext_lazy("denominator"),
    "field": gettext_lazy("size of the field"),
    "not_applicable": gettext_lazy("not applicable"),
    "unchanged": gettext_lazy("nothing changed"),
    "sentence": gettext_lazy("explanation"),
    "source": gettext_lazy("source"),
}


class Numbers(Protocol):
    """What is reported, as a reading, a submission or an entry of the ledger has it."""

    @property
    def value(self) -> Decimal | None:
        """The number in the measure, or the rank."""

    @property
    def numerator(self) -> Decimal | None:
        """The part of a ratio."""

    @property
    def denominator(self) -> Decimal | None:
        """The whole of a ratio."""

    @property
    def field(self) -> int | None:
        """The size of the field of a rank."""


def finding_word(code: str) -> str:
    """A warning in a few words."""
    return str(FINDINGS.get(code, code))


def reading_words(indicator: Indicator, reading: Numbers | None) -> str:
    """The number in the measure; both parts of a ratio; rank and field."""
    if reading is None:
        return ""
    if getattr(reading, "not_applicable", False):
        return _("not applicable")
    if indicator.collect is Collect.RANK:
        return figures.place(reading.value, reading.field)
    if indicator.collect is Collect.RATIO and reading.denominator:
        top = reading.numerator if reading.numerator is not None else Decimal(0)
        share = Decimal(str(top / reading.denominator)) * Decimal(str(indicator.multiplier))
        return figures.number(share, indicator.decimals)
    return "" if reading.value is None else figures.number(reading.value, indicator.decimals)


def parts_words(indicator: Indicator, reading: Numbers | None) -> str:
    """Numerator and denominator as reported; empty where there are none."""
    if reading is None or indicator.collect is not Collect.RATIO:
        return ""
    if reading.numerator is None or reading.denominator is None:
        return ""
    return f"{reading.numerator.normalize():,f} / {reading.denominator.normalize():,f}"


def change_words(indicator: Indicator, change: Change) -> tuple[str, str, str]:
    """A field that changed between two versions: its name, before, after."""
    return (
        str(FIELDS[change.name]),
        cell_words(indicator, change.name, change.before),
        cell_words(indicator, change.name, change.after),
    )


def cell_words(indicator: Indicator, name: str, value: object) -> str:
    """One field of a version; empty for nothing."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return _("yes")
    if name == "value" and isinstance(value, Decimal):
        return figures.number(value, indicator.decimals)
    return f"{value.normalize():,f}" if isinstance(value, Decimal) else str(value)
