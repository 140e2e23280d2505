"""Kept boards in words: how far one has come, which one it is, what causes a movement."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from saima.actions.causes import Cause
from saima.documents import figures
from saima.plan.periods import Period
from saima.records.models import Adjustment, Board, BoardState, Entry, Target
from saima.web.place import Place
from saima.web.wording.formula import exact
from saima.web.wording.steps import StepWord

STATES: Mapping[str, StepWord] = {
    BoardState.DRAFT: StepWord("none", "○", BoardState.DRAFT.label),
    BoardState.SHOWN: StepWord("watch", "◐", BoardState.SHOWN.label),
    BoardState.SEALED: StepWord("green", "●", BoardState.SEALED.label),
    BoardState.WITHDRAWN: StepWord("none", "×", BoardState.WITHDRAWN.label),
}
SEAL_SHOWN = 12


def number_words(board: Board) -> str:
    """Which edition and draft: ``edition 1, draft 2``."""
    words = _("edition %(edition)s, draft %(draft)s")
    return words % {"edition": board.edition, "draft": board.draft}


def bundle_name(board: Board) -> str:
    """The file name of a board's bundle."""
    return f"{board.plan}-{board.period}-{board.edition}.zip"


@dataclass(frozen=True)
class CauseWords:
    """What moved points, and why it was recorded."""

    what: str
    why: str


def cause_words(cause: Cause, place: Place) -> CauseWords:
    """A row that only the later board knows, as a sentence."""
    if isinstance(cause.row, Entry):
        return entry_words(cause.row, place)
    if isinstance(cause.row, Target):
        words = _("target of %(unit)s, %(period)s: %(value)s, recorded %(moment)s")
        value = exact(float(cause.row.target))
        return CauseWords(words % said(cause.row, place, value), cause.row.reason)
    if isinstance(cause.row, Adjustment):
        return adjustment_words(cause.row, place)
    if cause.change is not None:
        return CauseWords(_("the plan's rule for it was changed"), cause.change.field)
    return CauseWords(_("another version of the plan"), "")


def entry_words(entry: Entry, place: Place) -> CauseWords:
    """A value that was recorded, with the one before where it is a correction."""
    words = _("value of %(unit)s, %(period)s: %(value)s, recorded %(moment)s")
    value = value_of(entry)
    if entry.replaces is not None:
        words = _("value of %(unit)s, %(period)s: %(value)s in place of %(before)s, %(moment)s")
        found = said(entry, place, value) | {"before": value_of(entry.replaces)}
        return CauseWords(words % found, entry.why)
    return CauseWords(words % said(entry, place, value), entry.why)


def adjustment_words(row: Adjustment, place: Place) -> CauseWords:
    """A bonus, deduction or veto that came between, or was taken back."""
    rules = {rule.code: rule.label.text(place.language) for rule in place.plan.adjustments}
    words = _("%(kind)s of %(unit)s, %(period)s: %(value)s points, recorded %(moment)s")
    if row.reverses_id is not None:
        words = _("%(kind)s of %(unit)s, %(period)s: %(value)s points taken back, %(moment)s")
    found = said(row, place, exact(float(row.points))) | {"kind": rules.get(row.kind, row.kind)}
    return CauseWords(words % found, row.reason)


def said(row: Entry | Target | Adjustment, place: Place, value: str) -> dict[str, str]:
    """What every such sentence names."""
    return {
        "unit": place.unit(row.unit),
        "period": figures.period_name(Period.parse(row.period), place.language),
        "value": value,
        "moment": figures.minute(localtime(row.recorded_at)),
    }


def value_of(entry: Entry) -> str:
    """The number of an entry, whatever its form."""
    if entry.value is not None:
        return exact(float(entry.value))
    if entry.numerator is not None and entry.denominator is not None:
        return f"{exact(float(entry.numerator))} / {exact(float(entry.denominator))}"
    return _("not applicable")
