"""Rules S48 and S54 over sealed boards: every edge of the count by hand."""

from datetime import date, timedelta

import pytest

from saima.actions.consequences import propose
from saima.actions.loading import publish_plan
from saima.records.models import Consequence
from tests.race_stage import (
    DEPARTMENT_RULE,
    FLAG_RULE,
    NOW,
    RACE,
    TOWN_RULE,
    TOWNS,
    Race,
    fired,
    make_race,
    merged_plan,
    places_of,
    race_plan,
    rotated,
    run,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


def test_golden_a_run_of_two_fires_and_leaving_starts_over(race: Race) -> None:
    ranks = {"2021Q1": 10, "2021Q2": 11, "2021Q3": 5, "2021Q4": 10}
    assert run(race, ranks) == [("t05", "2021Q2", 1, "yellow", "proposed")]


def test_golden_the_next_quarter_in_a_row_escalates_to_red(race: Race) -> None:
    assert run(race, {"2021Q1": 11, "2021Q2": 10, "2021Q3": 10}) == [
        ("t05", "2021Q2", 1, "yellow", "proposed"),
        ("t05", "2021Q3", 2, "red", "proposed"),
    ]


@pytest.mark.parametrize(("ties", "expected"), [("all", ["t01", "t02", "t03"]), ("none", ["t01"])])
def test_units_tied_across_the_boundary(db: None, ties: str, expected: list[str]) -> None:
    # Eleven towns: t02 and t03 share place 9 and reach to 10, t01 is 11; the same twice.
    race = make_race(race_plan(TOWN_RULE | {"boundary_ties": ties}))
    places: dict[str, float | None] = dict(zip(TOWNS[3:], range(1, 9), strict=True))
    places |= {"t02": 9, "t03": 9, "t01": 11}
    for period in ("2021Q1", "2021Q2"):
        race.seal(period, places)
    propose(race.by("office"), RACE)
    assert [row[0] for row in fired()] == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [(3, ["t02", "t03"]), (7, ["t06", "t07"]), (9, ["t08", "t09"]), (11, ["t10", "t11"])],
)
def test_the_last_two_of_every_field_of_towns(race: Race, field: int, expected: list[str]) -> None:
    for period in ("2021Q1", "2021Q2"):
        race.seal(period, TOWNS[:field])
    propose(race.by("office"), RACE)
    assert [row[0] for row in fired()] == expected


def test_a_rule_can_leave_small_fields_alone(db: None) -> None:
    race = make_race(race_plan(TOWN_RULE | {"smallest_field": 5}))
    for period in ("2021Q1", "2021Q2"):
        race.seal(period, TOWNS[:3])
    propose(race.by("office"), RACE)
    assert fired() == []


@pytest.mark.parametrize(
    ("field", "first", "second", "fires"),
    [
        (7, 6, 7, True),
        (7, 5, 7, False),
        (9, 8, 9, True),
        (9, 7, 9, False),
        (3, 2, 3, True),
        (11, 10, 11, True),
        (11, 9, 10, False),
    ],
)
def test_the_last_two_of_every_field_of_the_superior(
    race: Race, field: int, first: int, second: int, fires: bool
) -> None:
    race.superior("trade", "2021Q1", first, field)
    race.superior("trade", "2021Q2", second, field)
    for period, last in (("2021Q1", ("t01", "t02")), ("2021Q2", ("t03", "t04"))):
        race.seal(period, rotated(*last))
    propose(race.by("office"), RACE)
    assert fired() == ([("trade", "2021Q2", 1, "yellow", "proposed")] if fires else [])


def test_the_field_may_change_from_quarter_to_quarter(race: Race) -> None:
    race.superior("trade", "2021Q1", 6, 7)  # one but last of seven counties
    race.superior("trade", "2021Q2", 8, 9)  # one but last of nine subjects
    race.seal("2021Q2", TOWNS)
    propose(race.by("office"), RACE)
    one = Consequence.objects.get()
    assert [(place["rank"], place["field"]) for place in one.proof] == [("6", 7), ("8", 9)]
    assert [place["document"] for place in one.proof] == ["2021Q1考核通报", "2021Q2考核通报"]
    assert one.unit == "commerce"  # the lead alone answers (S46)


