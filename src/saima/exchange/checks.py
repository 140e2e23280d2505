"""Run the checks of typed rows: counted in one pass, fetched only when there are any."""

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from saima.engine.outcome import Lazy
from saima.exchange.header import ROWS_MISSING
from saima.exchange.listing import MOST_LISTED, Place, listed
from saima.exchange.row_checks import Check, value_checks
from saima.exchange.rows import FILE, WHEN, Rows, collected
from saima.exchange.tables import OBSERVATION_TABLE, ROW
from saima.plan.label import Label
from saima.plan.plan import Plan
from saima.plan.problems import Problem, problem_kind

DUPLICATE = problem_kind(
    "duplicate",
    en=(
        "{key} is there already, at {first}",
        "expected one row for each",
        "delete one{correction}",
    ),
    zh=("{key} 与 {first} 重复", "每项只应有一行", "请删去一行{correction}"),
)
CORRECTION = Label(
    zh="；如为更正，请在 recorded_at 写明时间，以后者为准",
    en="; a correction needs its moment in recorded_at, the later row counts",
)


def value_problems(rows: Rows, plan: Plan) -> list[Problem]:
    """Problems of single rows; rows with a cell that was refused already are left out."""
    checks = value_checks(rows.table, plan)
    counts = counts_of(rows.sound, checks)
    if counts.pop() == 0 and rows.table is OBSERVATION_TABLE:
        return [] if any_row(rows.every) else [Problem(ROWS_MISSING, rows.name)]
    problems: list[Problem] = []
    for check, count in zip(checks, counts, strict=True):
        if count:
            problems += listed(check.kind, places(rows, check), count)
    return problems


def counts_of(frame: Lazy, checks: Sequence[Check]) -> list[int]:
    """How many rows each check finds, and how many rows there are, in one pass."""
    found = [
        nw.when(check.bad).then(1).otherwise(0).sum().alias(str(position))
        for position, check in enumerate(checks)
    ]
    counts = collected(frame.select(*found, nw.len().alias("rows"))).row(0)
    return [int(count or 0) for count in counts]


def any_row(frame: Lazy) -> bool:
    """Whether a frame has a row."""
    return len(collected(frame.head(1))) > 0


def places(rows: Rows, check: Check) -> list[Place]:
    """Where a check's first rows are, with their facts."""
    found = rows.find(check.bad, MOST_LISTED).iter_rows(named=True)
    return [
        Place(
            row[FILE],
            row[ROW],
            {**check.words, **{fact: shown(row[column]) for fact, column in check.facts.items()}},
        )
        for row in found
    ]


def shown(value: Any) -> object:
    """A cell as a sentence shows it: whole numbers without a fraction."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def duplicate_problems(rows: Rows) -> list[Problem]:
    """One problem for each key that several rows have; absent parts of a key count as equal."""
    key = list(rows.table.key)
    if not key:
        return []
    filled = [nw.col(part).fill_null("") for part in key]
    groups = rows.sound.select(*filled).group_by(*key).agg(nw.len().alias("times"))
    repeated = groups.filter(nw.col("times") > 1)
    total = int(collected(repeated.select(nw.len())).item())
    if not total:
        return []
    first = collected(repeated.sort(*key).head(MOST_LISTED))
    wanted = first.select(key).lazy()
    found = rows.located.with_columns(*filled).join(wanted, on=key, how="inner")
    return listed(DUPLICATE, repeats(found, key), total)


def repeats(found: Lazy, key: Sequence[str]) -> list[Place]:
    """The second row of every key, with the place of the first one."""
    first: dict[tuple[str, ...], str] = {}
    second: dict[tuple[str, ...], Place] = {}
    for row in collected(found.sort(FILE, ROW)).iter_rows(named=True):
        codes = tuple(row[part] for part in key)
        if codes not in first:
            first[codes] = f"{row[FILE]}:{row[ROW]}"
        elif codes not in second:
            correction = CORRECTION if WHEN in key else ""
            name = " ".join(code for code in codes if code)
            facts = {"key": name, "first": first[codes], "correction": correction}
            second[codes] = Place(row[FILE], row[ROW], facts)
    return sorted(second.values(), key=lambda place: (place.file, place.row or 0))
