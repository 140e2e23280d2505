"""The work of the journey: a target for eleven towns, a task, a sheet, a problem; all fictitious.

**The split.** 180 (100 million yuan) of filed domestic investment by weights that add up to 100,
so that a town gets 1.8 times its weight; a month is a twelfth of the year, to date. Until then a
has 16.40 and every other town 16.36, which adds up to 180.00 as well.

| town   | a  | b     | c    | d   | e    | f   | g    | h   | i   | j   | k   | sum |
|--------|----|-------|------|-----|------|-----|------|-----|-----|-----|-----|-----|
| weight | 20 | 15    | 12   | 10  | 9    | 8   | 7    | 6   | 5   | 4   | 4   | 100 |
| year   | 36 | 27    | 21.6 | 18  | 16.2 | 14.4| 12.6 | 10.8| 9   | 7.2 | 7.2 | 180 |
| month  | 3  | 2.25  | 1.8  | 1.5 | 1.35 | 1.2 | 1.05 | 0.9 | 0.75| 0.6 | 0.6 |     |

With a tenth on top they would add up to 198.00, 10 % more than the city's target.

**The effect.** Every town has 1.5 a month, on the 25th of each month. An investment that keeps up
has 60 points, so that in February (3 to date) all eleven have 60 and share the first place: a
needs 16.4 / 6 = 2.73. With the split a needs 6 (30 points), b 4.5 (40), c 3.6 (50), and the others
at most 3, so that three ranks change, to 11, 10 and 9. Of the year they have 3 / 36 = 8.3 %,
11.1 % and 13.9 %, the plan asks for 16.7 %: 8.3, 5.6 and 2.8 points behind, three lights on watch.

**The task** of a has five nodes. A light follows from what is due and not done (10, 30 points).

| node | weight | planned    | done     | light from the day after, while only node 1 is done |
|------|--------|------------|----------|-----------------------------------------------------|
| 1    | 20     | Fri 12 Mar | 11 March | on the 13th: 20 planned, 20 done: green             |
| 2    | 8      | Fri 26 Mar | 28 April | on the 27th: 28 - 20 = 8: watch                     |
| 3    | 12     | Wed 21 Apr | 28 April | on the 22nd: 40 - 20 = 20: yellow                   |
| 4    | 20     | Fri 23 Apr | 28 April | on the 24th: 60 - 20 = 40: red                      |
| 5    | 40     | Fri 27 Aug |          | with the first four accepted: 60 - 60 = 0: green    |

**Days** are working days. Qingming is 3 to 5 April, Labour Day 1 to 5 May; Sunday 25 April is
worked. A node is proposed for supervision when it is three of them late, a sheet has ten, turns
orange two before and red one after its day, and rises after three and after ten.

- Node 2, due 26 March: 29, 30, 31 (3): proposed on Wednesday 31 March, not on the 30th.
- Issued on Thursday 1 April: 2 (1), 6, 7, 8, 9 (5), 12, 13, 14, 15, 16 (10): due on Friday the
  16th, orange on Wednesday the 14th, red on Monday the 19th, at the head of the unit after 19, 20,
  21 (3) on Wednesday the 21st; it would be at the leading group after 22, 23 (5), 25, 26, 27, 28,
  29 (10) on Thursday 29 April, but is answered on the 28th.
- Node 3, due 21 April: 22, 23, 25 (3): proposed on Sunday 25 April, which is worked.
- Node 4, due 23 April: 25, 26, 27 (3): proposed on Tuesday 27 April.
- The problem is raised on Tuesday 20 April and rises after three, 21, 22, 23: on Friday 23 April.
  Its limits are 1 + 1 + 2 + 6: 21, 22, 23, 25, 26 (5), 27, 28, 29, 30, 6 May (10): due on 6 May.
- An urgent instruction of Monday 26 April has five: 27, 28, 29, 30, 6 May; two before its day,
  30 and 29, it turns orange on Thursday 29 April.

**The indicator** counts the problems of a town that were closed to date; two are worth 40 points.
In April a has 6 of 12, 30 points, and with one problem closed 30 + 20 = 50. It was last of eleven;
c has 6 of 7.2, 50 points too, so both are on place 9; b has 6 of 9, 40 points, and is last.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from saima.actions.loading import publish_plan
from saima.plan.plan import Plan
from saima.records.models import Entry, Person, Post, Role
from tests.demo.small_plan import indicator, label
from tests.journeys.year import PASSWORD, at, named

PLAN = "work-2021"
WEIGHTS: Mapping[str, int] = {
    **{"a": 20, "b": 15, "c": 12, "d": 10, "e": 9, "f": 8},
    **{"g": 7, "h": 6, "i": 5, "j": 4, "k": 4},
}
YEAR: Mapping[str, str] = {
    **{"a": "36.00", "b": "27.00", "c": "21.60", "d": "18.00", "e": "16.20", "f": "14.40"},
    **{"g": "12.60", "h": "10.80", "i": "9.00", "j": "7.20", "k": "7.20"},
}
MARCH: Mapping[str, str] = {
    **{"a": "9.00", "b": "6.75", "c": "5.40", "d": "4.50", "e": "4.05", "f": "3.60"},
    **{"g": "3.15", "h": "2.70", "i": "2.25", "j": "1.80", "k": "1.80"},
}
"""The targets of January to March of every town, three months' worth."""

