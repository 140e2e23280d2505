"""Who drafts, issues and takes official documents: each action tried by every post."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from saima.actions.by import By
from saima.actions.papers import batches, drafts, pledges, supervision, talks, workbooks
from saima.actions.papers.head import Letterhead
from saima.actions.refusals import Denied, Refused
from tests.cast import POSTS, Cast, by

NONE = 999
"""An id that nothing has: whoever has the right is told so, everybody else is denied."""
HEAD = Letterhead("市争先办", "桐争先", date(2021, 4, 8))
TALK = talks.Talk(datetime(2021, 4, 12, 1, tzinfo=UTC), "101", ("x",), ("y",))
WANTED = drafts.Wanted("报送材料", "按年度安排", ())
PLEDGING = pledges.Pledging("a", "x", "y", "z", ())
MATTER = supervision.Matter("a", "starts", "x", HEAD.day, date(2021, 5, 8))
OFFICE = {"office", "colleague"}
READERS = OFFICE | {"leader", "auditor"}

ACTIONS: dict[str, tuple[Callable[[By], object], set[str]]] = {
    "papers.batches.archive": (lambda by: batches.archive(by, NONE, "docx"), READERS),
    "papers.batches.next_step": (lambda by: batches.next_step(by, NONE, "docx"), READERS),
    "papers.drafts.as_pdf_file": (lambda by: drafts.as_pdf_file(by, NONE), READERS),
    "papers.drafts.draft_circular": (lambda by: drafts.draft_circular(by, NONE, HEAD), OFFICE),
    "papers.drafts.draft_notice": (lambda by: drafts.draft_notice(by, HEAD, WANTED), OFFICE),
    "papers.drafts.draft_pledge": (lambda by: drafts.draft_pledge(by, NONE, PLEDGING), OFFICE),
    "papers.drafts.draft_show": (lambda by: drafts.draft_show(by, NONE, HEAD), OFFICE),
    "papers.drafts.draft_supervision": (
        lambda by: drafts.draft_supervision(by, NONE, MATTER),
        OFFICE,
    ),
    "papers.drafts.draft_talk_notice": (
        lambda by: drafts.draft_talk_notice(by, NONE, HEAD, TALK),
        OFFICE,
    ),
    "papers.drafts.draft_talk_record": (lambda by: drafts.draft_talk_record(by, NONE), OFFICE),
    "papers.drafts.issue": (lambda by: drafts.issue(by, NONE, "桐争先", HEAD.day), OFFICE),
    "papers.drafts.preview": (lambda by: drafts.preview(by, NONE, HEAD), OFFICE),
    "papers.workbooks.board_file": (
        lambda by: workbooks.board_file(by, NONE, "board", "csv"),
        READERS,
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
