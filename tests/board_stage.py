"""A small fictitious year with people around it, for tests of boards, seals and objections.

March of the towns by hand (``tests.web.small_year``): ash 94.50, elm 93.33, birch 34.67, oak
without a total because its safety index is missing; of the offices: fin 92.55, plan 69.09.
Over all: ash 1, elm 2, fin 3, plan 4, birch 5. In February elm was first, ash second.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from saima.actions import objections, sealing
from saima.actions.by import By
from saima.actions.loading import YearRows, load_year
from saima.actions.objections import Filing
from saima.actions.sealing import Attempt
from saima.engine.plausible import Reading
from saima.plan.periods import Period
from saima.records.models import Board, BoardTotal, Objection, Person, PlanVersion, Post, Role
from tests.web.small_year import (
    INDICATORS,
    PARTY,
    PUBLISHED,
    label,
    observation,
    small_plan,
    small_rows,
)

MARCH = Period.parse("2021-03")
COMPUTED = datetime(2021, 4, 20, 2, tzinfo=UTC)
"""Tuesday 20 April, ten in the morning; the small year's last row is of 5 April."""
SHOWN = datetime(2021, 4, 21, 2, tzinfo=UTC)
"""Wednesday 21 April. Five working days on is Tuesday 27 April: Sunday 25 April is worked."""
LAST_DAY = date(2021, 4, 27)
FILED = datetime(2021, 4, 22, 2, tzinfo=UTC)
RULED = datetime(2021, 4, 23, 2, tzinfo=UTC)
"""Friday 23 April. Five working days on is Thursday 29 April."""
AFTERWARDS = datetime(2021, 4, 28, 2, tzinfo=UTC)
"""The first day on which the board of March can be sealed."""

LAST_TWO = [
    {
        "code": "last_two",
        "label": {"zh": "连续两月后两位", "en": "Bottom two in two months running"},
        "groups": ["towns"],
        "period": "month",
        "count": 2,
        "measures": ["card"],
        "cards": ["yellow", "red"],
    }
]

POSTS: dict[str, tuple[Role, str]] = {
    "office": (Role.OFFICE, "plan"),
    "colleague": (Role.OFFICE, ""),
    "leader": (Role.LEADER, ""),
    "other_leader": (Role.LEADER, ""),
    "auditor": (Role.AUDITOR, ""),
    "ash": (Role.REPORTER, "ash"),
    "elm": (Role.REPORTER, "elm"),
    "elm_approver": (Role.APPROVER, "elm"),
    "fin": (Role.REPORTER, "fin"),
    "planner": (Role.REPORTER, "plan"),
    "checker": (Role.CHECKER, "fin"),
    "system_administrator": (Role.SYSTEM_ADMINISTRATOR, ""),
    "security_administrator": (Role.SECURITY_ADMINISTRATOR, ""),
}


@dataclass(frozen=True)
class Stage:
    """The published plan and everybody by name."""

    version: PlanVersion
    people: dict[str, Person]

    def by(self, name: str, now: datetime) -> By:
        """Somebody at a moment."""
        return By(self.people[name], now)

    def draft(self, period: Period = MARCH, now: datetime = COMPUTED) -> Board:
        """A draft with everything recorded until now."""
        attempt = Attempt(self.version, period, now, "the month is closed")
        return sealing.compute_draft(self.by("colleague", now), attempt)

    def shown(self, period: Period = MARCH) -> Board:
        """A board that is shown on 21 April."""
        board = self.draft(period)
        return sealing.show_for_objections(self.by("colleague", SHOWN), board.pk)

    def sealed(self, period: Period = MARCH) -> Board:
        """A board that was shown and sealed on 28 April."""
        board = self.shown(period)
        return sealing.seal(self.by("colleague", AFTERWARDS), board.pk, "nobody objected")

    def objection(self, board: Board, **given: Any) -> Objection:
        """An objection of elm: two investments in March, not one."""
        fields: dict[str, Any] = {
            "board": board.pk,
            "unit": "elm",
            "code": "invest",
            "reason": "一笔到资漏报 one investment was left out",
            "claimed": Reading(Decimal(2)),
        }
        return objections.file(self.by("elm", FILED), Filing(**fields | given))


def make_stage(rows: YearRows | None = None, **changes: Any) -> Stage:
    """Publish the plan, load its rows (None: the small year's), appoint everybody."""
    plan = small_plan(**{"consequences": LAST_TWO} | changes)
    version = load_year(plan, rows or small_rows(), PUBLISHED)
    people = {name: Person.objects.create(username=name) for name in POSTS}
    Post.objects.bulk_create(
        Post(person=people[name], role=role, unit=unit, starts=date(2021, 1, 1))
        for name, (role, unit) in POSTS.items()
    )
    return Stage(version, people)


def make_share_stage() -> Stage:
    """Party duties as a share of two sums: 90 of 100 every month, 80 of birch, so 9 and 8 points.

    By hand: 270 of 300 is 90 %; elm is at 33.3333 + 30 + 20 + 9 = 92.33 in March.
    """
    share = {"collect": "ratio", "multiplier": 100, "measure": label("%", "%")}
    changed = [one | share if one["code"] == "party" else one for one in INDICATORS]
    rows = small_rows()
    kept = [one for one in rows.observations if one["indicator"] != "party"]
    parts = [
        observation(unit, "party", month, 0)
        | {"value": None, "numerator": 80 if unit == "birch" else 90, "denominator": 100}
        for unit in PARTY
        for month in (1, 2, 3)
    ]
    return make_stage(replace(rows, observations=[*kept, *parts]), indicators=changed)


def days_after(moment: datetime, days: int) -> datetime:
    """The same time, days later."""
    return moment + timedelta(days=days)


Numbers = tuple[float | None, float | None, float | None]


def totals(board: Board) -> dict[str, Numbers]:
    """Total, rank in the group and rank over all, by unit."""
    rows = BoardTotal.objects.filter(board=board)
    return {row.unit: (plain(row.total), plain(row.rank), plain(row.overall_rank)) for row in rows}


def plain(number: Decimal | None) -> float | None:
    """A decimal of the database as the tests write it."""
    return None if number is None else float(number)
