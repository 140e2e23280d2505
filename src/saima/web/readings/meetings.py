"""The pack of a meeting as it is printed, whether gathered now or kept with a meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from saima.actions.meetings import Pack, PromiseStanding, standing_of
from saima.documents import figures
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.chain import plain
from saima.records.models import Board, BoardState, Promise
from saima.records.models.objections import ObjectionState
from saima.web.readings.hard_problems import longest_levels
from saima.web.wording.hard_problem_states import level_word


@dataclass(frozen=True)
class RedLine:
    """A red light in words; numbers with the decimals of their measure."""

    unit: str
    indicator: str
    measure: str
    target: str
    value: str
    completion: str


@dataclass(frozen=True)
class MoverLine:
    """A unit that changed its place."""

    unit: str
    group: str
    before: str
    rank: str
    movement: str


@dataclass(frozen=True)
class PromiseLine:
    """A promise with its state: ``done``, ``late`` or both; days as ISO texts."""

    unit: str
    text: str
    due: str
    done_on: str
    late: bool


@dataclass(frozen=True)
class ObjectionLine:
    """An objection that is not settled."""

    pk: int
    unit: str
    about: str
    state: str
    due: str


@dataclass(frozen=True)
class ConsequenceLine:
    """A consequence that waits for a decision."""

    pk: int
    unit: str
    rule: str
    period: Period
    card: str


@dataclass(frozen=True)
class WorkLine:
    """Something that is stuck: late node, urgent sheet or hard problem that rose.

    ``number``, ``colour`` and ``answered`` are a sheet's, ``reported`` a node's, ``level`` a hard
    problem's; ``due`` as an ISO text.
    """

    pk: int
    unit: str
    title: str
    due: str
    number: str = ""
    colour: str = ""
    level: str = ""
    answered: bool = False
    reported: bool = False


@dataclass(frozen=True)
class WorkLines:
    """The most urgent lines of a kind, and how many there were when the pack was gathered."""

    rows: list[WorkLine]
    count: int


@dataclass(frozen=True)
class ReadPack:
    """Everything that lies on the table, in the reader's words.

    Nodes, sheets and problems are None in packs that were kept before there were any.
    """

    period: Period
    board: int
    edition: int
    seal: str
    red: list[RedLine]
    promises: list[PromiseLine]
    movers: list[MoverLine]
    objections: list[ObjectionLine]
    consequences: list[ConsequenceLine]
    nodes: WorkLines | None = None
    sheets: WorkLines | None = None
    problems: WorkLines | None = None


def read_pack(pack: Pack | Mapping[str, Any], plan: Plan, language: str) -> ReadPack:
    """The pack; a kept one reads like one that was gathered now."""
    found: Mapping[str, Any] = plain(asdict(pack)) if isinstance(pack, Pack) else pack
    names = Names(plan, language)
    return ReadPack(
        period=Period.parse(found["period"]),
        board=found["board"],
        edition=found["edition"],
        seal=found["seal"],
        red=[names.red(one) for one in found["red"]],
        promises=[names.promise(one) for one in found["promises"]],
        movers=[names.mover(one) for one in found["movers"]],
        objections=[names.objection(one) for one in found["objections"]],
        consequences=[names.consequence(one) for one in found["consequences"]],
        nodes=work_lines(found, names, "node", "task"),
        sheets=work_lines(found, names, "sheet", "sheet"),
        problems=work_lines(found, names, "problem", "problem"),
    )


def work_lines(found: Mapping[str, Any], names: "Names", kind: str, key: str) -> WorkLines | None:
    """The lines of a kind of work; None where the pack does not know it."""
    work = found.get("work")
    if work is None:
        return None
    rows = [
        WorkLine(
            pk=one[key],
            unit=names.unit(one["unit"]),
            title=one["title"],
            due=str(one["due"] or ""),
            number=one.get("number", ""),
            colour=one.get("colour", ""),
            level=names.level(one.get("kind", ""), one["level"]) if one.get("level") else "",
            answered=one.get("answered", False),
            reported=one.get("reported", False),
        )
        for one in work[f"{kind}s"]
    ]
    return WorkLines(rows, work[f"{kind}_count"])


@dataclass(frozen=True)
class Names:
    """Codes of a plan as names; the code where the plan does not know it any more."""

    plan: Plan
    language: str

    def unit(self, code: str) -> str:
        """A unit."""
        unit = self.plan.unit_by_code.get(code)
        return unit.name(self.language) if unit else code

    def label(self, code: str) -> str:
        """An indicator or node."""
        found = self.plan.indicator_by_code.get(code) or self.plan.node_by_code.get(code)
        return found.label.text(self.language) if found else self.rule(code)

    def rule(self, code: str) -> str:
        """A rule for consequences."""
        labels = {rule.code: rule.label for rule in self.plan.consequences}
        return labels[code].text(self.language) if code in labels else code

    def level(self, kind: str, level: int) -> str:
        """Who has a hard problem of a kind on the table; of any kind where it is empty."""
        named = self.plan.hard_problem_by_code.get(kind) or longest_levels(self.plan)
        return level_word(named, level, self.language)

    def red(self, one: Mapping[str, Any]) -> RedLine:
        """A red light."""
        indicator = self.plan.indicator_by_code.get(one["indicator"])
        decimals = indicator.decimals if indicator else 2
        return RedLine(
            unit=self.unit(one["unit"]),
            indicator=self.label(one["indicator"]),
            measure=indicator.measure.text(self.language) if indicator else "",
            target=figures.number(number(one["target"]), decimals),
            value=figures.number(number(one["value"]), decimals),
            completion=figures.percent(number(one["completion"])),
        )

    def mover(self, one: Mapping[str, Any]) -> MoverLine:
        """A unit that changed its place."""
        group = self.plan.group_by_code.get(one["group"])
        return MoverLine(
            unit=self.unit(one["unit"]),
            group=group.label.text(self.language) if group else one["group"],
            before=figures.rank(number(one["previous"])),
            rank=figures.rank(number(one["rank"])),
            movement=figures.movement(number(one["movement"])),
        )

    def promise(self, one: Mapping[str, Any]) -> PromiseLine:
        """A promise."""
        days = (str(one["due"]), str(one["done_on"] or ""))
        return PromiseLine(self.unit(one["unit"]), one["text"], *days, one["late"])

    def objection(self, one: Mapping[str, Any]) -> ObjectionLine:
        """An objection."""
        return ObjectionLine(
            pk=one["objection"],
            unit=self.unit(one["unit"]),
            about=self.label(one["code"]),
            state=str(ObjectionState(one["state"]).label),
            due=str(one["due"]),
        )

    def consequence(self, one: Mapping[str, Any]) -> ConsequenceLine:
        """A consequence."""
        return ConsequenceLine(
            pk=one["consequence"],
            unit=self.unit(one["unit"]),
            rule=self.rule(one["rule"]),
            period=Period.parse(one["period"]),
            card=one["card"],
        )


def number(kept: str | float | None) -> float | None:
    """A number of a kept pack, in which numbers are texts."""
    return None if kept is None else float(kept)


@dataclass(frozen=True)
class PromiseRow:
    """A promise with everything that was said of it; ``mine``: the reader may finish it."""

    promise: Promise
    unit: str
    said: PromiseStanding
    mine: bool


def read_promises(
    rows: Sequence[Promise], plan: Plan, language: str, today: date, mine: frozenset[str] | None
) -> list[PromiseRow]:
    """Open ones first, the earliest day first; ``mine`` None: every unit's can be finished."""
    names = Names(plan, language)
    lines = [
        PromiseRow(
            row,
            names.unit(row.unit),
            standing_of(row, today),
            row.done_on is None and (mine is None or row.unit in mine),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: line.promise.done_on is not None)


def unit_choices(plan: Plan, language: str) -> list[tuple[str, str]]:
    """Every unit by code and name."""
    return [(unit.code, unit.name(language)) for unit in plan.units]


def periods_of(plan: str) -> list[Period]:
    """The periods that have a board, the newest first."""
    rows = Board.objects.filter(plan=plan).exclude(state=BoardState.WITHDRAWN)
    texts = set(rows.values_list("period", flat=True))
    return sorted((Period.parse(one) for one in texts), reverse=True)
