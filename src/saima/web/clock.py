"""The choice of a moment on a page: a field, the present, and the moments most asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.http import HttpRequest, QueryDict
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from saima.documents import figures
from saima.plan.calendar import deadlines
from saima.plan.periods import Period, PeriodKind
from saima.web.as_of import NAME, written
from saima.web.by import now
from saima.web.place import Place

OFFERED = 4
"""Moments that are offered besides the present."""


@dataclass(frozen=True)
class Moment:
    """A moment to look back to."""

    words: str
    shown: str
    address: str
    current: bool


@dataclass(frozen=True)
class Clock:
    """The control; ``wrong`` says why what was typed is not taken, ``kept`` the other filters."""

    value: str
    latest: str
    wrong: tuple[str, str, str] | None
    typed: str
    kept: tuple[tuple[str, str], ...]
    present: str
    moments: tuple[Moment, ...]


def clock(request: HttpRequest, place: Place) -> Clock | None:
    """The control of a page that can be asked for any moment; None for other pages."""
    asked = place.asked
    if asked is None:
        return None
    kept = tuple((key, text) for key, texts in others(request).lists() for text in texts)
    return Clock(
        value=written(asked.moment)[:16] if asked.moment else "",
        latest=written(now())[:16],
        wrong=asked.problem.sentences(place.language) if asked.problem else None,
        typed=asked.typed,
        kept=kept,
        present=with_moment(request, None),
        moments=tuple(
            Moment(words, shown, with_moment(request, text), text == asked.typed)
            for words, shown, text in moments(place)
        ),
    )


def others(request: HttpRequest) -> QueryDict:
    """The filters of the address without the moment."""
    query = request.GET.copy()
    query.pop(NAME, None)
    return query


def with_moment(request: HttpRequest, moment: str | None) -> str:
    """The address of this page as of another moment."""
    query = others(request)
    if moment is not None:
        query[NAME] = moment
    more = query.urlencode(safe=":")
    return f"{request.path}?{more}" if more else request.path


def moments(place: Place) -> Iterator[tuple[str, str, str]]:
    """When the latest months were frozen: words, the moment to show, and as the address has it.

    Months that were loaded and never opened have the day that the calendar gives them.
    """
    rounds = {Period.parse(one.month): one.frozen_at for one in place.rounds}
    months = Period.of(place.plan.year, PeriodKind.YEAR).inside(PeriodKind.MONTH)
    found = (freeze_of(month, rounds, place.language) for month in reversed(months))
    return islice((each for each in found if each is not None), OFFERED)


def freeze_of(
    month: Period, rounds: Mapping[Period, datetime | None], language: str
) -> tuple[str, str, str] | None:
    """The freeze of one month; None where it is still to come."""
    name = {"month": figures.period_short(month, language)}
    at = rounds.get(month)
    if at is not None:
        return _("%(month)s frozen") % name, figures.minute(localtime(at)), written(at)
    day = deadlines(month).freeze
    if month in rounds or day >= localdate(now()):
        return None
    return _("%(month)s: day of freezing") % name, figures.day(day), figures.day(day)
