"""What is said of messages: each kind with its sentence and page; the audit log; what was done."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from saima.actions.delivery_steps import State
from saima.actions.sending import Outcome
from saima.records.models import MessageWay
from saima.web.wording.steps import StepWord

Words = str | Promise


@dataclass(frozen=True)
class KindWords:
    """A kind of message: its name, its sentence with places for facts, and where it leads.

    ``argument`` is the fact that the address of ``page`` is made with; empty where it takes none.
    Where that page is not there, ``instead`` is.
    """

    name: Words
    sentence: Words
    page: str
    argument: str = "key"
    instead: str = "todo"


KINDS: Mapping[str, KindWords] = {
    "due_reminder": KindWords(
        _("Reminder of what is due"), _("%(title)s is due."), "todo", argument=""
    ),
    "round_opened": KindWords(
        _("Month opened"), _("%(period)s is open for reporting."), "grid", "period", "report"
    ),
    "value_returned": KindWords(
        _("Value returned"),
        _("The value of %(indicator)s for %(unit)s, %(period)s, was returned."),
        "value",
    ),
    "extension_granted": KindWords(
        _("Extension granted"),
        _("Your unit has more time for values of %(period)s."),
        "grid",
        "period",
        "report",
    ),
    "mention": KindWords(
        _("Remark for you"),
        _("You are asked about %(indicator)s for %(unit)s, %(period)s."),
        "value",
    ),
    "task_approve": KindWords(
        _("Task to decide"), _("%(unit)s asks for a decision on the task “%(title)s”."), "task"
    ),
    "task_returned": KindWords(
        _("Task decided"), _("The office has dealt with the task “%(title)s”."), "task"
    ),
    "task_handed_over": KindWords(
        _("Task in other hands"),
        _("The lead of the task “%(title)s” passed from %(former)s to %(unit)s."),
        "task",
        instead="tasks",
    ),
    "node_accept": KindWords(
        _("Node to accept"), _("%(unit)s reports the node “%(title)s” as done."), "task"
    ),
    "node_returned": KindWords(_("Node returned"), _("The node “%(title)s” was returned."), "task"),
    "node_late": KindWords(_("Node late"), _("The node “%(title)s” is late."), "task"),
    "sheet_issued": KindWords(
        _("Supervision sheet issued"),
        _("A supervision sheet was issued to %(unit)s: %(title)s"),
        "supervision_sheet",
    ),
    "sheet_rising": KindWords(
        _("Supervision sheet rising"),
        _("The supervision sheet to %(unit)s has risen to %(to)s: %(title)s"),
        "supervision_sheet",
    ),
    "sheet_answered": KindWords(
        _("Supervision sheet answered"),
        _("%(unit)s has answered the supervision sheet: %(title)s"),
        "supervision_sheet",
    ),
    "sheet_returned": KindWords(
        _("Answer returned"),
        _("The answer to the supervision sheet was returned: %(title)s"),
        "supervision_sheet",
    ),
    "sheet_time_asked": KindWords(
        _("Extension of a sheet asked for"),
        _("%(unit)s asks for more time, until %(until)s, for the supervision sheet: %(title)s"),
        "supervision_sheet",
    ),
    "sheet_time_granted": KindWords(
        _("Extension of a sheet granted"),
        _("%(unit)s has until %(until)s for the supervision sheet: %(title)s"),
        "supervision_sheet",
    ),
    "sheet_time_refused": KindWords(
        _("Extension of a sheet refused"),
        _("%(unit)s gets no more time for the supervision sheet: %(title)s"),
        "supervision_sheet",
    ),
    "instruction": KindWords(
        _("Instruction of a leader"),
        _("The leading group gives an instruction: %(title)s"),
        "supervision_sheet",
        instead="supervision",
    ),
    "problem_raised": KindWords(
        _("Hard problem raised"), _("%(unit)s raises a hard problem: %(title)s"), "hard_problem"
    ),
    "problem_assigned": KindWords(
        _("Hard problem assigned"),
        _("A hard problem is assigned to your unit: %(title)s"),
        "hard_problem",
    ),
    "problem_rose": KindWords(
        _("Hard problem rose"),
        _("A hard problem of %(unit)s rose to the next level: %(title)s"),
        "hard_problem",
    ),
    "problem_verify": KindWords(
        _("Hard problem to verify"),
        _("A hard problem of %(unit)s waits to be verified: %(title)s"),
        "hard_problem",
    ),
    "problem_closed": KindWords(
        _("Hard problem closed"),
        _("A hard problem of %(unit)s is closed: %(title)s"),
        "hard_problem",
    ),
    "board_shown": KindWords(
        _("Board shown for objections"),
        _("The board of %(period)s is shown; units may object."),
        "kept_boards",
        argument="",
    ),
    "board_sealed": KindWords(
        _("Board sealed"),
        _("The board of %(period)s is sealed, edition %(number)s."),
        "kept_boards",
        argument="",
    ),
    "objection_ruled": KindWords(
        _("Objection ruled on"),
        _("The objection of %(unit)s to %(indicator)s was ruled on."),
        "objection",
    ),
    "consequence_confirmed": KindWords(
        _("Consequence confirmed"),
        _("For %(unit)s “%(rule)s” was confirmed for %(period)s; an answer is expected."),
        "consequence",
    ),
    "tolerance_decided": KindWords(
        _("Fault tolerance decided"),
        _("The application of %(unit)s for fault tolerance was decided: %(state)s"),
        "tolerance",
    ),
    "split_adopted": KindWords(
        _("Targets split"), _("The split of %(title)s is adopted."), "split"
    ),
    "good_case_decided": KindWords(
        _("Good case decided"), _("The good case “%(title)s” was decided on."), "good_case"
    ),
}
"""Every kind that people are told of; the codes are those of ``actions.message_kinds``."""

OTHER = KindWords(pgettext_lazy("message", "Message"), "%(title)s", "todo", argument="")
"""A kind that this version does not know, because another one told of it."""

WAYS: Mapping[str, Words] = {
    MessageWay.INSTANT: _("at once"),
    MessageWay.DAILY: _("once a day"),
    MessageWay.INBOX: _("inbox only"),
}

STATES: Mapping[str, StepWord] = {
    State.WAITING: StepWord("none", "○", State.WAITING.label),
    State.SENDING: StepWord("watch", "◐", State.SENDING.label),
    State.SENT: StepWord("green", "●", State.SENT.label),
    State.UNSURE: StepWord("yellow", "▲", State.UNSURE.label),
    State.FAILED: StepWord("red", "■", State.FAILED.label),
    State.DROPPED: StepWord("none", "×", State.DROPPED.label),
}

ERRORS: Mapping[str, Words] = {
    Outcome.REFUSED: _("The other side refused it."),
    Outcome.UNREACHED: _("The other side was not reached."),
    Outcome.UNCERTAIN: _("No answer came; it may have arrived."),
    Outcome.WRONG_ADDRESS: _("The address in the settings cannot be used."),
    "killed": _("The program ended while sending; it may have arrived."),
}

ACTIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "messages.choose": (
        _("chose how to get messages"),
        _("chose how to get messages"),
    ),
    "delivery.resend": (
        _("let a delivery be sent again"),
        _("let a delivery be sent again: %(reason)s"),
    ),
}

DONE: Mapping[str, str | Promise] = {
    "messages.choose": _("Your choice holds for messages from now on."),
    "messages.read": _("Marked as read."),
    "delivery.resend": _("It will be sent with the next run."),
}


def error_words(error: str) -> str:
    """What went wrong, with the number that the other side gave; empty for nothing."""
    known, _colon, number = error.partition(":")
    words = str(ERRORS.get(known, error))
    return (
        gettext("%(words)s Code %(number)s") % {"words": words, "number": number}
        if number
        else words
    )
