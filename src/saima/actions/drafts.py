"""Drafts of many cells at once, because a pasted block is one step for who pastes it."""

from collections.abc import Mapping

from django.db import transaction

from saima.actions.by import By
from saima.actions.found import find_all
from saima.actions.reporting import DRAFTED, LONGEST
from saima.actions.steps import Act, next_step
from saima.records.models import Draft, DueValue


def save_drafts(by: By, contents: Mapping[int, Mapping[str, str]]) -> None:
    """Keep what somebody has typed in these cells, all of them or none; see ``save_draft``."""
    with transaction.atomic():
        dues = find_all(DueValue, list(contents))
        for due in dues.values():
            next_step(by, due, Act.SUBMIT)
        Draft.objects.bulk_create(
            [
                Draft(
                    due_value=due,
                    person=by.person,
                    content=kept(contents[key]),
                    started_at=by.now,
                    saved_at=by.now,
                )
                for key, due in dues.items()
            ],
            update_conflicts=True,
            unique_fields=["due_value", "person"],
            update_fields=["content", "saved_at"],
        )


def kept(content: Mapping[str, str]) -> dict[str, str]:
    """The texts that a draft has."""
    return {name: str(content[name])[:LONGEST] for name in DRAFTED if name in content}
