"""A pledge holds a unit's targets and tasks as they stood; what changes later is told."""

import io
from datetime import date
from zipfile import ZipFile

import pytest

from saima.actions import pledges, splits
from saima.actions.papers.pledges import Pledging
from saima.actions.pledge_contents import PledgeDifference, Stands, differences, digest, stands
from saima.actions.pledges import Signed
from saima.actions.refusals import Denied, Refused
from saima.actions.stored_files import NamedFile
from saima.records.models import (
    AuditRecord,
    IssuedDocument,
    PlanVersion,
    Pledge,
    Task,
    TaskNode,
    TaskState,
    TaskStep,
)
from tests.actions.split_stage import STARTS, drafted, published
from tests.cast import NOW, Cast, by

pytestmark = pytest.mark.django_db
SIDES = ("领导小组", "组长", "镇长", ("每月调度",))
SCAN = NamedFile("军令状.pdf", b"%PDF-1.7 fictitious")
DAY = date(2021, 4, 6)


def pledging(unit: str = "a") -> Pledging:
    return Pledging(unit, *SIDES)


def made(cast: Cast, unit: str = "a") -> Pledge:
    return pledges.draw_up(by(cast.office), "small", pledging(unit))


def task(cast: Cast, unit: str = "a", code: str = "T1") -> Task:
    """A running task with two nodes, written as its actions do: with a step."""
    row = Task.objects.create(
        plan="small",
        code=code,
        title="园区扩建",
        unit=unit,
        leader="分管副镇长",
        owner="经发办主任",
        starts=date(2021, 2, 1),
        due=date(2021, 10, 31),
        first_due=date(2021, 10, 31),
        state=TaskState.RUNNING,
        made_by=cast.office,
        made_at=NOW,
    )
    for number, (title, due) in enumerate((("开工", (5, 31)), ("竣工", (10, 31))), start=1):
        day = date(2021, *due)
        TaskNode.objects.create(task=row, number=number, title=title, due=day, first_due=day)
    step(cast, row)
    return row


def step(cast: Cast, row: Task) -> None:
    """What every change of a task leaves."""
    TaskStep.objects.create(task=row, act="x", state=row.state, by=cast.office, at=NOW)


def adopted(cast: Cast, **years: str) -> None:
    row = drafted(cast, splits.framed("small", STARTS), **years)
    splits.adopt(by(cast.leader), row.pk, splits.mark_of(row), "x")


def now_of(unit: str = "a") -> Stands:
    return stands(PlanVersion.objects.latest("id"))[unit]


def test_a_pledge_holds_the_units_targets_and_tasks_with_their_versions(cast: Cast) -> None:
    published()
    adopted(cast)
    task(cast)
    row = made(cast)
    target = next(one for one in row.content["targets"] if one["indicator"] == STARTS)
    # 30 of the city's 60; a quarter, a half and three quarters of it by the quarters' ends
    assert target["target"] == "30"
    assert target["nodes"] == {"2021-03": "8", "2021-06": "15", "2021-09": "23"}
    assert row.content["splits"] == {STARTS: 1}
    assert row.content["plan_version"] == 1
    found = row.content["tasks"]
    assert [one["title"] for one in found] == ["园区扩建"]
    assert [node["due"] for node in found[0]["nodes"]] == ["2021-05-31", "2021-10-31"]
    assert row.content_hash == digest(row.content)
    assert (row.number, row.second_party) == (1, "a镇")


def test_its_document_lies_in_the_register_with_targets_and_tasks(cast: Cast) -> None:
    published()
    adopted(cast)
    task(cast)
    row = made(cast)
    assert row.document == IssuedDocument.objects.get()
    file = pledges.open_draft(by(cast.town_reporter), row.pk)
    text = ZipFile(io.BytesIO(file.path.read_bytes())).read("word/document.xml").decode()
    for words in ("新开工数", "3月底8，6月底15，9月底23，年底完成", "重点任务", "园区扩建"):
        assert words in text
    assert "5月31日开工；10月31日竣工" in text
    assert "目标分解方案第1版" in text


def test_what_has_not_changed_does_not_differ(cast: Cast) -> None:
    published()
    adopted(cast)
    task(cast)
    assert differences(made(cast).content, now_of()) == ()


