"""What the clock does is written down as its own: an account that nobody can sign in with.

The account is closed, has no password and holds no post; its few rights are granted here, to the
daily run alone, so that neither a person nor a token ever gets them by it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from saima.actions.by import By
from saima.actions.permissions import Right, Standing
from saima.records.models import Person

USERNAME = "saima:daily"
"""No name that the form of people takes, so that nobody is called so by accident."""

NAME = "赛马每日任务"
CLOCK_RIGHTS = frozenset({Right.CONSEQUENCE_HANDLE, Right.SUPERVISION_ISSUE})
"""What the daily run proposes; it decides nothing."""


class ClockStanding(Standing):
    """The rights of the daily run, which follow from no post."""

    def everywhere(self, right: Right) -> bool:
        """Whether the daily run has the right."""
        return right in CLOCK_RIGHTS


@dataclass(frozen=True)
class ByClock(By):
    """The daily run at a moment."""

    @cached_property
    def standing(self) -> Standing:
        """The few rights of the daily run."""
        return ClockStanding()


def by_clock(now: datetime) -> ByClock:
    """The daily run at ``now``; its account is made the first time."""
    person, made = Person.objects.get_or_create(
        username=USERNAME, defaults={"name": NAME, "is_active": False}
    )
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return ByClock(person, now)
