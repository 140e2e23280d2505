"""What is said of hard problems: in the audit log, and after something was done."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.actions.hard_problem_steps import Act

ACTIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "hard_problem.raise": (
        _("hard problem raised"),
        _("raised the hard problem %(number)s “%(title)s” for %(unit)s"),
    ),
    "hard_problem.accept": (
        _("hard problem accepted"),
        _("accepted the hard problem %(number)s “%(title)s”: %(text)s"),
    ),
    "hard_problem.decline": (
        _("hard problem not accepted"),
        _("did not accept the hard problem %(number)s “%(title)s”: %(text)s"),
    ),
    "hard_problem.assign": (
        _("hard problem assigned"),
        _("assigned the hard problem %(number)s “%(title)s” to %(handler)s: %(text)s"),
    ),
    "hard_problem.plan": (
        _("hard problem planned"),
        _("planned how to solve the hard problem %(number)s “%(title)s”: %(text)s"),
    ),
    "hard_problem.handle": (
        _("hard problem handled"),
        _("handled the hard problem %(number)s “%(title)s”: %(text)s"),
    ),
    "hard_problem.verify": (
        _("hard problem closed"),
        _("verified and closed the hard problem %(number)s “%(title)s”: %(text)s"),
    ),
    "hard_problem.return": (
        _("hard problem sent back"),
        _("sent the hard problem %(number)s “%(title)s” back: %(text)s"),
    ),
    "hard_problem.reopen": (
        _("hard problem opened again"),
        _("opened the hard problem %(number)s “%(title)s” again because it came back: %(text)s"),
    ),
    "hard_problem.check": (
        _("relapse checked"),
        _("found that the hard problem %(number)s “%(title)s” did not come back: %(text)s"),
    ),
    "hard_problem.rise": (
        _("hard problem rose"),
        _("the hard problem %(number)s “%(title)s” rose from level %(before)s to %(level)s"),
    ),
    "value.derive": (
        _("values counted"),
        _("%(count)s values of %(indicator)s were counted anew from the records"),
    ),
}

DONE: Mapping[str, str | Promise] = {
    "hard_problem.raise": _("The problem is raised; the office accepts it by the day below."),
    "hard_problem.accept": _("The problem is accepted; a unit is to be named next."),
    "hard_problem.decline": _("The problem is not accepted; the unit sees your reason."),
    "hard_problem.assign": _("The problem is assigned; the unit is told."),
    "hard_problem.plan": _("The plan is kept."),
    "hard_problem.handle": _("The result is kept; somebody else verifies it."),
    "hard_problem.verify": _("The problem is closed."),
    "hard_problem.return": _("The problem is sent back; the unit sees your reason."),
    "hard_problem.reopen": _("The problem is open again; its time begins anew."),
    "hard_problem.check": _("It is noted that the problem did not come back."),
}

STEP_WORDS: Mapping[Act, str | Promise] = {act: ACTIONS[f"hard_problem.{act}"][0] for act in Act}
