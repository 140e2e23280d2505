"""Plans that are right although they look unusual; the wrong ones are in ``tests/bad_plans``."""

from collections.abc import Callable
from typing import Any

import pytest

from saima.plan.check import PART_CHECKS, WHOLE_CHECKS, check_plan
from saima.plan.places import Place
from tests.plan.conftest import Make, indicator, label

Codes = Callable[..., list[str]]


@pytest.fixture
def codes(make_plan: Make) -> Codes:
    """Give a function that lists the kinds of the problems of the sound plan with other keys."""
    return lambda **changes: [problem.kind.code for problem in check_plan(make_plan(**changes))]


def one(**changes: Any) -> dict[str, Any]:
    """The plan's only indicator, of 100 points."""
    return {"indicators": [indicator("gdp", weight={"towns": 100.0}, **changes)]}


def test_the_sound_plan_has_no_problems(codes: Codes) -> None:
    assert codes() == []


def test_every_check_runs_once() -> None:
    checks = PART_CHECKS + WHOLE_CHECKS
    assert len(set(checks)) == len(checks)


def test_without_a_part_only_single_parts_are_checked(make_plan: Make) -> None:
    plan = make_plan(version=2, reason="new", city="nowhere")
    whole = [problem.kind.code for problem in check_plan(plan)]
    assert whole == ["version_without", "unknown_code"]
    part = check_plan(plan, {(): Place("plan.yaml", 1)}, complete=False)
    assert [problem.text()[:13] for problem in part] == ["plan.yaml:1: "]


def test_a_weight_of_its_own_may_be_one_number(codes: Codes) -> None:
    node = {"code": "economy", "label": label("economy"), "weight": 100.0}
    assert codes(nodes=[node]) == []


def test_other_combinations_may_weigh_as_they_like(codes: Codes) -> None:
    node = {
        "code": "economy",
        "label": label("economy"),
        "weight": 100.0,
        "aggregation": {"combine": "mean"},
    }
    pair = [indicator(code, weight={"towns": 3.0}) for code in ("gdp", "tax")]
    assert codes(nodes=[node], indicators=pair) == []
    assert codes(indicators=pair, total={"combine": "geometric"}) == []


def test_inner_nodes_add_up_what_is_below_them(codes: Codes) -> None:
    nodes = [
        {"code": "chapter", "label": label("chapter"), "weight": {"towns": 100.0}},
        {"code": "economy", "label": label("economy"), "parent": "chapter"},
    ]
    assert codes(nodes=nodes) == []


def departments(**changes: Any) -> dict[str, Any]:
    """A plan with a department that holds an indicator for the whole body."""
    return {
        "city": "city",
        "groups": [
            {"code": "towns", "label": label("towns")},
            {"code": "departments", "label": label("departments")},
        ],
        "units": [
            {"code": "east", "zh": "东", "en": "East", "group": "towns"},
            {"code": "trade", "zh": "商", "en": "Trade", "group": "departments"},
            {"code": "city", "zh": "市", "en": "City"},
        ],
        "nodes": [
            {
                "code": "economy",
                "label": label("economy"),
                "weight": {"towns": 100.0, "departments": 100.0},
            },
            {"code": "inner", "label": label("inner"), "parent": "economy"},
        ],
        "indicators": [
            indicator("gdp", weight={"towns": 100.0}, parent="inner"),
            indicator(
                "tax",
                weight={"departments": 40.0},
                except_units=["trade"],
                held_by=[{"unit": "trade", "weight": 60.0}],
                superior=label("item 3"),
            ),
        ],
    } | changes


def test_holders_have_a_sheet_of_their_own(codes: Codes) -> None:
    assert codes(**departments()) == []


def test_the_sheet_of_a_holder_is_named(make_plan: Make) -> None:
    data = departments(nodes=[{"code": "economy", "label": label("economy")}])
    data["indicators"][0]["parent"] = "economy"
    data["indicators"][1] |= {"weight": {}, "except_units": []}
    (problem,) = check_plan(make_plan(**data))
    assert problem.text() == (
        'the weights of "trade" in the group "departments" add up to 60; '
        "expected a sheet of 100 points; correct the weights, if this is not meant"
    )


