"""The month that the demo is in the middle of, with people of every role; all fictitious."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan

if TYPE_CHECKING:  # Django is not started yet when this file is read
    from saima.actions.given import Given
    from saima.demo.rows import ObservationRow
    from saima.records.models import Person, PlanVersion, Round

MONTH = 12
PEOPLE = (
    ("office", "演示·争先办", "office", "government-office"),
    ("reporter", "演示·统计填报", "reporter", "statistics"),
    ("commerce", "演示·商务填报", "reporter", "commerce"),
    ("approver", "演示·统计审核", "approver", "statistics"),
    ("approver2", "演示·商务审核", "approver", "commerce"),
    ("town", "演示·崇福审核", "approver", "330483107"),
    ("leader", "演示·分管领导", "leader", ""),
    ("auditor", "演示·审计员", "auditor", ""),
    ("system", "演示·系统管理员", "system_administrator", ""),
    ("security", "演示·安全管理员", "security_administrator", ""),
)
"""User name, name, role, unit. Nobody has a password: the demo's buttons are the only way in."""

REPORTED = 14
"""How many values of the first reporter are in already."""


def is_in_progress(plan: Plan, row: "ObservationRow") -> bool:
    """Whether a row belongs to the month that is still being collected."""
    return Period.parse(row.period).end >= month_of(plan).end


def month_of(plan: Plan) -> Period:
    """The month in progress."""
    return Period.of(plan.year, PeriodKind.MONTH, MONTH)


def begin_month(
    version: "PlanVersion",
    people: Mapping[str, "Person"],
    coming: Iterable["ObservationRow"],
    now: datetime,
) -> None:
    """Open the month and report some of its values; all of it or nothing."""
    from django.db import transaction  # noqa: PLC0415

    with transaction.atomic():
        story_until(version, people, list(coming), now)


def story_until(
    version: "PlanVersion",
    people: Mapping[str, "Person"],
    coming: list["ObservationRow"],
    now: datetime,
) -> None:
    """What happened until the demo's present."""
    from saima.actions.by import By  # noqa: PLC0415
    from saima.actions.review import approve_all, return_  # noqa: PLC0415
    from saima.actions.rounds import open_round  # noqa: PLC0415
    from saima.records.models import DueValue  # noqa: PLC0415
    from saima.records.queries.plans import plan_of  # noqa: PLC0415
    from saima.web.demo_others import Story, others_report  # noqa: PLC0415

    plan = plan_of(version)
    opened = open_round(By(people["office"], now - timedelta(days=6)), version, month_of(plan))
    rows = {(row.unit, row.indicator, row.period): row for row in reversed(coming)}
    story = Story(opened, people["office"], rows, as_given, now)
    others_report(story, {unit for _, _, role, unit in PEOPLE if role == "reporter"})
    report(opened, people["reporter"], coming, now - timedelta(days=3))
    mine = DueValue.objects.filter(round=opened, reporter=people["reporter"].unit)
    reported = list(mine.filter(state="reported").order_by("pk"))
    approver = By(people["approver"], now - timedelta(days=2))
    return_(approver, reported[-1].pk, "与月报数不一致,请核对")
    approve_all(approver, opened.pk, {due.pk for due in reported[-4:]})


def add_people(version: "PlanVersion") -> dict[str, "Person"]:
    """The people with their posts, by user name."""
    from saima.records.models import Person, Post  # noqa: PLC0415

    units = {unit for _, _, _, unit in PEOPLE if unit}
    known = {unit["code"] for unit in version.content["units"]}
    if not units <= known:
        message = f"the demo's people sit in units that the plan does not have: {units - known}"
        raise ValueError(message)
    found = {}
    for username, name, role, unit in PEOPLE:
        person = Person.objects.create_user(username, None, name=name, unit=unit)
        Post.objects.create(person=person, role=role, unit=unit, starts=date(version.year, 1, 4))
        found[username] = person
    return found


def report(
    opened: "Round", person: "Person", coming: Iterable["ObservationRow"], at: datetime
) -> None:
    """Hand in the first values of a reporter as they were made up for the year."""
    from saima.actions.by import By  # noqa: PLC0415
    from saima.actions.reporting import submit_many  # noqa: PLC0415

    rows = {(row.unit, row.indicator, row.period): row for row in coming}
    unit = person.unit
    dues = opened.due_values.filter(reporter=unit).order_by("indicator", "unit")
    given = {
        due.pk: as_given(row)
        for due in dues
        if (row := rows.get((due.unit, due.indicator, due.period)))
    }
    submit_many(By(person, at), dict(list(given.items())[:REPORTED]))


def as_given(row: "ObservationRow") -> "Given":
    """A made-up row as it is reported."""
    from saima.actions.typed import given_numbers  # noqa: PLC0415

    def exact(number: float | None) -> Decimal | None:
        return None if number is None else Decimal(str(number))

    return given_numbers(
        (exact(row.value), exact(row.numerator), exact(row.denominator), row.field),
        sentence="年终数据,已与月报核对(演示)",
    )
