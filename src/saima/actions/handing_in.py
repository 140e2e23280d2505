"""Values handed in by a program: once, however often the same call is repeated."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from saima.actions.by import By
from saima.actions.given import Given
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.engine.plausible import Reading
from saima.plan.problems import ProblemKind
from saima.records.models import DueValue, IdempotencyKey

Answer = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A write that may be repeated: the key its sender chose, and what it asks for."""

    key: str
    content: bytes

    @property
    def hash(self) -> str:
        """Tells the same call from another one under the same key."""
        return hashlib.sha256(self.content).hexdigest()


def given_from(numbers: Mapping[str, Decimal | None], field: int | None, **more: Any) -> Given:
    """What is reported, from plain numbers; ``more`` as in ``Given``."""
    reading = Reading(
        numbers.get("value"), numbers.get("numerator"), numbers.get("denominator"), field
    )
    return Given(reading, **more)


def refuse_unseen(by: By, opened: int, dues: set[int]) -> None:
    """Raise Refused (``not_there``) unless all of them are in the round and may be seen."""
    rows = DueValue.objects.filter(by.standing.visible(), round=opened, pk__in=dues)
    if rows.count() < len(dues):
        raise refused(NOT_THERE)


def once(by: By, call: Call, reused: ProblemKind, act: Callable[[], Answer]) -> Answer:
    """The answer of ``act``, which is done once for a person and key, in one transaction.

    A repeated call gets the first answer again. Raises Refused (``reused``) where the key came
    with another call, and whatever ``act`` raises; then nothing is kept under the key.
    """
    try:
        with transaction.atomic():
            known = answered(by, call, reused)
            if known is not None:
                return known
            answer = act()
            IdempotencyKey.objects.create(
                person=by.person,
                key=call.key,
                request_hash=call.hash,
                status=200,
                response=answer,
                at=by.now,
            )
            return answer
    except (IntegrityError, Refused):
        # Because the same call may have been answered while this one waited for its locks.
        known = answered(by, call, reused)
        if known is None:
            raise
        return known


def answered(by: By, call: Call, reused: ProblemKind) -> Answer | None:
    """The answer that is kept under the key, None where there is none."""
    kept = IdempotencyKey.objects.filter(person=by.person, key=call.key).first()
    if kept is None:
        return None
    if kept.request_hash != call.hash:
        raise refused(reused)
    found: Answer = kept.response
    return found
