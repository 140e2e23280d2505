"""Who draws up, signs and reads pledges: each action tried by every post."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction

from saima.actions import pledges
from saima.actions.by import By
from saima.actions.papers.pledges import Pledging
from saima.actions.pledges import Signed
from saima.actions.refusals import Denied, Refused
from saima.actions.stored_files import NamedFile
from saima.records.models import Pledge
from tests.cast import POSTS, Cast, by, publish

OFFICE = {"office", "colleague"}
READERS = OFFICE | {"leader", "auditor"}
OWN = READERS | {"reporter", "approver"}
PLEDGING = Pledging("commerce", "x", "y", "z", ())
SIGNED = Signed(date(2021, 4, 6), NamedFile("x.pdf", b"%PDF-1.7 fictitious"))


def only() -> int:
    """The pledge of commerce."""
    return Pledge.objects.get().pk


ACTIONS: dict[str, tuple[Callable[[By], object], set[str]]] = {
    "pledges.archive": (lambda by: pledges.archive(by, "small"), READERS),
    "pledges.draw_up": (lambda by: pledges.draw_up(by, "small", PLEDGING), OFFICE),
    "pledges.draw_up_all": (lambda by: pledges.draw_up_all(by, "small", PLEDGING), OFFICE),
    "pledges.keep_signed": (lambda by: pledges.keep_signed(by, only(), SIGNED), OFFICE),
    "pledges.open_draft": (lambda by: pledges.open_draft(by, only()), OWN),
    "pledges.open_signed": (lambda by: pledges.open_signed(by, only()), OWN),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_by_these_and_denied_to_all_others(cast: Cast, name: str) -> None:
    publish()
    pledges.draw_up(by(cast.office), "small", PLEDGING)
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
