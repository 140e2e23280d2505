"""Refusals in the reader's words: codes in their facts become names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.plan.problems import Problem
from saima.records.models import (
    AwardState,
    BoardState,
    ConsequenceState,
    DocumentState,
    DueState,
    NodeState,
    ObjectionState,
    ProposalState,
    Role,
    SplitState,
    SupervisionState,
    TaskState,
    ToleranceState,
)
from saima.web.place import Place
from saima.web.wording import supervision, tasks

ACTS: Mapping[str, str | Promise] = {
    "submit": _("report"),
    "withdraw": _("withdraw"),
    "approve": _("approve"),
    "return": _("return"),
    "accept": _("accept"),
    "correct": _("correct"),
    "freeze": _("freeze"),
    "extend": _("extend"),
    "attach": _("attach a file"),
    "confirm": _("confirm"),
    "decline": _("decline"),
    "suspend": _("suspend"),
    "explain": _("give the cause"),
    "measure": _("take a measure"),
    "plan": _("plan the rectification"),
    "finish": _("finish an item"),
    "verify": _("verify"),
    "close": _("close"),
    "keep": _("let it stand"),
    "rule": _("rule on"),
    "appeal": _("appeal"),
    **tasks.ACTS,
    **supervision.ACTS,
}
ROLES: Mapping[str, str | Promise] = {role.value: role.label for role in Role}
MEASURES: Mapping[str, str | Promise] = {
    "help": _("help"),
    "circular": _("circular"),
    "card": _("card"),
    "talk": _("talk"),
    "flag": _("flag"),
}
OBSTACLES: Mapping[str, str | Promise] = {"veto": _("veto"), "red_card": _("standing red card")}
"""What bars from awards."""

STATE_KINDS = (
    DocumentState,
    ConsequenceState,
    ToleranceState,
    SplitState,
    ProposalState,
    AwardState,
    BoardState,
    ObjectionState,
    DueState,
    NodeState,
    TaskState,
    SupervisionState,
)
STATES: Mapping[str, str | Promise] = {
    state.value: state.label for kind in STATE_KINDS for state in kind
}


@dataclass(frozen=True)
class Told:
    """A problem in three sentences, with the place of a file where it has one."""

    found: str
    expected: str
    mend: str
    place: str = ""
    warning: bool = False
    code: str = ""


def told(problem: Problem, place: Place | None, language: str) -> Told:
    """The three sentences of a problem."""
    facts = {name: in_words(name, fact, place) for name, fact in problem.facts.items()}
    sentences = replace(problem, facts=facts).sentences(language)
    return Told(*sentences, problem.place, problem.kind.warning, problem.kind.code)


def in_words(name: str, fact: object, place: Place | None) -> object:
    """A fact by the name that people know it by."""
    words: dict[str, Callable[[str], object]] = {
        "act": lambda code: ACTS.get(code, code),
        "state": lambda code: STATES.get(code, code),
        "expected": lambda codes: " / ".join(
            str(STATES.get(code, code)) for code in codes.split(" / ")
        ),
        "measure": lambda code: MEASURES.get(code, code),
        "obstacles": lambda codes: " / ".join(
            str(OBSTACLES.get(code, code)) for code in codes.split(", ")
        ),
        "held": lambda code: ROLES.get(code, code),
        "role": lambda code: ROLES.get(code, code),
        "what": lambda code: supervision.FIELDS.get(code, code),
        "colour": supervision.colour_word,
        "colours": lambda codes: " / ".join(map(supervision.colour_word, codes.split(" / "))),
    }
    if place is not None:
        words |= {"unit": place.unit, "indicator": place.label, "code": place.label}
    return words[name](str(fact)) if name in words else fact
