"""The fixed people, units and plan of the tests in which a month is collected; all fictitious."""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from saima.actions.boards import ASIDE, KEEPER
from saima.actions.by import By
from saima.actions.given import Given
from saima.actions.loading import publish_plan
from saima.actions.rounds import open_round
from saima.engine.plausible import Reading
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import DueValue, Entry, Person, PlanVersion, Post, Role, Round
from tests.demo.small_plan import indicator, label, small_plan

NOW = datetime(2021, 4, 6, 2, tzinfo=UTC)
"""Ten in the morning of a Tuesday in the city, six days before March is due."""

MARCH = Period.parse("2021-03")
UNITS: list[dict[str, Any]] = [
    {"code": "city", "zh": "全市", "en": "The city", "kind": "city"},
    {"code": "office", "zh": "争先办", "en": "The office", "kind": "other"},
    *(
        {"code": code, "zh": f"{code}镇", "en": f"Town {code}", "kind": "town", "group": "towns"}
        for code in "abc"
    ),
    *(
        {"code": code, "zh": code, "en": code, "kind": "department", "group": "departments"}
        for code in ("commerce", "statistics")
    ),
]
PROOF = {"evidence": label("到资凭证"), "source": label("月报")}
LED = {"held_by": [{"unit": "commerce", "weight": 5}]}


def cast_plan(**given: Any) -> Plan:
    """Three towns, two departments, the office; one indicator of every way to report."""
    return small_plan(
        indicator("investment", reporter="commerce", decimals=2, **PROOF, **LED),
        indicator("starts", reporter="self", **LED),
        indicator("level", reporter="self", collect="level", decimals=1, target=None),
        indicator("output", reporter="statistics", collect="cumulative", january=False, decimals=2),
        indicator(
            "share",
            reporter="commerce",
            collect="ratio",
            frequency="quarter",
            multiplier=100,
            measure=label("%"),
            decimals=1,
        ),
        indicator(
            "rank",
            reporter="office",
            collect="rank",
            frequency="quarter",
            direction="lower",
            scoring={"method": "improvement", "per_place": 1},
            target={"value": 3, "compare": "rank_within"},
            weight={},
            held_by=[{"unit": "statistics", "weight": 5}],
        ),
        **({"units": UNITS} | given),
    )


@dataclass(frozen=True)
class Cast:
    """Everybody, by what they are; each holds one post, ``nobody`` none."""

    office: Person
    colleague: Person
    reporter: Person
    approver: Person
    checker: Person
    town_reporter: Person
    town_approver: Person
    other_reporter: Person
    statistician: Person
    statistics_approver: Person
    office_reporter: Person
    leader: Person
    auditor: Person
    system_administrator: Person
    security_administrator: Person
    nobody: Person


POSTS: dict[str, tuple[Role, str]] = {
    "office": (Role.OFFICE, "office"),
    "colleague": (Role.OFFICE, "office"),
    "reporter": (Role.REPORTER, "commerce"),
    "approver": (Role.APPROVER, "commerce"),
    "checker": (Role.CHECKER, "commerce"),
    "town_reporter": (Role.REPORTER, "a"),
    "town_approver": (Role.APPROVER, "a"),
    "other_reporter": (Role.REPORTER, "b"),
    "statistician": (Role.REPORTER, "statistics"),
    "statistics_approver": (Role.APPROVER, "statistics"),
    "office_reporter": (Role.REPORTER, "office"),
    "leader": (Role.LEADER, ""),
    "auditor": (Role.AUDITOR, ""),
    "system_administrator": (Role.SYSTEM_ADMINISTRATOR, ""),
    "security_administrator": (Role.SECURITY_ADMINISTRATOR, ""),
}


def make_cast() -> Cast:
    """Add everybody with their posts, held since the year began.

    Boards that another test left are forgotten, because its rows had the numbers of this one's.
    """
    for keeper in (KEEPER, ASIDE):
        keeper.kept.clear()
    people = {field.name: Person.objects.create(username=field.name) for field in fields(Cast)}
    Post.objects.bulk_create(
        Post(person=people[name], role=role, unit=unit, starts=date(2021, 1, 1))
        for name, (role, unit) in POSTS.items()
    )
    return Cast(**people)


def publish(plan: Plan | None = None) -> PlanVersion:
    """Publish the plan of the cast."""
    return publish_plan(plan or cast_plan(), NOW)


def opened_march(cast: Cast) -> Round:
    """The round of March, opened by the office."""
    return open_round(By(cast.office, NOW), publish(), MARCH)


def by(person: Person, now: datetime = NOW) -> By:
    """Somebody at a moment of the tests."""
    return By(person, now)


def due(unit: str, code: str) -> DueValue:
    """The due value of a unit and indicator in the only round there is."""
    return DueValue.objects.get(unit=unit, indicator=code)


def given(value: object, **more: Any) -> Given:
    """A number as it is reported."""
    return Given(Reading(value=Decimal(str(value))), **more)


def known(unit: str, code: str, period: str, value: object, **more: Any) -> Entry:
    """An entry that the ledger has from before."""
    return Entry.objects.create(
        **{
            "plan": "small",
            "unit": unit,
            "indicator": code,
            "period": period,
            "value": Decimal(str(value)),
            "recorded_at": datetime(2021, 2, 1, tzinfo=UTC),
        }
        | more
    )
