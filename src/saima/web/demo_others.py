"""The other units of the demo's month: they report as the made-up year says, day by day.

What was recorded by the demo's present is handed in, most of it approved, and most of that
accepted by the office; some comes back, some waits. All of it goes through the same actions as
the work of people.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:  # Django is not started yet when this file is read
    from saima.actions.given import Given
    from saima.demo.rows import ObservationRow
    from saima.records.models import DueValue, Person, Round

CITY = ZoneInfo("Asia/Shanghai")
SENTENCE = "年终结算，数据已与业务台账核对（演示）"
CORRECTED = "已按业务台账更正（演示）"
REASONS = (
    "与报送统计局的数据不一致，请核对（演示）",
    "请附主管部门盖章的月报（演示）",
    "单位应为亿元，请核对（演示）",
)
APPROVED_AFTER = timedelta(hours=3)
ACCEPTED_AFTER = timedelta(hours=20)
FILES = 8
"""Files a unit attaches at most; the other values show that evidence is missing."""

EVERY = 23
"""One in so many of the values that the office looks at comes back."""

Event = tuple[datetime, int, Callable[[], None]]


@dataclass(frozen=True)
class Desk:
    """The two people of a unit, and the values it has to report."""

    reporter: "Person"
    approver: "Person"
    dues: tuple["DueValue", ...]


@dataclass(frozen=True)
class Story:
    """The month, who runs it, what the year says of each value, and the demo's present."""

    opened: "Round"
    office: "Person"
    rows: Mapping[tuple[str, str, str], "ObservationRow"]
    given: Callable[["ObservationRow"], "Given"]
    now: datetime


def others_report(story: Story, without: Iterable[str]) -> None:
    """Let every unit but those of ``without`` do what it did until the demo's present."""
    events: list[Event] = []
    for unit, desk in desks(story, set(without)).items():
        ready = [due for due in desk.dues if moment_of(story, due) < story.now]
        if not ready:
            continue
        at = max(moment_of(story, due) for due in ready)
        events += unit_events(story, desk, ready, at, len(events))
        del unit
    for moment, _, act in sorted(events, key=lambda event: event[:2]):
        if moment < story.now:
            act()


def desks(story: Story, without: set[str]) -> dict[str, Desk]:
    """The units with values to report, each with two people of its own."""
    found: dict[str, list[DueValue]] = {}
    for due in story.opened.due_values.order_by("indicator", "unit"):
        if due.reporter not in without:
            found.setdefault(due.reporter, []).append(due)
    names = {unit["code"]: unit["zh"] for unit in story.opened.version.content["units"]}
    return {
        unit: Desk(
            colleague(unit, names[unit], "reporter", "填报员"),
            colleague(unit, names[unit], "approver", "审核人"),
            tuple(dues),
        )
        for unit, dues in found.items()
    }


def colleague(unit: str, name: str, role: str, title: str) -> "Person":
    """Somebody of a unit with a post since the year began; nobody has a password."""
    from saima.records.models import Person, Post  # noqa: PLC0415

    username = f"{unit}-{role}"
    known: Person | None = Person.objects.filter(username=username).first()
    if known is not None:
        return known
    person = Person.objects.create_user(username, None, name=f"演示·{name}{title}", unit=unit)
    Post.objects.create(person=person, role=role, unit=unit, starts=date(2021, 1, 4))
    return person


def moment_of(story: Story, due: "DueValue") -> datetime:
    """When a value was recorded in the made-up year; long after the present where it never was."""
    row = story.rows.get((due.unit, due.indicator, due.period))
    if row is None:
        return story.now + timedelta(days=365)
    return datetime.fromisoformat(row.recorded_at).replace(tzinfo=CITY)


def unit_events(
    story: Story, desk: Desk, ready: list["DueValue"], at: datetime, order: int
) -> list[Event]:
    """A unit hands in, its approver approves, the office accepts or returns."""
    return [
        (at, order, lambda: hand_in(story, desk.reporter, ready, at)),
        (at + APPROVED_AFTER, order, lambda: pass_on(story, desk.approver, at + APPROVED_AFTER)),
        (at + ACCEPTED_AFTER, order, lambda: look_at(story, desk, ready, at + ACCEPTED_AFTER)),
    ]


