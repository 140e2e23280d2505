"""Messages as somebody reads them: the sentence, until when, and the page it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.utils.functional import Promise

from saima.actions.by import By
from saima.actions.message_kinds import USUAL_WAYS
from saima.documents import figures
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import Message, Person, ToleranceState
from saima.records.queries.plans import latest_version, plan_of
from saima.web.links import link
from saima.web.paging import Paged, paged
from saima.web.wording.messages import KINDS, OTHER, KindWords
from saima.web.wording.objections import subject, unit_in
from saima.web.wording.supervision import colour_word


@dataclass(frozen=True)
class MessageLine:
    """A message in words; ``address`` is the page it leads to, empty where there is none."""

    row: Message
    name: str | Promise
    sentence: str
    text: str
    due: date | None
    late: bool
    address: str


@dataclass(frozen=True)
class KindCount:
    """A kind that somebody has messages of."""

    code: str
    name: str | Promise
    unread: int
    current: bool


@dataclass(frozen=True)
class Inbox:
    """A page of somebody's messages; ``unread`` counts all of them, or those of the kind."""

    paged: Paged[MessageLine]
    kinds: tuple[KindCount, ...]
    kind: str
    unread: int


def read_inbox(by: By, asked: Mapping[str, str], language: str) -> Inbox:
    """The messages of ``by``, unread ones first; three queries besides the plan."""
    mine = Message.objects.filter(person=by.person)
    kind = asked.get("kind", "")[:32]
    counts = mine.values_list("kind").annotate(
        every=Count("pk"), unread=Count("pk", filter=Q(read_at=None))
    )
    unread = {code: count for code, _, count in counts}
    kinds = tuple(
        KindCount(code, words_of(code).name, unread[code], code == kind)
        for code in sorted(unread, key=place_of)
    )
    rows = mine.filter(kind=kind) if kind else mine
    found = paged(rows.order_by(F("read_at").asc(nulls_first=True), "-made_at", "-pk"), asked)
    plan = latest_plan() if found.rows else None
    lines = [line_of(row, plan, language, by.today) for row in found.rows]
    return Inbox(
        found.of(lines),
        kinds,
        kind,
        unread.get(kind, 0) if kind else sum(unread.values()),
    )


def place_of(kind: str) -> int:
    """Where a kind stands among the others; unknown ones come last."""
    known = list(USUAL_WAYS)
    return known.index(kind) if kind in known else len(known)


def unread_count(person: Person) -> int:
    """How many messages somebody has not read: one number for the top of every page."""
    return Message.objects.filter(person=person, read_at=None).count()


def latest_plan() -> Plan | None:
    """The plan whose names the messages use."""
    version = latest_version()
    return plan_of(version) if version else None


def words_of(kind: str) -> KindWords:
    """The words of a kind."""
    return KINDS.get(kind, OTHER)


def line_of(row: Message, plan: Plan | None, language: str, today: date) -> MessageLine:
    """One message in words."""
    words = words_of(row.kind)
    known = {"to": row.data.get("colour")} | row.data
    facts = Facts({name: in_words(name, fact, plan, language) for name, fact in known.items()})
    until = day_of(row.data.get("due"))
    return MessageLine(
        row,
        words.name,
        str(words.sentence) % facts,
        str(row.data.get("text") or ""),
        until,
        until is not None and until < today,
        address_of(words, row.data),
    )


class Facts(dict[str, str]):
    """Facts of a sentence; one that was not told shows as a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def in_words(name: str, fact: Any, plan: Plan | None, language: str) -> str:
    """One fact as people write it; a code that nobody knows stays as it is."""
    text = "–" if fact in (None, "") else str(fact)
    if name == "period":
        return period_words(text, language)
    if name == "to":
        return risen_to(text, plan, language)
    if name == "state" and text in ToleranceState.values:
        return str(ToleranceState(text).label)
    if plan is not None and name in ("unit", "former"):
        return unit_in(plan, text, language)
    if plan is not None and name in ("indicator", "rule"):
        return subject(plan, text, language)
    return text


def risen_to(step: str, plan: Plan | None, language: str) -> str:
    """The colour that a sheet turned, or the level of the plan that it reached."""
    kind, _colon, code = step.partition(":")
    if kind != "level":
        return colour_word(step)
    levels = () if plan is None else plan.supervision.levels
    return next((one.label.text(language) for one in levels if one.code == code), code)


def period_words(text: str, language: str) -> str:
    """A period by its name."""
    try:
        return figures.period_name(Period.parse(text), language)
    except ValueError:
        return text


def day_of(fact: Any) -> date | None:
    """A day as the facts keep it; None for anything else."""
    try:
        return date.fromisoformat(str(fact)[:10])
    except ValueError:
        return None


def address_of(words: KindWords, data: Mapping[str, Any]) -> str:
    """The page of the message, else the list that stands in for it."""
    if not words.argument:
        return link(words.page) or link(words.instead)
    argument = data.get(words.argument)
    return (link(words.page, argument) if argument else "") or link(words.instead)
