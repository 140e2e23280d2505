"""What moved between two boards, and because of which row; points by hand in the small year."""

from datetime import datetime
from decimal import Decimal

import pytest

from saima.actions import sealing
from saima.actions.causes import reads
from saima.actions.kept_boards import KEEPER
from saima.actions.loading import publish_plan
from saima.actions.moves import moved
from saima.actions.sealing import Attempt
from saima.records.models import Adjustment, Board, Entry, PlanVersion, Target
from tests.board_stage import AFTERWARDS, COMPUTED, FILED, LAST_TWO, MARCH, Stage, make_stage
from tests.demo.small_plan import all_kinds
from tests.web.small_year import INDICATORS, small_plan

PLAN = "small-2021"


@pytest.fixture
def stage(db: None) -> Stage:
    KEEPER.kept.clear()
    return make_stage()


def entry(unit: str, indicator: str, value: object, at: datetime = FILED) -> Entry:
    before = Entry.objects.filter(unit=unit, indicator=indicator, period="2021-03").first()
    return Entry.objects.create(
        plan=PLAN,
        unit=unit,
        indicator=indicator,
        period="2021-03",
        value=Decimal(str(value)),
        recorded_at=at,
        replaces=before,
        why="" if before is None else "counted again",
    )


def later(stage: Stage, version: PlanVersion | None = None) -> Board:
    attempt = Attempt(version or stage.version, MARCH, AFTERWARDS, "again")
    return sealing.compute_draft(stage.by("colleague", AFTERWARDS), attempt)


def test_a_correction_explains_who_moved_and_by_what(stage: Stage) -> None:
    first = stage.draft()
    new = entry("elm", "invest", 2)
    found = moved(first, later(stage))
    assert [one.unit for one in found.shifted] == ["ash", "elm"]
    ash, elm = found.shifted
    assert (ash.total_moved, ash.rank_moved) == (False, True)
    assert elm.before is not None
    assert elm.after is not None
    assert (elm.before.total, elm.after.total) == (93.33, 100)
    (points,) = found.points
    assert (points.unit, points.indicator, points.before, points.after) == (
        "elm",
        "invest",
        33.3333,
        40,
    )
    (cause,) = points.causes
    assert (cause.kind, cause.row, cause.beside) == ("entry", new, False)
    assert found.points_of("elm") == (points,)
    assert found.points_of("ash") == ()
    assert (found.adjustments, found.plan) == ((), None)


def test_entries_before_and_after_the_two_moments_explain_nothing(stage: Stage) -> None:
    first = stage.draft()
    second = later(stage)
    entry("elm", "invest", 2, at=AFTERWARDS.replace(day=29))
    found = moved(first, second)
    assert (found.shifted, found.points) == ((), ())


def test_values_of_later_months_explain_nothing(stage: Stage) -> None:
    first = stage.draft()
    new = entry("elm", "invest", 2)
    for unit in ("elm", "ash"):
        Entry.objects.create(
            plan=PLAN, unit=unit, indicator="invest", period="2021-04", value=1, recorded_at=FILED
        )
    Adjustment.objects.create(
        plan=PLAN,
        unit="ash",
        period="2021-04",
        kind="award",
        points=1,
        reason="fictitious",
        recorded_at=FILED,
    )
    found = moved(first, later(stage))
    assert [cause.row for one in found.points for cause in one.causes] == [new]
    assert found.adjustments == ()


def test_a_value_of_the_city_explains_the_units_that_answer_for_it(stage: Stage) -> None:
    first = stage.draft()
    new = entry("x", "invest", 12)
    (points,) = moved(first, later(stage)).points
    assert (points.unit, points.causes[0].row) == ("fin", new)


