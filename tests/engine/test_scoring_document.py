"""docs/scoring.md says what the engine does: every table is computed again."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from saima.engine.consequences import Standing, triggers
from saima.engine.outcome import Outcome
from saima.plan.methods import METHODS
from saima.plan.methods.goalposts import Goalposts
from saima.plan.methods.met import Met
from saima.plan.periods import Period
from saima.plan.rules import Ranking, YearScore
from saima.plan.tree import Indicator
from tests.engine.builders import (
    Column,
    adjustment,
    column,
    consequence,
    indicator,
    node,
    node_row,
    plan,
    score_column,
    score_row,
    scored,
    scored_columns,
    total_row,
)
from tests.engine.test_rounding import rounded_all

DOCUMENT = Path(__file__).parents[2] / "docs" / "scoring.md"
MARCH = "2021-03"
RATE = Goalposts(low=0, high=1)
HUNDRED = Goalposts(low=0, high=100)
Cells = dict[str, str]


@dataclass
class Table:
    """A table of the document with the settings above it."""

    heading: str
    settings: dict[str, Any]
    rows: list[Cells] = field(default_factory=list)


def tables() -> Iterator[Table]:
    """The tables below third-level headings, with the last block of settings before each."""
    heading, settings, names = "", "", []
    current: Table | None = None
    blocks = iter([*DOCUMENT.read_text(encoding="utf-8").splitlines(), ""])
    for line in blocks:
        if line.startswith("#"):
            heading, settings = line.lstrip("# "), ""
            deep = line.startswith("### ")
        if line.startswith("```yaml"):
            settings = "\n".join(iter(lambda: next(blocks), "```"))
        if line.startswith("|") and deep:
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if current is None:
                names = cells
                current = Table(heading, yaml.safe_load(settings) or {})
            elif not set(line) <= set("|-"):
                current.rows.append(dict(zip(names, cells, strict=True)))
        elif current is not None:
            yield current
            current = None


TABLES = list(tables())
METHOD_TABLES = [table for table in TABLES if re.search(r"`\w+`$", table.heading)]
OTHERS = {table.heading: table for table in TABLES if table not in METHOD_TABLES}


def number(cell: str) -> float | None:
    """A number in a cell; ``none`` is nothing."""
    return None if cell == "none" else float(cell)


def numbers(table: Table, name: str) -> list[float | None]:
    """A column of numbers."""
    return [number(row[name]) for row in table.rows]


def test_every_method_has_a_section() -> None:
    found = {re.findall(r"`(\w+)`$", table.heading)[0] for table in METHOD_TABLES}
    assert found == set(METHODS)
    for table in METHOD_TABLES:
        method = METHODS[table.settings["scoring"]["method"]]
        assert table.heading.startswith(f"{method.title.en} {method.title.zh} `")


@pytest.mark.parametrize(
    "table", METHOD_TABLES, ids=[table.heading.split("`")[1] for table in METHOD_TABLES]
)
def test_methods(table: Table) -> None:
    given = dict(table.settings)
    method = METHODS[given["scoring"]["method"]].model_validate(given.pop("scoring"))
    optional = {
        name: numbers(table, head)
        for name, head in (
            ("targets", "target"),
            ("last_year", "last year"),
            ("previous", "previous"),
        )
        if head in table.rows[0]
    }
    fields = [int(row["field"]) for row in table.rows if "field" in row]
    values = Column(numbers(table, "value"), fields=fields, **optional)
    (rows,) = scored_columns([(method, values, given)])
    assert [row["points"] for row in rows] == numbers(table, "points")


def months_become_one_value(table: Table) -> None:
    parts = [indicator(f"{r['collect']} {r['span']}", target=1, **picked(r)) for r in table.rows]
    rows = [
        ("A", part.code, f"2021-{month:02d}", value)
        for part in parts
        for month, value in enumerate(table.settings["reports"], 1)
    ]
    outcome = scored(plan(*parts), rows, "2021-06", "2021Q2")
    for part, row in zip(parts, table.rows, strict=True):
        for period in ("2021-06", "2021Q2"):
            assert score_row(outcome, "A", part.code, period)["value"] == number(row[period])


def picked(row: Cells) -> dict[str, Any]:
    """How the values of a row are collected."""
    return {"collect": row["collect"], "span": row["span"]}


def a_years_target_in_its_periods(table: Table) -> None:
    parts = []
    for row in table.rows:
        phase = table.settings["table"] if row["curve"] == "table" else row["curve"]
        target = {"value": table.settings["target"], "phase": phase}
        code = f"{row['curve']} {row['span']}"
        parts.append(
            indicator(code, target=target, span=row["span"], collect=table.settings["collect"])
        )
    months = [f"2021-{month:02d}" for month in range(1, 13)]
    observations = [("A", part.code, month, 1) for part in parts for month in months]
    outcome = scored(plan(*parts), observations, "2021-03", "2021Q2", "2021")
    for part, row in zip(parts, table.rows, strict=True):
        for period in ("2021-03", "2021Q2", "2021"):
            found = score_row(outcome, "A", part.code, period)["target"]
            assert found == pytest.approx(number(row[period]))


def whether_a_target_is_met(table: Table) -> None:
    values = ("59.9", "60", "60.1")
    parts = [
        indicator(
            row["compare"],
            Met(),
            target={"value": table.settings["target"], "compare": row["compare"]},
            direction="higher" if row["compare"] in ("at_least", "more_than") else "lower",
        )
        for row in table.rows
    ]
    observations = [
        (unit, part.code, MARCH, float(value))
        for part in parts
        for unit, value in zip("ABC", values, strict=True)
    ]
    outcome = scored(plan(*parts, units_="A B C"), observations)
    for row in table.rows:
        found = score_column(outcome, "meets", row["compare"])
        assert found == [row[value] == "yes" for value in values]


def what_the_policies_do(table: Table) -> None:
    for row in table.rows:
        parts = [
            indicator(code, RATE, weight=weight, missing=row["policy"])
            for code, weight in zip("ab", table.settings["weights"], strict=True)
        ]
        observations = [
            (unit, code, MARCH, rate)
            for unit, rates in table.settings["rates"].items()
            for code, rate in zip("ab", rates, strict=True)
            if rate is not None
        ]
        totals = column(scored(plan(*parts, units_="A B"), observations), "total")
        assert totals == {unit: number(row[f"total of {unit}"]) for unit in "AB"}


def ways_of_combining(table: Table) -> None:
    for row in table.rows:
        parts = [
            indicator(code, RATE, parent="n", weight=weight)
            for code, weight in zip("ab", table.settings["weights"], strict=True)
        ]
        observations = [
            ("A", code, MARCH, rate)
            for code, rate in zip("ab", table.settings["rates"], strict=True)
        ]
        rules = plan(node("n", combine=row["combine"], weight=100), *parts)
        found = node_row(scored(rules, observations), code="n")
        assert (round(found["rate"], 4), found["points"]) == (
            number(row["rate"]),
            number(row["points"]),
        )


def effective_weights(table: Table) -> None:
    parts: list[Any] = []
    for parent, children in table.settings.items():
        for code, weight in children.items():
            if code in table.settings:
                parts.append(node(code, parent, weight=weight))
            else:
                parts.append(indicator(code, RATE, parent=parent, weight=weight))
    leaves = [part.code for part in parts if isinstance(part, Indicator)]
    outcome = scored(plan(*parts), [("A", code, MARCH, 1) for code in leaves])
    stated = {part.code: part.weight for part in parts}
    for row in table.rows:
        code = row["part"]
        found = score_row if code in leaves else node_row
        assert found(outcome, "A", code)["weight"] == number(row["effective"])
        assert stated[code] == number(row["stated"])


def weights_that_are_not_stated(table: Table) -> None:
    codes = [row["child"] for row in table.rows]
    aggregation = {"weighting": "ahp", "comparisons": table.settings["comparisons"]}
    rules = plan(*(indicator(code, RATE, weight=1) for code in codes), total=aggregation)
    outcome = scored(rules, [("A", code, MARCH, 1) for code in codes])
    assert outcome.weights is not None
    found = {row["child"]: row["weight"] for row in outcome.weights.iter_rows(named=True)}
    for row in table.rows:
        assert round(found[row["child"]], 4) == number(row["weight"])


def half_up(table: Table) -> None:
    for row in table.rows:
        found = rounded_all([float(row["number"])], int(row["decimals"]))
        assert found == [number(row["rounded"])]


def caps(table: Table) -> None:
    kinds = ("prize", "pilot", "notice")
    rules = plan(
        indicator(method=HUNDRED),
        units_=" ".join(f"U{n}" for n, _ in enumerate(table.rows)),
        adjustments=[
            adjustment(
                kind, "deduction" if kind == "notice" else "bonus", table.settings["caps"].get(kind)
            )
            for kind in kinds
        ],
        bonus_cap=table.settings["bonus_cap"],
    )
    units = [unit.code for unit in rules.units]
    outcome = scored(
        rules,
        [(unit, "a", MARCH, table.settings["tree"]) for unit in units],
        adjustments=[
            (unit, MARCH, kind, float(row[kind]))
            for unit, row in zip(units, table.rows, strict=True)
            for kind in kinds
        ],
    )
    for unit, row in zip(units, table.rows, strict=True):
        found = total_row(outcome, unit)
        for name in ("bonus", "deduction", "total"):
            assert found[name] == number(row[name])


def quarters_and_year_end(table: Table) -> None:
    rules = plan(
        indicator(method=HUNDRED),
        units_=" ".join(f"U{n}" for n, _ in enumerate(table.rows)),
        year_score=YearScore.model_validate(table.settings["year_score"]),
    )
    observations = [
        (f"U{n}", "a", f"2021-{quarter * 3:02d}", number(row[f"Q{quarter}"]))
        for n, row in enumerate(table.rows)
        for quarter in (1, 2, 3, 4)
        if row[f"Q{quarter}"] != "none"
    ]
    outcome = scored(rules, observations, "2021")
    for n, row in enumerate(table.rows):
        found = total_row(outcome, f"U{n}", "2021")
        for name, head in (("quarters", "quarters"), ("year_end", "year end"), ("total", "total")):
            assert found[name] == number(row[head])


def ties(table: Table) -> None:
    names = [f"U{n}" for n, _ in enumerate(table.rows)]
    for way in ("min", "dense", "average"):
        rules = plan(
            indicator(method=HUNDRED),
            units_=" ".join(names),
            ranking=Ranking.model_validate({"ties": way}),
        )
        observations = [
            (unit, "a", MARCH, number(row["total"]))
            for unit, row in zip(names, table.rows, strict=True)
        ]
        assert list(column(scored(rules, observations), "rank").values()) == numbers(table, way)


def behind_the_curve(table: Table) -> None:
    period = str(table.settings["period"])
    values = Column(numbers(table, "done"))
    rules = plan(
        indicator(collect="cumulative", target=table.settings["target"]), units_=values.units()
    )
    observations = [(f"U{n}", "a", period, value) for n, value in enumerate(values.values, 1)]
    outcome: Outcome = scored(rules, observations, period)
    assert score_column(outcome, "light", period=period) == [row["light"] for row in table.rows]
    for row in table.rows:
        assert 50 - float(row["done"]) == pytest.approx(float(row["behind"]))


def bottom_two_of_eleven(table: Table) -> None:
    given = dict(table.settings)
    size = given.pop("field")
    rule = consequence(**given)
    for row in table.rows:
        history = [
            Standing(Period.parse(f"2021Q{quarter}"), number(row[f"Q{quarter}"]), size)
            for quarter in (1, 2, 3, 4)
        ]
        found = triggers(rule, ("X", "g", None), history)
        words = ", ".join(f"Q{trigger.period.index} {trigger.card}" for trigger in found)
        assert (words or "never") == row["fires"]


CHECKS: dict[str, Callable[[Table], None]] = {
    "Months become one value": months_become_one_value,
    "A year's target in its periods": a_years_target_in_its_periods,
    "Whether a target is met": whether_a_target_is_met,
    "What the policies do": what_the_policies_do,
    "Ways of combining": ways_of_combining,
    "Effective weights": effective_weights,
    "Weights that are not stated": weights_that_are_not_stated,
    "Half up": half_up,
    "Caps": caps,
    "Quarters and year end": quarters_and_year_end,
    "Ties": ties,
    "Behind the curve": behind_the_curve,
    "Bottom two of eleven, two quarters running": bottom_two_of_eleven,
}


def test_every_table_is_checked() -> None:
    assert list(OTHERS) == list(CHECKS)
    assert all(table.rows for table in TABLES)


@pytest.mark.parametrize("heading", CHECKS)
def test_the_tables_are_what_the_engine_computes(heading: str) -> None:
    CHECKS[heading](OTHERS[heading])
