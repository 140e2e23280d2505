"""Units live in the plan: changed ones make a draft of its next version, never a change of it.

The draft goes the way of every new version: checked, compared, rehearsed, published with a reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from saima.actions.by import By
from saima.actions.imported import (
    CELL_LONG,
    CELL_NEEDED,
    CELL_NOT_DAY,
    Remark,
    by_word,
    coded,
    not_known,
    parsed_day,
)
from saima.actions.permissions import Right
from saima.actions.refusals import CHANGED_MEANWHILE, EMPTY_REASON, TAKEN, Refused, refused
from saima.exchange.filled_table import TableColumn, TableRow, read_table
from saima.plan.check import check_plan
from saima.plan.label import Label
from saima.plan.places import ModelPath, Place
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems, problem_kind
from saima.plan.units import Unit, UnitKind
from saima.records.models import PlanVersion
from saima.records.queries.plans import current_version, plan_of

LONGEST = 64

COLUMNS = tuple(
    TableColumn(key, Label(zh=zh, en=en), required=key == "code")
    for key, zh, en in (
        ("code", "代码", "Code"),
        ("zh", "中文名称", "Chinese name"),
        ("en", "英文名称", "English name"),
        ("group", "组别", "Group"),
        ("kind", "类别", "Kind"),
        ("parent", "上级单位", "Parent"),
        ("valid_from", "起始日", "Valid from"),
        ("valid_to", "终止日", "Valid to"),
        ("merged_into", "并入单位", "Merged into"),
    )
)
DAYS = ("valid_from", "valid_to")
TITLES: Mapping[str, Label] = {column.key: column.title for column in COLUMNS}

UNITS_SAME = problem_kind(
    "units_same",
    en=("no unit differs from the plan", "expected a change", "change a cell first"),
    zh=("各单位与现行办法一致", "应有改动", "请先修改"),
)


@dataclass(frozen=True)
class NextVersion:
    """Why the units change, and from which day on."""

    reason: str
    effective_from: date | None


@dataclass(frozen=True)
class UnitsDraft:
    """What became of the rows: remarks by cell, else the draft with what the checks found."""

    remarks: tuple[Remark, ...] = ()
    plan: Plan | None = None
    found: tuple[Problem, ...] = ()


def read_units(by: By, name: str, content: bytes) -> tuple[TableRow, ...]:
    """The rows of a filled table of units. Raises Denied, and Refused for what is no such table."""
    by.needs(Right.PLAN_PUBLISH)
    try:
        return read_table(name, content, COLUMNS)
    except Problems as problems:
        raise Refused(problems.problems) from problems


def draft_units(
    by: By, version: PlanVersion, rows: Sequence[TableRow], upcoming: NextVersion, name: str = ""
) -> UnitsDraft:
    """The next version of the plan with these units; nothing is kept, nothing is published.

    Units that no row names stay as they are, and so do cells of columns that the table does not
    have. ``version`` is the one that the rows were made from. Raises Denied; Refused without a
    reason, where the plan was changed meanwhile, and where no unit differs.
    """
    by.needs(Right.PLAN_PUBLISH)
    if not upcoming.reason.strip():
        raise refused(EMPTY_REASON)
    refuse_stale(version)
    plan = plan_of(version)
    words = Words.of(plan, rows)
    remarks = tuple(remark for row in rows for remark in judged(row, plan, words))
    remarks += tuple(twice(rows))
    if remarks:
        return UnitsDraft(remarks)
    units, lines = merged(plan, rows, words)
    if units == plan.units:
        raise refused(UNITS_SAME)
    draft = plan.model_copy(
        update={
            "units": units,
            "version": plan.version + 1,
            "reason": upcoming.reason.strip(),
            "effective_from": upcoming.effective_from,
        }
    )
    places: dict[ModelPath, Place] = {
        ("units", index): Place(name, line) for index, line in lines.items()
    }
    return UnitsDraft(plan=draft, found=tuple(check_plan(draft, places)))


def refuse_stale(version: PlanVersion) -> None:
    """Raise Refused where another version was published after ``version``."""
    current = current_version(version.year)
    if current is not None and current.pk != version.pk:
        raise refused(CHANGED_MEANWHILE, found=current.version, seen=version.version)


@dataclass(frozen=True)
class Words:
    """Codes by everything that may stand for them in a cell."""

    groups: Mapping[str, str]
    kinds: Mapping[str, str]
    units: Mapping[str, str]

    @classmethod
    def of(cls, plan: Plan, rows: Sequence[TableRow]) -> "Words":
        """Groups and units of the plan and of the rows, kinds of units."""
        units = [(unit.code, unit.zh, unit.en) for unit in plan.units]
        units += [(row.text("code"), row.text("zh"), row.text("en")) for row in rows]
        return cls(
            by_word((group.code, group.label.zh, group.label.en) for group in plan.groups),
            by_word((kind.value, KINDS[kind].zh, KINDS[kind].en) for kind in UnitKind),
            by_word(units),
        )

    def of_column(self, key: str) -> Mapping[str, str] | None:
        """The words of a column; None for a column of texts or dates."""
        if key in ("parent", "merged_into"):
            return self.units
        return {"group": self.groups, "kind": self.kinds}.get(key)


KINDS: Mapping[UnitKind, Label] = {
    UnitKind.CITY: Label(zh="全市", en="city"),
    UnitKind.TOWN: Label(zh="镇", en="town"),
    UnitKind.STREET: Label(zh="街道", en="street"),
    UnitKind.PLATFORM: Label(zh="平台", en="platform"),
    UnitKind.DEPARTMENT: Label(zh="部门", en="department"),
    UnitKind.SUPERIOR: Label(zh="上级单位", en="superior"),
    UnitKind.OTHER: Label(zh="其他", en="other"),
}


def judged(row: TableRow, plan: Plan, words: Words) -> Iterator[Remark]:
    """What is wrong with the cells of a row."""
    for key in ("code", "zh", "en"):
        text = row.text(key)
        if not text and (stands(row, key) or row.text("code") not in plan.unit_by_code):
            yield remark(row, key, Problem(CELL_NEEDED, facts={"what": TITLES[key]}))
        if len(text) > LONGEST:
            facts = {"count": len(text), "limit": LONGEST}
            yield remark(row, key, Problem(CELL_LONG, facts=facts))
    for key in TITLES:
        text, known = row.text(key), words.of_column(key)
        if text and key in DAYS and parsed_day(text) is None:
            yield remark(row, key, Problem(CELL_NOT_DAY, facts={"value": text[:60]}))
        if text and known is not None and coded(text, known) is None:
            yield remark(row, key, not_known(text, known))


def stands(row: TableRow, key: str) -> bool:
    """Whether the table that the row is from has the column; the page has all of them."""
    return not row.letters or key in row.letters


def twice(rows: Sequence[TableRow]) -> Iterator[Remark]:
    """Codes that two rows have."""
    seen: set[str] = set()
    for row in rows:
        code = row.text("code")
        if code and code in seen:
            yield remark(row, "code", Problem(TAKEN, facts={"name": code}))
        seen.add(code)


def remark(row: TableRow, key: str, problem: Problem) -> Remark:
    """A remark on a cell."""
    return Remark(row.row, key, row.cell(key), problem)


def merged(
    plan: Plan, rows: Sequence[TableRow], words: Words
) -> tuple[tuple[Unit, ...], dict[int, int]]:
    """The units in their order, new ones last, and the row of each that has one."""
    given = {row.text("code"): row for row in rows}
    units = [
        changed(unit, given[unit.code], words) if unit.code in given else unit
        for unit in plan.units
    ]
    units += [
        changed(None, row, words) for code, row in given.items() if code not in plan.unit_by_code
    ]
    lines = {index: given[unit.code].row for index, unit in enumerate(units) if unit.code in given}
    return tuple(units), lines


def changed(unit: Unit | None, row: TableRow, words: Words) -> Unit:
    """The unit as the row has it."""
    content: dict[str, object] = {} if unit is None else dict(unit.model_dump())
    for key in TITLES:
        if not stands(row, key):
            continue
        text, known = row.text(key), words.of_column(key)
        if key in DAYS:
            content[key] = parsed_day(text)
        elif known is not None:
            content[key] = coded(text, known) if text else None
        elif text:
            content[key] = text
    content["kind"] = content.get("kind") or UnitKind.OTHER
    return Unit.model_validate(content)
