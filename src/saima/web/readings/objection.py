"""One objection: its story in order, the value that it is about, and what may be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from saima.actions.by import By
from saima.actions.objection_steps import claim_of, value_key
from saima.actions.permissions import Right
from saima.actions.typed import fields
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Indicator
from saima.records.models import (
    About,
    Board,
    Entry,
    Objection,
    ObjectionFile,
    ObjectionState,
    Person,
    Ruling,
)
from saima.records.queries.objections import ObjectionStory, story
from saima.records.queries.plans import plan_of
from saima.web.links import link
from saima.web.readings.objections import Line, line, may_rule
from saima.web.wording.objections import RULED, claim, number, unit_in
from saima.web.wording.reported import parts_words, reading_words
from saima.web.wording.steps import StepWord

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Event:
    """Something that happened; ``name`` says what, ``ruling`` is there for one."""

    at: datetime
    person: Person | None
    name: str
    text: str = ""
    ruling: Ruling | None = None
    ruled: StepWord | None = None
    value: str = ""
    board: str = ""
    files: tuple[ObjectionFile, ...] = ()


@dataclass(frozen=True)
class Reading:
    """Everything on the page; ``asks`` are the numbers that a ruling may name."""

    objection: Objection
    line: Line
    plan: Plan
    indicator: Indicator | None
    value_unit: str
    value_period: Period | None
    value: str
    claim: str
    explanation: str
    board: str
    events: list[Event]
    asks: tuple[str, ...]
    may_rule: bool
    may_appeal: bool
    may_withdraw: bool
    may_attach: bool


def read_objection(by: By, objection: Objection, language: str) -> Reading:
    """An objection as ``by`` sees it."""
    plan = plan_of(objection.board.version)
    about_value = objection.about == About.INDICATOR
    indicator = plan.indicator_by_code[objection.code] if about_value else None
    waits = objection.state in (ObjectionState.FILED, ObjectionState.APPEALED)
    files_it = by.standing.may(Right.OBJECTION_FILE, objection.unit)
    appealable = objection.takes_an_appeal(by.today)
    measure = indicator.measure.text(language) if indicator else ""
    return Reading(
        objection=objection,
        line=line(objection, by.today, language),
        plan=plan,
        indicator=indicator,
        value_unit=unit_in(plan, objection.value_unit, language),
        value_period=Period.parse(objection.value_period) if about_value else None,
        value=stood(objection, indicator, measure) if indicator else "",
        claim=claim(claim_of(objection), indicator, measure) if indicator else "",
        explanation=explanation(objection.board, objection.unit, objection.code),
        board=link("kept_board", objection.board_id),
        events=events(story(objection), indicator, measure),
        asks=fields(indicator) if indicator else (),
        may_rule=may_rule(by, objection),
        may_appeal=files_it and appealable,
        may_withdraw=files_it and waits,
        may_attach=files_it and (waits or appealable),
    )


def stood(objection: Objection, indicator: Indicator, measure: str) -> str:
    """The value that the board was computed with; empty where there was none."""
    key = value_key(objection)
    rows = Entry.objects.filter(
        plan=key.plan,
        unit=key.unit,
        indicator=key.indicator,
        period=key.period,
        recorded_at__lte=objection.board.as_of,
    )
    return entry_words(rows.order_by("-recorded_at", "-id").first(), indicator, measure)


def entry_words(entry: Entry | None, indicator: Indicator, measure: str) -> str:
    """A value of the ledger with its measure, and both parts of a ratio."""
    if entry is None:
        return ""
    words = f"{reading_words(indicator, entry)} {measure}".strip()
    parts = parts_words(indicator, entry)
    return f"{words} ({parts})" if parts else words


def explanation(board: Board, unit: str, code: str) -> str:
    """Where the calculation on the board is shown; empty for rules, which have none."""
    plan = plan_of(board.version)
    if code not in plan.indicator_by_code and code not in plan.node_by_code:
        return ""
    return link("kept_board_explain", board.pk, unit, code)


def events(told: ObjectionStory, indicator: Indicator | None, measure: str) -> list[Event]:
    """What happened, in the order of the steps."""
    objection = told.objection
    found = [Event(objection.filed_at, objection.filed_by, "filed", objection.reason)]
    if objection.appealed_at is not None:
        appealed = objection.appealed_by
        found.append(Event(objection.appealed_at, appealed, "appealed", objection.appeal_reason))
    for place, ruling in enumerate(told.rulings):
        found.insert(2 * place + 1, ruling_event(ruling, indicator, measure))
    if objection.withdrawn_at is not None:
        found.append(Event(objection.withdrawn_at, None, "withdrawn"))
    return with_files(found, told.files)


def with_files(steps: list[Event], files: list[ObjectionFile]) -> list[Event]:
    """The steps in order, each followed by the files that were sent before the next one."""
    found: list[Event] = []
    for place, step in enumerate(steps):
        until = steps[place + 1].at if place + 1 < len(steps) else None
        sent = [one for one in files if until is None or one.at < until]
        files = [one for one in files if one not in sent]
        found += [step, *(Event(one.at, one.by, "file", files=(one,)) for one in sent)]
    return found


def ruling_event(ruling: Ruling, indicator: Indicator | None, measure: str) -> Event:
    """A ruling with the value that it set and the board that came of it."""
    value = ""
    if ruling.entry is not None and indicator is not None:
        value = entry_words(ruling.entry, indicator, measure)
    return Event(
        ruling.at,
        ruling.by,
        f"ruling_{ruling.instance}",
        ruling.reasons,
        ruling=ruling,
        ruled=RULED[ruling.ruled],
        value=value,
        board=link("kept_board", ruling.led_to_id) if ruling.led_to_id else "",
    )


def first_texts(reading: Reading, typed: Texts) -> dict[str, str]:
    """The numbers to try: as typed, else as the unit claims them, else none."""
    texts = {name: typed.get(name, "").strip()[:40] for name in reading.asks}
    claimed = claim_of(reading.objection)
    if any(texts.values()) or claimed is None:
        return texts
    return {name: number(getattr(claimed, name)) for name in texts}
