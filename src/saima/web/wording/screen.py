"""What is said on the leading group's screen: lights of tasks, colours of sheets, levels."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from saima.web.wording import states
from saima.web.wording.states import State

ACTIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {}

DONE: Mapping[str, str | Promise] = {}

NOT_PLANNED = State("none", "○", _("without nodes"))


def light(code: str) -> State:
    """The light of a task; one without nodes has none."""
    return NOT_PLANNED if code == "none" else states.state(code)


def lateness(days: int) -> str:
    """How long something is late, or how much time it has."""
    if days > 0:
        return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
    if not days:
        return pgettext("a day", "today")
    return ngettext("%(days)d day left", "%(days)d days left", -days) % {"days": -days}
