"""How far a due value has come, as shape, colour and word."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saima.records.models import DueState, DueValue
from saima.web.place import Place


@dataclass(frozen=True)
class StepWord:
    """``code`` is the end of the CSS class."""

    code: str
    shape: str
    word: str | Promise


STEPS: Mapping[str, StepWord] = {
    DueState.DUE: StepWord("none", "○", gettext_lazy("due")),
    DueState.REPORTED: StepWord("watch", "◐", gettext_lazy("reported")),
    DueState.APPROVED: StepWord("watch", "◕", gettext_lazy("approved in the unit")),
    DueState.ACCEPTED: StepWord("green", "●", gettext_lazy("accepted")),
    DueState.RETURNED: StepWord("yellow", "▲", gettext_lazy("returned")),
    DueState.FROZEN: StepWord("none", "■", gettext_lazy("frozen")),
}


def step_of(due: DueValue) -> StepWord:
    """The word for a due value; what was accepted stays accepted when its month is frozen."""
    if due.state == DueState.FROZEN and due.accepted_at is not None:
        return STEPS[DueState.ACCEPTED]
    return STEPS[due.state]


def unit_or_office(place: Place | None, code: str) -> str:
    """A unit's name; an empty code is the office."""
    if not code:
        return _("Assessment office")
    return code if place is None else place.unit(code)
