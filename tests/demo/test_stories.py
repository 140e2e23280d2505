"""The boards that real scoring makes of the demo year tell the stories that it was written for."""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
import pytest

from saima.demo.profiles import Profile, profiles
from saima.demo.rows import AdjustmentRow, DemoYear, ObservationRow, TargetRow
from saima.engine.columns import ADJUSTMENTS, OBSERVATIONS, TARGETS, Schema
from saima.engine.outcome import Inputs, Lazy, Outcome
from saima.engine.score import score
from saima.exchange.backends import PolarsBackend
from saima.plan.periods import Period
from saima.plan.plan import Plan

QUARTERS = ("2021Q1", "2021Q2", "2021Q3", "2021Q4")

DemoRow = ObservationRow | TargetRow | AdjustmentRow


def frame(backend: PolarsBackend, rows: Sequence[DemoRow], schema: Schema) -> Lazy:
    columns = {name: [getattr(row, name) for row in rows] for name in schema}
    return backend.table(columns, schema)


def inputs(year: DemoYear) -> Inputs:
    backend = PolarsBackend()
    return Inputs(
        observations=frame(backend, year.observations, OBSERVATIONS),
        targets=frame(backend, year.targets, TARGETS),
        adjustments=frame(backend, year.adjustments, ADJUSTMENTS),
        table=backend.table,
    )


@dataclass(frozen=True)
class Boards:
    """The outcome with its frames as Polars."""

    outcome: Outcome
    totals: pl.DataFrame
    scores: pl.DataFrame

    def ranks(self, group: str) -> dict[str, list[float]]:
        """Places of each unit over the quarters."""
        rows = self.totals.filter(pl.col("group") == group).sort("period")
        found: dict[str, list[float]] = defaultdict(list)
        for row in rows.filter(pl.col("period").is_in(QUARTERS)).iter_rows(named=True):
            found[row["unit"]].append(row["rank"])
        return found


def scored(plan: Plan, year: DemoYear, periods: Sequence[str], as_of: str | None = None) -> Boards:
    wanted = [Period.parse(period) for period in periods]
    outcome = score(plan, inputs(year), wanted, as_of=as_of)
    return Boards(outcome, outcome.totals.to_native(), outcome.scores.to_native())


@pytest.fixture(scope="module")
def boards(plan: Plan, year: DemoYear) -> Boards:
    return scored(plan, year, (*QUARTERS, "2021"))


@pytest.fixture(scope="module")
def roles(plan: Plan) -> dict[str, str]:
    """Which town plays which story, found by its scripted first and last place."""
    known: dict[tuple[int, int], str] = {
        (11, 2): "rises",
        (1, 10): "falls",
        (8, 8): "bottom in Q2 and Q3",
        (7, 11): "bottom in Q3 and Q4",
        (10, 7): "bottom in Q1",
        (9, 9): "bottom in Q2",
    }
    told: dict[str, Profile] = {code: p for code, p in profiles(plan, 2021).items() if p.told}
    return {known[profile.places[0], profile.places[3]]: code for code, profile in told.items()}


def test_everybody_is_ranked_without_a_missing_value(boards: Boards) -> None:
    assert boards.outcome.problems == ()
    assert boards.totals["rank"].null_count() == 0
    notes = boards.scores["note"].unique().to_list()
    assert [note for note in notes if note.startswith(("missing", "gap", "unusable"))] == []


def test_two_towns_are_in_the_bottom_two_twice_running(
    boards: Boards, roles: dict[str, str]
) -> None:
    fired = [
        (trigger.unit, str(trigger.period), trigger.card)
        for trigger in boards.outcome.triggers
        if trigger.rule == "town-last-two"
    ]
    assert fired == [
        (roles["bottom in Q2 and Q3"], "2021Q3", "yellow"),
        (roles["bottom in Q3 and Q4"], "2021Q4", "yellow"),
    ]


def test_the_two_towns_are_there_in_two_quarters_and_not_more(
    boards: Boards, roles: dict[str, str]
) -> None:
    ranks = boards.ranks("towns")
    caught = {unit: [place >= 10 for place in places] for unit, places in ranks.items()}
    assert caught[roles["bottom in Q2 and Q3"]] == [False, True, True, False]
    assert caught[roles["bottom in Q3 and Q4"]] == [False, False, True, True]
    others = set(caught) - {roles["bottom in Q2 and Q3"], roles["bottom in Q3 and Q4"]}
    for unit in others:
        assert not any(
            one and two for one, two in zip(caught[unit], caught[unit][1:], strict=False)
        )


