"""Who is bound to the superior's items: one lead each, co-units with their shares (S46, S47)."""

from dataclasses import dataclass
from enum import StrEnum

from saima.plan.plan import Plan
from saima.plan.tree import Holding, Indicator


class Bound(StrEnum):
    """How an item of the superior is bound to departments."""

    BOUND = "bound"
    UNBOUND = "unbound"
    TWO_LEADS = "two_leads"


@dataclass(frozen=True)
class Binding:
    """An item of the superior with the units that answer for it."""

    indicator: Indicator
    leads: tuple[Holding, ...]
    others: tuple[Holding, ...]

    @property
    def state(self) -> Bound:
        """Exactly one lead is wanted."""
        if not self.leads:
            return Bound.UNBOUND
        return Bound.BOUND if len(self.leads) == 1 else Bound.TWO_LEADS


def bindings(plan: Plan) -> tuple[Binding, ...]:
    """Every indicator that is an item of the superior, in the order of the plan."""
    return tuple(
        Binding(
            indicator,
            tuple(holding for holding in indicator.held_by if holding.lead),
            tuple(holding for holding in indicator.held_by if not holding.lead),
        )
        for indicator in plan.indicators
        if indicator.superior is not None
    )


def misbound(plan: Plan) -> tuple[Binding, ...]:
    """The items without a lead or with several."""
    return tuple(one for one in bindings(plan) if one.state is not Bound.BOUND)
