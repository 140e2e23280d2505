"""What is said of pledges: states, what differs, in the audit log, and after a step."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from saima.actions.pledge_contents import PledgeDifference
from saima.web.wording.steps import StepWord

STATES: Mapping[str, StepWord] = {
    "outdated": StepWord("yellow", "▲", _("differs from what stands")),
    "none": StepWord("none", "○", _("not drawn up")),
    "unsigned": StepWord("watch", "◐", _("not signed")),
    "signed": StepWord("green", "●", pgettext_lazy("pledge", "signed")),
}

DIFFERENCES: Mapping[str, str | Promise] = {
    "target": _("target"),
    "target_new": _("target added"),
    "target_gone": _("target taken away"),
    "target_node": _("target at a node"),
    "task_new": _("task added"),
    "task_gone": _("task taken away"),
    "task_title": _("title of a task"),
    "task_due": _("due day of a task"),
    "task_leader": _("leader of a task"),
    "task_owner": _("post in charge of a task"),
    "node": _("node of a task"),
}

ACTIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "pledge.draw_up": (
        _("pledge drawn up"),
        _("drew up pledge %(number)s of %(unit)s"),
    ),
    "pledge.sign": (
        _("signed pledge kept"),
        _("kept the signed copy of pledge %(number)s of %(unit)s"),
    ),
    "pledge.open": (
        _("pledge opened"),
        _("opened pledge %(number)s of %(unit)s"),
    ),
}

DONE: Mapping[str, str | Promise] = {
    "pledge.draw_up": _("The pledge is drawn up. Print it, have it signed, keep the copy here."),
    "pledge.draw_up_all": _("Every unit has a pledge of what stands now."),
    "pledge.sign": _("The signed copy is kept; this pledge never changes from now on."),
}


def difference_words(one: PledgeDifference) -> str:
    """What sort of thing differs, with the node or month where there is one."""
    words = str(DIFFERENCES[one.code])
    if one.code in ("node", "target_node"):
        return gettext("%(what)s: %(part)s") % {"what": words, "part": one.part}
    return words
