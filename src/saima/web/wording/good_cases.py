"""What is said of good cases: in the audit log, and after something was done."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.actions.good_case_steps import Act
from saima.records.models import GoodCaseState
from saima.web.wording.states import State

ACTIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "good_case.write": (_("good case begun"), _("began the good case “%(title)s”")),
    "good_case.edit": (_("good case changed"), _("changed the good case “%(title)s”")),
    "good_case.propose": (_("good case handed in"), _("handed in the good case “%(title)s”")),
    "good_case.drop": (
        _("good case taken back by its unit"),
        _("took back the good case “%(title)s”"),
    ),
    "good_case.return": (
        _("good case sent back"),
        _("sent back the good case “%(title)s”: %(text)s"),
    ),
    "good_case.approve": (_("good case approved"), _("approved the good case “%(title)s”")),
    "good_case.publish": (_("good case published"), _("published the good case “%(title)s”")),
    "good_case.bonus": (
        _("bonus proposed for a good case"),
        _("proposed %(points)s points for the good case “%(title)s”"),
    ),
    "good_case.withdraw": (
        _("good case withdrawn"),
        _("withdrew the good case “%(title)s”: %(text)s"),
    ),
}

DONE: Mapping[str, str | Promise] = {
    "good_case.write": _("The draft is kept. Hand it in below when it is ready."),
    "good_case.propose": _("The case is handed in; the office or a leader decides."),
    "good_case.drop": _("The case is taken back."),
    "good_case.return": _("The case went back with your reason."),
    "good_case.approve": _("The case is approved. Publish it, or propose a bonus for it."),
    "good_case.publish": _("The case is published; everybody who is signed in can read it."),
    "good_case.bonus": _("The bonus is proposed; a leader approves it."),
    "good_case.withdraw": _("The case is withdrawn."),
}

STATES: Mapping[str, State] = {
    GoodCaseState.DRAFT: State("none", "○", GoodCaseState.DRAFT.label),
    GoodCaseState.PROPOSED: State("watch", "◐", GoodCaseState.PROPOSED.label),
    GoodCaseState.RETURNED: State("yellow", "▲", GoodCaseState.RETURNED.label),
    GoodCaseState.APPROVED: State("green", "●", GoodCaseState.APPROVED.label),
    GoodCaseState.PUBLISHED: State("green", "●", GoodCaseState.PUBLISHED.label),
    GoodCaseState.WITHDRAWN: State("none", "○", GoodCaseState.WITHDRAWN.label),
}

VERBS: Mapping[Act, tuple[str | Promise, str | Promise]] = {
    Act.PROPOSE: (_("Hand in"), ""),
    Act.DROP: (_("Take back"), ""),
    Act.APPROVE: (_("Approve the case"), _("Remark (may be empty)")),
    Act.RETURN: (_("Send back"), _("Reason")),
    Act.PUBLISH: (_("Publish to everybody"), ""),
    Act.WITHDRAW: (_("Withdraw"), _("Reason")),
}
"""The button of each step, and the label of its text where it takes one."""
