import hashlib
import json

from saima.plan.plan import Plan
from saima.plan.tree import Combine, Policy, Span
from tests.plan.conftest import Make, indicator, label


def test_things_are_found_by_code(make_plan: Make) -> None:
    plan = make_plan()
    assert list(plan.unit_by_code) == ["east", "west"]
    assert list(plan.group_by_code) == ["towns"]
    assert list(plan.node_by_code) == ["economy"]
    assert plan.indicator_by_code["tax"].parent == "economy"


def test_children_stand_in_plan_order(make_plan: Make) -> None:
    plan = make_plan(indicators=[indicator("gdp", parent="total"), indicator("tax")])
    names = {code: [child.code for child in children] for code, children in plan.children.items()}
    assert names == {"total": ["economy", "gdp"], "economy": ["tax"]}


def test_aggregation_of_the_root_and_of_nodes(make_plan: Make) -> None:
    node = {"code": "economy", "label": label("economy"), "aggregation": {"combine": "mean"}}
    plan = make_plan(nodes=[node], total={"combine": "geometric"})
    assert plan.aggregation("total").combine is Combine.GEOMETRIC
    assert plan.aggregation("economy").combine is Combine.MEAN


def test_an_indicator_goes_before_the_plan(make_plan: Make) -> None:
    own = indicator("tax", missing="zero", undefined="full", span="within")
    plan = make_plan(indicators=[indicator("gdp"), own], missing="reweight")
    gdp, tax = plan.indicators
    assert (plan.missing_policy(gdp), plan.missing_policy(tax)) == (Policy.REWEIGHT, Policy.ZERO)
    assert (plan.undefined_policy(gdp), plan.undefined_policy(tax)) == (
        Policy.PROBLEM,
        Policy.FULL,
    )
    assert (plan.indicator_span(gdp), plan.indicator_span(tax)) == (Span.TO_DATE, Span.WITHIN)


def test_the_hash_is_of_the_content(make_plan: Make) -> None:
    plan = make_plan()
    assert plan.hash == make_plan().hash
    assert plan.hash == Plan.model_validate(plan.model_dump()).hash
    assert plan.hash != make_plan(theme=label("theme")).hash
    assert len(plan.hash) == 64


def test_a_key_added_later_counts_only_where_it_says_something(make_plan: Make) -> None:
    plan = make_plan()
    later = ("objections", "hard_problems", "supervision")
    published = {k: v for k, v in plan.model_dump(mode="json").items() if k not in later}
    for one in published["indicators"]:
        del one["derived"]
    text = json.dumps(published, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert plan.hash == hashlib.sha256(text.encode()).hexdigest()
    assert make_plan(objections={"file": 5}).hash == plan.hash
    assert make_plan(objections={"file": 7}).hash != plan.hash
    kind = {"code": "hazard", "label": label("hazard")}
    assert make_plan(hard_problems=[kind]).hash != plan.hash
    derived = {"objects": "nodes", "measure": "count"}
    counted = [indicator("gdp", derived=derived), indicator("tax")]
    assert make_plan(indicators=counted).hash != plan.hash
    assert make_plan(supervision={"red": 1}).hash == plan.hash
    assert make_plan(supervision={"red": 2}).hash != plan.hash


def test_a_copy_computes_its_own_hash(make_plan: Make) -> None:
    plan = make_plan()
    before = plan.hash
    changed = plan.model_copy(update={"version": 2})
    assert changed.hash != before
    assert plan.hash == before
    assert plan.model_copy(deep=True).hash == before
