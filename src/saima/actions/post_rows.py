"""The rows of a table of posts: cells to codes and dates, and what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saima.actions.imported import (
    CELL_LONG,
    CELL_NEEDED,
    CELL_NOT_DAY,
    Remark,
    coded,
    not_known,
    parsed_day,
)
from saima.exchange.filled_table import TableColumn, TableRow
from saima.plan.label import Label
from saima.plan.problems import Problem, problem_kind
from saima.records.models import Role

LONGEST = 64
GOOD_USERNAME = re.compile(r"[\w.@+-]+")
COLUMNS = (
    TableColumn("username", Label(zh="用户名", en="User name")),
    TableColumn("name", Label(zh="姓名", en="Name")),
    TableColumn("unit", Label(zh="单位", en="Unit")),
    TableColumn("role", Label(zh="角色", en="Role")),
    TableColumn("title", Label(zh="职务名称", en="Title"), required=False),
    TableColumn("starts", Label(zh="起", en="From")),
    TableColumn("ends", Label(zh="止", en="Until"), required=False),
)
TITLES: Mapping[str, Label] = {column.key: column.title for column in COLUMNS}

USERNAME_FORM = problem_kind(
    "username_form",
    en=(
        '"{value}" is no user name',
        "expected letters, digits and . @ + - _ without blanks",
        "correct it",
    ),
    zh=("“{value}”不能用作用户名", "应由文字、数字和 . @ + - _ 组成，不含空格", "请改正"),
)


class Effect(StrEnum):
    """What a row does."""

    GRANT = "grant"
    NEW_PERSON = "new_person"
    END = "end"
    NONE = "none"


@dataclass(frozen=True)
class PostRow:
    """A row as it was understood."""

    row: int
    username: str
    name: str
    role: Role
    unit: str
    title: str
    starts: date
    ends: date | None
    effect: Effect


@dataclass(frozen=True)
class Words:
    """Codes of units and roles by everything that may stand for them in a cell."""

    units: Mapping[str, str]
    roles: Mapping[str, str]


def understood(row: TableRow, words: Words, remarks: list[Remark]) -> PostRow | None:
    """The row with codes and dates; None where a cell cannot be understood, which is remarked."""
    found = list(cell_problems(row, words))
    remarks += [Remark(row.row, key, row.cell(key), problem) for key, problem in found]
    starts = parsed_day(row.text("starts"))
    role = coded(row.text("role"), words.roles)
    if found or starts is None or role is None:
        return None
    return PostRow(
        row.row,
        row.text("username"),
        row.text("name"),
        Role(role),
        coded(row.text("unit"), words.units) or "",
        row.text("title"),
        starts,
        parsed_day(row.text("ends")),
        Effect.GRANT,
    )


def cell_problems(row: TableRow, words: Words) -> Iterator[tuple[str, Problem]]:
    """What is wrong with the cells of a row, by column."""
    for key in ("username", "role", "starts"):
        if not row.text(key):
            yield key, Problem(CELL_NEEDED, facts={"what": TITLES[key]})
    username = row.text("username")
    if username and not GOOD_USERNAME.fullmatch(username):
        yield "username", Problem(USERNAME_FORM, facts={"value": username[:60]})
    for key in ("username", "name", "title"):
        if len(row.text(key)) > LONGEST:
            yield key, Problem(CELL_LONG, facts={"count": len(row.text(key)), "limit": LONGEST})
    for key in ("starts", "ends"):
        if row.text(key) and parsed_day(row.text(key)) is None:
            yield key, Problem(CELL_NOT_DAY, facts={"value": row.text(key)[:60]})
    for key, known in (("unit", words.units), ("role", words.roles)):
        if row.text(key) and coded(row.text(key), known) is None:
            yield key, not_known(row.text(key), known)
