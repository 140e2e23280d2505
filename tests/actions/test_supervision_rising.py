"""Unsolved sheets turn and rise on hand-counted days, each step once, and tell whom they must."""

from collections.abc import Callable
from datetime import date

import pytest

from saima.actions import supervision, supervision_extensions
from saima.actions.clock import USERNAME
from saima.actions.supervision_rising import rise
from saima.plan.supervision import StartColour
from saima.records.models import (
    AuditRecord,
    Message,
    Person,
    Supervision,
    SupervisionStep,
)
from saima.records.queries.supervision import open_counts, sheets
from tests.cast import Cast, by, cast_plan, make_cast, publish
from tests.supervision_stage import (
    ORDINARY_DUE,
    PLAN,
    acknowledged,
    answered,
    asked,
    at,
    issued,
    withdrawn,
    written_off,
)

pytestmark = pytest.mark.django_db

ORANGE, RED = date(2021, 4, 23), date(2021, 4, 27)
"""Two working days before Monday 26 April 2021 is Friday the 23rd, because Sunday the 25th is
worked and Saturday the 24th is not; the working day after it is Tuesday the 27th."""

UNIT_LEADER, LEADING_GROUP = date(2021, 4, 29), date(2021, 5, 12)
"""3 working days after it: 27, 28, 29 April. 10: the 30th (4), 1 to 5 May are free, 6, 7 and
Saturday 8 May, which is worked (7), 10, 11, 12 May (10)."""


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    publish()
    return made


def height(sheet: Supervision) -> tuple[str, int]:
    sheet.refresh_from_db()
    return sheet.colour, sheet.level


@pytest.mark.parametrize(
    ("day", "colour", "level"),
    [
        (date(2021, 4, 22), "blue", 0),
        (ORANGE, "orange", 0),
        (ORDINARY_DUE, "orange", 0),
        (RED, "red", 0),
        (date(2021, 4, 28), "red", 0),
        (UNIT_LEADER, "red", 1),
        (date(2021, 5, 11), "red", 1),
        (LEADING_GROUP, "red", 2),
        (date(2022, 4, 1), "red", 2),
    ],
)
def test_a_sheet_turns_and_rises_on_its_day(cast: Cast, day: date, colour: str, level: int) -> None:
    sheet = issued(cast)
    rise(at(day))
    assert height(sheet) == (colour, level)


def test_each_step_happens_once_however_often_it_runs(cast: Cast) -> None:
    sheet = issued(cast)
    seen = []
    for day in (ORANGE, ORANGE, RED, RED, UNIT_LEADER, UNIT_LEADER, LEADING_GROUP, LEADING_GROUP):
        found = rise(at(day))
        seen.append({**found.colours, **found.levels})
    assert seen == [
        {"orange": 1},
        {},
        {"red": 1},
        {},
        {"unit_leader": 1},
        {},
        {"leading_group": 1},
        {},
    ]
    keys = SupervisionStep.objects.filter(sheet=sheet).exclude(once="").order_by("id")
    assert list(keys.values_list("once", flat=True)) == [
        "orange",
        "red",
        "level:unit_leader",
        "level:leading_group",
    ]


def test_a_run_that_comes_late_writes_every_step_and_tells_once_of_the_colour(cast: Cast) -> None:
    issued(cast)
    rise(at(UNIT_LEADER))
    told = Message.objects.filter(kind="sheet_rising", person=cast.reporter).order_by("id")
    assert [one.once.split(":", 2)[2] for one in told] == ["red", "level:unit_leader"]
    assert [one.data["to"] for one in told] == ["red", "level:unit_leader"]
    assert SupervisionStep.objects.filter(act="rise").count() == 3


def test_each_level_tells_whom_the_plan_names(cast: Cast) -> None:
    issued(cast)
    for day, people in (
        (ORANGE, {"reporter", "approver"}),
        (RED, {"reporter", "approver", "office", "colleague"}),
        (UNIT_LEADER, {"reporter", "approver", "office", "colleague"}),
        (LEADING_GROUP, {"reporter", "approver", "office", "colleague", "leader"}),
    ):
        before = set(Message.objects.values_list("pk", flat=True))
        rise(at(day))
        told = Message.objects.exclude(pk__in=before).filter(kind="sheet_rising")
        assert set(told.values_list("person__username", flat=True)) == people


@pytest.mark.parametrize("stage", [answered, written_off, withdrawn])
def test_what_the_unit_does_not_owe_does_not_rise(
    cast: Cast, stage: Callable[..., Supervision]
) -> None:
    sheet = stage(cast)
    assert rise(at(LEADING_GROUP)).colours == {}
    assert height(sheet) == ("blue", 0)


def test_an_answer_that_is_returned_rises_on(cast: Cast) -> None:
    sheet = answered(cast)
    rise(at(UNIT_LEADER))
    supervision.send_back(by(cast.office, at(UNIT_LEADER)), sheet.pk, "nothing was done")
    rise(at(UNIT_LEADER, 18))
    assert height(sheet) == ("red", 1)


def test_a_granted_extension_counts_and_the_colour_stays_what_it_became(cast: Cast) -> None:
    sheet = asked(cast)
    rise(at(ORANGE))
    supervision_extensions.extend(by(cast.office), sheet.pk)
    rise(at(RED))
    assert height(sheet) == ("orange", 0)
    # The 10th of May is the new day, the 11th the working day after it.
    rise(at(date(2021, 5, 11)))
    assert height(sheet) == ("red", 0)


def test_a_severe_sheet_begins_at_its_colour_and_goes_on_from_there(cast: Cast) -> None:
    orange = issued(cast, start=StartColour.ORANGE)
    red = issued(cast, cause="other:2", start=StartColour.RED)
    found = rise(at(RED))
    assert found.colours == {"red": 1}
    assert (height(orange), height(red)) == (("red", 0), ("red", 0))


def test_the_plan_says_when_and_how_high(db: None) -> None:
    cast = make_cast()
    level = {"code": "office", "label": {"zh": "督查室", "en": "Office"}, "after": 1}
    publish(cast_plan(supervision={"orange": 0, "red": 2, "levels": [level]}))
    sheet = issued(cast)
    rise(at(ORANGE))
    assert height(sheet) == ("blue", 0)
    rise(at(RED))
    assert height(sheet) == ("orange", 1)


def test_the_log_says_that_the_daily_run_did_it_and_nobody_signs_in_as_it(cast: Cast) -> None:
    issued(cast)
    rise(at(ORANGE))
    record = AuditRecord.objects.get(action="supervision.rise")
    clock = Person.objects.get(username=USERNAME)
    assert record.person == clock
    assert (clock.is_active, clock.has_usable_password()) == (False, False)
    assert not clock.posts.exists()
    assert SupervisionStep.objects.get(act="rise").by is None


def test_open_sheets_are_counted_per_level(cast: Cast) -> None:
    issued(cast)
    acknowledged(cast, cause="other:2")
    rise(at(LEADING_GROUP))
    counts = open_counts(sheets(PLAN), LEADING_GROUP)
    assert (counts.levels, counts.colours) == ({2: 2}, {"red": 2})
