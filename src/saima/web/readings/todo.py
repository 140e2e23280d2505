"""What waits for a person, with the names of units and indicators and where each thing is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saima.actions.by import By
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import AwardKind
from saima.records.queries.plans import latest_version, plan_of
from saima.records.queries.todo import Kind, Matter, Pile, Todo, todo
from saima.web.links import link
from saima.web.wording.objections import subject, unit_in

WORDS: Mapping[Kind, str | Promise] = {
    Kind.RETURNED: _("Returned to you"),
    Kind.REPORT: _("To report"),
    Kind.APPROVE: _("To approve"),
    Kind.CHECK: _("To check"),
    Kind.MENTION: _("You are asked"),
    Kind.FREEZE: _("Months to freeze"),
    Kind.OPEN: _("Months to open"),
    Kind.OBJECTION_RULE: _("Objections to rule on"),
    Kind.APPEAL_RULE: _("Appeals to rule on"),
    Kind.OBJECTION_APPEAL: _("Answers that can be appealed"),
    Kind.CONSEQUENCE_DECIDE: _("Consequences to decide"),
    Kind.CONSEQUENCE_ANSWER: _("Consequences that wait for your unit"),
    Kind.TOLERANCE_VERIFY: _("Applications for fault tolerance to verify"),
    Kind.TOLERANCE_DECIDE: _("Applications for fault tolerance to decide"),
    Kind.ADJUSTMENT_DECIDE: _("Bonuses and deductions to decide"),
    Kind.AWARD_DECIDE: _("Awards to decide"),
    Kind.BOARD_SEAL: _("Boards that can be sealed"),
    Kind.DOCUMENT_ISSUE: _("Documents to issue"),
    Kind.PROMISE: _("Promises to keep"),
    Kind.TASK_APPROVE: _("Tasks to decide"),
    Kind.TASK_RETURNED: _("Tasks that came back"),
    Kind.NODE_ACCEPT: _("Nodes to accept"),
    Kind.NODE_REPORT: _("Nodes to report"),
    Kind.PROBLEM_ACCEPT: _("Hard problems to accept"),
    Kind.PROBLEM_ASSIGN: _("Hard problems to assign"),
    Kind.PROBLEM_PLAN: _("Hard problems to plan"),
    Kind.PROBLEM_HANDLE: _("Hard problems to solve"),
    Kind.PROBLEM_VERIFY: _("Hard problems to verify"),
    Kind.PROBLEM_RELAPSE: _("Closed problems to look at again"),
    Kind.SHEET_ACKNOWLEDGE: _("Supervision sheets to acknowledge"),
    Kind.SHEET_ANSWER: _("Supervision sheets to answer"),
    Kind.SHEET_REVIEW: _("Answers to supervision sheets to review"),
    Kind.SHEET_EXTEND: _("Extensions of supervision sheets to decide"),
    Kind.SHEET_ISSUE: _("Supervision sheets to issue"),
    Kind.SPLIT_SIGN: _("Split targets to sign"),
}
PLACES: Mapping[Kind, str] = {
    Kind.RETURNED: "report",
    Kind.REPORT: "report",
    Kind.APPROVE: "review",
    Kind.CHECK: "review",
    Kind.FREEZE: "rounds",
    Kind.OPEN: "rounds",
    Kind.OBJECTION_RULE: "objections",
    Kind.APPEAL_RULE: "objections",
    Kind.OBJECTION_APPEAL: "objections",
    Kind.CONSEQUENCE_DECIDE: "consequences",
    Kind.CONSEQUENCE_ANSWER: "consequences",
    Kind.TOLERANCE_VERIFY: "consequences",
    Kind.TOLERANCE_DECIDE: "consequences",
    Kind.ADJUSTMENT_DECIDE: "adjustments",
    Kind.AWARD_DECIDE: "awards",
    Kind.BOARD_SEAL: "kept_boards",
    Kind.DOCUMENT_ISSUE: "documents",
    Kind.PROMISE: "promises",
    Kind.TASK_APPROVE: "tasks",
    Kind.TASK_RETURNED: "tasks",
    Kind.NODE_ACCEPT: "tasks",
    Kind.NODE_REPORT: "tasks",
    Kind.PROBLEM_ACCEPT: "hard_problems",
    Kind.PROBLEM_ASSIGN: "hard_problems",
    Kind.PROBLEM_PLAN: "hard_problems",
    Kind.PROBLEM_HANDLE: "hard_problems",
    Kind.PROBLEM_VERIFY: "hard_problems",
    Kind.PROBLEM_RELAPSE: "hard_problems",
    Kind.SHEET_ACKNOWLEDGE: "supervision",
    Kind.SHEET_ANSWER: "supervision",
    Kind.SHEET_REVIEW: "supervision",
    Kind.SHEET_EXTEND: "supervision",
    Kind.SHEET_ISSUE: "supervision",
    Kind.SPLIT_SIGN: "splits",
}
ONE: Mapping[Kind, str] = {
    Kind.OBJECTION_RULE: "objection",
    Kind.APPEAL_RULE: "objection",
    Kind.OBJECTION_APPEAL: "objection",
    Kind.CONSEQUENCE_DECIDE: "consequence",
    Kind.CONSEQUENCE_ANSWER: "consequence",
    Kind.BOARD_SEAL: "kept_board",
    Kind.DOCUMENT_ISSUE: "document",
    Kind.TASK_APPROVE: "task",
    Kind.TASK_RETURNED: "task",
    Kind.NODE_ACCEPT: "task",
    Kind.NODE_REPORT: "task",
    Kind.PROBLEM_ACCEPT: "hard_problem",
    Kind.PROBLEM_ASSIGN: "hard_problem",
    Kind.PROBLEM_PLAN: "hard_problem",
    Kind.PROBLEM_HANDLE: "hard_problem",
    Kind.PROBLEM_VERIFY: "hard_problem",
    Kind.PROBLEM_RELAPSE: "hard_problem",
    Kind.SHEET_ACKNOWLEDGE: "supervision_sheet",
    Kind.SHEET_ANSWER: "supervision_sheet",
    Kind.SHEET_REVIEW: "supervision_sheet",
    Kind.SHEET_EXTEND: "supervision_sheet",
    Kind.SHEET_ISSUE: "supervision_sheet",
    Kind.SPLIT_SIGN: "split",
}
"""Pages of one matter; without one it is done in its list."""
NAMED = 4
"""Units named in a line; the others are counted."""


@dataclass(frozen=True)
class Item:
    """Values of one indicator that wait, or a matter of judging by what it is about.

    ``units`` by name, ``others`` how many not named.
    """

    indicator: str
    units: tuple[str, ...]
    others: int
    count: int
    period: Period | None
    until: date | None
    late: bool
    address: str


@dataclass(frozen=True)
class Waiting:
    """One list; ``address`` is where it is worked off, ``more`` how many are not shown."""

    todo: Todo
    words: str | Promise
    address: str
    items: tuple[Item, ...]
    more: int


def read_todo(by: By, language: str) -> list[Waiting]:
    """The lists of ``by``, those with the earliest deadline first."""
    lists = sorted(todo(by.person, by.today), key=lambda one: one.until or by.today)
    version = latest_version() if lists else None
    plan = plan_of(version) if version else None
    return [waiting(one, plan, by.today, language) for one in lists]


def waiting(one: Todo, plan: Plan | None, today: date, language: str) -> Waiting:
    """A list in words."""
    piles = tuple(item(one.kind, pile, plan, today, language) for pile in one.piles)
    items = piles + tuple(
        matter_item(one.kind, matter, plan, today, language) for matter in one.matters
    )
    more = one.count - sum(each.count for each in items) if items else 0
    return Waiting(one, WORDS[one.kind], address(one), items, more)


def address(one: Todo) -> str:
    """The page on which a list is worked off; empty where there is none."""
    name = PLACES.get(one.kind)
    try:
        if name == "report" and one.piles:
            return reverse("grid", args=[one.piles[0].month])
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


def item(kind: Kind, pile: Pile, plan: Plan | None, today: date, language: str) -> Item:
    """A pile in words."""
    indicator = plan.indicator_by_code.get(pile.indicator) if plan else None
    known = plan.unit_by_code if plan else {}
    names = [known[code].name(language) if code in known else code for code in pile.units]
    return Item(
        indicator.label.text(language) if indicator else pile.indicator,
        tuple(names[:NAMED]),
        len(names[NAMED:]),
        len(names),
        Period.parse(pile.period),
        pile.until,
        pile.until < today,
        place(kind, pile),
    )


def matter_item(kind: Kind, matter: Matter, plan: Plan | None, today: date, language: str) -> Item:
    """A matter of judging in words."""
    about = about_words(kind, matter, plan, language)
    unit = unit_in(plan, matter.unit, language) if plan else matter.unit
    single = link(ONE[kind], matter.key) if kind in ONE else ""
    return Item(
        about,
        (unit,) if unit else (),
        0,
        1,
        Period.parse(matter.period) if matter.period else None,
        matter.until,
        matter.until is not None and matter.until < today,
        single or link(PLACES[kind]),
    )


def about_words(kind: Kind, matter: Matter, plan: Plan | None, language: str) -> str:
    """What a matter is about: the name of a code of the plan, a kind of award, or its words."""
    if kind is Kind.AWARD_DECIDE:
        return str(AwardKind(matter.about).label)
    if kind is Kind.BOARD_SEAL:
        return gettext("Board")
    return subject(plan, matter.about, language) if plan else matter.about


def place(kind: Kind, pile: Pile) -> str:
    """Where a pile is worked off: the page of a single value, else the table of its indicator."""
    name = PLACES.get(kind)
    if len(pile.keys) == 1 or name is None:
        return reverse("value", args=[pile.keys[0]])
    table = reverse("grid", args=[pile.month]) if name == "report" else reverse(name)
    return f"{table}?{urlencode({'indicator': pile.indicator})}"
