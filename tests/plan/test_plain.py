from datetime import date

import pytest

from saima.plan.cases import Case, ExpectedUnit
from saima.plan.label import Label
from saima.plan.methods.completion import Completion
from saima.plan.plain import flat, plain, written
from saima.plan.targets import Comparison, Target
from saima.plan.tree import Holding, Indicator, Node
from saima.plan.units import Unit

LABEL = Label(zh="经济", en="Economy")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (10.0, 10),
        (0.1, 0.1),
        (-0.0, -0.0),
        (1e20, 1e20),
        (float("inf"), "inf"),
        (float("-inf"), "-inf"),
    ],
)
def test_numbers_are_written_as_people_do(number: float, shown: object) -> None:
    assert written(number) == shown
    assert type(written(number)) is type(shown)


def test_defaults_are_left_out_but_the_method_stays() -> None:
    assert plain(Completion()) == {"method": "completion"}
    assert plain(Completion(cap=1.2)) == {"method": "completion", "cap": 1.2}


def test_models_become_plain_data() -> None:
    target = Target(
        value=10, compare=Comparison.AT_MOST, deadline=date(2021, 6, 30), phase=(0.0,) * 11 + (1.0,)
    )
    assert plain(target) == {
        "value": 10,
        "compare": "at_most",
        "deadline": "2021-06-30",
        "phase": [0] * 11 + [1],
    }


def test_parts_become_dotted_cells() -> None:
    indicator = Indicator(
        code="gdp",
        label=LABEL,
        parent="economy",
        measure=LABEL,
        weight={"towns": 60.0, "zones": 12.5},
        held_by=(Holding(unit="trade", weight=5),),
        scoring=Completion(),
        lights=False,
        tags=("flag",),
    )
    assert flat(indicator) == {
        "code": "gdp",
        "label.zh": "经济",
        "label.en": "Economy",
        "parent": "economy",
        "measure.zh": "经济",
        "measure.en": "Economy",
        "weight.towns": 60,
        "weight.zones": 12.5,
        "held_by": '[{"unit":"trade","weight":5}]',
        "scoring.method": "completion",
        "tags": '["flag"]',
        "lights": False,
    }


def test_mappings_that_cannot_spread_are_json() -> None:
    assert flat(Node(code="a", label=LABEL, weight={}))["weight"] == "{}"
    assert flat(Node(code="a", label=LABEL, weight={"a.b": 1.0}))["weight"] == '{"a.b":1}'
    case = Case(name="x", period="2021", expected={"east": ExpectedUnit(total=1)})
    assert flat(case)["expected"] == '{"east":{"total":1}}'


def test_words_and_dates_are_text() -> None:
    cells = flat(Unit.model_validate({"code": "e", "zh": "东", "en": "E", "kind": "town"}))
    assert cells["kind"] == "town"
    dated = Unit(code="e", zh="东", en="E", valid_from=date(2021, 1, 1))
    assert flat(dated)["valid_from"] == "2021-01-01"
