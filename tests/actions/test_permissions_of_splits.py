"""Who splits targets and who signs the splits: each action tried by every post."""

from collections.abc import Callable

import pytest
from django.db import transaction

from saima.actions import split_effects, splits
from saima.actions.by import By
from saima.actions.refusals import Denied, Refused
from saima.plan.periods import Period
from saima.records.models import TargetSplit
from tests.actions.split_stage import STARTS, drafted, grid, published
from tests.cast import POSTS, Cast, by

OFFICE = {"office", "colleague"}
LEADER = {"leader"}
MARCH = Period.parse("2021-03")


def only() -> int:
    """The draft of the stage."""
    return TargetSplit.objects.get().pk


ACTIONS: dict[str, tuple[Callable[[By], object], set[str]]] = {
    "splits.draw_up": (
        lambda by: splits.draw_up(by, "small", STARTS, grid(splits.framed("small", STARTS))),
        OFFICE,
    ),
    "splits.change": (
        lambda by: splits.change(by, only(), "", grid(splits.framed("small", STARTS))),
        OFFICE,
    ),
    "splits.withdraw": (lambda by: splits.withdraw(by, only(), "x"), OFFICE),
    "splits.decline": (lambda by: splits.decline(by, only(), "x"), LEADER),
    "splits.adopt": (lambda by: splits.adopt(by, only(), "", "x"), LEADER),
    "split_effects.effect": (lambda by: split_effects.effect(by, only(), MARCH), OFFICE | LEADER),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_by_these_and_denied_to_all_others(cast: Cast, name: str) -> None:
    drafted(cast, published())
    action, allowed = ACTIONS[name]
    done = set()
    for post in POSTS:
        point = transaction.savepoint()
        try:
            action(by(getattr(cast, post)))
        except Denied:
            continue
        except Refused:
            pass
        finally:
            transaction.savepoint_rollback(point)
        done.add(post)
    assert done == allowed
