"""Units with those that were merged into them, for which they answer (domain section 6)."""

from collections.abc import Iterable

from saima.plan.heirs import forebears
from saima.records.queries.plans import latest_version, plan_of


def with_forebears(codes: Iterable[str]) -> set[str]:
    """These units and those that were merged into them."""
    version = latest_version()
    plan = None if version is None else plan_of(version)
    found = set(codes)
    return found if plan is None else found | {old for one in codes for old in forebears(plan, one)}
