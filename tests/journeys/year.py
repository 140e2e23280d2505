"""The whole year of the journey: six towns, two departments, four quarters; all fictitious.

A town's total is 0.6 x output + 0.4 x service, both out of 100 and counted as they stand in the
last month of a quarter. In the second quarter c is first known with an output of 80: 48 + 36 = 84
and fourth; its objection is upheld, and with 90 it has 90 and is third, before d.

| total | Q1     | Q2     | Q3      | Q4     | mean  | year: 0.6 x mean + 0.4 x Q4   |
|-------|--------|--------|---------|--------|-------|-------------------------------|
| a     | 96 (1) | 93 (2) | 100 (1) | 94 (2) | 95.75 | 57.45 + 37.60 = 95.05 (1)     |
| b     | 92 (2) | 94 (1) | 89 (4)  | 84 (5) | 89.75 | 53.85 + 33.60 = 87.45 (3)     |
| c     | 88 (3) | 90 (3) | 85 (5)  | 95 (1) | 89.50 | 53.70 + 38.00 = 91.70 (2)     |
| d     | 80 (5) | 87 (4) | 90 (3)  | 81 (6) | 84.50 | 50.70 + 32.40 = 83.10 (6)     |
| e     | 72 (6) | 78 (6) | 93 (2)  | 89 (3) | 83.00 | 49.80 + 35.60 = 85.40 (4)     |
| f     | 83 (4) | 79 (5) | 80 (6)  | 88 (4) | 82.50 | 49.50 + 35.20 = 84.70 (5)     |

So e is among the last two in Q1 and Q2, f in Q2 and Q3, and nobody else twice running. Commerce is
last of nine in Jiaxing in Q1 and Q2. A department has 100 points for a place among the first three
and none behind them: science 100 four times; commerce 0, 0, 100, 100, in the year 30 + 40 = 70.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from saima.actions import register, superior
from saima.actions.by import By
from saima.actions.loading import publish_plan
from saima.actions.register import Issue, NewDocument
from saima.actions.stored_files import NamedFile
from saima.actions.superior import NewRank
from saima.plan.plan import Plan
from saima.records.models import (
    Board,
    BoardTotal,
    DocumentKind,
    Entry,
    IssuedDocument,
    Person,
    PlanVersion,
    Post,
    Role,
)
from tests.demo.small_plan import indicator, label

PLAN = "year-2021"
CITY = ZoneInfo("Asia/Shanghai")
PASSWORD = "a long fictitious pass phrase 7"
TOWNS = tuple("abcdef")
QUARTERS = ("2021Q1", "2021Q2", "2021Q3", "2021Q4")
OUTPUT: Mapping[str, tuple[int, int, int, int]] = {
    "a": (100, 95, 100, 90),
    "b": (90, 100, 95, 80),
    "c": (90, 80, 85, 95),
    "d": (80, 85, 90, 75),
    "e": (70, 80, 95, 85),
    "f": (85, 75, 80, 90),
}
SERVICE: Mapping[str, tuple[int, int, int, int]] = {
    "a": (90, 90, 100, 100),
    "b": (95, 85, 80, 90),
    "c": (85, 90, 85, 95),
    "d": (80, 90, 90, 90),
    "e": (75, 75, 90, 95),
    "f": (80, 85, 80, 85),
}
RECORDED = {
    "2021-03": "2021-04-12",
    "2021-06": "2021-07-12",
    "2021-09": "2021-10-12",
    "2021-12": "2022-01-12",
}
"""The day on which the values of the last month of each quarter are accepted."""

RANKS: Mapping[str, tuple[int, int, int, int]] = {"trade": (9, 9, 3, 2), "research": (2, 3, 2, 3)}
"""The city's places among nine; trade is led by commerce, research by science."""

