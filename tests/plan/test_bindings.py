"""Every item of the superior has one lead (S46)."""

from typing import Any

from saima.plan.bindings import Bound, bindings, misbound
from tests.demo.small_plan import indicator, label, small_plan


def item(code: str, *holders: dict[str, Any]) -> dict[str, Any]:
    """An item of the superior."""
    return indicator(code, weight={}, held_by=list(holders), superior=label(code))


LEAD = {"unit": "office", "weight": 5}
SHARE = {"unit": "office", "weight": 1, "lead": False}


def test_an_item_is_bound_by_exactly_one_lead() -> None:
    plan = small_plan(
        indicator("own"),
        item("bound", LEAD, SHARE),
        item("unbound", SHARE),
        item("nobody"),
        item("twice", LEAD, LEAD),
    )
    assert [(one.indicator.code, one.state) for one in bindings(plan)] == [
        ("bound", Bound.BOUND),
        ("unbound", Bound.UNBOUND),
        ("nobody", Bound.UNBOUND),
        ("twice", Bound.TWO_LEADS),
    ]
    bound = bindings(plan)[0]
    assert [holding.weight for holding in (*bound.leads, *bound.others)] == [5, 1]
    assert [one.indicator.code for one in misbound(plan)] == ["unbound", "nobody", "twice"]
