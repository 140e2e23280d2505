"""All checks of a plan that is well-formed: whether its pieces fit together.

A check yields findings (kind, path, facts); its kinds stand beside it. A new check is a function
here in one of the two lists.
"""

from collections.abc import Callable, Iterator

from saima.plan.check_aggregation import check_aggregations
from saima.plan.check_codes import check_codes, check_references
from saima.plan.check_derivations import check_derivations
from saima.plan.check_hard_problems import check_hard_problems
from saima.plan.check_indicators import check_holders, check_indicators
from saima.plan.check_rules import check_ranking, check_rules, check_year
from saima.plan.check_targets import check_targets
from saima.plan.check_tree import check_cycles, check_nodes, check_occupied, check_sums
from saima.plan.check_unit_targets import (
    check_splits,
    check_target_presence,
    check_unit_targets,
)
from saima.plan.places import Finding, Places, in_reading_order, located
from saima.plan.plan import Plan
from saima.plan.problems import Problem

Check = Callable[[Plan], Iterator[Finding]]

PART_CHECKS: tuple[Check, ...] = (
    check_codes,
    check_cycles,
    check_nodes,
    check_indicators,
    check_holders,
    check_targets,
    check_unit_targets,
    check_rules,
    check_year,
    check_hard_problems,
    check_derivations,
)
"""True of what is there, whatever else could not be read."""

WHOLE_CHECKS: tuple[Check, ...] = (
    check_references,
    check_occupied,
    check_sums,
    check_aggregations,
    check_target_presence,
    check_splits,
    check_ranking,
)
"""Only meaningful when nothing is missing, else they would blame the wrong piece."""


def check_plan(plan: Plan, places: Places | None = None, *, complete: bool = True) -> list[Problem]:
    """All problems of a plan at once, in reading order; warnings are marked by their kind.

    ``places`` gives file and line of each piece. ``complete`` false: a part of the plan could not
    be read, so only the checks of single parts run.
    """
    checks = PART_CHECKS + WHOLE_CHECKS if complete else PART_CHECKS
    findings = (finding for check in checks for finding in check(plan))
    return in_reading_order([located(finding, places or {}) for finding in findings])
