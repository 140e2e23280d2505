"""Bonuses, deductions and the veto of the demo year."""

from saima.demo.profiles import profiles
from saima.demo.rows import DemoYear
from saima.plan.plan import Plan
from saima.plan.rules import Effect
from tests.demo.small_plan import small_plan


def test_every_kind_of_bonus_and_deduction_occurs_and_one_veto(plan: Plan, year: DemoYear) -> None:
    effect = {kind.code: kind.effect for kind in plan.adjustments}
    used = {row.kind for row in year.adjustments}
    assert {code for code in effect if effect[code] is not Effect.VETO} <= used
    assert sum(effect[row.kind] is Effect.VETO for row in year.adjustments) == 1


def test_points_stay_within_the_cap_of_their_kind(plan: Plan, year: DemoYear) -> None:
    cap = {kind.code: kind.cap for kind in plan.adjustments}
    effect = {kind.code: kind.effect for kind in plan.adjustments}
    for row in year.adjustments:
        assert effect[row.kind] is Effect.VETO or 0 < row.points <= (cap[row.kind] or 99)


def test_every_document_is_marked_as_made_up(year: DemoYear) -> None:
    assert all("虚构文件 fictitious document" in row.source for row in year.adjustments)


def test_towns_with_a_story_get_none(plan: Plan, year: DemoYear) -> None:
    told = {code for code, profile in profiles(plan, 2021).items() if profile.told}
    assert len(told) == 6
    assert told.isdisjoint(row.unit for row in year.adjustments)


def test_a_plan_without_adjustments_gets_none() -> None:
    from saima.demo.year import generate

    assert generate(small_plan()).adjustments == []
