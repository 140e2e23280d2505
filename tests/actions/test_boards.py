"""The live boards: right by hand calculation, and renewed by every accepted entry."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from saima.actions.boards import (
    ASIDE,
    KEEPER,
    KEPT,
    NothingToExplain,
    live_boards,
    live_outcome,
    provisional_boards,
)
from saima.actions.loading import YearRows, load_year
from saima.engine.plausible import Reading
from saima.plan.periods import Period
from saima.records.models import DueState, PlanVersion
from saima.records.queries.provisional import Provisional
from tests.web.small_year import PUBLISHED, observation, small_plan, small_rows

MARCH = Period.parse("2021-03")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def version() -> PlanVersion:
    KEEPER.kept.clear()
    ASIDE.kept.clear()
    return load_year(small_plan(), small_rows(), PUBLISHED)


def test_totals_and_ranks_are_those_of_the_hand_calculation(version: PlanVersion) -> None:
    totals = live_boards(version).totals(MARCH)
    found = {code: (row.total, row.rank, row.field) for code, row in totals.items()}
    assert found == {
        "ash": (94.5, 1, 3),
        "elm": (93.33, 2, 3),
        "birch": (34.67, 3, 3),
        "oak": (None, None, 3),
        "fin": (92.55, 1, 2),
        "plan": (69.09, 2, 2),
    }
    assert (totals["oak"].reason, totals["oak"].reason_indicator) == ("missing", "safety")
    assert (totals["ash"].movement, totals["elm"].movement) == (1, -1)


def test_scores_carry_what_the_pages_show(version: PlanVersion) -> None:
    scores = live_boards(version).scores(MARCH)
    birch = scores["birch", "invest"]
    assert (birch.value, birch.target, birch.points) == (6, 9, 26.6667)
    assert birch.lost == pytest.approx(13.3333)
    assert birch.done == pytest.approx(6 / 9 * 3 / 12)
    assert birch.light == "watch"
    assert scores["birch", "land"].note == "gap:zero"
    assert scores["fin", "invest"].observed_unit == "x"
    assert scores["oak", "safety"].lost is None


def test_a_chapter_has_the_points_of_its_contests(version: PlanVersion) -> None:
    nodes = live_boards(version).nodes(MARCH)
    assert nodes["ash", "economy"].points == 64
    assert nodes["birch", "economy"].points == 26.6667


def test_a_new_entry_shows_on_the_next_call(version: PlanVersion) -> None:
    before = live_boards(version)
    assert live_boards(version) is before
    rows = YearRows([observation("oak", "safety", month, 95) for month in (1, 2, 3)])
    load_year(small_plan(), rows, PUBLISHED)
    after = live_boards(version)
    assert after is not before
    assert after.totals(MARCH)["oak"].total == 100


def test_as_of_a_moment_later_rows_do_not_count(version: PlanVersion) -> None:
    before_april = datetime(2021, 3, 31, tzinfo=UTC)
    totals = live_boards(version, as_of=before_april).totals(Period.parse("2021-02"))
    assert totals["ash"].total is not None
    assert live_boards(version, as_of=before_april).totals(MARCH)["elm"].total is None


def test_consequences_come_oldest_first(version: PlanVersion) -> None:
    fired = live_boards(version).triggers
    assert [(str(each.period), each.unit, each.card) for each in fired] == [
        ("2021-02", "birch", "yellow"),
        ("2021-03", "birch", "red"),
    ]


def test_a_number_is_explained_with_its_formula(version: PlanVersion) -> None:
    part = live_boards(version).explain(MARCH, "birch", "invest").part
    assert part.written == "clamp(6 / 9, 0, 1)"
    assert part.points == 26.6667
    with pytest.raises(NothingToExplain, match="no result of unit 'nobody'"):
        live_boards(version).explain(MARCH, "nobody", "invest")


def test_the_outcome_covers_all_nineteen_periods(version: PlanVersion) -> None:
    assert len(live_outcome(version).periods) == 19


def test_only_the_last_few_outcomes_are_kept_and_the_past_never_evicts_the_present(
    version: PlanVersion,
) -> None:
    now = live_boards(version)
    for day in range(KEPT + 2):
        late = {**observation("oak", "safety", 3, 90 + day), "recorded_at": moment(5, 1 + day)}
        load_year(small_plan(), YearRows([late]), PUBLISHED)
    present = live_boards(version)
    for day in range(KEPT + 1):
        live_boards(version, as_of=moment(5, 1 + day, 12))
    assert len(ASIDE.kept) == KEPT
    assert present is not now
    assert live_boards(version) is present


def test_moments_between_two_changes_share_their_boards(version: PlanVersion) -> None:
    early = live_boards(version, as_of=moment(3, 10))
    assert live_boards(version, as_of=moment(3, 20)) is early
    assert live_boards(version, as_of=moment(12, 31)) is live_boards(version)


def test_pending_values_stand_in_boards_of_their_own(version: PlanVersion) -> None:
    values = {
        ("oak", "safety", "2021-03"): Provisional(
            Reading(value=Decimal(95)), False, DueState.REPORTED, moment(4, 6)
        ),
        ("birch", "land", "2021-03"): Provisional(
            Reading(value=Decimal(30)), False, DueState.RETURNED, moment(4, 6)
        ),
    }
    beside = provisional_boards(version, values)
    # Oak has everything else: 40 + 30 + 20 + 10. What was returned to birch does not count.
    assert (beside.totals(MARCH)["oak"].total, beside.totals(MARCH)["oak"].rank) == (100, 1)
    assert beside.totals(MARCH)["birch"].total == 34.67
    assert live_boards(version).totals(MARCH)["oak"].rank is None
    assert provisional_boards(version, values) is beside
    assert provisional_boards(version, {}).totals(MARCH)["oak"].rank is None


def moment(month: int, day: int, hour: int = 0) -> datetime:
    return datetime(2021, month, day, hour, tzinfo=UTC)
