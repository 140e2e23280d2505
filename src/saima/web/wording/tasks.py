"""What is said of programmes, tasks and task forces: in the audit log and after a step."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.records.models import NodeState, TaskState
from saima.web.wording.states import GREEN, RED, WATCH, YELLOW, State

Words = str | Promise

ACTIONS: Mapping[str, tuple[Words, Words]] = {
    "task.write": (_("task written"), _("wrote down the task %(task)s of %(unit)s")),
    "task.edit": (_("task changed"), _("changed the draft of the task %(task)s")),
    "task.propose": (_("task handed in"), _("handed in the task %(task)s for approval")),
    "task.withdraw": (_("taken back"), _("took back what was asked for %(task)s: %(text)s")),
    "task.approve": (_("task approved"), _("approved the task %(task)s of %(unit)s")),
    "task.return": (_("task returned"), _("returned the task %(task)s: %(text)s")),
    "task.drop": (_("draft given up"), _("gave up the draft of the task %(task)s: %(text)s")),
    "task.ask_adjust": (
        _("adjustment asked for"),
        _("asked for an adjustment of %(task)s: %(text)s"),
    ),
    "task.adjust": (_("task adjusted"), _("adjusted the task %(task)s: %(text)s")),
    "task.grant_adjust": (_("adjustment granted"), _("granted the adjustment of %(task)s")),
    "task.refuse_adjust": (
        _("adjustment refused"),
        _("refused the adjustment of %(task)s: %(text)s"),
    ),
    "task.ask_cancel": (
        _("cancellation asked for"),
        _("asked for the cancellation of %(task)s: %(text)s"),
    ),
    "task.cancel": (_("task cancelled"), _("cancelled the task %(task)s: %(text)s")),
    "task.grant_cancel": (_("cancellation granted"), _("granted the cancellation of %(task)s")),
    "task.refuse_cancel": (
        _("cancellation refused"),
        _("refused the cancellation of %(task)s: %(text)s"),
    ),
    "task.complete": (
        _("completion reported"),
        _("reported the completion of %(task)s: %(text)s"),
    ),
    "task.confirm": (_("completion confirmed"), _("confirmed the completion of %(task)s")),
    "task.reopen": (
        _("completion returned"),
        _("returned the completion of %(task)s: %(text)s"),
    ),
    "tasks.import": (
        _("tasks imported"),
        _("took the table of tasks %(name)s: %(changed)s tasks"),
    ),
    "node.report": (
        _("node reported"),
        _("reported node %(number)s of %(task)s as done: %(text)s"),
    ),
    "node.accept": (_("node accepted"), _("accepted node %(number)s of %(task)s")),
    "node.return": (_("node returned"), _("returned node %(number)s of %(task)s: %(text)s")),
    "node.checker": (
        _("checker named"),
        _("named who accepts node %(number)s of %(task)s: %(text)s"),
    ),
    "node.open": (
        _("evidence of a node opened"),
        _("opened the file %(name)s of node %(number)s of %(task)s"),
    ),
    "programme.add": (_("programme added"), _("added the programme %(name)s")),
    "programme.name": (_("programme named"), _("gave the name %(name)s to a line")),
    "force.found": (_("task force founded"), _("founded the task force %(name)s at %(unit)s")),
    "force.join": (
        _("member of a task force"),
        _("added %(post)s of %(unit)s to the task force %(name)s"),
    ),
    "force.leave": (
        _("member left a task force"),
        _("let %(post)s of %(unit)s leave the task force %(name)s"),
    ),
    "force.drive": (
        _("tasks of a task force"),
        _("chose the tasks that the task force %(name)s drives"),
    ),
    "force.meet": (
        _("meeting of a task force"),
        _("wrote down a meeting of the task force %(name)s"),
    ),
    "force.end": (_("task force ended"), _("ended the task force %(name)s: %(reason)s")),
}

DONE: Mapping[str, Words] = {
    "task.write": _("The task is written down. Hand it in when it is complete."),
    "task.edit": _("The draft is changed."),
    "task.propose": _("The task is handed in; the office decides on it."),
    "task.assign": _("The task runs; the lead unit sees it."),
    "task.withdraw": _("What was asked for is taken back."),
    "task.approve": _("The task runs."),
    "task.return": _("The task went back to its unit with your reason."),
    "task.drop": _("The draft is given up; it stays in the records."),
    "task.ask_adjust": _(
        "The adjustment is asked for; until the office decides, everything stays as it is."
    ),
    "task.adjust": _("The task is adjusted; the story says what stood before."),
    "task.grant_adjust": _("The adjustment is granted; the story says what stood before."),
    "task.refuse_adjust": _("The adjustment is refused; everything stays as it was."),
    "task.ask_cancel": _("The cancellation is asked for; until the office decides, the task runs."),
    "task.cancel": _("The task is cancelled; it stays in the records."),
    "task.grant_cancel": _("The task is cancelled; it stays in the records."),
    "task.refuse_cancel": _("The task goes on."),
    "task.complete": _("Completion is reported; the office confirms it."),
    "task.confirm": _("The task is completed."),
    "task.reopen": _("The task goes on; its unit sees your reason."),
    "tasks.import": _("The table is taken."),
    "node.report": _("The node is reported; its checker accepts it."),
    "node.accept": _("The node is accepted and counts as progress."),
    "node.return": _("The node went back to its unit with your reason."),
    "node.checker": _("The checker is named."),
    "programme.add": _("The line is added."),
    "programme.name": _("The line has its name."),
    "force.found": _("The task force is founded. Add its members and tasks next."),
    "force.join": _("The member is added."),
    "force.leave": _("The member has a last day."),
    "force.drive": _("The tasks are chosen."),
    "force.meet": _("The meeting is written down."),
    "force.end": _("The task force has ended."),
}

ACTS: Mapping[str, Words] = {
    "edit": _("change the draft"),
    "propose": _("hand in"),
    "drop": _("give up"),
    "ask_adjust": _("ask for an adjustment"),
    "adjust": _("adjust"),
    "grant_adjust": _("grant the adjustment"),
    "refuse_adjust": _("refuse the adjustment"),
    "ask_cancel": _("ask for cancellation"),
    "cancel": _("cancel"),
    "grant_cancel": _("grant the cancellation"),
    "refuse_cancel": _("refuse the cancellation"),
    "complete": _("report completion"),
    "reopen": _("return the completion"),
    "checker": _("name the checker"),
}
"""Acts that refusals name, besides those that other subjects share."""

TASKS: Mapping[str, State] = {
    one.value: State(code, shape, one.label)
    for one, code, shape in (
        (TaskState.DRAFT, "none", "○"),
        (TaskState.PROPOSED, "watch", "◐"),
        (TaskState.RUNNING, "green", "▶"),
        (TaskState.ADJUSTING, "yellow", "◇"),
        (TaskState.CANCELLING, "yellow", "◇"),
        (TaskState.COMPLETING, "watch", "◕"),
        (TaskState.COMPLETED, "green", "●"),
        (TaskState.CANCELLED, "none", "–"),
    )
}
NODES: Mapping[str, State] = {
    NodeState.OPEN: State("none", "○", NodeState.OPEN.label),
    NodeState.REPORTED: State("watch", "◐", NodeState.REPORTED.label),
    NodeState.ACCEPTED: State("green", "●", NodeState.ACCEPTED.label),
}
LATE_NODE = State("red", "■", pgettext_lazy("node", "late"))
REPORTED_NODE = State("watch", "◉", _("reported, to be accepted"))
LATE_REPORTED = State("red", "△", _("reported late, to be accepted"))
NO_LIGHT = State("none", "○", _("not under way"))
LIGHT_TITLES: Mapping[str, Words] = {
    **{one.code: one.word for one in (RED, YELLOW, WATCH, GREEN)},
    "none": _("not under way"),
}
