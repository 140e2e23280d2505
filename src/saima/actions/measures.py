"""What is done about a confirmed consequence: help, circular, card, talk, rectification (S52)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from saima.actions.by import By
from saima.actions.consequence_refusals import (
    ALREADY_DONE,
    DAY_PAST,
    DAY_TO_COME,
    HELP_FIRST,
    ITEMS_OPEN,
    NO_ITEMS,
    NO_SUCH_MEASURE,
    NOTICE_FIRST,
    RECORD_NEEDED,
    RECTIFY_FIRST,
    document_needed,
)
from saima.actions.consequence_steps import Act, State, next_step, take
from saima.actions.found import find
from saima.actions.refusals import EMPTY_REASON, refused
from saima.actions.taking import Taken
from saima.records.models import (
    Consequence,
    DocumentKind,
    DocumentState,
    IssuedDocument,
    MeasureDone,
    RectificationItem,
)
from saima.records.queries.consequences import measures_of, rectification_of

HELP, TALK = "help", "talk"
CAUSE, OFFER, NOTICE, RECORD = "cause", "offer", "notice", "record"
PARTS: Mapping[str, tuple[str, ...]] = {HELP: (CAUSE, OFFER), TALK: (NOTICE, RECORD)}
"""Measures that are done in several parts; every other measure has one, without a name."""

DOCUMENTS: Mapping[tuple[str, str], DocumentKind] = {
    ("circular", ""): DocumentKind.CIRCULAR,
    (TALK, NOTICE): DocumentKind.TALK_NOTICE,
}
"""Parts that cannot be done without a document of this kind."""

TEXTS = frozenset({(HELP, CAUSE), (HELP, OFFER), (TALK, RECORD)})
"""Parts that are nothing without their words."""

AHEAD = frozenset({(TALK, NOTICE)})
"""Parts whose day lies in the future: the talk that a notice sets."""


@dataclass(frozen=True)
class NewMeasure:
    """A measure as it was taken; ``document`` is the id of an issued document."""

    measure: str
    part: str
    done_on: date
    place: str = ""
    text: str = ""
    document: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Measure and part."""
        return (self.measure, self.part)


@dataclass(frozen=True)
class NewItem:
    """A line of a rectification plan."""

    text: str
    due: date


def parts_of(measures: Sequence[str]) -> list[tuple[str, str]]:
    """Everything that has to be done for these measures, in the order of the rule."""
    return [(measure, part) for measure in measures for part in PARTS.get(measure, ("",))]


def take_measure(by: By, consequence: int, new: NewMeasure) -> Consequence:
    """Record a measure; with the last one of the rule the consequence is issued.

    Raises Denied; Refused where it is not confirmed, for a measure that the rule does not list,
    before the help that it lists, without the document or the words that it needs, for a talk
    without its notice, and for a day that cannot be.
    """
    with transaction.atomic():
        found = find(Consequence, consequence, lock=True)
        act = Act.EXPLAIN if new.key == (HELP, CAUSE) else Act.MEASURE
        next_step(by, found, act)
        done = measures_of(found)
        refuse_order(found, new, done)
        refuse_incomplete(by, new)
        document = document_of(new)
        made = MeasureDone.objects.create(
            consequence=found,
            measure=new.measure,
            part=new.part,
            done_on=new.done_on,
            place=new.place.strip()[:200],
            text=new.text.strip()[:4000],
            document=document,
            by=by.person,
            at=by.now,
        )
        data = {
            "measure": new.measure,
            "part": new.part,
            "done_on": new.done_on,
            "document": str(document or ""),
        }
        take(by, found, Taken(act, made.text[:1000], data))
        if {*done, new.key} >= set(parts_of(found.measures)):
            take(by, found, Taken(Act.ISSUE))
    return found


def refuse_order(
    found: Consequence, new: NewMeasure, done: Mapping[tuple[str, str], MeasureDone]
) -> None:
    """Raise Refused for what the rule does not list, or lists after what is not done yet.

    Help comes before everything that the rule lists after it; its offer answers the cause, and
    the record of a talk its notice.
    """
    options = parts_of(found.measures)
    if new.key not in options:
        names = ", ".join(" ".join(one).strip() for one in options)
        raise refused(NO_SUCH_MEASURE, measure=new.measure, part=new.part, options=names)
    place = options.index(new.key)
    before = [one for one in options[:place] if one[0] == HELP]
    if any(one not in done for one in before):
        raise refused(HELP_FIRST, measure=new.measure)
    if new.key == (TALK, RECORD) and (TALK, NOTICE) not in done:
        raise refused(NOTICE_FIRST)