def hand_in(story: Story, reporter: "Person", dues: list["DueValue"], at: datetime) -> None:
    """Type the values, explain the unusual ones, prove them with a file, hand them in."""
    from dataclasses import replace  # noqa: PLC0415

    from saima.actions.by import By  # noqa: PLC0415
    from saima.actions.evidence import attach  # noqa: PLC0415
    from saima.actions.reporting import check, save_draft, submit_many  # noqa: PLC0415

    keys = {due.pk: (due.unit, due.indicator, due.period) for due in dues}
    items = {pk: replace(story.given(story.rows[key]), sentence="") for pk, key in keys.items()}
    found = check(By(reporter, at), items)
    for pk, problems in found.items():
        if all(problem.kind.warning for problem in problems):
            items[pk] = replace(items[pk], sentence=SENTENCE)
        else:
            del items[pk]
    if not items:
        return
    typed = at - timedelta(minutes=6 + len(items))
    save_draft(By(reporter, typed), next(iter(items)), {"sentence": ""})
    for due in [due for due in dues if due.pk in items and due.evidence][:FILES]:
        attach(By(reporter, at), due.pk, "演示佐证.txt", proof(due))
    submit_many(By(reporter, at), items)


def proof(due: "DueValue") -> bytes:
    """A file that says of itself that it proves nothing."""
    return f"演示佐证（虚构）\n{due.reporter} {due.indicator} {due.period}\n".encode()


def pass_on(story: Story, approver: "Person", at: datetime) -> None:
    """The unit's approver lets everything go."""
    from saima.actions.by import By  # noqa: PLC0415
    from saima.actions.review import approve_all  # noqa: PLC0415

    approve_all(By(approver, at), story.opened.pk)


def look_at(story: Story, desk: Desk, dues: list["DueValue"], at: datetime) -> None:
    """The office accepts a unit's values; every so manieth comes back or waits."""
    from saima.actions.by import By  # noqa: PLC0415
    from saima.actions.review import accept_all, return_  # noqa: PLC0415
    from saima.records.models import DueValue  # noqa: PLC0415

    approved = DueValue.objects.filter(round=story.opened, state="approved")
    mine = {due.pk for due in dues}
    keys = sorted(mine & set(approved.values_list("pk", flat=True)))
    back = keys[EVERY // 2 :: EVERY]
    waiting = keys[3::EVERY]
    for position, due in enumerate(back):
        return_(By(story.office, at), due, REASONS[position % len(REASONS)])
    others = set(approved.values_list("pk", flat=True)) - mine
    accept_all(By(story.office, at), story.opened.pk, others | set(waiting))
    if back:
        again(story, desk, back[0], at + timedelta(minutes=50))


def again(story: Story, desk: Desk, due: int, at: datetime) -> None:
    """A returned value comes back corrected, so that both versions can be seen."""
    from dataclasses import replace  # noqa: PLC0415

    from saima.actions.by import By  # noqa: PLC0415
    from saima.actions.refusals import Refused  # noqa: PLC0415
    from saima.actions.reporting import submit  # noqa: PLC0415
    from saima.actions.review import approve  # noqa: PLC0415
    from saima.records.models import DueValue  # noqa: PLC0415

    value = DueValue.objects.get(pk=due)
    given = story.given(story.rows[value.unit, value.indicator, value.period])
    if given.reading.value is None or value.indicator.startswith("rank"):
        return
    number = round(given.reading.value * 97 / 100, 0)
    corrected = replace(given, reading=replace(given.reading, value=number), sentence=CORRECTED)
    try:
        submit(By(desk.reporter, at), due, corrected)
    except Refused:
        return
    approve(By(desk.approver, at + timedelta(minutes=20)), due)
