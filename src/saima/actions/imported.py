"""Cells of imported tables: dates as offices write them, words for codes, and remarks on cells."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from saima.plan.places import nearest
from saima.plan.problems import Problem, problem_kind

WRITTEN_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00(?:\.0+)?)?)?"
)

CELL_NEEDED = problem_kind(
    "cell_needed",
    en=("this cell is empty", "expected {what}", "fill it in"),
    zh=("该单元格为空", "应填写{what}", "请补填"),
)
CELL_NOT_DAY = problem_kind(
    "cell_not_day",
    en=('"{value}" is no date', "expected a date such as 2021-03-31", "correct it"),
    zh=("“{value}”不是日期", "应为例如 2021-03-31 的日期", "请改正"),
)
CELL_NOT_KNOWN = problem_kind(
    "cell_not_known",
    en=('"{value}" is not known', "expected {options}", "choose one of them"),
    zh=("“{value}”不存在", "应为 {options}", "请从中选择"),
)
CELL_LONG = problem_kind(
    "cell_long",
    en=("the text has {count} characters", "expected at most {limit}", "shorten it"),
    zh=("文字有 {count} 个字", "应不超过 {limit} 个字", "请缩短"),
)


@dataclass(frozen=True)
class Remark:
    """What is wrong with a row: ``key`` names the column, empty for the row as a whole."""

    row: int
    key: str
    cell: str
    problem: Problem


def parsed_day(text: str) -> date | None:
    """``2021-03-31``, ``2021/3/31``, ``2021年3月31日`` or a spreadsheet's date; None for others."""
    found = WRITTEN_DAY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def by_word(names: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Codes by code and by each name; a name of two codes stands for neither."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    codes = set()
    for code, *others in names:
        codes.add(code)
        for other in others:
            for word in filter(None, (other.casefold(), other)):
                if found.setdefault(word, code) != code:
                    shared.add(word)
    return {word: code for word, code in found.items() if word not in shared} | {
        code: code for code in codes if code
    }


def coded(text: str, words: Mapping[str, str]) -> str | None:
    """The code of a word; ``words`` maps codes and all their names to codes. None if unknown."""
    return words.get(text) or words.get(text.casefold())


def not_known(text: str, words: Mapping[str, str]) -> Problem:
    """The problem of a word that is none of ``words``; names are offered before codes."""
    codes = set(words.values())
    names = {word.casefold(): word for word in words if word not in codes}
    options = list(names.values()) or sorted(codes)
    return Problem(CELL_NOT_KNOWN, facts={"value": text[:60], "options": nearest(text, options)})
