"""What a battle map says: marks, why a task is critical, and the words of its script."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from saima.documents import figures
from saima.records.models import NodeState, TaskState
from saima.records.queries.battle_map import ON_THE_MAP, Critical, MapNode, MapTask
from saima.web.wording.states import GREEN, RED, WATCH, YELLOW, State
from saima.web.wording.tasks import LATE_REPORTED, REPORTED_NODE

NO_NODES = State("none", "○", gettext_lazy("no nodes"))
LIGHTS: Mapping[str, State] = {
    **{state.code: state for state in (GREEN, WATCH, YELLOW, RED)},
    "none": NO_NODES,
}

DONE = State("green", "●", pgettext_lazy("node", "done"))
OPEN = State("none", "○", pgettext_lazy("node", "open"))
LATE = State("red", "▲", pgettext_lazy("task", "late"))
MARKS: Mapping[str, State] = {
    "done": DONE,
    "reported": REPORTED_NODE,
    "open": OPEN,
    "late": LATE,
    "late_reported": LATE_REPORTED,
}
LATE_MARKS = frozenset({"late", "late_reported"})
CRITICAL_SHAPE = "◆"
CRITICAL = State("red", CRITICAL_SHAPE, gettext_lazy("critical"))
LEAD, HELPS = "★", "○"

GROUPINGS: Mapping[str, str | Promise] = {
    "contest": gettext_lazy("Contest"),
    "unit": gettext_lazy("Lead unit"),
    "leader": gettext_lazy("Leader (post)"),
}
NOWHERE: Mapping[str, str | Promise] = {
    "contest": gettext_lazy("without a contest"),
    "unit": gettext_lazy("without a unit"),
    "leader": gettext_lazy("without a leader"),
}
ZOOMS: Mapping[str, str | Promise] = {
    "month": pgettext_lazy("zoom", "Month"),
    "quarter": pgettext_lazy("zoom", "Quarter"),
    "year": pgettext_lazy("zoom", "Year"),
}


def map_states() -> list[tuple[str, str]]:
    """The states of tasks that a map can be asked for."""
    return [(str(state), str(TaskState(state).label)) for state in ON_THE_MAP]


def moved_words(*, direct: bool) -> str:
    """What was just done with a node."""
    if direct:
        return _("The node was moved.")
    return _("The office was asked for the new day; the old one stays until it decides.")


def mark_of(node: MapNode, today: date) -> str:
    """The code of a node's mark; what was reported by its day waits for its checker, not late."""
    if node.accepted:
        return "done"
    late = node.days.late(today)
    if node.state == NodeState.REPORTED:
        return "late_reported" if late else "reported"
    return "late" if late else "open"


def late_words(task: MapTask) -> str:
    """How late a task is by its nodes; empty where it is not."""
    days = task.standing.days_late
    if not task.open or not days:
        return ""
    return ngettext("late by %(days)s day", "late by %(days)s days", days) % {"days": days}


def critical_words(task: MapTask) -> str:
    """Why a task is critical; empty where it is not."""
    if task.critical is Critical.FINISH and task.standing.finish is not None:
        return _("likely done %(day)s, after its day") % {"day": figures.day(task.standing.finish)}
    if task.critical is Critical.WAITED_FOR:
        return _("what follows waits for the next node")
    return ""


def nodes_words(task: MapTask) -> str:
    """How many nodes are done."""
    done = sum(node.accepted for node in task.nodes)
    return f"{done} / {len(task.nodes)}"


def script_words() -> dict[str, object]:
    """The words of the map's script; what stands in braces is filled in there."""
    return {
        "marks": {code: [state.shape, str(state.word)] for code, state in MARKS.items()},
        "lights": {code: [state.shape, str(state.word)] for code, state in LIGHTS.items()},
        "critical": f"{CRITICAL_SHAPE} " + _("critical"),
        "late": f"{LATE.shape} " + _("late by {days} d"),
        "today": _("today {day}"),
        "node": _("node {number} {title}, due {day}, {state}"),
        "done_on": _("done on {day}"),
        "moved": _("first planned for {day}"),
        "task": _("{title}, {unit}, {light}, from {starts} to {due}, {done} of {count} nodes done"),
        "group": _("{name}, tasks: {count}, late: {late}"),
        "shut": _("group closed"),
        "open": _("group opened"),
        "counts": _("tasks: {count}, late: {late}"),
        "shift": _("{title}: {old} → {new}. Enter asks for the reason, Escape takes it back."),
        "from_to": _("{old} → {new}"),
        "fixed": _("This node cannot be moved here."),
        "lost": _("This was not saved: the connection failed. Try again."),
        "finish": _("likely done {day}"),
        "direct": _("The new day takes effect at once and stands in the log."),
        "asks": _("The office decides; until then the old day stays."),
    }
