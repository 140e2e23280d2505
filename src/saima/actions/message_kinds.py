"""What people are told of: every kind of message with the way it takes where nobody chose one."""

from collections.abc import Mapping

from saima.records.models import MessageWay

USUAL_WAYS: Mapping[str, MessageWay] = {
    "due_reminder": MessageWay.DAILY,
    "round_opened": MessageWay.DAILY,
    "value_returned": MessageWay.DAILY,
    "extension_granted": MessageWay.DAILY,
    "mention": MessageWay.DAILY,
    "task_approve": MessageWay.DAILY,
    "task_returned": MessageWay.DAILY,
    "task_handed_over": MessageWay.INSTANT,
    "node_accept": MessageWay.DAILY,
    "node_returned": MessageWay.DAILY,
    "node_late": MessageWay.DAILY,
    "sheet_issued": MessageWay.INSTANT,
    "sheet_rising": MessageWay.INSTANT,
    "sheet_answered": MessageWay.DAILY,
    "sheet_returned": MessageWay.INSTANT,
    "sheet_time_asked": MessageWay.DAILY,
    "sheet_time_granted": MessageWay.DAILY,
    "sheet_time_refused": MessageWay.INSTANT,
    "instruction": MessageWay.INSTANT,
    "problem_raised": MessageWay.DAILY,
    "problem_assigned": MessageWay.INSTANT,
    "problem_rose": MessageWay.INSTANT,
    "problem_verify": MessageWay.DAILY,
    "problem_closed": MessageWay.INBOX,
    "board_shown": MessageWay.INSTANT,
    "board_sealed": MessageWay.DAILY,
    "objection_ruled": MessageWay.INSTANT,
    "consequence_confirmed": MessageWay.INSTANT,
    "tolerance_decided": MessageWay.INSTANT,
    "split_adopted": MessageWay.DAILY,
    "good_case_decided": MessageWay.INBOX,
}
"""In the order in which they are listed. A kind that is not here stays in the inbox."""


def usual_way(kind: str) -> MessageWay:
    """The way of a kind that nobody chose another for."""
    return USUAL_WAYS.get(kind, MessageWay.INBOX)
