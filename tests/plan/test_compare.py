from saima.plan.compare import Change, compare_plans
from tests.plan.conftest import Make, indicator, label, plan_data


def test_a_plan_does_not_differ_from_itself(make_plan: Make) -> None:
    assert not compare_plans(make_plan(), make_plan())


def test_own_keys_of_the_plan(make_plan: Make) -> None:
    changes = compare_plans(
        make_plan(), make_plan(version=2, reason="new table", ranking={"ties": "dense"})
    )
    assert changes
    assert changes.rows == (
        Change("plan", "small", "version", None, 2),
        Change("plan", "small", "reason", None, "new table"),
        Change("plan", "small", "ranking.ties", None, "dense"),
    )


def test_fields_of_an_indicator(make_plan: Make) -> None:
    new = indicator("tax", weight={"towns": 40.0}, scoring={"method": "completion", "cap": 1.2})
    changes = compare_plans(make_plan(), make_plan(indicators=[indicator("gdp"), new]))
    assert changes.of("indicator") == changes.rows
    assert changes.rows == (
        Change("indicator", "tax", "weight.towns", 50, 40),
        Change("indicator", "tax", "scoring.cap", None, 1.2),
    )


def test_things_that_come_and_go(make_plan: Make) -> None:
    units = plan_data()["units"]
    south = {"code": "south", "zh": "南镇", "en": "South"}
    changes = compare_plans(
        make_plan(units=units),
        make_plan(units=[units[0], south], consequences=[{"code": "last", "label": label("last")}]),
    )
    assert changes.rows == (
        Change("unit", "west", "", "西镇", None),
        Change("unit", "south", "", None, "南镇"),
        Change("consequence", "last", "", None, "last（中）"),
    )


def test_another_order_is_a_change(make_plan: Make) -> None:
    indicators = [indicator("gdp"), indicator("tax")]
    changes = compare_plans(
        make_plan(indicators=indicators),
        make_plan(indicators=[*indicators[::-1], indicator("air")]),
    )
    assert changes.rows == (
        Change("indicator", "air", "", None, "air（中）"),
        Change("indicator", "", "order", "gdp, tax", "tax, gdp"),
    )


def test_only_the_newest_target_counts(make_plan: Make) -> None:
    row = {"unit": "east", "indicator": "gdp", "period": "2021", "target": 10.0}
    newer = row | {"target": 12.0, "version": 2, "reason": "new budget"}
    changes = compare_plans(make_plan(targets=[row]), make_plan(targets=[newer, row]))
    assert changes.rows == (
        Change("target", "east gdp 2021", "target", 10, 12),
        Change("target", "east gdp 2021", "version", None, 2),
        Change("target", "east gdp 2021", "reason", None, "new budget"),
    )
    assert compare_plans(make_plan(), make_plan(targets=[row])).rows == (
        Change("target", "east gdp 2021", "", None, 10),
    )