MONTHS = ("2021-01", "2021-02", "2021-03", "2021-04")
EVERY_MONTH = Decimal("1.5")

NODES = (
    ("签订投资协议", 20, "2021-03-12"),
    ("完成土地出让", 8, "2021-03-26"),
    ("完成设计审查", 12, "2021-04-21"),
    ("桩基进场", 20, "2021-04-23"),
    ("主体结顶", 40, "2021-08-27"),
)
TASK = "建设乌溪新材料产业园（虚构）"
PROBLEM = "产业园地块指标未落实（虚构）"

PEOPLE: Mapping[str, tuple[Role, str]] = {
    "office": (Role.OFFICE, "office"),
    "leader": (Role.LEADER, ""),
    "town": (Role.REPORTER, "a"),
    "head": (Role.APPROVER, "a"),
    "checker": (Role.CHECKER, "reform"),
    "land": (Role.REPORTER, "land"),
}
KIND = {
    "code": "bottleneck",
    "label": {"zh": "项目堵点", "en": "Bottleneck of a project"},
    "limits": {"accept": 1, "assign": 1, "plan": 2, "handle": 6},
    "rises_after": [
        {"after": 3, "label": {"zh": "分管领导", "en": "Leader in charge"}},
        {"after": 20, "label": {"zh": "领导小组", "en": "Leading group"}},
    ],
    "verified_by": "raiser",
    "asks": ["text", "task"],
}
SOLVED = {
    "objects": "hard_problems",
    "measure": "count",
    "where": {"kind": ["bottleneck"], "closed": "to_date"},
    "counted_for": "raiser",
}


def work_plan() -> Plan:
    """One target that is split and one indicator that is counted."""
    towns = [
        {"code": code, "zh": f"{code}镇", "en": f"Town {code}", "kind": "town", "group": "towns"}
        for code in WEIGHTS
    ]
    content: dict[str, Any] = {
        "code": PLAN,
        "year": 2021,
        "label": {"zh": "虚构之年", "en": "A fictitious year"},
        "city": "city",
        "groups": [{"code": "towns", "label": {"zh": "镇街道", "en": "Towns"}}],
        "nodes": [{"code": "work", "label": {"zh": "项目建设", "en": "Projects"}}],
        "units": [
            {"code": "city", "zh": "全市", "en": "The city", "kind": "city"},
            {"code": "office", "zh": "争先办", "en": "The office", "kind": "other"},
            {"code": "reform", "zh": "发改局", "en": "Reform", "kind": "department"},
            {"code": "land", "zh": "资源规划局", "en": "Land", "kind": "department"},
            *towns,
        ],
        "indicators": [
            indicator(
                "investment",
                **named("内资备案投资"),
                weight={"towns": 60},
                target={"value": 180},
                reporter="self",
                decimals=2,
                measure=label("亿元"),
            ),
            indicator(
                "solved",
                **named("堵点办结数"),
                weight={"towns": 40},
                target={"value": 2, "every_unit": True},
                collect="level",
                derived=SOLVED,
            ),
        ],
        "targets": [
            {
                "unit": code,
                "indicator": "investment",
                "period": "2021",
                "target": 16.4 if code == "a" else 16.36,
            }
            for code in WEIGHTS
        ],
        "hard_problems": [KIND],
        "supervision": {"late_node": 3, "limits": {"ordinary": 10}},
    }
    return Plan.model_validate(content)


def stage() -> None:
    """Publish the plan and let six people in; the ledger is empty."""
    publish_plan(work_plan(), at("2021-01-04 09:00"))
    for username, (role, unit) in PEOPLE.items():
        person = Person.objects.create_user(username, PASSWORD, name=username, unit=unit)
        Post.objects.create(person=person, role=role, unit=unit, starts=date(2021, 1, 1))


def arrive(moment: datetime) -> int:
    """Enter what the towns invested in every month that is known by a moment and not there yet."""
    known = set(Entry.objects.filter(indicator="investment").values_list("period", flat=True))
    made = [
        Entry(
            plan=PLAN,
            unit=town,
            indicator="investment",
            period=month,
            value=EVERY_MONTH,
            recorded_at=at(f"{month}-25 16:00"),
        )
        for month in MONTHS
        if month not in known and at(f"{month}-25 16:00") <= moment
        for town in WEIGHTS
    ]
    return len(Entry.objects.bulk_create(made))
