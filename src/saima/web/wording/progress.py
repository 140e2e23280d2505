"""Why a period is no verdict yet, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from saima.documents import figures
from saima.plan.periods import Period
from saima.web.readings.progress import Progress


def progress_words(progress: Progress, language: str) -> str:
    """How many values are accepted, by when they are due, what has not begun."""
    found = []
    if progress.collecting:
        months = [Period.parse(one.month) for one in progress.collecting]
        found.append(
            _("%(months)s in progress: %(accepted)s of %(asked)s values accepted, due by %(day)s.")
            % {
                "months": names(months, language),
                "accepted": progress.accepted,
                "asked": progress.asked,
                "day": figures.day_in_sentence(progress.due_on, language),
            }
        )
    if progress.ahead:
        words = {"months": names(progress.ahead, language)}
        found.append(_("Nothing is reported for %(months)s yet.") % words)
    return joined(found, language)


def progress_sentences(progress: Progress, language: str) -> str:
    """The same, and what it means for figures and places."""
    meaning = _(
        "Values not accepted count as not reported; the order is provisional and no rule fires."
    )
    return joined([progress_words(progress, language), meaning], language)


def joined(sentences: Sequence[str], language: str) -> str:
    """Sentences one after the other."""
    return ("" if figures.chinese(language) else " ").join(sentences)


def names(months: Sequence[Period], language: str) -> str:
    """Months by name; a run of more than two by its ends."""
    short = [figures.period_short(month, language) for month in months]
    run = len(months) > 2 and months[-1].end - months[0].end == len(months) - 1
    return f"{short[0]}–{short[-1]}" if run else _(", ").join(short)