def test_an_unknown_holder_is_told_once(codes: Codes) -> None:
    data = departments()
    data["indicators"][1]["held_by"].append({"unit": "culture", "weight": 1.0, "lead": False})
    assert codes(**data) == ["unknown_code"]


def test_a_cycle_hides_no_other_sums_but_is_not_followed(codes: Codes) -> None:
    nodes = [
        {"code": "a", "label": label("a"), "parent": "b", "weight": 5.0},
        {"code": "b", "label": label("b"), "parent": "a"},
        {"code": "economy", "label": label("economy")},
    ]
    assert codes(nodes=nodes) == ["cycle"]


def test_a_chain_into_a_circle_is_told_once(codes: Codes) -> None:
    links = {"north": "east", "east": "west", "west": "east", "south": "north"}
    units = [
        {"code": code, "zh": code, "en": code, "group": "towns", "merged_into": into}
        for code, into in links.items()
    ]
    assert codes(units=units) == ["cycle"]


def test_ranks_from_outside_go_with_rank_targets(codes: Codes) -> None:
    rank = {
        "collect": "rank",
        "direction": "lower",
        "target": {"value": 3, "compare": "rank_within", "every_unit": True},
        "scoring": {"method": "superior_rank", "table": [{"points": [3, 1.5, 0]}]},
    }
    assert codes(**one(**rank)) == []
    assert codes(**one(**rank | {"collect": "level"})) == []


def test_ranges_go_with_ranged_methods(codes: Codes) -> None:
    ranged = {
        "direction": "range",
        "target": {"low": 1, "high": 2, "compare": "within"},
        "scoring": {"method": "met"},
    }
    assert codes(**one(**ranged)) == []
    without_target = {key: value for key, value in ranged.items() if key != "target"}
    assert codes(**one(**without_target, target=None)) == ["range_without_bounds", "target_missing"]


def test_a_curve_of_its_own_may_rise_as_it_likes(codes: Codes) -> None:
    curve = [0, 0, 0.1, 0.1, 0.3, 0.5, 0.5, 0.6, 0.7, 0.8, 1, 1]
    target = {"value": 1, "every_unit": True, "phase": curve, "deadline": "2021-12-31"}
    assert codes(**one(target=target)) == []


def test_a_reason_excuses_targets_that_do_not_add_up(codes: Codes) -> None:
    rows = [{"unit": "east", "indicator": "gdp", "period": "2021", "target": 60.0}]
    excused = {"value": 100, "split": False, "split_reason": "one town only"}
    assert codes(**one(target=excused), targets=rows) == []
    assert codes(**one(target={"value": 100}), targets=rows) == ["unequal_split"]
    assert codes(**one(target={"value": 60.00001}), targets=rows) == []
    assert codes(**one(target={"value": 100}, collect="level"), targets=rows) == []


def test_only_the_newest_version_is_added_up(codes: Codes) -> None:
    row = {"unit": "east", "indicator": "gdp", "period": "2021", "target": 60.0}
    rows = [
        row | {"target": 100.0, "version": 2, "reason": "new budget"},
        row,
        row | {"period": "2021Q1", "target": 5.0},
    ]
    assert codes(**one(target={"value": 100}), targets=rows) == []


def test_the_whole_bodys_own_row_is_not_a_part(codes: Codes) -> None:
    data = departments()
    data["indicators"][0]["target"] = {"value": 100}
    data["targets"] = [
        {"unit": unit, "indicator": "gdp", "period": "2021", "target": 100.0}
        for unit in ("city", "east")
    ]
    assert codes(**data) == []


