"""The month of the journey: a town reports four values that all the others know already.

Points by hand, completion capped at 1, phased targets a quarter of the year's. Town a's export
is first reported as 35, returned, and corrected to 14.

| indicator (points) | phased | a: Jan, Feb, March | a: points     | b: points    | c: points     |
|--------------------|--------|--------------------|---------------|--------------|---------------|
| investment (40)    | 30     | 11, 9, 4: 24       | 0.8 x 40 = 32 | 30: 40       | 15: 20        |
| starts (30)        | 10     | 3, 3, 3: 9         | 0.9 x 30 = 27 | 10: 30       | 5: 15         |
| exports (20)       | 60     | 21, 19, 14: 54     | 0.9 x 20 = 18 | 60: 20       | 30: 10        |
| visits (10)        | 20     | 8, 6, 6: 20        | 1.0 x 10 = 10 | 10: 5        | 15: 7.5       |
| total              |        |                    | 87            | 95           | 52.5          |
"""

from datetime import date
from typing import Any

from saima.plan.plan import Plan
from saima.records.models import Person, Post, Role
from tests.cast import UNITS, known, publish
from tests.demo.small_plan import indicator, label, small_plan

PASSWORD = "a long fictitious pass phrase 7"
PEOPLE = {
    "office": (Role.OFFICE, "office"),
    "reporter": (Role.REPORTER, "a"),
    "colleague": (Role.REPORTER, "a"),
    "approver": (Role.APPROVER, "a"),
    "checker": (Role.CHECKER, "commerce"),
}
MONEY = {"measure": label("亿元")}
MONTHS = ("2021-01", "2021-02", "2021-03")
KNOWN = {
    "investment": {"a": (11, 9), "b": (10, 10, 10), "c": (5, 5, 5), "city": (26, 24, 15)},
    "starts": {"a": (3, 3), "b": (3, 3, 4), "c": (2, 2, 1), "city": (8, 8, 5)},
    "exports": {"a": (21, 19), "b": (20, 20, 20), "c": (10, 10, 10), "city": (51, 49, 30)},
    "visits": {"a": (8, 6), "b": (5, 5, 0), "c": (5, 5, 5), "city": (18, 16, 5)},
}
"""What the ledger has; the values of the city are nobody's sum, so that each stands for itself."""


def month_plan() -> Plan:
    """Four flows that towns report and commerce checks."""
    return small_plan(
        named("investment", "到位资金", 40, 120, decimals=2, evidence=label("到资凭证"), **MONEY),
        named("starts", "新开工项目", 30, 40),
        named("exports", "出口额", 20, 240, decimals=1, **MONEY),
        named("visits", "走访企业", 10, 80),
        units=UNITS,
    )


def named(code: str, zh: str, weight: int, target: int, **more: Any) -> dict[str, Any]:
    """An indicator of the towns, led by commerce."""
    return indicator(
        code,
        label={"zh": zh, "en": code},
        weight={"towns": weight},
        target={"value": target, "every_unit": True},
        reporter="self",
        held_by=[{"unit": "commerce", "weight": 25}],
        **more,
    )


def stage() -> None:
    """Publish the plan, fill the ledger up to March, and let five people in."""
    publish(month_plan())
    for code, units in KNOWN.items():
        for unit, values in units.items():
            for month, value in zip(MONTHS, values, strict=False):
                known(unit, code, month, value)
    known("a", "investment", "2020-03", 10)
    for username, (role, unit) in PEOPLE.items():
        person = Person.objects.create_user(username, PASSWORD, name=username)
        Post.objects.create(person=person, role=role, unit=unit, starts=date(2021, 1, 1))
