"""The work on the table of a meeting; packs from before there was any still read."""

import json
from dataclasses import asdict

import pytest
from django.test import Client
from django.urls import reverse

from saima.actions.meeting_work import gather_work
from saima.records.chain import plain
from saima.records.models import Board
from saima.web.readings.meetings import read_pack
from tests.board_stage import Stage
from tests.cast import Cast, cast_plan, publish
from tests.demo.small_plan import label
from tests.problem_stage import KINDS, problem_plan
from tests.web.paper_stage import board, office, stage
from tests.work_stage import PLAN, TODAY, Numbers, WorkStage, some_work

__all__ = ["board", "office", "stage"]

pytestmark = pytest.mark.django_db
OLD = {
    "period": "2021-03",
    "board": 1,
    "edition": 1,
    "seal": "",
    "red": [],
    "promises": [],
    "movers": [],
    "objections": [],
    "consequences": [],
}
"""A pack as it was kept before tasks, sheets and hard problems were known."""

BOTTLENECK = KINDS[0]
HAZARD = KINDS[1] | {"rises_after": [{"after": 10, "label": label("安委办")}]}


def test_a_pack_from_before_there_was_work_still_reads() -> None:
    read = read_pack(OLD, cast_plan(), "en")
    assert (read.nodes, read.sheets, read.problems) == (None, None, None)


def test_a_kept_pack_reads_with_its_work(cast: Cast) -> None:
    publish()
    some_work(cast.office)
    kept = json.loads(json.dumps(OLD | {"work": plain(asdict(gather_work(PLAN, TODAY)))}))
    read = read_pack(kept, cast_plan(), "en")
    assert read.nodes is not None
    assert read.sheets is not None
    assert read.problems is not None
    assert (read.nodes.count, read.sheets.count, read.problems.count) == (3, 2, 3)
    assert [one.unit for one in read.problems.rows] == ["Town b", "Town b", "Town a"]
    assert read.sheets.rows[0].number == "督办〔2021〕1号"


def test_a_level_has_the_name_that_its_own_kind_gives_it(cast: Cast) -> None:
    """Both levels of a bottleneck have another name than the only one of a hazard."""
    plan = problem_plan(hard_problems=[BOTTLENECK, HAZARD])
    publish(plan)
    stage = WorkStage(cast.office, Numbers())
    stage.problem("a", 40, level=1, kind="hazard")
    stage.problem("b", 30, level=1, kind="bottleneck")
    kept = OLD | {"work": plain(asdict(gather_work(PLAN, TODAY)))}
    read = read_pack(kept, plan, "zh")
    assert read.problems is not None
    assert [one.level for one in read.problems.rows] == ["安委办", "分管领导"]


def test_the_page_of_meetings_shows_the_work(stage: Stage, office: Client, board: Board) -> None:
    work = WorkStage(stage.people["office"], Numbers(), board.plan)
    late = work.task("birch", -3)
    work.report(late, 1, TODAY)
    page = office.get(reverse("meetings")).content.decode()
    assert page.index("Consequences to be decided") < page.index("Late nodes")
    assert "任务1：x" in page
    assert '<span class="quiet">reported, to be accepted</span>' in page
    assert "No hard problem rose." in page