@pytest.mark.parametrize(("chained", "expected"), [(True, ["2021Q1"]), (False, [])])
def test_the_last_quarter_of_last_year_and_the_first_of_this(
    db: None, chained: bool, expected: list[str]
) -> None:
    race = make_race(race_plan(TOWN_RULE | {"chain_years": chained}))
    before = publish_plan(race_plan(code="race-2020", year=2020), NOW)
    race.seal("2020Q4", rotated("t05", "t01"), version=before)
    race.seal("2021Q1", rotated("t02", "t05"))
    propose(race.by("office"), RACE)
    assert [(row[0], row[1]) for row in fired()] == [("t05", period) for period in expected]


@pytest.mark.parametrize(("chained", "expected"), [(True, ["2021Q1"]), (False, [])])
def test_the_superiors_rank_of_last_year_counts_alike(
    db: None, chained: bool, expected: list[str]
) -> None:
    race = make_race(race_plan(DEPARTMENT_RULE | {"chain_years": chained}))
    race.superior("trade", "2020Q4", 9)
    race.superior("trade", "2021Q1", 8)
    race.seal("2021Q1", TOWNS)
    propose(race.by("office"), RACE)
    assert [row[1] for row in fired()] == expected


def test_nobody_inherits_the_places_of_a_unit_that_was_merged(race: Race) -> None:
    race.seal("2021Q1", rotated("t05", "t11"))  # t11 is last in the first quarter
    race.seal("2021Q2", [*TOWNS[:9], "t10"], version=publish_plan(merged_plan(), NOW))
    propose(race.by("office"), RACE)
    # Ten towns: t09 and t10 are the last two, each for the first time.
    assert fired() == []


def test_a_run_goes_on_in_the_smaller_field_after_a_merger(race: Race) -> None:
    race.seal("2021Q1", rotated("t05", "t09"))
    after = ["t10", *TOWNS[:8], "t09"]
    race.seal("2021Q2", after, version=publish_plan(merged_plan(), NOW))
    propose(race.by("office"), RACE)
    assert fired() == [("t09", "2021Q2", 1, "yellow", "proposed")]
    assert [place["field"] for place in Consequence.objects.get().proof] == [11, 10]


def test_a_rank_that_comes_late_fires_when_it_comes(race: Race) -> None:
    race.superior("trade", "2021Q1", 9)
    for period in ("2021Q1", "2021Q2"):
        race.seal(period, places_of("t05", {period: 1})[period])
    assert propose(race.by("office"), RACE).new == []
    race.superior("trade", "2021Q2", 8)
    made = propose(race.by("office"), RACE).new
    assert [(one.period, one.card) for one in made] == [("2021Q2", "yellow")]


def test_a_late_rank_at_the_beginning_raises_the_level_of_what_was_proposed(race: Race) -> None:
    for period, shift in (("2021Q1", 0), ("2021Q2", 3), ("2021Q3", 6)):
        race.seal(period, TOWNS[shift:] + TOWNS[:shift])
    race.superior("trade", "2021Q2", 9)
    race.superior("trade", "2021Q3", 9)
    propose(race.by("office"), RACE)
    assert fired() == [("trade", "2021Q3", 1, "yellow", "proposed")]
    race.superior("trade", "2021Q1", 8)
    found = propose(race.by("office"), RACE)
    assert fired() == [
        ("trade", "2021Q2", 1, "yellow", "proposed"),
        ("trade", "2021Q3", 1, "yellow", "void"),
        ("trade", "2021Q3", 2, "red", "proposed"),
    ]
    assert [one.replaces for one in found.new] == [None, found.void[0]]


def test_a_rank_revised_for_the_better_makes_the_proposal_void(race: Race) -> None:
    race.superior("trade", "2021Q1", 9)
    race.superior("trade", "2021Q2", 9)
    race.seal("2021Q2", TOWNS)
    propose(race.by("office"), RACE)
    later = NOW + timedelta(days=1)
    race.superior("trade", "2021Q2", 6, now=later, why="上级更正")
    found = propose(race.by("office", later), RACE)
    (void,) = found.void
    since = [{"period": "2021Q2", "rank": 6, "document": "2021Q2考核通报上级更正"}]
    assert void.review == {"code": "gone", "since": since}


