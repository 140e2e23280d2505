"""Supervision sheets of the cast's plan in the state that a test begins with."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from saima.actions import supervision, supervision_extensions
from saima.actions.supervision import Answer, NewSheet
from saima.actions.supervision_extensions import Asked
from saima.plan.supervision import Urgency
from saima.records.models import (
    NodeState,
    Supervision,
    SupervisionSource,
    Task,
    TaskNode,
    TaskState,
)
from tests.cast import NOW, Cast, by

PLAN = "small"
ORDINARY_DUE = date(2021, 4, 26)
"""15 working days after Tuesday 6 April 2021: the 7th to 9th (3), 12th to 16th (8), 19th to 23rd
(13), Sunday the 25th, which is worked to make up for Labour Day (14), Monday the 26th (15)."""

MARCHED = Asked("floods in March", "half is done", date(2021, 5, 10))


def at(day: date, hour: int = 10) -> datetime:
    """An hour of a day in the city's time."""
    return datetime(day.year, day.month, day.day, hour - 8, tzinfo=UTC)


def new_sheet(**given: Any) -> NewSheet:
    """A typed matter for commerce."""
    return NewSheet(
        **{
            "source": SupervisionSource.OTHER,
            "title": "Report the pilot zone",
            "unit": "commerce",
            "requirement": "Say what was done",
            "cause": "other:1",
        }
        | given
    )


def proposed(cast: Cast, **given: Any) -> Supervision:
    """A sheet that nobody was told of yet."""
    return supervision.propose(by(cast.office), PLAN, new_sheet(**given))


def issued(cast: Cast, **given: Any) -> Supervision:
    """A sheet that was issued at the moment of the cast."""
    return supervision.issue(by(cast.office), proposed(cast, **given).pk)


def acknowledged(cast: Cast, **given: Any) -> Supervision:
    """A sheet that commerce has seen."""
    return supervision.acknowledge(by(cast.reporter), issued(cast, **given).pk)


def answered(cast: Cast, **given: Any) -> Supervision:
    """A sheet that commerce's reporter has answered."""
    sheet = acknowledged(cast, **given)
    return supervision.answer(by(cast.reporter), sheet.pk, Answer("done as asked"))


def asked(cast: Cast, **given: Any) -> Supervision:
    """A sheet for which commerce wants more time."""
    sheet = acknowledged(cast, **given)
    return supervision_extensions.ask(by(cast.reporter), sheet.pk, MARCHED)


def written_off(cast: Cast, **given: Any) -> Supervision:
    """A sheet that is over."""
    sheet = answered(cast, **given)
    return supervision.write_off(by(cast.office), sheet.pk, "seen on site")


def withdrawn(cast: Cast, **given: Any) -> Supervision:
    """A sheet that was taken back after it was issued."""
    return supervision.withdraw(by(cast.office), issued(cast, **given).pk, "settled elsewhere")


IN_STATE: Mapping[str, Callable[..., Supervision]] = {
    "proposed": proposed,
    "issued": issued,
    "acknowledged": acknowledged,
    "answered": answered,
    "written_off": written_off,
    "withdrawn": withdrawn,
}
URGENCIES = tuple(Urgency)


def late_node(cast: Cast, due: date = date(2021, 3, 29), unit: str = "a") -> TaskNode:
    """An open node of a running task."""
    number = Task.objects.count() + 1
    task = Task.objects.create(
        plan=PLAN,
        code=f"t-{number}",
        title="Build the road",
        unit=unit,
        starts=date(2021, 1, 4),
        due=date(2021, 12, 31),
        first_due=date(2021, 12, 31),
        state=TaskState.RUNNING,
        made_by=cast.office,
        made_at=NOW,
    )
    return TaskNode.objects.create(
        task=task, number=1, title="land is cleared", due=due, first_due=due, state=NodeState.OPEN
    )