def test_a_target_and_an_adjustment_explain_too(stage: Stage) -> None:
    first = stage.draft()
    target = Target.objects.create(
        plan=PLAN,
        unit="birch",
        indicator="invest",
        period="2021",
        target=24,
        reason="halved",
        recorded_at=FILED,
    )
    award = Adjustment.objects.create(
        plan=PLAN,
        unit="elm",
        period="2021-03",
        kind="award",
        points=2,
        reason="commended",
        recorded_at=FILED,
    )
    found = moved(first, later(stage))
    # Birch: 6 of a phased target of 6 is 40 points. Elm: 93.33 + 2 = 95.33 passes ash's 94.50.
    (points,) = found.points
    assert (points.unit, points.after, points.causes[0].row) == ("birch", 40, target)
    (cause,) = found.adjustments_of("elm")
    assert (cause.kind, cause.row) == ("adjustment", award)
    assert found.adjustments_of("ash") == ()
    assert [one.unit for one in found.shifted] == ["ash", "birch", "elm"]


def test_where_units_are_scored_against_each_other_the_others_entry_explains(db: None) -> None:
    changed = [
        one | {"scoring": {"method": "best_ratio"}} if one["code"] == "invest" else one
        for one in INDICATORS
    ]
    stage = make_stage(indicators=changed)
    KEEPER.kept.clear()
    first = stage.draft()
    new = entry("ash", "invest", 10)  # the best value rises from 16 to 20
    found = moved(first, later(stage))
    birch = found.points_of("birch")[0]
    # 6/16 and 6/20 of 40 points.
    assert (birch.before, birch.after) == (15, 12)
    assert [(one.row, one.beside) for one in birch.causes] == [(new, True)]
    assert found.points_of("ash") == ()


def test_another_version_of_the_plan_explains_what_its_rules_change(stage: Stage) -> None:
    first = stage.draft()
    eased = [
        one | {"target": {"value": 85, "every_unit": True}} if one["code"] == "safety" else one
        for one in INDICATORS
    ]
    plan = small_plan(
        indicators=eased,
        consequences=LAST_TWO,
        version=2,
        reason="eased",
        effective_from="2021-01-01",
    )
    found = moved(first, later(stage, publish_plan(plan, COMPUTED)))
    assert found.plan is not None
    # Birch and the planners now meet the safety target: 20 points each.
    assert [(one.unit, one.indicator, one.after) for one in found.points] == [
        ("birch", "safety", 20),
        ("plan", "safety", 20),
    ]
    changes = {one.change.field for one in found.points[0].causes if one.change is not None}
    assert changes == {"target.value"}


def test_what_no_rule_of_its_own_explains_is_the_version_as_a_whole(stage: Stage) -> None:
    first = stage.draft()
    plan = small_plan(
        consequences=LAST_TWO,
        version=2,
        reason="fewer decimals",
        effective_from="2021-01-01",
        decimals={"points": 0, "total": 2},
    )
    found = moved(first, later(stage, publish_plan(plan, COMPUTED)))
    kinds = {(one.kind, one.change) for points in found.points for one in points.causes}
    assert kinds == {("plan", None)}


def test_an_indicator_that_left_the_plan_and_one_that_came_explain_themselves(db: None) -> None:
    stage = make_stage()
    KEEPER.kept.clear()
    first = stage.draft()
    last = INDICATORS[-1]
    renamed = [*INDICATORS[:-1], last | {"code": "party2"}]
    plan = small_plan(
        indicators=renamed,
        consequences=LAST_TWO,
        version=2,
        reason="renamed",
        effective_from="2021-01-01",
    )
    entry("ash", "safety", 96)  # of the same unit, but read by another indicator
    found = moved(first, later(stage, publish_plan(plan, COMPUTED)))
    of_ash = {one.indicator: one for one in found.points_of("ash")}
    assert (of_ash["party"].before, of_ash["party"].after) == (9, None)
    assert [(one.kind, one.change and one.change.code) for one in of_ash["party"].causes] == [
        ("plan", "party")
    ]


def test_an_indicator_reads_its_denominator_and_its_relative_target() -> None:
    plan = all_kinds()
    assert reads(plan, "part") == {"part", "flow"}
    assert reads(plan, "above") == {"above", "level"}
    assert reads(plan, "open") == {"open"}
    assert reads(plan, "unknown") == {"unknown"}
