"""A small fictitious year for tests: four towns and two offices, January to March 2021.

March of the towns, by hand (points of invest 40, land 30, safety 20, party 10):

| unit  | invest                | land                | safety       | party | bonus | total |
|-------|-----------------------|---------------------|--------------|-------|-------|-------|
| ash   | 16 of 15: capped, 40  | 120 of 150: 24      | 95: met, 20  | 9     | 1.5   | 94.50 |
| birch | 6 of 9: 26.6667       | March missing: 0    | 88: 0        | 8     |       | 34.67 |
| elm   | 5 of 6: 33.3333       | 60 of 60: 30        | 92: 20       | 10    |       | 93.33 |
| oak   | 3 of 3: 40            | 30 of 30: 30        | missing      | 10    |       | none  |
"""

from datetime import UTC, datetime
from typing import Any

from saima.actions.loading import YearRows
from saima.plan.plan import Plan

PUBLISHED = datetime(2021, 1, 4, 1, tzinfo=UTC)
TARGETS = {"ash": (60, 600), "birch": (36, 360), "elm": (24, 240), "oak": (12, 120)}
INVEST = {
    "x": (11, 10, 9),
    "ash": (5, 5, 6),
    "birch": (3, 2, 1),
    "elm": (2, 2, 1),
    "oak": (1, 1, 1),
}
LAND = {
    "x": (100, 100, 70),
    "ash": (40, 40, 40),
    "birch": (30, 30),
    "elm": (20, 20, 20),
    "oak": (10, 10, 10),
}
SAFETY = {"ash": 95, "birch": 88, "elm": 92, "fin": 96, "plan": 85}
PARTY = {"ash": 90, "birch": 80, "elm": 100, "oak": 100, "fin": 90, "plan": 100}


def label(zh: str, en: str) -> dict[str, str]:
    """A label in both languages."""
    return {"zh": zh, "en": en}


def unit(code: str, zh: str, group: str | None, kind: str) -> dict[str, object]:
    """A unit whose English name is its code."""
    return {"code": code, "zh": zh, "en": code.title(), "group": group, "kind": kind}


def node(code: str, zh: str, en: str, parent: str = "total") -> dict[str, object]:
    """A chapter or contest."""
    return {"code": code, "label": label(zh, en), "parent": parent}


INDICATORS: list[dict[str, Any]] = [
    {
        "code": "invest",
        "label": label("新增内资", "Domestic investment"),
        "parent": "projects",
        "measure": label("亿元", "100 million yuan"),
        "weight": {"towns": 40},
        "held_by": [{"unit": "fin", "weight": 60}],
        "scoring": {"method": "completion"},
        "target": {"value": 132, "modality": "strive"},
        "source": label("发改局", "Reform bureau"),
        "clause": "力争新增内资备案投资",
    },
    {
        "code": "land",
        "label": label("新增工业用地", "New industrial land"),
        "parent": "platforms",
        "measure": label("亩", "mu"),
        "decimals": 0,
        "weight": {"towns": 30},
        "held_by": [{"unit": "plan", "weight": 60}],
        "scoring": {"method": "completion"},
        "target": {"value": 1320},
        "missing": "zero",
    },
    {
        "code": "safety",
        "label": label("平安指数", "Safety index"),
        "parent": "safe",
        "measure": label("分", "points"),
        "decimals": 1,
        "collect": "level",
        "weight": {"towns": 20, "offices": 20},
        "scoring": {"method": "met"},
        "target": {"value": 90, "every_unit": True},
    },
    {
        "code": "party",
        "label": label("党建责任", "Party duties"),
        "parent": "duties",
        "measure": label("分", "points"),
        "decimals": 1,
        "collect": "level",
        "weight": {"towns": 10, "offices": 20},
        "scoring": {"method": "completion"},
        "target": {"value": 100, "every_unit": True},
        "lights": False,
    },
]


def small_plan(**changes: object) -> Plan:
    """The plan of the small year."""
    content: dict[str, object] = {
        "code": "small-2021",
        "year": 2021,
        "label": label("某市2021年争先创优", "City X contest 2021"),
        "city": "x",
        "fictitious": True,
        "groups": [
            {"code": "towns", "label": label("镇街", "Towns")},
            {"code": "offices", "label": label("部门", "Offices")},
        ],
        "nodes": [
            node("economy", "经济", "Economy"),
            node("general", "综合", "General"),
            node("duty", "党建", "Party"),
            node("projects", "项目比拼", "Projects", "economy"),
            node("platforms", "平台比拼", "Platforms", "economy"),
            node("safe", "平安比拼", "Safety", "general"),
            node("duties", "党建比拼", "Duties", "duty"),
        ],
        "indicators": INDICATORS,
        "units": [
            unit("x", "某市", None, "city"),
            unit("ash", "白蜡镇", "towns", "town"),
            unit("birch", "白桦镇", "towns", "town"),
            unit("elm", "榆树街道", "towns", "street"),
            unit("oak", "橡树镇", "towns", "town"),
            unit("fin", "商务局", "offices", "department"),
            unit("plan", "自规局", "offices", "department"),
        ],
        "targets": [
            {"unit": code, "indicator": name, "period": "2021", "target": targets[position]}
            for code, targets in TARGETS.items()
            for position, name in enumerate(("invest", "land"))
        ],
        "adjustments": [
            {"code": "award", "label": label("表彰", "Award"), "effect": "bonus", "cap": 5},
            {"code": "late", "label": label("迟报", "Late report"), "effect": "deduction"},
        ],
        "consequences": [
            {
                "code": "last_twice",
                "label": label("连续两月末位", "Last two months running"),
                "groups": ["towns"],
                "period": "month",
                "count": 1,
                "measures": ["circular", "card", "talk"],
                "cards": ["yellow", "red"],
                "clause": "连续两次排名末位的",
            }
        ],
    }
    return Plan.model_validate({**content, **changes})


def observation(unit: str, indicator: str, month: int, value: float) -> dict[str, object]:
    """A reported value, recorded on the fifth of the month after."""
    return {
        "unit": unit,
        "indicator": indicator,
        "period": f"2021-{month:02d}",
        "value": value,
        "source": "demo (fictitious)",
        "recorded_at": datetime(2021, month + 1, 5, 1, tzinfo=UTC),
    }


def small_rows() -> YearRows:
    """The ledger of the small year."""
    monthly = [
        observation(unit, indicator, month, value)
        for indicator, values in (("invest", INVEST), ("land", LAND))
        for unit, series in values.items()
        for month, value in enumerate(series, start=1)
    ]
    steady = [
        observation(unit, indicator, month, value)
        for indicator, values in (("safety", SAFETY), ("party", PARTY))
        for unit, value in values.items()
        for month in (1, 2, 3)
    ]
    award = {
        "unit": "ash",
        "period": "2021-03",
        "kind": "award",
        "points": 1.5,
        "reason": "provincial commendation (fictitious)",
        "recorded_at": datetime(2021, 4, 2, 1, tzinfo=UTC),
    }
    return YearRows([*monthly, *steady], [], [award])
