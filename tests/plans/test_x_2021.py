"""The shipped plan of city X says what the speech says, and its sheets add up.

The targets below were written out by hand from the speech; the plan was not consulted for them.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from saima.plan.load import load_plan
from saima.plan.plan import Plan
from saima.plan.rules import Place, RankedField, Watch
from saima.plan.targets import Comparison, Modality, Target
from saima.plan.tree import ROOT, Collect, Indicator
from saima.plan.units import UnitKind

FOLDER = Path(__file__).parents[2] / "plans" / "x-2021"

YEAR_END = date(2021, 12, 31)
DEPARTMENTS = ("economic-departments", "general-departments", "party-departments")


class Promise(NamedTuple):
    """A target of the speech; due at the end of the year."""

    clause: str
    code: str
    value: float
    compare: str
    modality: str


SPEECH = [
    Promise("S66", "fdi", 3.5, "at_least", "strive"),
    Promise("S67", "filed-investment", 180, "at_least", "strive"),
    Promise("S68", "digital-share", 60, "at_least", "commit"),
    Promise("S69", "big-projects", 10, "at_least", "commit"),
    Promise("S70", "giant-projects", 1, "at_least", "commit"),
    Promise("S72", "quarterly-events", 12, "at_least", "commit"),
    Promise("S73", "starts", 60, "at_least", "commit"),
    Promise("S74", "completions", 60, "at_least", "commit"),
    Promise("S75", "investment-growth", 10, "more_than", "commit"),
    Promise("S80", "land-start", 100, "at_least", "commit"),
    Promise("S82", "new-land", 3000, "at_least", "commit"),
    Promise("S83", "platform-a", 100, "at_least", "commit"),
    Promise("S84", "platform-b", 100, "at_least", "commit"),
    Promise("S85", "ten-thousand-mu", 100, "at_least", "strive"),
    Promise("S86", "national-platform", 100, "at_least", "strive"),
    Promise("S89", "low-yield-speech", 40, "at_least", "commit"),
    Promise("S92", "stock-land", 3500, "at_least", "commit"),
    Promise("S93", "park-renewal", 2000, "at_least", "commit"),
    Promise("S94", "mu-tax-growth", 10, "at_least", "commit"),
    Promise("S97", "output-materials", 1000, "at_least", "stretch"),
    Promise("S97", "output-fashion", 500, "at_least", "stretch"),
    Promise("S98", "output-equipment", 200, "more_than", "commit"),
    Promise("S99", "digital-upgrades", 1000, "at_least", "commit"),
    Promise("S100", "digital-core", 200, "more_than", "commit"),
    Promise("S103", "tax-relief", 60, "at_least", "commit"),
    Promise("S105", "loans", 370, "at_least", "commit"),
    Promise("S106", "direct-finance", 150, "at_least", "commit"),
    Promise("S111", "graduates", 20000, "at_least", "strive"),
    Promise("S112", "talents", 1000, "at_least", "commit"),
    Promise("S116", "industry-brain", 100, "at_least", "commit"),
    Promise("S117", "pilot", 100, "at_least", "commit"),
    Promise("S118", "city-brain", 100, "at_least", "commit"),
    Promise("S119", "data-platform", 100, "at_least", "commit"),
    Promise("S119", "tong-travel", 100, "at_least", "commit"),
    Promise("S119", "tong-enterprise", 100, "at_least", "commit"),
    Promise("S120", "ten-scenarios", 10, "at_least", "commit"),
    Promise("S122", "healthy-city", 100, "at_least", "must"),
    Promise("S123", "garden", 100, "at_least", "must"),
    Promise("S125", "inspection-before", 100, "at_least", "commit"),
    Promise("S125", "inspection-now", 100, "at_least", "commit"),
    Promise("S126", "civilised-rank", 10, "rank_within", "strive"),
    Promise("S127", "actions-infrastructure", 10, "at_least", "commit"),
    Promise("S127", "actions-civility", 10, "at_least", "commit"),
    Promise("S127", "actions-special", 10, "at_least", "commit"),
    Promise("S129", "livelihood-share", 80, "at_least", "commit"),
    Promise("S134", "peace-jiaxing", 1, "rank_within", "commit"),
    Promise("S134", "peace-province", 10, "rank_within", "commit"),
    Promise("S143", "strong-villages", 60, "at_least", "commit"),
    Promise("S144", "village-income", 170, "at_least", "strive"),
    Promise("S148", "celebrations", 100, "at_least", "must"),
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(FOLDER).ready()


def target_of(plan: Plan, code: str) -> Target:
    target = plan.indicator_by_code[code].target
    assert target is not None, code
    return target


def ancestors(plan: Plan, indicator: Indicator) -> Iterator[str]:
    code = indicator.parent
    while code != ROOT:
        yield code
        code = plan.node_by_code[code].parent


def points_of_group(plan: Plan, group: str) -> dict[str, float]:
    """Points by node that the indicators below it are worth to each unit of a group."""
    points: dict[str, float] = defaultdict(float)
    for indicator in plan.indicators:
        assert isinstance(indicator.weight, dict)
        for node in ancestors(plan, indicator):
            points[node] += indicator.weight.get(group, 0)
    return points


def held_by(plan: Plan, unit: str) -> list[tuple[Indicator, float]]:
    return [
        (indicator, holding.weight)
        for indicator in plan.indicators
        for holding in indicator.held_by
        if holding.unit == unit
    ]


def members(plan: Plan, *groups: str) -> list[str]:
    return [unit.code for unit in plan.units if unit.group in groups]


def test_it_has_no_problem() -> None:
    assert load_plan(FOLDER).problems == ()


@pytest.mark.parametrize("promise", SPEECH, ids=lambda promise: promise.code)
def test_it_keeps_the_targets_of_the_speech(plan: Plan, promise: Promise) -> None:
    target = target_of(plan, promise.code)
    assert plan.indicator_by_code[promise.code].clause == promise.clause
    assert target.value == promise.value
    assert target.compare is Comparison(promise.compare)
    assert target.modality is Modality(promise.modality)
    assert target.deadline == YEAR_END


def test_structural_investment_must_grow_faster_than_all_investment(plan: Plan) -> None:
    target = target_of(plan, "structural-growth")
    assert plan.indicator_by_code["structural-growth"].clause == "S76"
    assert (target.relative_to, target.compare) == ("investment-growth", Comparison.MORE_THAN)
    assert (target.modality, target.deadline) == (Modality.COMMIT, YEAR_END)


def test_hazards_are_due_by_the_end_of_june(plan: Plan) -> None:
    indicator = plan.indicator_by_code["hazards-cleared"]
    target = target_of(plan, "hazards-cleared")
    assert (indicator.clause, target.value, target.deadline) == ("S137", 100, date(2021, 6, 30))
    assert isinstance(target.phase, tuple)
    assert target.phase[:6] == pytest.approx((1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1), abs=1e-6)
    assert target.phase[5:] == (1,) * 7


@pytest.mark.parametrize("code", ["digital-share", "livelihood-share", "strong-villages"])
def test_shares_are_quotients_in_percent(plan: Plan, code: str) -> None:
    indicator = plan.indicator_by_code[code]
    assert (indicator.collect, indicator.multiplier) == (Collect.RATIO, 100)


def test_growth_and_output_have_no_january_of_their_own(plan: Plan) -> None:
    without = {indicator.code for indicator in plan.indicators if not indicator.january}
    assert without == {
        "investment-growth",
        "structural-growth",
        "output-materials",
        "output-fashion",
        "output-equipment",
        "digital-core",
        "digital-core-towns",
    }


def test_both_lines_on_low_yield_firms_stand_beside_each_other(plan: Plan) -> None:
    city = {i.code for i in plan.indicators if "issuer-city" in i.tags}
    jiaxing = {i.code for i in plan.indicators if "issuer-jiaxing" in i.tags}
    assert city == {"low-yield-speech", "low-yield-unrated"}
    assert jiaxing == {
        "low-yield-jiaxing-rated",
        "low-yield-jiaxing-unrated",
        "mu-tax-growth-jiaxing",
        "mu-value-growth-jiaxing",
    }
    # Jiaxing's 100 % is due at the end of 2022, so half of it a year earlier.
    assert target_of(plan, "low-yield-jiaxing-rated").value == 50
    assert target_of(plan, "low-yield-jiaxing-unrated").value == 50
    assert target_of(plan, "mu-tax-growth-jiaxing").value == 7
    assert target_of(plan, "mu-tax-growth").value == 10


def test_the_arithmetic_of_the_speech_holds(plan: Plan) -> None:
    rated = 902
    for below, said, share in ((200, "22", "22.17"), (86, "9.5", "9.53"), (34, "3.8", "3.77")):
        percent = float(Fraction(below * 100, rated))
        assert f"{percent:.2f}" == share
        assert f"{percent:.{len(said.partition('.')[2])}f}" == said
    assert (rated - 200, 200 - 86, 86 - 34) == (702, 114, 52)
    assert target_of(plan, "low-yield-speech").value == 200 / 5
    filed, share_wanted = target_of(plan, "filed-investment"), target_of(plan, "digital-share")
    assert filed.value is not None
    assert share_wanted.value is not None
    assert filed.value * share_wanted.value / 100 == 108


def test_a_town_sheet_is_60_25_15(plan: Plan) -> None:
    points = points_of_group(plan, "towns")
    assert (points["economy"], points["general"], points["party"]) == (60, 25, 15)
    for code in ("economy", "general", "party"):
        assert plan.node_by_code[code].parent == ROOT
    assert points["binding"] == points["appraisal"] == 0


def test_eight_contests_stand_under_three_chapters(plan: Plan) -> None:
    contests = {
        chapter: [child.code for child in plan.children[chapter] if child.code in plan.node_by_code]
        for chapter in ("economy", "general", "party")
    }
    assert contests == {
        "economy": ["projects", "platforms", "business-environment"],
        "general": ["digital-reform", "beauty", "livelihood", "peace"],
        "party": ["party-building"],
    }
    tracks = {
        contest: len(plan.children[contest]) for codes in contests.values() for contest in codes
    }
    assert [tracks[code] for code in ("platforms", "digital-reform", "beauty")] == [3, 3, 3]
    assert [tracks[code] for code in ("peace", "party-building")] == [4, 4]


def test_every_department_sheet_is_60_30_10(plan: Plan) -> None:
    departments = [unit for unit in plan.units if unit.group in DEPARTMENTS]
    assert len(departments) == 14 + 16 + 13
    for unit in departments:
        assert unit.group is not None
        own = points_of_group(plan, unit.group)
        held: dict[str, float] = defaultdict(float)
        for indicator, weight in held_by(plan, unit.code):
            held["binding" if indicator.parent == "binding" else "tasks"] += weight
        tasks = held["tasks"] + own["economy"] + own["general"] + own["party"]
        assert (held["binding"], tasks, own["appraisal"]) == (60, 30, 10), unit.code


def test_the_superior_items_are_held_between_0_and_66(plan: Plan) -> None:
    node = plan.node_by_code["binding"]
    assert node.weight == dict.fromkeys(DEPARTMENTS, 60)
    assert node.floor == 0
    assert node.cap == pytest.approx(66 / 60)


def test_every_superior_item_has_one_lead(plan: Plan) -> None:
    items = [indicator for indicator in plan.indicators if "superior" in indicator.tags]
    assert len(items) == 48
    for item in items:
        assert [holding.lead for holding in item.held_by].count(True) == 1, item.code
        assert (item.collect, item.parent) == (Collect.RANK, "binding")
    assert sum("superior-economy" in item.tags for item in items) == 10


def test_every_held_task_has_one_lead(plan: Plan) -> None:
    for indicator in plan.indicators:
        if indicator.held_by:
            leads = [holding.unit for holding in indicator.held_by if holding.lead]
            assert len(leads) == 1, indicator.code


def test_every_party_body_holds_an_economic_task(plan: Plan) -> None:
    for unit in members(plan, "party-departments"):
        held = [indicator.code for indicator, _ in held_by(plan, unit)]
        economic = [c for c in held if "economy" in ancestors(plan, plan.indicator_by_code[c])]
        assert economic, unit


def test_unit_targets_add_up_to_the_citys(plan: Plan) -> None:
    towns = set(members(plan, "towns"))
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for row in plan.targets:
        assert row.reason == "演示分解（虚构） / fictitious demo split"
        assert row.period == "2021"
        shares[row.indicator][row.unit] = row.target
    split = {
        indicator.code
        for indicator in plan.indicators
        if isinstance(indicator.weight, dict)
        and "towns" in indicator.weight
        and indicator.collect.accumulates
        and indicator.target is not None
        and not indicator.target.every_unit
    }
    assert set(shares) == split
    for code, rows in shares.items():
        assert set(rows) == towns, code
        assert sum(rows.values()) == pytest.approx(target_of(plan, code).value, abs=1e-9), code


def test_indicators_that_compare_peers_are_held_by_nobody(plan: Plan) -> None:
    """The city has no peers, so such a method would give its value full points."""
    for indicator in plan.indicators:
        text = indicator.scoring.formula(indicator.direction.value)
        words = ("highest(", "lowest(", "mean(", "rank_highest(", "rank_lowest(", "total(")
        if any(word in text for word in words):
            assert not indicator.held_by, indicator.code


def test_towns_are_summoned_after_two_quarters_among_the_last_two(plan: Plan) -> None:
    rule = next(rule for rule in plan.consequences if rule.clause == "S54")
    assert (rule.watch, rule.groups, rule.place) == (Watch.TOTAL, ("towns",), Place.BOTTOM)
    assert (rule.count, rule.running, rule.period) == (2, 2, "quarter")
    assert (rule.measures, rule.cards) == (("circular", "card", "talk"), ("yellow", "red"))


def test_departments_are_summoned_after_two_quarters_among_jiaxings_last_two(plan: Plan) -> None:
    rule = next(rule for rule in plan.consequences if rule.clause == "S48")
    assert (rule.watch, rule.tag, rule.field) == (Watch.INDICATOR, "superior", RankedField.ALL)
    assert (rule.groups, rule.place) == (DEPARTMENTS, Place.BOTTOM)
    assert (rule.count, rule.running, rule.period) == (2, 2, "quarter")
    assert (rule.measures, rule.cards) == (("circular", "card", "talk"), ("yellow", "red"))


def test_zone_and_street_are_one_subject(plan: Plan) -> None:
    towns = members(plan, "towns")
    assert len(towns) == 11
    assert plan.unit_by_code["330483004"].zh == "开发区（高桥街道）"
    for unit in plan.units:
        if unit.kind is UnitKind.PLATFORM:
            assert unit.group is None
            assert unit.parent in towns


def test_guarded_rows_name_totals_only(plan: Plan) -> None:
    guarded = {indicator.clause for indicator in plan.indicators if indicator.guarded}
    assert {"S111", "S112", "S132", "S136", "S137", "S138", "S139", "S142"} <= guarded
