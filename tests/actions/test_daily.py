"""The daily run: each step once a day, failures told and tried again, one process at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from saima.actions import daily, supervision
from saima.actions.clock import CLOCK_RIGHTS, by_clock
from saima.actions.daily import Step, run
from saima.actions.nodes import report_node, return_node
from saima.actions.people import NewPost, grant_post
from saima.actions.permissions import Right, standing
from saima.records.models import (
    AuditRecord,
    DailyRun,
    DailyStep,
    Message,
    Role,
    Supervision,
    SupervisionStep,
    TaskNode,
)
from saima.records.queries.audit import verify_chain
from tests.cast import NOW, Cast, by, make_cast, opened_march, publish
from tests.supervision_stage import at, issued, late_node

pytestmark = pytest.mark.django_db


@dataclass
class Counter:
    """A step that remembers how often it was run, and fails as often as it is told to."""

    fails: int = 0
    runs: list[datetime] = field(default_factory=list)

    def __call__(self, now: datetime) -> Mapping[str, int]:
        self.runs.append(now)
        if len(self.runs) <= self.fails:
            message = "no answer"
            raise OSError(message)
        return {"done": 1}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_a_step_is_done_once_a_day(cast: Cast) -> None:
    counter = Counter()
    steps = [Step("count", counter)]
    for hours in (0, 1, 5):
        run(NOW + timedelta(hours=hours), steps)
    assert len(counter.runs) == 1
    run(NOW + timedelta(days=1), steps)
    assert len(counter.runs) == 2
    assert list(DailyStep.objects.order_by("day").values_list("day", "counts")) == [
        (date(2021, 4, 6), {"done": 1}),
        (date(2021, 4, 7), {"done": 1}),
    ]


def test_what_runs_always_runs_whenever_the_clock_looks_in(cast: Cast) -> None:
    counter = Counter()
    for minutes in (0, 5, 10):
        run(NOW + timedelta(minutes=minutes), [Step("send", counter, always=True)])
    assert len(counter.runs) == 3


def test_a_step_that_fails_is_told_stops_no_other_and_is_tried_again(cast: Cast) -> None:
    broken, sound = Counter(fails=1), Counter()
    steps = [Step("broken", broken), Step("sound", sound)]
    ran = run(NOW, steps)
    assert ran.failed
    assert [(one.step, one.error) for one in ran.went] == [
        ("broken", "OSError: no answer"),
        ("sound", ""),
    ]
    record = AuditRecord.objects.get(action="daily.step", data__step="broken")
    assert record.data["error"] == "OSError: no answer"
    run(NOW + timedelta(minutes=5), steps)
    assert len(broken.runs) == 1
    again = run(NOW + timedelta(minutes=30), steps)
    assert [(one.step, one.error) for one in again.went] == [("broken", "")]
    row = DailyStep.objects.get(step="broken")
    assert (row.tries, row.error, row.done_at) == (2, "", NOW + timedelta(minutes=30))
    assert verify_chain() is None


def test_while_one_runs_another_leaves_it_alone(cast: Cast) -> None:
    assert daily.take_lease("another", NOW)
    counter = Counter()
    assert run(NOW + timedelta(minutes=29), [Step("count", counter)]).busy
    assert counter.runs == []


def test_the_lease_of_a_run_that_was_killed_runs_out(cast: Cast) -> None:
    assert daily.take_lease("killed", NOW)
    counter = Counter()
    assert not run(NOW + timedelta(minutes=30), [Step("count", counter)]).busy
    assert len(counter.runs) == 1
    assert DailyRun.objects.get().holder == ""


def test_a_lease_of_a_clock_that_was_wrong_keeps_nobody_out(cast: Cast) -> None:
    assert daily.take_lease("tomorrow", NOW + timedelta(days=1))
    assert not run(NOW, [Step("count", Counter())]).busy


def test_every_step_runs_on_an_empty_house_and_writes_it_down(db: None) -> None:
    ran = run(NOW)
    assert [one.step for one in ran.went] == [step.name for step in daily.STEPS]
    assert not ran.failed
    always = [step.name for step in daily.STEPS if step.always]
    assert [one.step for one in run(NOW).went] == always
    logged = AuditRecord.objects.filter(action="daily.step").values_list("data__step", flat=True)
    assert sorted(logged) == sorted(step.name for step in daily.STEPS if not step.always)


def test_a_late_node_is_told_once_and_proposed_after_five_working_days(cast: Cast) -> None:
    publish()
    # Monday 29 March 2021; 30 and 31 March, 1 and 2 April (4), 3 to 5 April are free (Qingming),
    # 6 April is the fifth working day after it.
    node = late_node(cast, date(2021, 3, 29))
    first = run(at(date(2021, 4, 2)))
    assert counts(first)["late_nodes"] == {"told": 1, "proposed": 0}
    second = run(at(date(2021, 4, 6)))
    assert counts(second)["late_nodes"] == {"told": 0, "proposed": 1}
    sheet = Supervision.objects.get()
    assert (sheet.state, sheet.source, sheet.about) == ("proposed", "node", f"node:{node.pk}")
    assert sheet.proposed_by == by_clock(NOW).person
    told = Message.objects.filter(kind="node_late")
    assert {one.person.username for one in told} == {"town_reporter", "town_approver"}
    supervision.withdraw(by(cast.office), sheet.pk, "the flood")
    assert counts(run(at(date(2021, 4, 7))))["late_nodes"] == {"told": 0, "proposed": 0}


@pytest.mark.parametrize("day", [date(2021, 3, 29), date(2021, 3, 31)])
def test_nothing_is_asked_of_a_unit_that_has_reported(cast: Cast, day: date) -> None:
    """In time or not: since the report it is the checker who has to do something."""
    publish()
    node = late_node(cast, date(2021, 3, 29))
    report_node(by(cast.town_reporter, at(day)), node.pk, day, "done")
    assert counts(run(at(date(2021, 4, 6))))["late_nodes"] == {"told": 0, "proposed": 0}
    assert not Supervision.objects.exists()
    return_node(by(cast.office), node.pk, "the deed is missing")
    assert counts(run(at(date(2021, 4, 7))))["late_nodes"] == {"told": 1, "proposed": 1}


def test_a_node_with_a_new_day_is_told_of_anew_when_that_is_late(cast: Cast) -> None:
    publish()
    node = late_node(cast)
    run(at(date(2021, 4, 6)))
    TaskNode.objects.filter(pk=node.pk).update(due=date(2021, 4, 9))
    assert counts(run(at(date(2021, 4, 9))))["late_nodes"]["told"] == 0
    assert counts(run(at(date(2021, 4, 10))))["late_nodes"]["told"] == 1


def counts(ran: daily.Ran) -> dict[str, Mapping[str, int]]:
    """What each step did."""
    assert not ran.failed
    return {one.step: one.counts for one in ran.went}


def test_sheets_rise_by_the_daily_run(cast: Cast) -> None:
    publish()
    issued(cast)
    assert counts(run(at(date(2021, 4, 23))))["supervision"] == {"orange": 1}
    assert counts(run(at(date(2021, 4, 29))))["supervision"] == {"red": 1, "level unit_leader": 1}
    assert SupervisionStep.objects.filter(act="rise").count() == 3


def test_units_are_reminded_once_before_and_once_after_the_day(cast: Cast) -> None:
    opened_march(cast)
    # March is to be reported by Monday 12 April 2021: three days ahead is Friday the 9th.
    seen = [
        counts(run(at(date(2021, 4, day))))["reminders"]["reminded"]
        for day in (8, 9, 10, 12, 13, 14)
    ]
    assert seen[0] == 0
    assert seen[1] > 0
    assert seen[2:4] == [0, 0]
    assert seen[4] == seen[1]
    assert seen[5] == 0
    told = Message.objects.filter(kind="due_reminder", person=cast.reporter).order_by("id")
    assert [one.data["due"] for one in told] == ["2021-04-12"] * 2


def test_the_clock_has_only_the_rights_of_its_steps_and_gets_none_by_a_post(cast: Cast) -> None:
    clock = by_clock(NOW)
    assert {right for right in Right if clock.standing.may(right)} == CLOCK_RIGHTS
    grant_post(
        by(cast.security_administrator),
        clock.person.pk,
        NewPost(Role.OFFICE, "office", NOW.date()),
    )
    assert standing(clock.person, NOW.date()).held == frozenset()