Place = tuple[int, float]
TOTALS: Mapping[str, Mapping[str, Place]] = {
    "2021Q1": {"a": (1, 96), "b": (2, 92), "c": (3, 88), "f": (4, 83), "d": (5, 80), "e": (6, 72)},
    "2021Q2": {"b": (1, 94), "a": (2, 93), "c": (3, 90), "d": (4, 87), "f": (5, 79), "e": (6, 78)},
    "2021Q3": {"a": (1, 100), "e": (2, 93), "d": (3, 90), "b": (4, 89), "c": (5, 85), "f": (6, 80)},
    "2021Q4": {"c": (1, 95), "a": (2, 94), "e": (3, 89), "f": (4, 88), "b": (5, 84), "d": (6, 81)},
    "2021": {
        "a": (1, 95.05),
        "c": (2, 91.7),
        "b": (3, 87.45),
        "e": (4, 85.4),
        "f": (5, 84.7),
        "d": (6, 83.1),
    },
}
"""Rank and total of every town as sealed, from first to last."""

BEFORE_THE_RULING = {
    "b": (1, 94),
    "a": (2, 93),
    "d": (3, 87),
    "c": (4, 84),
    "f": (5, 79),
    "e": (6, 78),
}
DEPARTMENTS: Mapping[str, Mapping[str, Place]] = {
    "2021Q1": {"science": (1, 100), "commerce": (2, 0)},
    "2021Q2": {"science": (1, 100), "commerce": (2, 0)},
    "2021": {"science": (1, 100), "commerce": (2, 70)},
}

RULES: list[dict[str, Any]] = [
    {
        "code": "town-last-two",
        "label": {"zh": "镇街连续两季后两位", "en": "Town among the last two twice"},
        "groups": ["towns"],
        "count": 2,
        "running": 2,
        "measures": ["circular", "card", "talk"],
        "cards": ["yellow", "red"],
        "lapses_after": 1,
        "clause": "S54",
    },
    {
        "code": "department-last-two",
        "label": {"zh": "部门重点指标连续两季后两位", "en": "Department's item among the last two"},
        "watch": "indicator",
        "tag": "superior",
        "count": 2,
        "running": 2,
        "measures": ["circular", "card", "talk"],
        "cards": ["yellow", "red"],
        "clause": "S48",
    },
    {
        "code": "town-flag",
        "label": {"zh": "流动红旗", "en": "Red flag"},
        "groups": ["towns"],
        "place": "top",
        "count": 1,
        "running": 1,
        "measures": ["flag"],
        "clause": "S37",
    },
]

PEOPLE: Mapping[str, tuple[Role, str]] = {
    "office": (Role.OFFICE, "office"),
    "leader": (Role.LEADER, ""),
    "auditor": (Role.AUDITOR, ""),
    "town_c": (Role.APPROVER, "c"),
    "town_e": (Role.APPROVER, "e"),
    "town_f": (Role.APPROVER, "f"),
    "commerce": (Role.APPROVER, "commerce"),
}


def year_plan() -> Plan:
    """Two indicators of the towns and one rank of each department."""
    level = {"collect": "level", "reporter": "self"}
    towns = [
        {"code": code, "zh": f"{code}镇", "en": f"Town {code}", "kind": "town", "group": "towns"}
        for code in TOWNS
    ]
    content: dict[str, Any] = {
        "code": PLAN,
        "year": 2021,
        "label": {"zh": "虚构之年", "en": "A fictitious year"},
        "city": "city",
        "groups": [
            {"code": "towns", "label": {"zh": "镇街道", "en": "Towns"}},
            {"code": "departments", "label": {"zh": "部门", "en": "Departments"}},
        ],
        "nodes": [{"code": "work", "label": label("work")}],
        "units": [
            {"code": "city", "zh": "全市", "en": "The city", "kind": "city"},
            {"code": "office", "zh": "争先办", "en": "The office", "kind": "other"},
            *towns,
            department("commerce", "商务局"),
            department("science", "科技局"),
        ],
        "indicators": [
            indicator("output", weight={"towns": 60}, **level, **named("产出指数")),
            indicator("service", weight={"towns": 40}, **level, **named("服务指数")),
            rank("trade", "外贸排名", "commerce"),
            rank("research", "科研排名", "science"),
        ],
        "adjustments": [
            {"code": "award", "label": {"zh": "表彰", "en": "Award"}, "effect": "bonus", "cap": 5}
        ],
        "consequences": RULES,
        "year_score": {"quarters": 0.6, "year_end": 0.4},
    }
    return Plan.model_validate(content)