def refuse_incomplete(by: By, new: NewMeasure) -> None:
    """Raise Refused without the words that a part needs, or for a day that cannot be."""
    if new.key in TEXTS and not new.text.strip():
        raise refused(RECORD_NEEDED)
    if new.key not in AHEAD and new.done_on > by.today:
        raise refused(DAY_TO_COME, day=new.done_on)


def document_of(new: NewMeasure) -> IssuedDocument | None:
    """The document of a measure. Raises Refused where it needs one of its kind, and issued."""
    needed = DOCUMENTS.get(new.key)
    if new.document is None:
        if needed is not None:
            raise document_needed(needed)
        return None
    found = find(IssuedDocument, new.document)
    if found.state != DocumentState.ISSUED or (needed is not None and found.kind != needed):
        raise document_needed(needed or DocumentKind(found.kind))
    return found


def plan_rectification(by: By, consequence: int, items: Sequence[NewItem]) -> Consequence:
    """Let the unit promise what it will do until when; a new plan takes the place of the old one.

    Raises Denied; Refused before everything is issued, without items, or for days that are over.
    """
    with transaction.atomic():
        found = find(Consequence, consequence, lock=True)
        next_step(by, found, Act.PLAN)
        if not items or any(not item.text.strip() for item in items):
            raise refused(NO_ITEMS)
        over = [item.due for item in items if item.due < by.today]
        if over:
            raise refused(DAY_PAST, day=over[0])
        before = rectification_of(found)
        version = before[0].version + 1 if before else 1
        RectificationItem.objects.bulk_create(
            RectificationItem(
                consequence=found,
                version=version,
                number=number,
                text=item.text.strip()[:500],
                due=item.due,
                by=by.person,
                at=by.now,
            )
            for number, item in enumerate(items, 1)
        )
        data = {"version": version, "items": len(items), "last": max(one.due for one in items)}
        return take(by, found, Taken(Act.PLAN, data=data))


def finish_item(by: By, item: int, result: str, done_on: date) -> RectificationItem:
    """Let the unit say that an item of its plan is done.

    Raises Denied; Refused without a result, for a day to come, or where it is done already or no
    item of the newest plan.
    """
    with transaction.atomic():
        line = find(RectificationItem, item)
        found = find(Consequence, line.consequence_id, lock=True)
        next_step(by, found, Act.FINISH)
        if not result.strip():
            raise refused(RECORD_NEEDED)
        if done_on > by.today:
            raise refused(DAY_TO_COME, day=done_on)
        current = {one.pk: one for one in rectification_of(found) if one.done_on is None}
        if line.pk not in current:
            raise refused(ALREADY_DONE)
        line.done_on, line.result = done_on, result.strip()[:1000]
        line.save(update_fields=["done_on", "result"])
        data = {"item": line.number, "due": line.due, "done_on": done_on}
        take(by, found, Taken(Act.FINISH, line.result, data))
    return line


def verify(by: By, consequence: int, finding: str) -> Consequence:
    """Let the office confirm that everything promised was done.

    Raises Denied; Refused without a finding, or while an item is open.
    """
    with transaction.atomic():
        found = find(Consequence, consequence, lock=True)
        next_step(by, found, Act.VERIFY)
        if not finding.strip():
            raise refused(RECORD_NEEDED)
        missing = [one for one in rectification_of(found) if one.done_on is None]
        if missing:
            raise refused(ITEMS_OPEN, count=len(missing))
        return take(by, found, Taken(Act.VERIFY, finding.strip()))


def send_back(by: By, consequence: int, reason: str) -> Consequence:
    """Let the office ask for a better rectification. Raises Denied, Refused without a reason."""
    with transaction.atomic():
        found = find(Consequence, consequence, lock=True)
        next_step(by, found, Act.RETURN)
        if not reason.strip():
            raise refused(EMPTY_REASON)
        return take(by, found, Taken(Act.RETURN, reason.strip()))


def close(by: By, consequence: int, text: str = "") -> Consequence:
    """Close what is verified; a card goes on standing until it lapses.

    A rule without a talk asks for no rectification and is closed once everything is issued. Raises
    Denied; Refused before that.
    """
    with transaction.atomic():
        found = find(Consequence, consequence, lock=True)
        next_step(by, found, Act.CLOSE)
        if found.state == State.ISSUED and TALK in found.measures:
            raise refused(RECTIFY_FIRST)
        take(by, found, Taken(Act.CLOSE, text.strip()))
        if found.lapsed_in:
            take(by, found, Taken(Act.LAPSE, data={"with": found.lapsed_in}))
    return found
