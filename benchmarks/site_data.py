"""A fictitious city for the site's benchmark: 60 units x 80 indicators, five months of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # Django is not started yet when this file is read
    from saima.actions.by import By
    from saima.plan.plan import Plan
    from saima.records.models import DueValue, Person, Round

UNITS, INDICATORS, CONTESTS, MONTHS = 60, 80, 8, 5
USERS = 8
NOW = datetime(2021, 6, 7, 2, tzinfo=UTC)
MONTH = f"2021-{MONTHS:02d}"


PROBLEM_KINDS = (
    *("land", "funding", "approval", "labour", "utility", "policy", "unsold_homes", "dispute"),
)


@dataclass(frozen=True)
class City:
    """Who asks for pages; all of them report for the one department that reports everything."""

    reporters: "list[Person]"
    office: "Person"


def label(zh: str, en: str) -> dict[str, str]:
    """A label in both languages."""
    return {"zh": zh, "en": en}


def city_plan() -> "Plan":
    """60 towns, 80 indicators in 8 contests; one department reports all of them."""
    from saima.plan.plan import Plan

    units: list[dict[str, Any]] = [
        {
            "code": f"town-{number:02d}",
            "zh": f"第{number:02d}经济技术开发区街道办事处",
            "en": f"Town {number:02d}",
            "kind": "town",
            "group": "towns",
        }
        for number in range(UNITS)
    ]
    units.append({"code": "commerce", "zh": "商务局", "en": "Commerce", "kind": "department"})
    return Plan.model_validate(
        {
            "code": "bench-2021",
            "year": 2021,
            "label": label("测试年度（虚构）", "Bench year (fictitious)"),
            "fictitious": True,
            "groups": [{"code": "towns", "label": label("镇街", "Towns")}],
            "nodes": [
                {"code": f"contest-{n}", "label": label(f"第{n + 1}比拼", f"Contest {n + 1}")}
                for n in range(CONTESTS)
            ],
            "units": units,
            "indicators": [indicator(number) for number in range(INDICATORS)],
            "hard_problems": [problem_kind(code) for code in PROBLEM_KINDS],
        }
    )


def problem_kind(code: str) -> dict[str, Any]:
    """A kind of hard problems that rises twice and is to be cleared by the end of June."""
    rises = [{"after": after, "label": label(f"第{after}日", f"Day {after}")} for after in (20, 40)]
    named = {"code": code, "label": label(code, code)}
    return named | {"rises_after": rises, "deadline": "2021-06-30"}


def indicator(number: int) -> dict[str, Any]:
    """A monthly amount that commerce reports for every town."""
    return {
        "code": f"indicator-{number:02d}",
        "label": label(f"规模以上工业增加值分项指标{number:02d}", f"Indicator {number:02d}"),
        "parent": f"contest-{number * CONTESTS // INDICATORS}",
        "measure": label("亿元", "100 million yuan"),
        "decimals": 2,
        "reporter": "commerce",
        "weight": {"towns": 1},
        "scoring": {"method": "completion"},
        "target": {"value": 120, "every_unit": True},
    }


def build() -> City:
    """Publish the plan and open five months: four are frozen, half of the fifth is reported."""
    from saima.actions.by import By
    from saima.actions.loading import publish_plan
    from saima.actions.rounds import open_round
    from saima.plan.periods import Period
    from saima.records.models import Role

    version = publish_plan(city_plan(), NOW)
    reporters = [person(f"reporter-{n}", Role.REPORTER, "commerce") for n in range(USERS)]
    office = person("office", Role.OFFICE, "")
    for month in range(1, MONTHS + 1):
        opened = open_round(By(office, NOW), version, Period.parse(f"2021-{month:02d}"))
        report(opened, By(reporters[0], NOW), over=month < MONTHS)
    drafts(reporters)
    return City(reporters, office)


def person(username: str, role: str, unit: str) -> "Person":
    """Somebody with one post."""
    from saima.records.models import Person, Post

    found = Person.objects.create(username=username)
    Post.objects.create(person=found, role=role, unit=unit, starts=date(2021, 1, 1))
    return found


def report(opened: "Round", by: "By", *, over: bool) -> None:
    """Report all values of a month and freeze it, or every second one; last year's values too.

    Written straight into the records, because 24,000 values one by one would take minutes.
    """
    from saima.records.models import DueState, DueValue, Entry, Round, Submission

    dues = list(DueValue.objects.filter(round=opened).order_by("pk"))
    reported = dues if over else dues[::2]
    facts = {"state": DueState.REPORTED, "reported_at": NOW, "complete": True}
    if over:
        facts |= {"state": DueState.FROZEN, "accepted_at": NOW, "frozen_at": NOW}
        frozen = {"state": "frozen", "frozen_at": NOW, "frozen_by": by.person}
        Round.objects.filter(pk=opened.pk).update(**frozen)
    told = {"version": 1, "by": by.person, "at": NOW}
    add(Submission(due_value=due, value=amount(due), **told) for due in reported)
    DueValue.objects.filter(pk__in=[due.pk for due in reported]).update(**facts)
    past = [(due, due.period.replace("2021", "2020")) for due in dues]
    past += [(due, due.period) for due in dues if over]
    add(
        Entry(
            plan="bench-2021",
            unit=due.unit,
            indicator=due.indicator,
            period=period,
            value=amount(due),
            recorded_at=NOW,
        )
        for due, period in past
    )


def drafts(people: "list[Person]") -> None:
    """Everybody has begun fifty values that are still due."""
    from saima.records.models import Draft, DueState, DueValue

    due = list(DueValue.objects.filter(state=DueState.DUE).order_by("pk")[: 50 * len(people)])
    typed = {"content": {"value": "1.5"}, "started_at": NOW, "saved_at": NOW}
    add(Draft(due_value=one, person=people[n // 50], **typed) for n, one in enumerate(due))


def amount(due: "DueValue") -> Decimal:
    """Some amount with two decimals."""
    return Decimal(700 + due.pk * 37 % 601) / 100


def add(rows: Iterable[Any]) -> None:
    """Add rows of one model."""
    rows = list(rows)
    type(rows[0])._default_manager.bulk_create(rows, batch_size=1000)
