"""Notes of the engine (``missing:zero``) as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saima.web.place import Place
from saima.web.wording.reasons import REASONS

POLICIES: dict[str, str | Promise] = {
    "problem": gettext_lazy("no score"),
    "zero": gettext_lazy("no points, as the plan says"),
    "full": gettext_lazy("full points, as the plan says"),
    "group_mean": gettext_lazy("the mean of the group, as the plan says"),
    "reweight": gettext_lazy("left out, its weight goes to the others"),
}


def reason_words(code: str | None) -> str:
    """A reason in words; its code where there are none."""
    return str(REASONS.get(code or "", code or ""))


def note_sentence(note: str | None) -> str:
    """The note in words; empty for none."""
    if not note:
        return ""
    cause, _colon, policy = note.partition(":")
    if policy in POLICIES:
        words = {"reason": reason_words(cause), "policy": POLICIES[policy]}
        return _("%(reason)s: %(policy)s") % words
    return reason_words(cause)


def unranked(place: Place, reason: str | None, indicator: str | None) -> str:
    """Why a unit has no rank; empty where it has one."""
    if not reason:
        return ""
    if indicator is None:
        return reason_words(reason)
    words = {"indicator": place.label(indicator), "reason": reason_words(reason)}
    return _("%(indicator)s: %(reason)s") % words
