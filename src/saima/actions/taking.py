"""What the tables of states have in common: a step as it is taken, and the row that takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Model

Found = TypeVar("Found")
Act = TypeVar("Act", bound=StrEnum)


@dataclass(frozen=True)
class Taken:
    """A step as it is taken: why or what, facts for the log, and fields that change with it.

    ``once`` names what is done once only, where the row of the history keeps it.
    """

    act: StrEnum
    text: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    changes: Mapping[str, object] = field(default_factory=dict)
    once: str = ""


def any_step(steps: Mapping[tuple[Any, Act], Found], act: Act) -> Found:
    """A step of the act in whatever state: every step of one act asks for the same rights.

    Raises StopIteration for an act that stands in no row of the table.
    """
    return next(step for (_, known), step in steps.items() if known is act)


def moved(row: Model, state: str, taken: Taken) -> str:
    """Save a row in its new state with the fields that change; gives the state that it had.

    Call it under the lock of the row.
    """
    before: str = row.state  # type: ignore[attr-defined]  # every row with a table of states has it
    changes = {"state": state, **taken.changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=[*changes])
    return before
