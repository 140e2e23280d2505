"""Units that were merged: which unit goes on for another (domain section 6)."""

from saima.plan.plan import Plan


def heir(plan: Plan, code: str) -> str:
    """The unit that ``code`` was merged into in the end; itself where it was not merged."""
    seen = {code}
    unit = plan.unit_by_code.get(code)
    while unit is not None and unit.merged_into is not None and unit.merged_into not in seen:
        seen.add(unit.merged_into)
        unit = plan.unit_by_code.get(unit.merged_into)
        code = unit.code if unit is not None else code
    return code


def forebears(plan: Plan, code: str) -> tuple[str, ...]:
    """The units that were merged into ``code`` in the end, in the order of the plan."""
    return tuple(
        unit.code for unit in plan.units if unit.code != code and heir(plan, unit.code) == code
    )
