"""Who lets a delivery be sent again: tried by every post."""

from collections.abc import Callable

import pytest
from django.db import transaction

from saima.actions import deliveries
from saima.actions.by import By
from saima.actions.refusals import Denied, Refused
from tests.cast import POSTS, Cast, by

NONE = 999
"""An id that nothing has: whoever has the right is told so, everybody else is denied."""

ACTIONS: dict[str, tuple[Callable[[By], object], set[str]]] = {
    "deliveries.resend": (lambda by: deliveries.resend(by, NONE, "x"), {"system_administrator"}),
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
