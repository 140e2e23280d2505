"""What a unit may object to on a board: its indicators with their values, and the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from saima.actions.boards import YearBoards
from saima.actions.by import By
from saima.actions.kept_boards import boards_of
from saima.actions.objections import counting_periods, disputed
from saima.actions.rows import ScoreRow
from saima.actions.typed import fields
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Indicator
from saima.records.models import Board, Entry
from saima.records.queries.plans import plan_of
from saima.web.readings.objection import entry_words, explanation
from saima.web.readings.objections import OpenBoard, open_boards
from saima.web.wording.objections import subject, unit_in

CLAIMED = {
    "value": "claimed",
    "numerator": "claimed_numerator",
    "denominator": "claimed_denominator",
    "field": "claimed_field",
}
"""The numbers of a claim and their fields in the form."""


@dataclass(frozen=True)
class Choice:
    """An indicator or rule to choose."""

    code: str
    name: str


@dataclass(frozen=True)
class Value:
    """A value that counts on the board, by the period that it is of."""

    period: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Objecting:
    """The page: ``boards`` that take objections of the reader's units, and what is chosen.

    ``code`` empty: nothing chosen yet. ``score``, ``values`` and ``asks`` (the numbers of a claim
    and their fields in the form) are there for indicators only.
    """

    boards: list[OpenBoard]
    chosen: OpenBoard
    unit: str
    unit_name: str
    units: list[Choice]
    groups: list[tuple[str, list[Choice]]]
    code: str
    subject: str
    plan: Plan
    indicator: Indicator | None
    score: ScoreRow | None
    value_unit: str
    values: list[Value]
    explanation: str
    asks: tuple[tuple[str, str], ...]


def read_objecting(by: By, asked: Mapping[str, str], language: str) -> Objecting | None:
    """What is chosen in ``asked`` (board, unit, indicator, value_period); None without a board."""
    boards = [one for one in open_boards(by) if one.units]
    if not boards:
        return None
    chosen = next((one for one in boards if str(one.board.pk) == asked.get("board")), boards[0])
    unit = asked["unit"] if asked.get("unit") in chosen.units else chosen.units[0]
    plan, scored = plan_of(chosen.board.version), boards_of(chosen.board)
    scores = scored.scores(chosen.period)
    groups = choices(plan, scored, chosen.period, unit, language)
    known = {choice.code for _, inside in groups for choice in inside}
    code = asked.get("indicator", "") if asked.get("indicator") in known else ""
    score = scores.get((unit, code))
    indicator = plan.indicator_by_code[code] if score else None
    value_unit = (score.observed_unit or unit) if score else ""
    found: list[Value] = []
    if indicator is not None:
        found = values(chosen.board, value_unit, indicator, asked.get("value_period", ""), language)
    return Objecting(
        boards=boards,
        chosen=chosen,
        unit=unit,
        unit_name=unit_in(plan, unit, language),
        units=[Choice(one, unit_in(plan, one, language)) for one in chosen.units],
        groups=groups,
        code=code,
        subject=subject(plan, code, language),
        plan=plan,
        indicator=indicator,
        score=score,
        value_unit=unit_in(plan, value_unit, language),
        values=found,
        explanation=explanation(chosen.board, unit, code),
        asks=tuple((name, CLAIMED[name]) for name in fields(indicator)) if indicator else (),
    )


def choices(
    plan: Plan, scored: YearBoards, period: Period, unit: str, language: str
) -> list[tuple[str, list[Choice]]]:
    """Indicators of the unit and rules of the plan, under a code for each kind."""
    codes = {code for owner, code in scored.scores(period) if owner == unit}

    def named(found: Iterable[str]) -> list[Choice]:
        return [Choice(code, subject(plan, code, language)) for code in found]

    groups = [
        ("indicators", named(one.code for one in plan.indicators if one.code in codes)),
        ("nodes", named(plan.node_by_code)),
        ("adjustments", named(one.code for one in plan.adjustments)),
        ("consequences", named(one.code for one in plan.consequences)),
    ]
    return [(name, inside) for name, inside in groups if inside]


def values(board: Board, unit: str, indicator: Indicator, asked: str, language: str) -> list[Value]:
    """The values that count on the board as it knew them, the newest period first; one query."""
    periods = [str(one) for one in counting_periods(board, indicator)]
    rows = Entry.objects.filter(
        plan=board.plan,
        unit=unit,
        indicator=indicator.code,
        period__in=periods,
        recorded_at__lte=board.as_of,
    )
    known = {row.period: row for row in rows.order_by("recorded_at", "id")}
    chosen = asked if asked in periods else ""
    if not chosen and periods:
        chosen = str(disputed(board, unit, indicator, None))
    measure = indicator.measure.text(language)
    return [
        Value(one, entry_words(known.get(one), indicator, measure), one == chosen)
        for one in reversed(periods)
    ]