def test_many_units_without_a_target_are_counted(make_plan: Make) -> None:
    units = [{"code": f"t{n}", "zh": "镇", "en": "Town", "group": "towns"} for n in range(5)]
    data = one(target=None) | {"units": units, "city": "t0"}
    rows = [{"unit": "t0", "indicator": "gdp", "period": "2021Q1", "target": 1.0}]
    (problem,) = check_plan(make_plan(**data, targets=rows))
    assert "units without one (4): t1, t2, t3, ..." in problem.text()


def test_a_target_for_all_needs_no_rows(codes: Codes) -> None:
    assert codes(**one(target={"value": 1}), city="east") == ["units_without_target"]
    assert codes(**one(target={"relative_to": "tax"})) == ["unknown_code"]
    assert codes(**one(target={"value": 1})) == []


def test_quarters_may_count_when_the_gap_has_a_rule(codes: Codes) -> None:
    shares = {"quarters": 0.4, "year_end": 0.6}
    yearly = one(frequency="year", missing="reweight")
    assert codes(**yearly, year_score=shares) == []
    assert codes(**one(frequency="year"), year_score={"quarters": 0, "year_end": 1}) == []


def test_a_consequence_of_a_watched_indicator(codes: Codes) -> None:
    rule = {
        "code": "last",
        "label": label("last"),
        "watch": "indicator",
        "tag": "flag",
        "groups": ["towns"],
        "measures": ["card"],
        "cards": ["yellow"],
    }
    assert codes(**one(tags=["flag"]), consequences=[rule]) == []


def test_ties_may_be_broken_by_nodes_and_adjustments(codes: Codes) -> None:
    assert codes(ranking={"tie_break": ["economy", "bonus", "deduction"]}) == []


def test_later_versions_with_reason_and_date(codes: Codes) -> None:
    assert codes(version=2, reason="new table", effective_from="2021-07-01") == []


def test_a_bound_may_be_infinite(codes: Codes) -> None:
    assert codes(**one(scoring={"method": "completion", "cap": float("inf")})) == []


def test_comparisons_of_the_top_nodes(codes: Codes) -> None:
    total = {"weighting": "ahp", "comparisons": [["1"]]}
    assert codes(total=total) == []
    assert codes(total=total | {"comparisons": [["x"]]}) == ["comparison_cell"]
    assert codes(total=total | {"comparisons": [["-1"]]}) == ["comparison_cell"]
    assert codes(total=total | {"comparisons": [["1"], ["1"]]}) == ["comparisons_size"]


def test_a_geometric_mean_of_nodes(codes: Codes) -> None:
    node = {"code": "economy", "label": label("economy"), "floor": -1.0}
    total = {"combine": "geometric"}
    assert codes(nodes=[node], total=total) == ["geometric_below_zero"]
    assert codes(nodes=[node | {"floor": 0.01}], total=total) == []


def test_topsis_of_values(codes: Codes) -> None:
    aggregation = {"combine": "topsis", "normalise": "vector"}
    node = {"code": "economy", "label": label("economy"), "aggregation": aggregation}
    assert codes(nodes=[node | {"weight": 100.0}]) == []


def test_weights_that_are_computed_only_say_who_is_scored(codes: Codes) -> None:
    node = {
        "code": "economy",
        "label": label("economy"),
        "aggregation": {"weighting": "equal"},
        "weight": 100.0,
    }
    pair = [indicator("gdp", weight={"towns": 0.0}), indicator("tax", weight={})]
    assert codes(nodes=[node], indicators=pair) == ["nobody_scored"]


def test_a_plan_of_shares_is_asked_whether_it_is_meant(codes: Codes) -> None:
    shares = [indicator("gdp", weight=0.5), indicator("tax", weight=0.5)]
    assert codes(indicators=shares) == ["group_total_not_100"]


def test_an_indicator_may_only_serve_others(codes: Codes) -> None:
    served = indicator("gdp", weight={"towns": 100.0}, denominator="people")
    measured = indicator("tax", weight={"towns": 0.0}, target={"relative_to": "total_tax"})
    others = [indicator(code, weight={}, target=None) for code in ("people", "total_tax", "idle")]
    found = codes(indicators=[served, measured, *others])
    assert found.count("nobody_scored") == 2
