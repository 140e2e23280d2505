"""What somebody may do with a task now: a form for each step that the tables allow."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saima.actions.by import By
from saima.actions.task_steps import (
    NODE_STEPS,
    STEPS,
    Act,
    NodeAct,
    State,
    may_act,
    may_act_on,
)
from saima.plan.plan import Plan
from saima.records.models import NodeState, Task, TaskNode
from saima.records.models.tasks import OPEN_TASK
from saima.web.forms.consequences import TextForm
from saima.web.forms.task_changes import Adjustable, AdjustForm
from saima.web.forms.tasks import CheckerForm, Choices, ReportForm

Words = str | Promise
REMARK = _("Remark (may be empty)")
REASON = _("Reason")


@dataclass(frozen=True)
class Offer:
    """A step as a form; ``key`` is what its button sends to ``address``, ``main`` the way on."""

    key: str
    title: Words
    verb: Words
    form: forms.Form
    address: str
    main: bool = False
    files: bool = False

    @property
    def table(self) -> bool:
        """Whether it is a form with a row for each node."""
        return isinstance(self.form, AdjustForm)


TEXTS: Mapping[Act, tuple[Words, Words, Words]] = {
    Act.APPROVE: (_("Approve the task"), REMARK, _("Approve")),
    Act.RETURN: (_("Return it to the unit"), REASON, _("Return")),
    Act.PROPOSE: (_("Hand it in for approval"), "", _("Hand in")),
    Act.CONFIRM: (_("Confirm the completion"), REMARK, _("Confirm")),
    Act.REOPEN: (_("Return the completion"), REASON, _("Return")),
    Act.GRANT_ADJUST: (_("Grant the adjustment"), REMARK, _("Grant")),
    Act.REFUSE_ADJUST: (_("Refuse the adjustment"), REASON, _("Refuse")),
    Act.GRANT_CANCEL: (_("Grant the cancellation"), REMARK, _("Grant")),
    Act.REFUSE_CANCEL: (_("Refuse the cancellation"), REASON, _("Refuse")),
    Act.COMPLETE: (_("Report completion"), _("What was achieved"), _("Report completion")),
    Act.WITHDRAW: (_("Take back what was asked for"), REASON, _("Take back")),
    Act.ASK_CANCEL: (_("Ask for cancellation"), REASON, _("Ask for cancellation")),
    Act.CANCEL: (_("Cancel the task"), REASON, _("Cancel the task")),
    Act.DROP: (_("Give the draft up"), REASON, _("Give up")),
}
"""Title, label of the text (empty: none) and button of the steps that take one text."""

MAIN = frozenset({Act.APPROVE, Act.PROPOSE, Act.CONFIRM, Act.GRANT_ADJUST, Act.GRANT_CANCEL})
ASSIGN = "assign"
"""What the office does with its own draft: it hands it in and approves it in one go."""

Sent = Mapping[str, forms.Form]
Rights = tuple[By, Plan]
"""Who acts, and the plan by which units stand for others."""


def offered(who: Rights, known: Adjustable, sent: Sent) -> list[Offer]:
    """The steps of the task that this person may take now, the usual one first.

    ``known`` has all nodes; ``sent``: forms as they were typed, by key, which stay as they are.
    """
    by, plan = who
    task, nodes = known.task, known.nodes

    def may(act: Act) -> bool:
        return (State(task.state), act) in STEPS and may_act(by, task, act, plan)

    address = reverse("task_step", args=[task.pk])
    found = []
    if may(Act.PROPOSE) and may_act(by, task, Act.APPROVE, plan):
        words = _("Let it run at once")
        found.append(Offer(ASSIGN, words, words, sent.get(ASSIGN, forms.Form()), address, True))
    everything_done = bool(nodes) and all(node.state == NodeState.ACCEPTED for node in nodes)
    for act, (title, label, verb) in TEXTS.items():
        if not may(act) or (act is Act.COMPLETE and not everything_done):
            continue
        empty = TextForm(label=label, most=1000, auto_id=f"{act}_%s") if label else forms.Form()
        main = (act in MAIN and not found) or act is Act.COMPLETE
        found.append(Offer(act.value, title, verb, sent.get(act.value, empty), address, main))
    if may(Act.ASK_ADJUST) or may(Act.ADJUST):
        found.append(adjust_offer(known, sent, at_once=may(Act.ADJUST)))
    return found


def adjust_offer(known: Adjustable, sent: Sent, *, at_once: bool) -> Offer:
    """The form with a day for each open node."""
    still = [node for node in known.nodes if node.state == NodeState.OPEN]
    form = sent.get("adjust") or AdjustForm(replace(known, nodes=still))
    title = _("Adjust the task") if at_once else _("Ask for an adjustment")
    verb = _("Adjust") if at_once else _("Ask for the adjustment")
    return Offer("adjust", title, verb, form, reverse("task_adjust", args=[known.task.pk]))


def node_offers(who: Rights, known: Adjustable, sent: Sent) -> dict[int, list[Offer]]:
    """The steps of each node that this person may take now, by the node's id."""
    return {node.pk: offers_of(who, known.task, node, known.units, sent) for node in known.nodes}


def offers_of(who: Rights, task: Task, node: TaskNode, units: Choices, sent: Sent) -> list[Offer]:
    """The steps of one node."""
    if task.state not in OPEN_TASK:
        return []
    by, plan = who

    def may(act: NodeAct) -> bool:
        return (NodeState(node.state), act) in NODE_STEPS and may_act_on(by, task, node, act, plan)

    def form(key: str, empty: forms.Form) -> forms.Form:
        return sent.get(f"{key}.{node.pk}", empty)

    number = {"number": node.number}
    found = []
    if may(NodeAct.REPORT):
        initial = {"done_on": by.today, "result": node.result}
        empty = ReportForm(initial=initial, auto_id=f"report{node.pk}_%s")
        found.append(
            Offer(
                "report",
                gettext("Report node %(number)s as done") % number,
                _("Report"),
                form("report", empty),
                reverse("node_report", args=[node.pk]),
                main=node.due <= by.today,
                files=True,
            )
        )
    if may(NodeAct.ACCEPT):
        decide = reverse("node_decide", args=[node.pk])
        for key, title, label, verb in (
            ("accept", gettext("Accept node %(number)s") % number, REMARK, _("Accept")),
            ("return", gettext("Return node %(number)s") % number, REASON, _("Return")),
        ):
            text = TextForm(label=label, most=1000, auto_id=f"{key}{node.pk}_%s")
            found.append(Offer(key, title, verb, form(key, text), decide, key == "accept"))
    if may(NodeAct.CHECKER):
        initial = {"unit": node.checker}
        checker = CheckerForm(units, initial=initial, auto_id=f"checker{node.pk}_%s")
        title = gettext("Name who accepts node %(number)s") % number
        address = reverse("node_checker", args=[node.pk])
        found.append(Offer("checker", title, _("Name"), form("checker", checker), address))
    return found
