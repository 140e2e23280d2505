"""Objections as they are listed: boards that take them, those to rule, one's own, rulings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saima.actions.by import By
from saima.actions.objection_steps import own_units
from saima.actions.permissions import Right
from saima.plan.periods import Period
from saima.records.models import Board, BoardState, BoardTotal, Objection, ObjectionState, Ruling
from saima.records.queries.objections import RulingSearch, objections, rulings
from saima.records.queries.plans import plan_of
from saima.records.queries.todo_judging import to_rule_by
from saima.web.readings.values import page_number
from saima.web.wording.objections import RULED, STATES, subject, unit_in
from saima.web.wording.steps import StepWord

ON_A_PAGE = 30
MOST_TO_RULE = 100


@dataclass(frozen=True)
class OpenBoard:
    """A board that takes objections; ``units`` are those of the reader that stand on it."""

    board: Board
    period: Period
    until: date
    units: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """An objection in a list; ``day`` is its next date, ``late`` where that has passed."""

    objection: Objection
    unit: str
    subject: str
    period: Period
    state: StepWord
    day: date | None
    late: bool
    appealable: bool


@dataclass(frozen=True)
class RulingLine:
    """A ruling in a list."""

    ruling: Ruling
    unit: str
    subject: str
    period: Period
    ruled: StepWord


@dataclass(frozen=True)
class Leaf:
    """A page of a list; ``count`` of everything in it."""

    lines: list[Line] | list[RulingLine]
    page: int
    count: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // ON_A_PAGE))

    @property
    def first(self) -> int:
        """The number of the first line; 0 without any."""
        return (self.page - 1) * ON_A_PAGE + 1 if self.lines else 0

    @property
    def last(self) -> int:
        """The number of the last line."""
        return (self.page - 1) * ON_A_PAGE + len(self.lines)


@dataclass(frozen=True)
class Objections:
    """Everything on the page; ``to_rule`` None: not this reader's business."""

    boards: list[OpenBoard]
    to_rule: list[Line] | None
    listed: Leaf
    rulings: Leaf


def read_objections(by: By, asked: Mapping[str, str], language: str) -> Objections:
    """What ``by`` may see; ``asked`` are the texts of the address."""
    units = readable(by)
    to_rule = to_rule_by(by.person, by.standing.held)
    rules = by.standing.may(Right.OBJECTION_DECIDE) or by.standing.may(
        Right.OBJECTION_APPEAL_DECIDE
    )
    waiting = with_versions(to_rule.order_by("due", "id"))[:MOST_TO_RULE] if rules else ()
    return Objections(
        open_boards(by),
        [line(one, by.today, language) for one in waiting] if rules else None,
        listed(by, units, asked, language),
        found_rulings(units, asked, language),
    )


def readable(by: By) -> tuple[str, ...] | None:
    """The units whose objections ``by`` may read; None: all."""
    if by.standing.everywhere(Right.OBJECTION_READ):
        return None
    return tuple(sorted(by.standing.units(Right.OBJECTION_READ)))


def open_boards(by: By) -> list[OpenBoard]:
    """Boards that take objections today; of units only those that list them."""
    shown = Board.objects.filter(state=BoardState.SHOWN, objections_until__gte=by.today)
    boards = list(shown.select_related("version").order_by("objections_until", "period"))
    own = by.standing.units(Right.OBJECTION_FILE)
    rows = BoardTotal.objects.filter(board__in=boards, unit__in=own) if own else ()
    units: dict[int, list[str]] = {}
    for row in rows:
        units.setdefault(row.board_id, []).append(row.unit)
    return [
        OpenBoard(
            board,
            Period.parse(board.period),
            board.objections_until or by.today,
            tuple(sorted(units.get(board.pk, ()))),
        )
        for board in boards
    ]


def with_versions(found: QuerySet[Objection]) -> QuerySet[Objection]:
    """With the plan version that names its units and indicators."""
    return found.select_related("board__version", "filed_by").defer("board__version__content")


def line(objection: Objection, today: date, language: str) -> Line:
    """An objection in words; decided ones have no next day."""
    plan = plan_of(objection.board.version)
    waits = objection.state in (ObjectionState.FILED, ObjectionState.APPEALED)
    appealable = objection.takes_an_appeal(today)
    day = objection.due if waits else objection.appeal_until if appealable else None
    return Line(
        objection,
        unit_in(plan, objection.unit, language),
        subject(plan, objection.code, language),
        Period.parse(objection.board.period),
        STATES[objection.state],
        day,
        late=waits and objection.due < today,
        appealable=appealable,
    )


def listed(by: By, units: tuple[str, ...] | None, asked: Mapping[str, str], language: str) -> Leaf:
    """A page of the objections that may be read, those not settled first."""
    rows = objections(None, units)
    if asked.get("state") in ObjectionState.values:
        rows = rows.filter(state=asked["state"])
    count, page = rows.count(), page_number(asked.get("page", ""))
    page = min(page, max(1, -(-count // ON_A_PAGE)))
    cut = with_versions(rows)[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return Leaf([line(one, by.today, language) for one in cut], page, count)


def found_rulings(units: tuple[str, ...] | None, asked: Mapping[str, str], language: str) -> Leaf:
    """A page of the rulings that are looked for, the newest first."""
    wanted = RulingSearch(
        text=asked.get("text", "")[:100],
        unit=asked.get("unit", ""),
        code=asked.get("code", ""),
        ruled=asked.get("ruled", ""),
        units=units,
    )
    rows = rulings(wanted).select_related("objection__board__version")
    rows = rows.defer("objection__board__version__content")
    count, page = rows.count(), page_number(asked.get("leaf", ""))
    page = min(page, max(1, -(-count // ON_A_PAGE)))
    cut = rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return Leaf([ruling_line(one, language) for one in cut], page, count)


def ruling_line(ruling: Ruling, language: str) -> RulingLine:
    """A ruling in words."""
    objection = ruling.objection
    plan = plan_of(objection.board.version)
    return RulingLine(
        ruling,
        unit_in(plan, objection.unit, language),
        subject(plan, objection.code, language),
        Period.parse(objection.board.period),
        RULED[ruling.ruled],
    )


def may_rule(by: By, objection: Objection) -> bool:
    """Whether it is this person's turn to rule; the action decides it again."""
    right = {
        ObjectionState.FILED: Right.OBJECTION_DECIDE,
        ObjectionState.APPEALED: Right.OBJECTION_APPEAL_DECIDE,
    }.get(ObjectionState(objection.state))
    if right is None or not by.standing.everywhere(right) or objection.unit in own_units(by):
        return False
    return not Ruling.objects.filter(objection=objection, by=by.person).exists()
