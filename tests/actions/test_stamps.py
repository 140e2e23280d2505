"""Every figure knows when the newest value it rests on was recorded."""

from datetime import UTC, datetime

import pytest

from saima.actions.boards import ASIDE, KEEPER, YearBoards, live_boards
from saima.actions.loading import YearRows, load_year
from saima.actions.stamps import newest_by_unit
from saima.plan.periods import Period
from tests.web.small_year import PUBLISHED, observation, small_plan, small_rows

MARCH, FEBRUARY = Period.parse("2021-03"), Period.parse("2021-02")
APRIL = datetime(2021, 4, 5, 1, tzinfo=UTC)
CORRECTED = datetime(2021, 6, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Because each test has rows of its own under the same numbers."""
    KEEPER.kept.clear()
    ASIDE.kept.clear()


def boards(*rows: dict[str, object], as_of: datetime | None = None) -> YearBoards:
    load_year(small_plan(), small_rows(), PUBLISHED)
    version = load_year(small_plan(), YearRows(list(rows)), PUBLISHED)
    return live_boards(version, as_of)


def corrected(unit: str, indicator: str, month: int) -> dict[str, object]:
    return {**observation(unit, indicator, month, 4), "recorded_at": CORRECTED}


def test_a_sum_is_as_new_as_any_of_its_months_a_state_as_its_last() -> None:
    found = boards(corrected("ash", "invest", 1), corrected("ash", "safety", 1)).stamps(MARCH)
    assert found["ash", "invest"] == CORRECTED
    assert found["ash", "safety"] == APRIL
    assert found["elm", "invest"] == APRIL


def test_what_came_after_the_period_does_not_stamp_it() -> None:
    found = boards(corrected("ash", "invest", 3)).stamps(FEBRUARY)
    assert found["ash", "invest"] == datetime(2021, 3, 5, 1, tzinfo=UTC)


def test_a_unit_that_answers_for_the_city_has_the_stamp_of_the_city() -> None:
    found = boards(corrected("x", "invest", 2)).stamps(MARCH)
    assert found["fin", "invest"] == CORRECTED


def test_a_figure_without_a_value_has_no_stamp() -> None:
    found = boards().stamps(MARCH)
    assert ("birch", "land") not in found
    assert ("oak", "safety") not in found


def test_as_of_a_moment_later_stamps_are_not_there() -> None:
    found = boards(corrected("ash", "invest", 1), as_of=APRIL)
    assert found.stamps(MARCH)["ash", "invest"] == APRIL


def test_the_newest_of_a_unit_counts_for_its_total() -> None:
    found = newest_by_unit(boards(corrected("ash", "invest", 1)).stamps(MARCH))
    assert (found["ash"], found["elm"]) == (CORRECTED, APRIL)
