"""The story of one value: versions with what changed, decisions, files, remarks, extensions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from saima.actions.by import By
from saima.actions.evidence import TAKES_FILES
from saima.actions.permissions import Right
from saima.plan.periods import Period
from saima.plan.tree import Indicator
from saima.records.models import (
    Comment,
    DueState,
    DueValue,
    Evidence,
    Extension,
    Person,
    Review,
    Submission,
)
from saima.records.queries.plans import plan_of
from saima.records.queries.remarks import askable, comments, files, files_nearby
from saima.records.queries.rounds import story
from saima.records.queries.submissions import changes, versions
from saima.web.wording.reported import change_words, parts_words, reading_words

NOTHING = Submission()
"""What stands before the first version."""


@dataclass(frozen=True)
class Event:
    """Something that happened; one of the last four says what."""

    at: datetime
    person: Person
    submission: Submission | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    review: Review | None = None
    extension: Extension | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Story:
    """A value with everything about it; what may still be done with it."""

    indicator: Indicator
    unit: str
    reporter: str
    checker: str
    period: Period
    value: str
    events: list[Event]
    files: list[Evidence]
    nearby: list[Evidence]
    comments: list[Comment]
    people: list[Person]
    may_attach: bool
    may_withdraw: bool
    may_comment: bool


def read_value(by: By, due: DueValue, language: str) -> Story:
    """The story of a value as ``by`` sees it."""
    plan = plan_of(due.round.version)
    handed = versions(due)
    decided, attached = story(due), files(due)
    reports = by.standing.may(Right.VALUE_REPORT, due.reporter)
    units = (due.unit, due.reporter, due.checker)
    may_attach = reports and due.state in TAKES_FILES

    def name(code: str) -> str:
        unit = plan.unit_by_code.get(code)
        return unit.name(language) if unit else code

    return Story(
        indicator=plan.indicator_by_code[due.indicator],
        unit=name(due.unit),
        reporter=name(due.reporter),
        checker=name(due.checker),
        period=Period.parse(due.period),
        value=value_words(plan.indicator_by_code[due.indicator], handed, due),
        events=sorted(
            [
                *handed_in(plan.indicator_by_code[due.indicator], handed),
                *others(decided.reviews, decided.extensions, attached),
            ],
            key=lambda event: event.at,
            reverse=True,
        ),
        files=attached,
        nearby=files_nearby(due) if may_attach else [],
        comments=comments(due),
        people=askable(due, by.today),
        may_attach=may_attach,
        may_withdraw=reports and due.state == DueState.REPORTED,
        may_comment=any(by.standing.may(Right.VALUE_COMMENT, unit) for unit in units),
    )


def value_words(indicator: Indicator, handed: Sequence[Submission], due: DueValue) -> str:
    """The value that stands, with both parts of a ratio; empty where none does."""
    if not handed or due.state == DueState.DUE:
        return ""
    words = reading_words(indicator, handed[-1])
    parts = parts_words(indicator, handed[-1])
    return f"{words} ({parts})" if parts else words


def handed_in(indicator: Indicator, handed: Sequence[Submission]) -> list[Event]:
    """The versions, each with what it changed; everything that the first one says."""
    return [
        Event(
            localtime(after.at),
            after.by,
            submission=after,
            changes=tuple(
                change_words(indicator, change) for change in changes(before or NOTHING, after)
            ),
        )
        for before, after in zip([None, *handed], handed, strict=False)
    ]


def others(
    reviews: Iterable[Review], extensions: Iterable[Extension], attached: Iterable[Evidence]
) -> list[Event]:
    """What others did, and the files."""
    return [
        *(Event(localtime(one.at), one.by, review=one) for one in reviews),
        *(Event(localtime(one.granted_at), one.granted_by, extension=one) for one in extensions),
        *(Event(localtime(one.at), one.by, evidence=one) for one in attached),
    ]


def mentioned_in(text: str, people: Sequence[Person]) -> list[int]:
    """The people whom ``@name`` or ``@user name`` asks; the longest name that fits counts."""
    names = sorted(
        ((name, person.pk) for person in people for name in (person.name, person.username) if name),
        key=lambda pair: -len(pair[0]),
    )
    found: dict[int, None] = {}
    for part in text.replace("＠", "@").split("@")[1:]:
        pk = next((pk for name, pk in names if part.startswith(name)), None)
        if pk is not None:
            found[pk] = None
    return list(found)