def test_a_new_split_shows_as_a_difference_from_what_was_signed(cast: Cast) -> None:
    published()
    adopted(cast)
    row = made(cast)
    adopted(cast, a="40")
    assert differences(row.content, now_of()) == (
        PledgeDifference("target", "新开工数", "30", "40", part="个"),
    )


def test_a_moved_node_a_new_task_and_a_cancelled_one_show(cast: Cast) -> None:
    published()
    first, second = task(cast), task(cast, code="T2")
    row = made(cast)
    TaskNode.objects.filter(task=first, number=1).update(due=date(2021, 6, 30))
    Task.objects.filter(pk=second.pk).update(
        state=TaskState.CANCELLED, ended_on=DAY, result="x", title="其他"
    )
    step(cast, second)
    task(cast, code="T3")
    assert differences(row.content, now_of()) == (
        PledgeDifference("node", "园区扩建", "2021-05-31", "2021-06-30", part="开工"),
        PledgeDifference("task_gone", "园区扩建", after="2021-10-31"),
        PledgeDifference("task_new", "园区扩建", after="2021-10-31"),
    )


def test_a_changed_post_or_due_day_of_a_task_shows(cast: Cast) -> None:
    published()
    one = task(cast)
    row = made(cast)
    Task.objects.filter(pk=one.pk).update(owner="工办主任", due=date(2021, 11, 30))
    step(cast, one)
    assert {(each.code, each.after) for each in differences(row.content, now_of())} == {
        ("task_due", "2021-11-30"),
        ("task_owner", "工办主任"),
    }


def test_the_signed_copy_is_kept_once_and_for_good(cast: Cast) -> None:
    published()
    adopted(cast)
    row = made(cast)
    with pytest.raises(Refused, match="has not come yet"):
        pledges.keep_signed(by(cast.office), row.pk, Signed(date(2021, 4, 7), SCAN))
    docx = NamedFile("x.txt", b"not a scan")
    with pytest.raises(Refused, match="of a kind that is not taken"):
        pledges.keep_signed(by(cast.office), row.pk, Signed(DAY, docx))
    kept = pledges.keep_signed(by(cast.office), row.pk, Signed(DAY, SCAN))
    assert (kept.signed_on, kept.kept_by) == (DAY, cast.office)
    assert pledges.open_signed(by(cast.town_reporter), row.pk).path.read_bytes() == SCAN.content
    with pytest.raises(Refused, match="kept already"):
        pledges.keep_signed(by(cast.office), row.pk, Signed(DAY, SCAN))
    assert AuditRecord.objects.filter(action="pledge.sign").count() == 1


def test_another_units_pledge_is_not_read(cast: Cast) -> None:
    published()
    adopted(cast)
    row = made(cast)
    with pytest.raises(Denied):
        pledges.open_draft(by(cast.other_reporter), row.pk)


def test_a_pledge_needs_a_known_unit_both_parties_and_something_to_pledge(cast: Cast) -> None:
    published()
    office = by(cast.office)
    with pytest.raises(Refused, match="is no unit"):
        pledges.draw_up(office, "small", pledging("nobody"))
    with pytest.raises(Refused, match="a party or its post is empty"):
        pledges.draw_up(office, "small", Pledging("a", "", "x", "y", ()))
    with pytest.raises(Refused, match="neither a target nor an approved task"):
        pledges.draw_up(office, "small", pledging("above"))
    assert not Pledge.objects.exists()


def test_all_that_are_missing_or_differ_are_drawn_up_once(cast: Cast) -> None:
    published()
    adopted(cast)
    units = len(stands(PlanVersion.objects.latest("id")))
    count, left = pledges.draw_up_all(by(cast.office), "small", pledging(""))
    assert (count, left) == (min(units, pledges.STEP), max(units - pledges.STEP, 0))
    assert pledges.draw_up_all(by(cast.office), "small", pledging("")) == (left, 0)
    adopted(cast, a="40")
    assert pledges.draw_up_all(by(cast.office), "small", pledging("")) == (1, 0)
    assert [row.number for row in Pledge.objects.filter(unit="a").order_by("pk")] == [1, 2]
    archive = ZipFile(io.BytesIO(pledges.archive(by(cast.office), "small").content))
    assert len(archive.namelist()) == units
