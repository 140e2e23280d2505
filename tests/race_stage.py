"""A fictitious race of eleven towns with people around it, and boards sealed with given places.

Places are written down, not computed, so that every edge of the rules can be set by hand.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from saima.actions.by import By
from saima.actions.consequences import propose
from saima.actions.loading import publish_plan
from saima.actions.superior import NewRank, record
from saima.plan.plan import Plan
from saima.records.models import (
    Board,
    BoardState,
    BoardTotal,
    Consequence,
    Person,
    PlanVersion,
    Post,
    Role,
    SuperiorRank,
)
from tests.demo.small_plan import indicator, label

NOW = datetime(2021, 10, 20, 2, tzinfo=UTC)
TODAY = date(2021, 10, 20)
TOWNS = tuple(f"t{number:02d}" for number in range(1, 12))
RACE = "race-2021"
TOWN_RULE: dict[str, Any] = {
    "code": "town-last-two",
    "label": label("镇街连续两季后两位"),
    "groups": ["towns"],
    "count": 2,
    "running": 2,
    "measures": ["circular", "card", "talk"],
    "cards": ["yellow", "red"],
    "clause": "S54",
}
DEPARTMENT_RULE: dict[str, Any] = {
    "code": "department-last-two",
    "label": label("部门重点指标连续两季后两位"),
    "watch": "indicator",
    "tag": "superior",
    "count": 2,
    "running": 2,
    "measures": ["circular", "card", "talk"],
    "cards": ["yellow", "red"],
    "clause": "S48",
}
FLAG_RULE: dict[str, Any] = {
    "code": "town-flag",
    "label": label("流动红旗"),
    "groups": ["towns"],
    "place": "top",
    "count": 2,
    "running": 1,
    "measures": ["flag"],
    "clause": "S37",
}
ADJUSTMENTS = [
    {"code": "award", "label": label("表彰"), "effect": "bonus", "cap": 5},
    {"code": "pilot", "label": label("试点"), "effect": "bonus"},
    {"code": "criticism", "label": label("通报批评"), "effect": "deduction", "cap": 3},
    {"code": "safety", "label": label("安全事故"), "effect": "veto"},
]


def rank_item(code: str, *holders: dict[str, Any], **given: Any) -> dict[str, Any]:
    """An item of the superior, given from outside once a quarter."""
    return indicator(
        code,
        reporter="office",
        collect="rank",
        frequency="quarter",
        direction="lower",
        scoring={"method": "improvement", "per_place": 1},
        target={"value": 3, "compare": "rank_within"},
        weight={},
        held_by=list(holders),
        superior=label(code),
        tags=["superior"],
        **given,
    )


def race_plan(*rules: dict[str, Any], **given: Any) -> Plan:
    """The plan of the race; the rules of S48, S54 and S37 where none are given."""
    units = [
        {"code": "city", "zh": "全市", "en": "The city", "kind": "city"},
        {"code": "office", "zh": "争先办", "en": "The office", "kind": "other"},
        *(
            {"code": code, "zh": code, "en": code, "kind": "town", "group": "towns"}
            for code in TOWNS
        ),
        *(
            {"code": code, "zh": code, "en": code, "kind": "department", "group": "departments"}
            for code in ("commerce", "science")
        ),
    ]
    content: dict[str, Any] = {
        "code": RACE,
        "year": 2021,
        "label": label("race"),
        "city": "city",
        "groups": [{"code": name, "label": label(name)} for name in ("towns", "departments")],
        "nodes": [{"code": "work", "label": label("work")}],
        "units": units,
        "indicators": [
            indicator("output"),
            rank_item("trade", {"unit": "commerce", "weight": 5}),
            rank_item(
                "research",
                {"unit": "science", "weight": 5},
                {"unit": "commerce", "weight": 1, "lead": False},
            ),
        ],
        "adjustments": ADJUSTMENTS,
        "bonus_cap": 6,
        "consequences": list(rules or (TOWN_RULE, DEPARTMENT_RULE, FLAG_RULE)),
    }
    return Plan.model_validate(content | given)


POSTS: dict[str, tuple[Role, str]] = {
    "office": (Role.OFFICE, "office"),
    "colleague": (Role.OFFICE, ""),
    "leader": (Role.LEADER, ""),
    "other_leader": (Role.LEADER, ""),
    "auditor": (Role.AUDITOR, ""),
    "town": (Role.APPROVER, "t11"),
    "town_reporter": (Role.REPORTER, "t11"),
    "tenth": (Role.APPROVER, "t10"),
    "commerce": (Role.APPROVER, "commerce"),
    "checker": (Role.CHECKER, "t11"),
    "system_administrator": (Role.SYSTEM_ADMINISTRATOR, ""),
    "security_administrator": (Role.SECURITY_ADMINISTRATOR, ""),
    "nobody": (Role.REPORTER, ""),
}


@dataclass(frozen=True)
class Race:
    """The published plan and everybody by name."""

    version: PlanVersion
    people: Mapping[str, Person]

    def by(self, name: str, now: datetime = NOW) -> By:
        """Somebody at a moment."""
        return By(self.people[name], now)

    def seal(
        self,
        period: str,
        places: Mapping[str, float | None] | Sequence[str],
        **given: Any,
    ) -> Board:
        """A sealed board with these places of the towns: by unit, or units from first to last.

        ``edition``, ``version`` and ``barred`` (units that a veto bars) may be given.
        """
        if not isinstance(places, Mapping):
            places = {unit: rank for rank, unit in enumerate(places, 1)}
        version: PlanVersion = given.get("version", self.version)
        office = self.people["office"]
        board = Board.objects.create(
            version=version,
            plan=version.code,
            period=period,
            edition=given.get("edition", 1),
            draft=1,
            as_of=NOW,
            computed_at=NOW,
            computed_by=office,
            reason="for a test",
        )
        BoardTotal.objects.bulk_create(totals(board, places, given.get("barred", ())))
        board.state = BoardState.SHOWN
        board.shown_at, board.shown_by, board.objections_until = NOW, office, TODAY
        board.save()
        board.state = BoardState.SEALED
        board.sealed_at, board.sealed_by, board.seal_reason = NOW, office, "nobody objected"
        board.sequence = Board.objects.filter(plan=version.code, sequence__gte=1).count() + 1
        board.seal = hashlib.sha256(f"{board}".encode()).hexdigest()
        board.previous_seal = "0" * 64
        board.save()
        return board

    def superior(
        self, item: str, period: str, rank: int | None, field: int | None = 9, **given: Any
    ) -> SuperiorRank:
        """A rank that the office records; ``now`` and ``why`` may be given."""
        why = given.get("why", "")
        document = f"{period}考核通报{why}"
        new = NewRank(item, period, rank, field, "嘉兴市", document, date(2021, 4, 20), why=why)
        return record(self.by("office", given.get("now", NOW)), RACE, new)


def totals(
    board: Board, places: Mapping[str, float | None], barred: Sequence[str]
) -> list[BoardTotal]:
    """The rows of a board."""
    field = len([rank for rank in places.values() if rank is not None])
    return [
        BoardTotal(
            board=board,
            unit=unit,
            group="towns",
            base=None if rank is None else 100 - rank,
            total=None if rank is None else 100 - rank,
            rank=rank,
            field=field,
            overall_rank=rank,
            overall_field=field,
            eligible=unit not in barred,
            reason="missing" if rank is None else "",
        )
        for unit, rank in places.items()
    ]


def make_race(plan: Plan | None = None) -> Race:
    """Publish the plan and appoint everybody."""
    version = publish_plan(plan or race_plan(), NOW)
    people = {name: Person.objects.create(username=name) for name in POSTS}
    Post.objects.bulk_create(
        Post(person=people[name], role=role, unit=unit, starts=date(2020, 1, 1))
        for name, (role, unit) in POSTS.items()
        if name != "nobody"
    )
    return Race(version, people)


def rotated(*last: str) -> list[str]:
    """All eleven towns from first to last, these at the end in this order."""
    return [unit for unit in TOWNS if unit not in last] + list(last)


def fired(state: str | None = None) -> list[tuple[str, str, int, str, str]]:
    """Unit (or indicator), period, level, card and state of everything proposed, in order."""
    rows = Consequence.objects.order_by("period", "unit", "id")
    if state is not None:
        rows = rows.filter(state=state)
    return [(row.indicator or row.unit, row.period, row.level, row.card, row.state) for row in rows]


def places_of(unit: str, ranks: dict[str, int]) -> dict[str, list[str]]:
    """Boards of eleven towns in which ``unit`` has these places, and everybody else moves round.

    The others are shifted from quarter to quarter, so that nobody else is last twice in a row.
    """
    others = [town for town in TOWNS if town != unit]
    found = {}
    for period, rank in ranks.items():
        shift = 3 * (int(period[-1]) - 1)
        turned = others[shift:] + others[:shift]
        turned.insert(rank - 1, unit)
        found[period] = turned
    return found


def run(race: Race, ranks: dict[str, int], unit: str = "t05") -> list[tuple[Any, ...]]:
    """Seal these boards and propose."""
    for period, places in places_of(unit, ranks).items():
        race.seal(period, places)
    propose(race.by("office"), RACE)
    return fired()


def merged_plan() -> Plan:
    """The eleventh town becomes part of the tenth in April."""
    plan = race_plan(version=2, effective_from=date(2021, 4, 1), reason="区划调整")
    units = [
        unit.model_copy(update={"merged_into": "t10", "valid_to": date(2021, 3, 31)})
        if unit.code == "t11"
        else unit
        for unit in plan.units
    ]
    return plan.model_copy(update={"units": tuple(units)})