def test_one_item_of_one_department_stays_in_the_last_two(boards: Boards) -> None:
    fired = [t for t in boards.outcome.triggers if t.rule == "department-last-two"]
    assert [(t.unit, t.indicator, str(t.period)) for t in fired] == [
        ("transport", "jiaxing-traffic-investment", "2021Q3")
    ]
    assert all(rank > size - 2 for t in fired for rank, size in zip(t.ranks, t.fields, strict=True))


def test_one_town_rises_from_the_last_place_to_the_top_three(
    boards: Boards, roles: dict[str, str]
) -> None:
    places = boards.ranks("towns")[roles["rises"]]
    assert places[0] == 11
    assert places[3] <= 3
    assert places == sorted(places, reverse=True)


def test_one_town_falls_from_the_first_place(boards: Boards, roles: dict[str, str]) -> None:
    places = boards.ranks("towns")[roles["falls"]]
    assert places[0] == 1
    assert places[3] >= 9
    assert places == sorted(places)


def test_totals_spread_like_a_real_board(boards: Boards) -> None:
    """Everybody between 70 and 103 points, towns within 25 points of each other."""
    totals = boards.totals["total"]
    assert 70 <= totals.min() <= totals.max() <= 103  # type: ignore[operator]
    for quarter in QUARTERS:
        rows = boards.totals.filter((pl.col("period") == quarter) & (pl.col("group") == "towns"))
        points = rows["total"].sort().to_list()
        assert 8 <= points[-1] - points[0] <= 25
        assert len(set(points)) == len(points)


def test_places_move_but_do_not_jump_about(boards: Boards) -> None:
    moves = [
        abs(now - before)
        for group in ("towns", "economic-departments", "general-departments", "party-departments")
        for places in boards.ranks(group).values()
        for before, now in itertools.pairwise(places)
    ]
    assert 0.5 <= sum(moves) / len(moves) <= 2.5
    assert max(moves) <= 7


def test_lights_are_a_mix(boards: Boards) -> None:
    lit = boards.scores.filter((pl.col("light") != "none") & pl.col("period").is_in(QUARTERS))
    shares = {light: count / lit.height for light, count in lit["light"].value_counts().iter_rows()}
    assert shares["green"] + shares["watch"] >= 0.85
    assert shares["green"] >= 0.45
    assert 0.03 <= shares["yellow"] <= 0.12
    assert 0.001 <= shares["red"] <= 0.02


def test_a_veto_takes_the_awards_of_one_of_the_best_towns(plan: Plan, boards: Boards) -> None:
    year = boards.totals.filter(pl.col("period") == "2021")
    barred = year.filter(~pl.col("eligible"))
    assert barred["group"].to_list() == ["towns"]
    assert barred["rank"][0] <= 3


def test_boards_of_the_day_say_the_same_about_the_bottom(
    plan: Plan, year: DemoYear, boards: Boards
) -> None:
    """Corrections after the quarter's freeze must not have changed who is called in."""
    today = scored(plan, year, QUARTERS[:3], as_of="2021-10-25T18:00:00")
    towns = [t for t in today.outcome.triggers if t.rule == "town-last-two"]
    later = [t for t in boards.outcome.triggers if t.rule == "town-last-two"]
    assert [(t.unit, t.ranks) for t in towns] == [(t.unit, t.ranks) for t in later[:1]]


def test_three_values_of_october_are_missing_on_25_november(plan: Plan, year: DemoYear) -> None:
    then = scored(plan, year, ["2021-10"], as_of="2021-11-25T18:00:00").scores
    missing = then.filter(pl.col("note").str.starts_with("missing") | (pl.col("note") == "gap"))
    gaps = then.filter(pl.col("note").str.starts_with("gap"))
    assert missing.height + gaps.height == 3
    now = scored(plan, year, ["2021-10"]).scores
    assert now.filter(pl.col("note").str.contains("missing|gap")).height == 0
