"""What is said of sheets and instructions: in the audit log, on pages, after something was done."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.records.models import SupervisionState
from saima.web.wording.states import State

Words = str | Promise

ACTIONS: Mapping[str, tuple[Words, Words]] = {
    "supervision.propose": (
        _("sheet proposed"),
        _("proposed for supervision at %(unit)s: %(title)s"),
    ),
    "supervision.issue": (
        _("sheet issued"),
        _("issued the supervision sheet %(number)s to %(unit)s: %(title)s"),
    ),
    "supervision.acknowledge": (
        _("sheet acknowledged"),
        _("acknowledged the supervision sheet %(number)s for %(unit)s"),
    ),
    "supervision.answer": (
        _("sheet answered"),
        _("answered the supervision sheet %(number)s for %(unit)s: %(text)s"),
    ),
    "supervision.return": (
        _("answer returned"),
        _("returned the answer to the supervision sheet %(number)s: %(text)s"),
    ),
    "supervision.write_off": (
        _("sheet written off"),
        _("wrote off the supervision sheet %(number)s: %(text)s"),
    ),
    "supervision.ask": (
        _("extension asked for"),
        _("asked for an extension of the supervision sheet %(number)s: %(text)s"),
    ),
    "supervision.extend": (
        _("extension granted"),
        _("extended the supervision sheet %(number)s until %(due)s"),
    ),
    "supervision.hold": (
        _("extension refused"),
        _("refused an extension of the supervision sheet %(number)s: %(text)s"),
    ),
    "supervision.withdraw": (
        _("sheet withdrawn"),
        _("withdrew the supervision sheet %(number)s %(title)s: %(text)s"),
    ),
    "supervision.rise": (
        _("sheet risen"),
        _("let the supervision sheet %(number)s of %(unit)s rise"),
    ),
    "supervision.open_file": (
        _("file of a sheet opened"),
        _("opened the file %(name)s of a supervision sheet"),
    ),
    "instruction.write": (
        _("instruction written"),
        _("instructed %(unit)s: %(text)s"),
    ),
    "decision.record": (
        _("decision registered"),
        _("registered the decision of %(issuer)s %(document)s: %(title)s"),
    ),
    "decision.finish": (
        _("decision carried out"),
        _("wrote down what came of the decision %(title)s: %(result)s"),
    ),
    "decision.open": (
        _("decision opened"),
        _("opened the document of the decision %(title)s"),
    ),
    "daily.step": (
        _("step of the daily run"),
        _("did the step %(step)s of the daily run of %(day)s"),
    ),
}

DONE: Mapping[str, Words] = {
    "supervision.propose": _("The sheet is proposed. The unit sees it once it is issued."),
    "supervision.issue": _("The sheet is issued; the units are told."),
    "supervision.acknowledge": _("The sheet is acknowledged."),
    "supervision.answer": _("The answer is sent; the office reviews it."),
    "supervision.return": _("The answer went back with your reason."),
    "supervision.write_off": _("The sheet is written off."),
    "supervision.ask": _("The extension is asked for; until it is granted the day stays."),
    "supervision.extend": _("The sheet has its later day."),
    "supervision.hold": _("The day stays; the unit sees your reason."),
    "supervision.withdraw": _("The sheet is withdrawn and stays readable."),
    "instruction.write": _("The instruction is issued as a supervision sheet; the unit is told."),
    "decision.record": _("The decision is registered. Split it into sheets next."),
    "decision.finish": _("The result is written down."),
}

ACTS: Mapping[str, Words] = {
    "issue": _("issue"),
    "acknowledge": _("acknowledge"),
    "answer": pgettext_lazy("supervision", "answer"),
    "write_off": _("write off"),
    "ask": _("ask for an extension"),
    "hold": _("refuse the extension"),
    "rise": _("let it rise"),
}
"""What a refusal calls the steps that no other subject has."""

FIELDS: Mapping[str, Words] = {
    "title": _("Matter"),
    "requirement": _("Requirement"),
    "feedback": _("Feedback"),
    "reason": _("Reason"),
    "progress": _("Progress"),
    "instruction": _("Instruction"),
    "issuer": _("Superior"),
    "document": _("Document"),
}

STEPS: Mapping[str, Words] = {
    "propose": _("proposed for supervision"),
    "issue": pgettext_lazy("sheet", "issued"),
    "acknowledge": pgettext_lazy("sheet", "acknowledged"),
    "answer": pgettext_lazy("sheet", "answered"),
    "return": _("answer returned"),
    "write_off": pgettext_lazy("sheet", "written off"),
    "ask": _("extension asked for"),
    "extend": _("extension granted"),
    "hold": _("extension refused"),
    "withdraw": pgettext_lazy("sheet", "withdrawn"),
}

COLOURS: Mapping[str, State] = {
    "blue": State("blue", "●", pgettext_lazy("sheet", "blue")),
    "orange": State("orange", "▲", pgettext_lazy("sheet", "orange")),
    "red": State("red", "■", pgettext_lazy("sheet", "red")),
}
"""The three colours of a sheet, each with a shape and its word."""

STATES: Mapping[str, State] = {
    one.value: State(code, shape, word)
    for one, code, shape, word in (
        (SupervisionState.PROPOSED, "none", "○", pgettext_lazy("sheet", "proposed")),
        (SupervisionState.ISSUED, "yellow", "▲", pgettext_lazy("sheet", "issued")),
        (SupervisionState.ACKNOWLEDGED, "watch", "◐", pgettext_lazy("sheet", "acknowledged")),
        (SupervisionState.ANSWERED, "watch", "◕", pgettext_lazy("sheet", "answered")),
        (SupervisionState.WRITTEN_OFF, "green", "●", pgettext_lazy("sheet", "written off")),
        (SupervisionState.WITHDRAWN, "none", "–", pgettext_lazy("sheet", "withdrawn")),
    )
}

URGENCIES: Mapping[str, Words] = {
    "document": pgettext_lazy("urgency", "document"),
    "minutes": pgettext_lazy("urgency", "minutes of a meeting"),
    "urgent": pgettext_lazy("urgency", "urgent"),
    "ordinary": pgettext_lazy("urgency", "ordinary"),
    "difficult": pgettext_lazy("urgency", "difficult"),
}


def colour_word(code: str) -> str:
    """The word of a colour."""
    return str(COLOURS[code].word) if code in COLOURS else code
