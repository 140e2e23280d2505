"""Which unit goes on for one that was merged."""

from saima.plan.heirs import forebears, heir
from saima.plan.plan import Plan
from tests.demo.small_plan import indicator, small_plan


def merged(**into: str) -> Plan:
    """The small plan with mergers; what is wrong in them is found by ``check``."""
    plan = small_plan(indicator("one"))
    units = tuple(
        unit.model_copy(update={"merged_into": into.get(unit.code)}) for unit in plan.units
    )
    return plan.model_copy(update={"units": units})


def test_a_unit_that_was_not_merged_goes_on_itself() -> None:
    assert heir(merged(), "a") == "a"
    assert forebears(merged(), "a") == ()


def test_mergers_are_followed_to_the_end() -> None:
    plan = merged(a="b", b="c")
    assert [heir(plan, code) for code in "abc"] == ["c", "c", "c"]
    assert forebears(plan, "c") == ("a", "b")


def test_unknown_units_and_circles_come_to_an_end() -> None:
    assert heir(merged(), "nowhere") == "nowhere"
    assert heir(merged(a="nowhere"), "a") == "a"
    assert heir(merged(a="b", b="a"), "a") == "b"
