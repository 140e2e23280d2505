"""Every function that somebody does something with stands in a table of permissions."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import saima.actions
from tests.actions import (
    test_board_permissions,
    test_permissions,
    test_permissions_of_consequences,
    test_permissions_of_papers,
    test_permissions_of_tasks,
)

TABLES = (
    test_permissions.ACTIONS,
    test_board_permissions.ACTIONS,
    test_permissions_of_consequences.ACTIONS,
    test_permissions_of_papers.ACTIONS,
    test_permissions_of_tasks.ACTIONS,
)
INNER = {
    "adjustments.log",
    "adjustments.settle",
    "adjustments.waiting",
    "audit.exported",
    "audit.happened",
    "audit.record",
    "audit.signed_in",
    "audit.signed_out",
    "awards.add_flag",
    "awards.log",
    "awards.obstacles_now",
    "awards.settle",
    "awards.take_back",
    "awards.waiting",
    "consequence_steps.next_step",
    "consequence_steps.take",
    "consequence_steps.write_step",
    "consequences.add",
    "consequences.changed",
    "consequences.decide",
    "consequences.flag",
    "consequences.gone",
    "consequences.review",
    "evidence.link",
    "evidence.open_for_files",
    "filing.checked_row",
    "filing.mine",
    "filing.reporting_round",
    "handing_in.answered",
    "handing_in.once",
    "handing_in.refuse_unseen",
    "lapsing.lapse_cards",
    "ledger.enter",
    "ledger.entry_of",
    "ledger.refuse_own",
    "ledger.write",
    "measures.refuse_incomplete",
    "meetings.add_promise",
    "nodes.keep",
    "objection_steps.answer_by",
    "objection_steps.instance_of",
    "objection_steps.own_units",
    "objections.refuse_late",
    "papers.drafts.draft_of",
    "papers.drafts.keep",
    "people.may_grant",
    "posts.done",
    "posts.may_import",
    "programmes.added",
    "reporting.mark_reported",
    "reporting.new_versions",
    "reversing.reverse",
    "review.accepted",
    "review.all_waiting",
    "review.approved",
    "review.decided",
    "review.open_for_review",
    "rulings.correct",
    "rulings.follow",
    "rulings.settle",
    "sealing.close",
    "sealing.keep_draft",
    "sealing.refuse_unfit",
    "sealing.refuse_unsettled",
    "sealing.withdraw",
    "steps.next_step",
    "superior.entry_for",
    "superior.refuse_incomplete",
    "task_changes.applied",
    "task_changes.ended",
    "task_changes.locked",
    "task_changes.refuse",
    "task_forces.going_on",
    "task_steps.may_accept",
    "task_steps.may_act",
    "task_steps.may_act_on",
    "task_steps.next_node_step",
    "task_steps.next_step",
    "task_steps.own_units",
    "task_steps.take",
    "task_steps.take_node",
    "task_steps.written",
    "task_table.judge",
    "task_telling.tell_checker",
    "task_telling.tell_lead",
    "task_telling.tell_office",
    "task_telling.tell_returned_node",
    "tasks.simple",
    "tasks.stepped",
    "tasks.with_reason",
    "tolerance.grant",
    "tolerance.log",
    "tolerance.subject_of",
}
"""Parts of actions, and the writing of the log."""

OWN = {
    "reporting.submit_many",
    "signing_in.change_password",
    "signing_in.sign_out",
    "tokens.revoke",
}
"""What everybody does with what is their own; ``submit_many`` is ``submit`` for several."""


def written_actions() -> Iterator[str]:
    """Every function of the room whose first argument says who does it."""
    before = f"{saima.actions.__name__}."
    for module in pkgutil.walk_packages(saima.actions.__path__, before):
        room = importlib.import_module(module.name)
        for name, found in vars(room).items():
            own = inspect.isfunction(found) and found.__module__ == room.__name__
            if own and "by" in inspect.signature(found).parameters:
                yield f"{module.name.removeprefix(before)}.{name}"


def test_every_action_is_in_a_table() -> None:
    tested = {name.split(" ")[0] for table in TABLES for name in table}
    assert set(written_actions()) - INNER - OWN == tested
