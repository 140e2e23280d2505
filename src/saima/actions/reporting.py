"""Values are reported: drafts kept, versions handed in, taken back, one or many at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce

from saima.actions.audit import happened
from saima.actions.by import By
from saima.actions.found import find, find_all
from saima.actions.given import (
    Given,
    Handed,
    Problems,
    cut,
    handed_over,
    judged,
    refuse_wrong,
    version_of,
)
from saima.actions.permissions import Right
from saima.actions.steps import Act, next_step
from saima.records.chain import append
from saima.records.models import Draft, DueState, DueValue, Evidence, Submission
from saima.records.queries.submissions import COMPARED

BATCH = 500
DRAFTED = ("value", "numerator", "denominator", "field", "not_applicable", "sentence", "source")
LONGEST = 500

__all__ = [
    "Given",
    "check",
    "mark_not_applicable",
    "mark_unchanged",
    "save_draft",
    "submit",
    "submit_many",
    "withdraw",
]


def save_draft(by: By, due: int, content: Mapping[str, str]) -> Draft:
    """Keep what somebody has typed, as typed, without judging it.

    ``content``: texts by the names in ``DRAFTED``, others are dropped. Not in the log, because it
    is no change of a value. Raises Denied, and Refused where the value takes no report now.
    """
    kept = {name: str(content[name])[:LONGEST] for name in DRAFTED if name in content}
    with transaction.atomic():
        value = find(DueValue, due, lock=True)
        next_step(by, value, Act.SUBMIT)
        draft, _ = Draft.objects.update_or_create(
            due_value=value,
            person=by.person,
            defaults={"content": kept, "saved_at": by.now},
            create_defaults={"content": kept, "saved_at": by.now, "started_at": by.now},
        )
    return draft


def submit(by: By, due: int, given: Given) -> Submission:
    """Hand in one value; see ``submit_many``."""
    return submit_many(by, {due: given})[0]


def submit_many(by: By, items: Mapping[int, Given]) -> list[Submission]:
    """Hand in values by due value id: all of them or none.

    Raises Denied; Refused where a value takes no report now, where a number cannot be, where
    somebody reported meanwhile, or where a warning is not answered by a sentence (``by_value``
    holds the findings of each value).
    """
    with transaction.atomic():
        dues = find_all(DueValue, list(items))
        for due in dues.values():
            next_step(by, due, Act.SUBMIT)
        handed = handed_over(dues, {pk: cut(given) for pk, given in items.items()}, by.now)
        found = judged(handed)
        refuse_wrong(handed, found)
        made = new_versions(by, handed, found)
        mark_reported(by, handed)
        append(
            happened(by, "value.submit", one.due, told(one.before, new))
            for one, new in zip(handed, made, strict=True)
        )
    return made


def new_versions(
    by: By, handed: Sequence[Handed], found: Mapping[int, Problems]
) -> list[Submission]:
    """Add the versions; a person's drafts of these values have served and go."""
    keys = [one.due.pk for one in handed]
    drafts = Draft.objects.filter(due_value__in=keys, person=by.person)
    started = dict(drafts.values_list("due_value", "started_at"))
    made = [version_of(one, by.person.pk, by.now, found.get(one.due.pk, ())) for one in handed]
    for submission in made:
        submission.started_at = started.get(submission.due_value_id)
    Submission.objects.bulk_create(made, batch_size=BATCH)
    drafts.delete()
    return made


def mark_reported(by: By, handed: Iterable[Handed]) -> None:
    """Write down on the due values that they were reported, first when and whether complete."""
    handed = list(handed)
    keys = [one.due.pk for one in handed]
    proved = set(Evidence.objects.filter(due_value__in=keys).values_list("due_value", flat=True))
    for complete in (True, False):
        chosen = [one.due.pk for one in handed if is_complete(one, proved) is complete]
        DueValue.objects.filter(pk__in=chosen).update(
            state=DueState.REPORTED,
            reported_at=Coalesce("reported_at", Value(by.now, DateTimeField())),
            complete=complete,
        )


def is_complete(one: Handed, proved: Collection[int]) -> bool:
    """Whether a value comes with the evidence that it needs; without a new number it needs none."""
    due, given = one.due, one.given
    return not due.evidence or due.pk in proved or given.not_applicable or given.unchanged


def told(before: Submission | None, after: Submission) -> dict[str, object]:
    """Both versions as the log keeps them, without what is empty."""
    return {"version": after.version, "before": fields_of(before), "after": fields_of(after)}


def fields_of(submission: Submission | None) -> dict[str, object]:
    """The fields of a version that say something."""
    pairs = ((name, getattr(submission, name, None)) for name in COMPARED)
    return {name: value for name, value in pairs if value not in (None, "", False)}


def check(by: By, items: Mapping[int, Given]) -> dict[int, Problems]:
    """What would be found in these values, without handing them in. Raises Denied."""
    dues = DueValue.objects.in_bulk(list(items))
    for due in dues.values():
        by.needs(Right.VALUE_REPORT, due.reporter)
    return judged(handed_over(dues, items, by.now))


def mark_unchanged(by: By, due: int) -> Submission:
    """Hand in that nothing changed: the value of the period before, nothing new for a flow."""
    return submit(by, due, Given(unchanged=True))


def mark_not_applicable(by: By, due: int, sentence: str = "") -> Submission:
    """Hand in that there is nothing to measure."""
    return submit(by, due, Given(not_applicable=True, sentence=sentence))


def withdraw(by: By, due: int, reason: str = "") -> DueValue:
    """Take a reported value back before it is approved; it is due again, the version stays.

    It is then not reported any more, so that an empty report in time gains nothing.
    """
    with transaction.atomic():
        value = find(DueValue, due, lock=True)
        step = next_step(by, value, Act.WITHDRAW)
        value.state = step.to
        value.reported_at, value.complete = None, False
        value.save(update_fields=["state", "reported_at", "complete"])
        append([happened(by, "value.withdraw", value, {"reason": reason})])
    return value
