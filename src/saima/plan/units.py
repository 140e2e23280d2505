"""Units and the groups in which they are ranked (domain section 6)."""

from datetime import date
from enum import StrEnum

from saima.plan.label import Label, PlanPart


class UnitKind(StrEnum):
    """What sort of organisation a unit is; persons are never units (domain 5.4)."""

    CITY = "city"
    TOWN = "town"
    STREET = "street"
    PLATFORM = "platform"
    DEPARTMENT = "department"
    SUPERIOR = "superior"
    OTHER = "other"


class Group(PlanPart):
    """Units that are ranked against each other."""

    code: str
    label: Label


class Unit(PlanPart):
    """A row of ``units.csv``. ``group`` empty: known, but not ranked (the city itself)."""

    code: str
    zh: str
    en: str
    group: str | None = None
    kind: UnitKind = UnitKind.OTHER
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    merged_into: str | None = None

    def name(self, language: str) -> str:
        """The unit's name in a language."""
        return self.zh if language.startswith("zh") else self.en

    def active(self, day: date) -> bool:
        """Whether the unit exists on ``day``, the last day of the period that is judged."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or self.valid_to >= day)