def test_a_withheld_rank_breaks_the_run(race: Race) -> None:
    for period, rank in (("2021Q1", 9), ("2021Q2", None), ("2021Q3", 9)):
        race.superior("trade", period, rank, None if rank is None else 9)
    race.seal("2021Q3", TOWNS)
    propose(race.by("office"), RACE)
    assert fired() == []


def test_the_superiors_rank_waits_for_the_sealed_board(race: Race) -> None:
    race.superior("trade", "2021Q1", 9)
    race.superior("trade", "2021Q2", 9)
    race.seal("2021Q1", TOWNS)
    propose(race.by("office"), RACE)
    assert fired() == []


def test_ranks_given_more_often_count_by_the_newest_and_others_not_at_all(db: None) -> None:
    # Half-years look at the newer quarter; quarters have nothing of an indicator without ranks.
    half = DEPARTMENT_RULE | {"code": "half", "period": "half", "running": 1}
    month = DEPARTMENT_RULE | {"code": "month", "period": "month", "running": 1}
    plan = race_plan(half, month)
    tagged = tuple(one.model_copy(update={"tags": ("superior",)}) for one in plan.indicators)
    race = make_race(plan.model_copy(update={"indicators": tagged}))
    for period, rank in (("2021Q1", 1), ("2021Q2", 9), ("2021Q3", 9), ("2021Q4", 1)):
        race.superior("trade", period, rank)
    for period in ("2021H1", "2021H2", "2021-03"):
        race.seal(period, TOWNS)
    propose(race.by("office"), RACE)
    assert fired() == [("trade", "2021H1", 1, "yellow", "proposed")]


def test_meeting_the_target_can_spare_a_department(db: None) -> None:
    # Rank 3 of 3 is last, but within the target of 3.
    race = make_race(race_plan(DEPARTMENT_RULE | {"only_missed": True}))
    for period in ("2021Q1", "2021Q2"):
        race.superior("trade", period, 3, 3)
        race.superior("research", period, 8, 9)
    race.seal("2021Q2", TOWNS)
    propose(race.by("office"), RACE)
    assert [row[0] for row in fired()] == ["research"]


def test_each_quarter_is_judged_by_the_version_of_its_own_board(race: Race) -> None:
    # From the third quarter on the rule wants three quarters in a row.
    stricter = race_plan(
        TOWN_RULE | {"running": 3}, version=2, effective_from=date(2021, 7, 1), reason="修订"
    )
    places = places_of("t05", {"2021Q1": 11, "2021Q2": 10, "2021Q3": 11, "2021Q4": 10})
    for period in ("2021Q1", "2021Q2"):
        race.seal(period, places[period])
    second = publish_plan(stricter, NOW)
    for period in ("2021Q3", "2021Q4"):
        race.seal(period, places[period], version=second)
    propose(race.by("office"), RACE)
    assert [row[:4] for row in fired()] == [
        ("t05", "2021Q2", 1, "yellow"),
        ("t05", "2021Q3", 1, "yellow"),  # third in a row, first time under the new rule
        ("t05", "2021Q4", 2, "red"),
    ]


def test_a_unit_without_a_total_is_never_summoned(race: Race) -> None:
    places: dict[str, float | None] = {unit: rank for rank, unit in enumerate(TOWNS, 1)}
    race.seal("2021Q1", places)
    race.seal("2021Q2", places | {"t11": None})
    propose(race.by("office"), RACE)
    # Ten are ranked in the second quarter: 9 and 10 are the last two, only t10 was before.
    assert [row[0] for row in fired()] == ["t10"]


def test_flags_are_not_consequences(db: None) -> None:
    race = make_race(race_plan(FLAG_RULE))
    race.seal("2021Q1", TOWNS)
    assert propose(race.by("office"), RACE).new == []
