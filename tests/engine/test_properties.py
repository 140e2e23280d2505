"""What holds for every plan: order, monotony, independence, explanations, no silent NaN."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import isnan
from random import Random
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from saima.engine.explain import Part, explain
from saima.engine.outcome import Eager
from saima.engine.standings import standings
from saima.plan.methods.completion import Completion
from saima.plan.tree import Direction
from tests.engine.strategies import Chances, Year, better, years

QUICK = settings(
    max_examples=16,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def rows_of(frame: Eager, *keys: str) -> dict[tuple[str, ...], dict[str, Any]]:
    """Rows by their keys."""
    return {tuple(row[key] for key in keys): row for row in frame.iter_rows(named=True)}


@QUICK
@given(years(), st.integers())
def test_the_order_of_the_rows_changes_nothing(year: Year, seed: int) -> None:
    chance = Random(seed)

    def shuffled(rows: Sequence[Any]) -> tuple[Any, ...]:
        mixed = list(rows)
        chance.shuffle(mixed)
        return tuple(mixed)

    mixed = replace(
        year,
        observations=shuffled(year.observations),
        targets=shuffled(year.targets),
        adjustments=shuffled(year.adjustments),
    )
    found, wanted = mixed.scored(), year.scored()
    assert rows_of(found.totals, "period", "unit") == rows_of(wanted.totals, "period", "unit")
    for name, key in (("scores", "indicator"), ("nodes", "node")):
        rows, others = (
            rows_of(getattr(one, name), "period", "unit", key) for one in (found, wanted)
        )
        assert rows.keys() == others.keys()
        for which, row in rows.items():
            columns = ("points", "note", "light") if key == "indicator" else ("points", "note")
            assert [row[c] for c in columns] == [others[which][c] for c in columns], which


@QUICK
@given(years(Chances(gaps=False)), st.data())
def test_a_better_value_never_lowers_the_rate(year: Year, data: st.DataObject) -> None:
    rising = [part for part in year.plan.indicators if type(part.scoring).rising]
    if not rising:
        return
    part = data.draw(st.sampled_from(rising))
    unit = data.draw(st.sampled_from([one.code for one in year.plan.units]))
    key = {"unit": unit, "indicator": part.code, "period": "2021-03"}
    improved = replace(
        year,
        observations=tuple(
            better(part, row) if key.items() <= row.items() else row for row in year.observations
        ),
    )
    before, after = (
        rows_of(one.scored().scores, "period", "unit", "indicator") for one in (year, improved)
    )
    for period in ("2021-03", "2021Q1"):
        old, new = before[period, unit, part.code], after[period, unit, part.code]
        # Below zero a ratio means nothing, however much lower is better.
        meaningful = part.direction is not Direction.LOWER or new["value"] > 0
        if old["reason"] is None and meaningful:
            assert new["reason"] is None
            assert new["rate"] >= old["rate"] - 1e-12, (part.scoring, old["value"], new["value"])


ALONE = Chances(methods=(Completion(), Completion(cap=1.3)), data_weights=False, group_means=False)


@QUICK
@given(years(ALONE), st.data())
def test_removing_a_unit_changes_no_others_completion_points(
    year: Year, data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from([one.code for one in year.plan.units]))
    before = rows_of(year.scored().scores, "period", "unit", "indicator")
    after = rows_of(year.without(gone).scored().scores, "period", "unit", "indicator")
    assert after.keys() == {key for key in before if key[1] != gone}
    for key, row in after.items():
        assert row["points"] == before[key]["points"]


def assert_adds_up(part: Part) -> None:
    """The parts and the cut make the points to the last digit, at every level."""
    if part.children and part.points is not None:
        added = sum(Decimal(str(child.points or 0)) for child in counted(part))
        assert added + Decimal(str(part.cut)) == Decimal(str(part.points)), part.code
    for child in part.children:
        assert_adds_up(child)


def counted(part: Part) -> list[Part]:
    """The children that have points."""
    return [child for child in part.children if child.points is not None]


@QUICK
@given(years())
def test_explanations_add_up_and_nothing_is_silently_not_a_number(year: Year) -> None:
    outcome = year.scored()
    for row in outcome.totals.iter_rows(named=True):
        period = next(one for one in year.periods if str(one) == row["period"])
        found = explain(outcome, period, row["unit"])
        assert_adds_up(found.part)
        assert (row["total"] is None) == (row["rank"] is None) == (row["reason"] is not None), row
        if row["total"] is not None:
            half = Decimal(5).scaleb(-year.plan.decimals.total - 1)
            assert abs(Decimal(str(found.part.points)) - Decimal(str(row["total"]))) <= half
    for row in outcome.scores.iter_rows(named=True):
        assert row["rate"] is not None or row["note"], row
    frames = [outcome.scores, outcome.nodes, outcome.totals, outcome.weights]
    for frame in (frame for frame in frames if frame is not None):
        for cells in frame.iter_rows():
            assert not any(type(cell) is float and isnan(cell) for cell in cells), cells


PLAIN = Chances(data_weights=False, only_sums=True)


@QUICK
@given(years(PLAIN))
def test_standings_alone_are_those_of_the_whole_calculation(year: Year) -> None:
    totals = rows_of(year.scored().totals, "period", "unit")
    alone = rows_of(standings(year.plan, year.inputs(), year.periods), "period", "unit")
    assert alone.keys() == totals.keys()
    for key, row in alone.items():
        for name in ("total", "rank", "field", "overall_rank", "bonus", "deduction", "movement"):
            assert row[name] == totals[key][name], (key, name)