def named(zh: str) -> dict[str, Any]:
    """The name of an indicator."""
    return {"label": {"zh": zh, "en": zh}}


def department(code: str, zh: str) -> dict[str, Any]:
    """A department."""
    return {
        "code": code,
        "zh": zh,
        "en": code.title(),
        "kind": "department",
        "group": "departments",
    }


def rank(code: str, zh: str, unit: str) -> dict[str, Any]:
    """An item of the superior: 100 points for a place among the first three."""
    return indicator(
        code,
        **named(zh),
        reporter="office",
        collect="rank",
        frequency="quarter",
        direction="lower",
        scoring={"method": "met"},
        target={"value": 3, "compare": "rank_within"},
        weight={},
        held_by=[{"unit": unit, "weight": 100}],
        superior=label("嘉兴市"),
        tags=["superior"],
    )


@dataclass(frozen=True)
class YearStage:
    """The published plan and everybody by name."""

    version: PlanVersion
    people: Mapping[str, Person]

    def by(self, name: str, moment: str) -> By:
        """Somebody at a moment of the city's clock, e.g. ``2021-04-20 10:00``."""
        return By(self.people[name], at(moment))


def at(moment: str) -> datetime:
    """A moment by the city's clock."""
    return datetime.fromisoformat(moment).replace(tzinfo=CITY)


def stage() -> YearStage:
    """Publish the plan and let seven people in; the ledger is empty."""
    version = publish_plan(year_plan(), at("2021-01-04 09:00"))
    people = {}
    for username, (role, unit) in PEOPLE.items():
        person = Person.objects.create_user(username, PASSWORD, name=username, unit=unit)
        Post.objects.create(person=person, role=role, unit=unit, starts=date(2021, 1, 1))
        people[username] = person
    return YearStage(version, people)


def arrive(moment: datetime) -> int:
    """Enter the values of every quarter that are accepted by a moment and not there yet."""
    known = set(Entry.objects.values_list("period", flat=True))
    made = [
        Entry(
            plan=PLAN,
            unit=town,
            indicator=code,
            period=month,
            value=Decimal(values[town][place]),
            recorded_at=at(f"{day} 16:00"),
        )
        for place, (month, day) in enumerate(RECORDED.items())
        if month not in known and at(f"{day} 16:00") <= moment
        for code, values in (("output", OUTPUT), ("service", SERVICE))
        for town in TOWNS
    ]
    return len(Entry.objects.bulk_create(made))


def bulletin(office: By, period: str) -> None:
    """The superior's ranks of a quarter, recorded with their document."""
    place = QUARTERS.index(period)
    for item, given in RANKS.items():
        new = NewRank(
            item, period, given[place], 9, "嘉兴市", f"{period}通报（虚构）", office.today
        )
        superior.record(office, PLAN, new)


def paper(office: By, kind: str, title: str) -> IssuedDocument:
    """A document of a kind, drafted and issued."""
    file = NamedFile(f"{title}.pdf", b"%PDF-1.7 made up for a test")
    draft = register.draft(office, NewDocument(DocumentKind(kind), title, file))
    return register.issue(office, draft.pk, Issue("X争先", office.today))


def places(board: Board, group: str = "towns") -> dict[str, Place]:
    """Rank and total of a group, from first to last."""
    rows = BoardTotal.objects.filter(board=board, group=group).order_by("rank", "unit")
    return {row.unit: (int(row.rank or 0), float(row.total or 0)) for row in rows}
