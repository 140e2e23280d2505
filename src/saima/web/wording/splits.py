"""What is said of split targets: states, methods, in the audit log, and after a step."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.records.models import SplitState
from saima.web.wording.steps import StepWord

STATES: Mapping[str, StepWord] = {
    SplitState.DRAFT: StepWord("none", "○", SplitState.DRAFT.label),
    SplitState.ADOPTED: StepWord("green", "●", SplitState.ADOPTED.label),
    SplitState.WITHDRAWN: StepWord("none", "×", SplitState.WITHDRAWN.label),
}

FITS: Mapping[str, StepWord] = {
    "short": StepWord("red", "■", _("falls short")),
    "over": StepWord("yellow", "▲", _("over-asked")),
    "none": StepWord("none", "○", _("not split")),
    "fits": StepWord("green", "●", _("adds up")),
    "same": StepWord("watch", "◐", _("same for every unit")),
}
"""How the units' targets stand to the city's."""

METHODS: Mapping[str, str | Promise] = {
    "equal": _("equal shares"),
    "weights": _("by given weights"),
    "last_year": _("by last year's values"),
    "capacity": _("by capacity (land, firms ...)"),
    "typed": _("typed unit by unit"),
}

ACTIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "split.draw_up": (
        _("split drawn up"),
        _("drew up version %(version)s of the split of %(title)s, sum %(sum)s"),
    ),
    "split.change": (
        _("split changed"),
        _("changed the draft, version %(version)s, of the split of %(title)s, sum %(sum)s"),
    ),
    "split.withdraw": (
        _("split withdrawn"),
        _("withdrew version %(version)s of the split of %(title)s: %(reason)s"),
    ),
    "split.decline": (
        _("split not adopted"),
        _("did not adopt version %(version)s of the split of %(title)s: %(reason)s"),
    ),
    "split.adopt": (
        _("split adopted"),
        _("adopted version %(version)s of the split of %(title)s, sum %(sum)s: %(reason)s"),
    ),
}

DONE: Mapping[str, str | Promise] = {
    "split.draw_up": _("The draft is kept. A leader sees its effect below and signs it."),
    "split.change": _("The changed draft is kept."),
    "split.withdraw": _("The draft is withdrawn and stays readable."),
    "split.decline": _("The draft is not adopted and stays readable."),
    "split.adopt": _("The split is adopted; the units' targets are set and the boards follow."),
}
