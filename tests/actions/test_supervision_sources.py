"""What a sheet says that comes from a node, a light, a promise, a hard problem or a decision."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from saima.actions import decisions, meetings, supervision
from saima.actions.decisions import NewDecision
from saima.actions.meetings import NewPromise
from saima.actions.nodes import report_node, return_node
from saima.actions.refusals import Refused
from saima.actions.supervision_sources import sheet_from
from saima.plan.supervision import Urgency
from saima.records.models import CoUnit, HardProblem, Promise, SupervisionSource
from tests.cast import NOW, Cast, by, known, make_cast, publish
from tests.supervision_stage import PLAN, issued, late_node

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    publish()
    return made


def test_a_late_node_names_its_task_its_day_and_the_co_units(cast: Cast) -> None:
    node = late_node(cast)
    CoUnit.objects.create(task=node.task, unit="commerce", share=Decimal(30))
    new = sheet_from(by(cast.office), PLAN, f"node:{node.pk}")
    assert new.source is SupervisionSource.NODE
    assert (new.unit, new.co_units) == ("a", ("commerce",))
    assert new.title == "Build the road：land is cleared"
    assert new.text == "该节点应于2021年3月29日完成，尚未完成。"
    assert new.cause == f"node:{node.pk}:2021-03-29"
    sheet = supervision.propose(by(cast.office), PLAN, new)
    assert sheet.limit == 15


def test_what_is_reported_is_no_cause_until_it_is_returned(cast: Cast) -> None:
    node = late_node(cast)
    report_node(by(cast.town_reporter), node.pk, date(2021, 3, 29), "done")
    with pytest.raises(Refused) as refusal:
        sheet_from(by(cast.office), PLAN, f"node:{node.pk}")
    assert refusal.value.code == "not_there"
    return_node(by(cast.office), node.pk, "the deed is missing")
    assert sheet_from(by(cast.office), PLAN, f"node:{node.pk}").unit == "a"


def test_a_red_light_of_the_live_board_gives_target_value_and_completion(cast: Cast) -> None:
    behind(NOW)
    new = sheet_from(by(cast.office), PLAN, "light:2021-06:a:starts")
    assert new.source is SupervisionSource.LIGHT
    assert (new.unit, new.cause) == ("a", "light:2021-06:a:starts")
    # Half of 100 by June, one a month: 6 / 50 = 12 %.
    assert new.text.startswith("2021年6月应完成50")
    assert "实际完成6" in new.text
    assert "完成率12" in new.text
    with pytest.raises(Refused):
        sheet_from(by(cast.office), PLAN, "light:2021-06:b:starts")


def behind(now: datetime) -> None:
    """Town a starts one project a month of 100 in the year: 44 points behind in June, red."""
    for month in range(1, 7):
        known("a", "starts", f"2021-{month:02d}", "1", recorded_at=now)


def test_a_promise_of_a_meeting_has_the_limit_of_minutes(cast: Cast) -> None:
    promise = meetings.give_promise(
        by(cast.office), PLAN, NewPromise("b", "Open the park", date(2021, 4, 20)), "3月例会"
    )
    new = sheet_from(by(cast.office), PLAN, f"promise:{promise.pk}")
    assert (new.source, new.unit, new.origin) == (SupervisionSource.MEETING, "b", "3月例会")
    assert new.urgency is Urgency.MINUTES
    Promise.objects.filter(pk=promise.pk).update(
        done_on=NOW.date(), result="x", done_by=cast.office, done_at=NOW
    )
    with pytest.raises(Refused):
        sheet_from(by(cast.office), PLAN, f"promise:{promise.pk}")


def test_a_hard_problem_goes_to_who_handles_it(cast: Cast) -> None:
    problem = HardProblem.objects.create(
        plan=PLAN,
        number=7,
        kind="project",
        title="The land has no road",
        unit="a",
        handler="commerce",
        raised_by=cast.office,
        raised_at=NOW,
        raised_on=NOW.date(),
        due=date(2021, 4, 20),
        state="assigned",
    )
    new = sheet_from(by(cast.office), PLAN, f"hard_problem:{problem.pk}")
    assert (new.unit, new.origin) == ("commerce", "难题第7号")
    assert new.urgency is Urgency.DIFFICULT


def test_a_decision_is_split_into_sheets_and_ends_when_all_are_over(cast: Cast) -> None:
    office = by(cast.office)
    made = decisions.record(
        office, PLAN, NewDecision("嘉兴市", "两项任务", "嘉委〔2021〕3号", date(2021, 4, 1))
    )
    new = sheet_from(office, PLAN, f"decision:{made.pk}")
    assert (new.origin, new.unit) == ("嘉兴市 嘉委〔2021〕3号", "")
    assert (new.received_on, new.urgency) == (date(2021, 4, 1), Urgency.DOCUMENT)
    parts = [
        supervision.propose(
            office, PLAN, replace(new, unit=unit, cause=f"decision:{made.pk}:{unit}")
        )
        for unit in ("a", "commerce")
    ]
    with pytest.raises(Refused) as refusal:
        decisions.finish(office, made.pk, "done")
    assert refusal.value.code == "parts_open"
    for part in parts:
        supervision.withdraw(office, part.pk, "done otherwise")
    assert decisions.finish(office, made.pk, "done").ended_on == NOW.date()
    with pytest.raises(Refused):
        decisions.finish(office, made.pk, "done")
    with pytest.raises(Refused):
        sheet_from(office, PLAN, f"decision:{made.pk}")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"issuer": " "}, "sheet_text"),
        ({"title": ""}, "sheet_text"),
        ({"document": ""}, "sheet_text"),
        ({"received_on": date(2021, 4, 7)}, "day_to_come"),
    ],
)
def test_a_decision_says_from_whom_and_by_which_document(
    cast: Cast, given: dict[str, object], code: str
) -> None:
    new = NewDecision("嘉兴市", "两项任务", "嘉委〔2021〕3号", date(2021, 4, 1))
    with pytest.raises(Refused) as refusal:
        decisions.record(by(cast.office), PLAN, replace(new, **given))  # type: ignore[arg-type]
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "about",
    [
        "",
        "node",
        "node:",
        "node:999",
        "node:x",
        "node:1:2",
        "node:" + "9" * 40,
        "cat:1",
        "promise:9",
        "hard_problem:9",
        "decision:9",
        "light:2021-03",
        "light:soon:a:starts",
        "light:2021-03:nowhere:starts",
        "board:9:a:starts",
        "board:x:a:starts",
    ],
)
def test_what_there_is_not_is_refused(cast: Cast, about: str) -> None:
    with pytest.raises(Refused) as refusal:
        sheet_from(by(cast.office), PLAN, about)
    assert refusal.value.code == "not_there"


def test_the_same_light_twice_is_one_matter(cast: Cast) -> None:
    behind(NOW)
    new = sheet_from(by(cast.office), PLAN, "light:2021-06:a:starts")
    supervision.propose(by(cast.office), PLAN, new)
    with pytest.raises(Refused) as refusal:
        supervision.propose(by(cast.office), PLAN, new)
    assert refusal.value.code == "sheet_open"
    assert issued(cast).number == 1
