"""Who writes, decides and reads good cases: each action tried by every post."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction

from saima.actions import good_cases
from saima.actions.by import By
from saima.actions.good_cases import Bonus, NewCase
from saima.actions.refusals import Denied, Refused
from tests.cast import POSTS, Cast, by

NONE = 999
"""An id that nothing has: whoever has the right is told so, everybody else is denied."""
NEW = NewCase("a", "x", "x", "x")
BONUS = Bonus("pilot", "2021Q1", Decimal(1))
UNITS = {
    *("reporter", "approver", "town_reporter", "town_approver", "other_reporter"),
    *("statistician", "statistics_approver", "office_reporter"),
}
DECIDING = {"office", "colleague", "leader"}

ACTIONS: dict[str, tuple[Callable[[By], object], set[str]]] = {
    "good_cases.write": (
        lambda by: good_cases.write(by, "none", NEW),
        {"town_reporter", "town_approver"},
    ),
    "good_cases.edit": (lambda by: good_cases.edit(by, NONE, NEW), UNITS),
    "good_cases.propose": (lambda by: good_cases.propose(by, NONE), UNITS),
    "good_cases.drop": (lambda by: good_cases.drop(by, NONE), UNITS),
    "good_cases.approve": (lambda by: good_cases.approve(by, NONE), DECIDING),
    "good_cases.send_back": (lambda by: good_cases.send_back(by, NONE, "x"), DECIDING),
    "good_cases.publish": (lambda by: good_cases.publish(by, NONE), DECIDING),
    "good_cases.withdraw": (lambda by: good_cases.withdraw(by, NONE, "x"), DECIDING),
    "good_cases.propose_bonus": (
        lambda by: good_cases.propose_bonus(by, NONE, BONUS),
        {"office", "colleague"},
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_by_these_and_denied_to_all_others(cast: Cast, name: str) -> None:
    action, allowed = ACTIONS[name]
    done = set()
    for post in POSTS:
        try:
            with transaction.atomic():
                action(by(getattr(cast, post)))
        except Denied:
            continue
        except Refused:
            pass
        done.add(post)
    assert done == allowed
