"""Checks of codes and periods: each distinct text once, however many rows carry it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import narwhals as nw

from saima.exchange.listing import MOST_LISTED, Place, listed
from saima.exchange.rows import FILE, Rows, collected
from saima.exchange.tables import ROW
from saima.plan.periods import Period
from saima.plan.places import nearest
from saima.plan.plan import Plan
from saima.plan.problems import Problem, ProblemKind, problem_kind

DATE_LIKE = re.compile(r"\d{4}([-/.年])\d{1,2}([-/.月])\d{1,2}.*")

CODE_EMPTY = problem_kind(
    "code_empty",
    en=(
        "the column {column} is empty",
        "expected it in every row",
        "fill it in or delete the row",
    ),
    zh=(
        "列 {column} 为空",
        "每行都应填写",
        "请补上，或删去这一行",
    ),
)
CODE_UNKNOWN = problem_kind(
    "code_unknown",
    en=(
        "'{code}' in the column {column} is not in the plan",
        "expected a code such as {similar}",
        "mend the code, or add it to the plan first",
    ),
    zh=(
        "列 {column} 的“{code}”不在方案中",
        "应为方案中的代码，如 {similar}",
        "请改正代码，或先在方案中增加",
    ),
)
PERIOD_FORM = problem_kind(
    "period_form",
    en=(
        "the period '{code}' is not written as one",
        "expected 2021-03, 2021Q1, 2021H1 or 2021",
        "rewrite it",
    ),
    zh=(
        "期间“{code}”写法不对",
        "应为 2021-03、2021Q1、2021H1 或 2021",
        "请改写",
    ),
)
PERIOD_DATE = problem_kind(
    "period_date",
    en=(
        "the period '{code}' is a date",
        "expected 2021-03, 2021Q1, 2021H1 or 2021",
        "spreadsheets turn 2021-03 into a date: format the column as text and type it again",
    ),
    zh=(
        "期间“{code}”是日期",
        "应为 2021-03、2021Q1、2021H1 或 2021",
        "表格软件会把 2021-03 变成日期：请先把该列设为文本格式，再重新输入",
    ),
)
PERIOD_YEAR = problem_kind(
    "period_year",
    en=(
        "the period {code} is of another year",
        "expected a period of {year} or of the year before",
        "mend the period, or use the plan of that year",
    ),
    zh=(
        "期间 {code} 不属于方案年度",
        "应为 {year} 年或上一年",
        "请改正期间，或换用该年度的方案",
    ),
)


@dataclass(frozen=True)
class Verdict:
    """Why a text is refused."""

    kind: ProblemKind
    facts: Mapping[str, object]


@dataclass(frozen=True)
class KnownCodes:
    """The codes that a column may hold; people also write names, which lead to a code."""

    codes: Mapping[str, object]
    code_of_name: Mapping[str, str]

    def verdict(self, column: str, code: str | None) -> Verdict | None:
        """Why a code is refused, or nothing."""
        if not code:
            return Verdict(CODE_EMPTY, {"column": column})
        if code in self.codes:
            return None
        named = self.code_of_name.get(code.strip())
        facts = {"column": column, "code": code, "similar": named or nearest(code, self.codes)}
        return Verdict(CODE_UNKNOWN, facts)


def known_codes(plan: Plan) -> dict[str, KnownCodes]:
    """What the plan knows, by column."""
    units = {name: unit.code for unit in plan.units for name in (unit.zh, unit.en)}
    kinds = {n: a.code for a in plan.adjustments for n in (a.label.zh, a.label.en)}
    indicators = {n: i.code for i in plan.indicators for n in (i.label.zh, i.label.en)}
    return {
        "unit": KnownCodes(plan.unit_by_code, units),
        "indicator": KnownCodes(plan.indicator_by_code, indicators),
        "kind": KnownCodes({a.code: a for a in plan.adjustments}, kinds),
    }


def period_verdict(text: str | None, year: int) -> Verdict | None:
    """Why a period is refused, or nothing; the year before is there for growth."""
    if not text:
        return Verdict(CODE_EMPTY, {"column": "period"})
    if DATE_LIKE.fullmatch(text):
        return Verdict(PERIOD_DATE, {"code": text})
    try:
        period = Period.parse(text)
    except ValueError:
        return Verdict(PERIOD_FORM, {"code": text})
    if str(period) != text:
        return Verdict(PERIOD_FORM, {"code": text})
    if period.year not in (year, year - 1):
        return Verdict(PERIOD_YEAR, {"code": text, "year": year})
    return None


def code_problems(rows: Rows, plan: Plan) -> list[Problem]:
    """Problems of all code columns of a table, one distinct text at a time."""
    known = known_codes(plan)
    problems: list[Problem] = []
    for column in rows.table.codes:
        counts = counts_by_text(rows, column)
        verdicts = {
            text: period_verdict(text, plan.year)
            if column == "period"
            else known[column].verdict(column, text)
            for text in counts
        }
        refused = {text: verdict for text, verdict in verdicts.items() if verdict}
        for kind in kinds_of(refused.values()):
            texts = {text: v.facts for text, v in refused.items() if v.kind is kind}
            total = sum(counts[text] for text in texts)
            problems += listed(kind, places(rows, column, texts), total)
    return problems


def counts_by_text(rows: Rows, column: str) -> dict[str | None, int]:
    """How many rows carry each text of a column."""
    counts = collected(rows.every.group_by(column).agg(nw.len().alias("times")))
    return {text: int(times) for text, times in counts.sort(column).iter_rows()}


def kinds_of(verdicts: Iterable[Verdict]) -> list[ProblemKind]:
    """The kinds among verdicts, each once."""
    return list({verdict.kind.code: verdict.kind for verdict in verdicts}.values())


def places(
    rows: Rows, column: str, texts: Mapping[str | None, Mapping[str, object]]
) -> Iterator[Place]:
    """Where the first rows with one of the texts are."""
    bad = nw.col(column).is_in([text for text in texts if text is not None])
    if None in texts:
        bad = bad | nw.col(column).is_null()
    for row in rows.find(bad, MOST_LISTED).iter_rows(named=True):
        yield Place(row[FILE], row[ROW], texts[row[column]])
