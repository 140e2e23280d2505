"""Who does something, when, and from where: the first argument of every action."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.timezone import localdate

from saima.actions.permissions import Right, Standing, standing
from saima.actions.refusals import Denied
from saima.records.models import Person


@dataclass(frozen=True)
class By:
    """A person at a moment; ``address`` is where the request came from, empty where none did."""

    person: Person
    now: datetime
    address: str = ""

    @property
    def today(self) -> date:
        """The local day of ``now``."""
        return localdate(self.now)

    @cached_property
    def standing(self) -> Standing:
        """The posts held today, read once."""
        return standing(self.person, self.today)

    def needs(self, right: Right, unit: str | None = None) -> None:
        """Raise Denied unless the right holds for ``unit`` (None: for all units)."""
        if not self.standing.may(right, unit):
            raise Denied(right=right, unit=unit or "")
