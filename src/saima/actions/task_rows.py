"""The rows of a table of tasks: one row a node, cells to codes, days and numbers, and back.

The columns of a task stand in its first row; below, they are empty or say the same. What nobody
imports (state, day done, result) stands in the table as well, because the same file goes out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from saima.actions.imported import (
    CELL_LONG,
    CELL_NEEDED,
    CELL_NOT_DAY,
    Remark,
    coded,
    not_known,
    parsed_day,
)
from saima.actions.new_tasks import NewCoUnit, NewNode, NewTask
from saima.exchange.filled_table import TableColumn, TableRow
from saima.plan.label import Label
from saima.plan.problems import Problem, problem_kind
from saima.records.models import TagKind, TaskOrigin

TASK_COLUMNS = (
    ("code", "任务编号", "Code"),
    ("title", "任务名称", "Task"),
    ("text", "任务内容", "Content"),
    ("programme", "工作体系", "Programme"),
    ("contest", "比拼", "Contest"),
    ("unit", "牵头单位", "Lead unit"),
    ("co_units", "协办单位（占比%）", "Co-units (share %)"),
    ("leader", "责任领导", "Responsible leader"),
    ("owner", "责任岗位", "Responsible post"),
    ("origin", "任务类型", "Kind of task"),
    ("indicators", "服务指标", "Indicators served"),
    ("tags", "标签", "Tags"),
    ("starts", "开始", "Begins"),
    ("due", "完成期限", "Due"),
)
NODE_COLUMNS = (
    ("number", "节点序号", "Node no."),
    ("node_title", "节点", "Node"),
    ("node_weight", "权重", "Weight"),
    ("node_starts", "节点开始", "Node begins"),
    ("node_due", "节点期限", "Node due"),
    ("checker", "验收单位", "Checker"),
)
READ_ONLY = (
    ("state", "任务状态", "State of the task"),
    ("node_state", "节点状态", "State of the node"),
    ("done_on", "实际完成", "Done on"),
    ("result", "完成情况", "Result"),
)
NEEDED = ("code", "title", "unit", "starts", "due", "node_title", "node_due")
COLUMNS = tuple(
    TableColumn(key, Label(zh=zh, en=en), required=key in NEEDED)
    for key, zh, en in (*TASK_COLUMNS, *NODE_COLUMNS, *READ_ONLY)
)
TITLES: Mapping[str, Label] = {column.key: column.title for column in COLUMNS}
LIMITS = {"code": 64, "title": 200, "text": 2000, "leader": 64, "owner": 64, "node_title": 200}
SEPARATORS = re.compile(r"[;；\n]+")
SHARED = re.compile(r"(?P<unit>.+?)\s*(?P<share>\d+(?:\.\d{1,2})?)\s*[%％]?")
KINDS = {TagKind.CHAIN: "产业链", TagKind.CLUSTER: "产业集群", TagKind.STRATEGY: "战略"}

CELL_NOT_NUMBER = problem_kind(
    "cell_not_number",
    en=('"{value}" is no number', "expected a number such as 2 or 0.5", "correct it"),
    zh=("“{value}”不是数字", "应为例如 2 或 0.5 的数字", "请改正"),
)
TAG_FORM = problem_kind(
    "tag_form",
    en=('"{value}" names no kind of tag', "expected e.g. 产业链:前沿材料", "correct it"),
    zh=("“{value}”未写明标签类别", "应为例如 产业链:前沿材料", "请改正"),
)
ROWS_DIFFER = problem_kind(
    "rows_differ",
    en=(
        "this row says something else of the task {task} than its first row",
        "expected the same, or nothing",
        "correct one of the rows, or leave the cell empty",
    ),
    zh=("本行与任务 {task} 首行的内容不一致", "应与首行一致或留空", "请改正或清空该单元格"),
)


@dataclass(frozen=True)
class Words:
    """Codes by everything that may stand for them in a cell; programmes by code to their ids."""

    units: Mapping[str, str]
    contests: Mapping[str, str]
    indicators: Mapping[str, str]
    programmes: Mapping[str, str]
    origins: Mapping[str, str]
    tag_kinds: Mapping[str, str]


@dataclass
class Block:
    """The rows of one task in a file."""

    code: str
    rows: list[TableRow] = field(default_factory=list)

    @property
    def first(self) -> TableRow:
        """The row with the columns of the task."""
        return self.rows[0]


def blocks(rows: Iterable[TableRow], remarks: list[Remark]) -> list[Block]:
    """The rows by task; a row without a code belongs to the task above it."""
    found: dict[str, Block] = {}
    current: Block | None = None
    for row in rows:
        code = row.text("code")
        if code:
            current = found.setdefault(code, Block(code))
        if current is None:
            remarks.append(
                remark(row, "code", Problem(CELL_NEEDED, facts={"what": TITLES["code"]}))
            )
            continue
        for key, *_ in TASK_COLUMNS:
            if current.rows and row.text(key) not in ("", current.first.text(key)):
                facts = {"task": current.code}
                remarks.append(remark(row, key, Problem(ROWS_DIFFER, facts=facts)))
        current.rows.append(row)
    return list(found.values())


def remark(row: TableRow, key: str, problem: Problem) -> Remark:
    """A remark on a cell."""
    return Remark(row.row, key, row.cell(key), problem)


@dataclass
class Reading:
    """One block on its way to a task; everything that cannot be understood is remarked."""

    words: Words
    remarks: list[Remark]

    def task(self, block: Block) -> NewTask | None:
        """The task of a block; None where a cell of it cannot be understood."""
        before = len(self.remarks)
        row = block.first
        for key in ("title", "unit", "starts", "due"):
            self.needed(row, key)
        for key, most in LIMITS.items():
            self.short(row, key, most)
        starts, due = self.day(row, "starts"), self.day(row, "due")
        programme = self.code(row, "programme", self.words.programmes)
        made = NewTask(
            title=row.text("title"),
            unit=self.code(row, "unit", self.words.units),
            starts=starts or date.min,
            due=due or date.max,
            code=block.code,
            text=row.text("text"),
            programme_id=int(programme) if programme else None,
            contest=self.code(row, "contest", self.words.contests),
            leader=row.text("leader"),
            owner=row.text("owner"),
            origin=self.code(row, "origin", self.words.origins) or TaskOrigin.SET,
            co_units=tuple(self.co_units(row)),
            indicators=tuple(
                self.known(row, "indicators", text, self.words.indicators)
                for text in parts(row.text("indicators"))
            ),
            tags=tuple(self.tags(row)),
            nodes=tuple(self.nodes(block)),
        )
        return made if len(self.remarks) == before else None

    def nodes(self, block: Block) -> Iterable[NewNode]:
        """The nodes of a block; a row without anything about a node has none."""
        for row in block.rows:
            if not any(row.text(key) for key, *_ in NODE_COLUMNS):
                continue
            self.needed(row, "node_title")
            self.needed(row, "node_due")
            if row is not block.first:
                self.short(row, "node_title", LIMITS["node_title"])
            weight = self.number(row, "node_weight")
            number = self.number(row, "number")
            yield NewNode(
                title=row.text("node_title"),
                due=self.day(row, "node_due") or date.max,
                weight=Decimal(1) if weight is None else weight,
                starts=self.day(row, "node_starts"),
                checker=self.code(row, "checker", self.words.units),
                number=None if number is None else int(number),
            )

    def co_units(self, row: TableRow) -> Iterable[NewCoUnit]:
        """``发展和改革局 30；税务局``: units with their share, or without one."""
        for text in parts(row.text("co_units")):
            found = SHARED.fullmatch(text)
            whole = coded(text, self.words.units)
            if whole is not None or found is None:
                yield NewCoUnit(self.known(row, "co_units", text, self.words.units))
            else:
                unit = self.known(row, "co_units", found["unit"], self.words.units)
                yield NewCoUnit(unit, Decimal(found["share"]))

    def tags(self, row: TableRow) -> Iterable[tuple[str, str]]:
        """``产业链:前沿材料；战略:融沪``."""
        for text in parts(row.text("tags")):
            kind, colon, tag = text.replace("：", ":").partition(":")
            code = coded(kind.strip(), self.words.tag_kinds)
            if code is None or not colon or not tag.strip():
                self.say(row, "tags", Problem(TAG_FORM, facts={"value": text[:60]}))
            else:
                yield code, tag.strip()[:64]

    def say(self, row: TableRow, key: str, problem: Problem) -> None:
        """Remark something."""
        self.remarks.append(remark(row, key, problem))

    def needed(self, row: TableRow, key: str) -> None:
        """A cell that must not be empty."""
        if not row.text(key):
            self.say(row, key, Problem(CELL_NEEDED, facts={"what": TITLES[key]}))

    def short(self, row: TableRow, key: str, most: int) -> None:
        """A text that must not be longer than the records keep."""
        count = len(row.text(key))
        if count > most:
            self.say(row, key, Problem(CELL_LONG, facts={"count": count, "limit": most}))

    def day(self, row: TableRow, key: str) -> date | None:
        """A day; None for an empty cell."""
        text = row.text(key)
        found = parsed_day(text) if text else None
        if text and found is None:
            self.say(row, key, Problem(CELL_NOT_DAY, facts={"value": text[:60]}))
        return found

    def number(self, row: TableRow, key: str) -> Decimal | None:
        """A number with at most two decimals; None for an empty cell."""
        text = row.text(key)
        if not text:
            return None
        try:
            found = Decimal(text)
        except InvalidOperation:
            found = Decimal("NaN")
        whole = key == "number"
        fits = found.is_finite() and found == round(found, 0 if whole else 2)
        if not fits or (whole and not 0 < found < 10_000):
            self.say(row, key, Problem(CELL_NOT_NUMBER, facts={"value": text[:60]}))
            return None
        return found

    def code(self, row: TableRow, key: str, words: Mapping[str, str]) -> str:
        """The code of a word; empty for an empty cell."""
        text = row.text(key)
        return self.known(row, key, text, words) if text else ""

    def known(self, row: TableRow, key: str, text: str, words: Mapping[str, str]) -> str:
        """The code of a word; empty for one that is not known, which is remarked."""
        found = coded(text, words)
        if found is None:
            self.say(row, key, not_known(text, words))
        return found or ""


def parts(text: str) -> list[str]:
    """What stands in a cell of several things."""
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def read_tasks(
    rows: Sequence[TableRow], words: Words, remarks: list[Remark]
) -> list[tuple[Block, NewTask]]:
    """The tasks of a file; what cannot be understood is remarked and left out."""
    reading = Reading(words, remarks)
    found = [(block, reading.task(block)) for block in blocks(rows, remarks)]
    return [(block, task) for block, task in found if task is not None]
