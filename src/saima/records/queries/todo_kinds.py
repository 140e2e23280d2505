"""What a list of things to do is made of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SHOWN = 20
"""How many piles or matters of a list come with its count."""


class Kind(StrEnum):
    """What is to be done: report, judge (from ``OBJECTION_RULE``), work (from ``TASK_APPROVE``)."""

    RETURNED = "returned"
    REPORT = "report"
    APPROVE = "approve"
    CHECK = "check"
    MENTION = "mention"
    FREEZE = "freeze"
    OPEN = "open"
    OBJECTION_RULE = "objection_rule"
    APPEAL_RULE = "appeal_rule"
    OBJECTION_APPEAL = "objection_appeal"
    CONSEQUENCE_DECIDE = "consequence_decide"
    CONSEQUENCE_ANSWER = "consequence_answer"
    TOLERANCE_VERIFY = "tolerance_verify"
    TOLERANCE_DECIDE = "tolerance_decide"
    ADJUSTMENT_DECIDE = "adjustment_decide"
    AWARD_DECIDE = "award_decide"
    BOARD_SEAL = "board_seal"
    DOCUMENT_ISSUE = "document_issue"
    PROMISE = "promise"
    TASK_APPROVE = "task_approve"
    TASK_RETURNED = "task_returned"
    NODE_ACCEPT = "node_accept"
    NODE_REPORT = "node_report"
    PROBLEM_ACCEPT = "problem_accept"
    PROBLEM_ASSIGN = "problem_assign"
    PROBLEM_PLAN = "problem_plan"
    PROBLEM_HANDLE = "problem_handle"
    PROBLEM_VERIFY = "problem_verify"
    PROBLEM_RELAPSE = "problem_relapse"
    SHEET_ACKNOWLEDGE = "sheet_acknowledge"
    SHEET_ANSWER = "sheet_answer"
    SHEET_REVIEW = "sheet_review"
    SHEET_EXTEND = "sheet_extend"
    SHEET_ISSUE = "sheet_issue"
    SPLIT_SIGN = "split_sign"


@dataclass(frozen=True)
class Pile:
    """Values of one indicator and period with one deadline, which are worked off together.

    ``month`` names their round, ``units`` and ``keys`` (ids of the due values) go together.
    """

    indicator: str
    period: str
    until: date
    month: str
    units: tuple[str, ...]
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Matter:
    """One thing of judging or work, by its id: whose (empty: of no unit), about what, until when.

    ``about`` is a code of the plan, or the words that somebody wrote.
    """

    key: int
    unit: str
    about: str
    period: str
    until: date | None


@dataclass(frozen=True)
class Todo:
    """One list: how many wait, how many of them are late, and the first of them.

    Values come in ``piles``, everything of judging in ``matters``. ``until`` is the earliest date
    that counts for it. For ``open`` and ``freeze`` the count is of months and ``month`` names the
    first of them.
    """

    kind: Kind
    count: int
    overdue: int = 0
    until: date | None = None
    piles: tuple[Pile, ...] = ()
    month: str = ""
    matters: tuple[Matter, ...] = ()
