"""The list of tasks with its lights, one task with every step, tables both ways."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saima.actions import task_changes
from saima.actions.asked_changes import Change
from saima.actions.new_tasks import NewNode
from saima.actions.programmes import NewProgramme, add
from saima.actions.task_edits import written_as
from saima.actions.tasks import propose, send_back
from saima.records.models import Message, NodeEvidence, Task, TaskNode, TaskStep
from tests.cast import Cast, by, cast_plan, publish
from tests.task_stage import (
    FIRST,
    PLAN,
    SECOND,
    all_accepted,
    draft,
    new_task,
    node,
    reported,
    reported_in_time,
    running,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
LATE = NewNode("晚了", date(2021, 4, 1))
AHEAD = NewNode("未到", date(2021, 6, 1))


@pytest.fixture
def sign_in(cast: Cast, client: Client) -> SignIn:
    """Somebody of the cast, reading English; the plan is published."""
    publish()

    def signed(name: str) -> Client:
        client.force_login(getattr(cast, name))
        client.cookies["saima_language"] = "en"
        return client

    return signed


def shown(answer: Any, status: int = 200) -> str:
    """The words of a page."""
    assert answer.status_code == status
    return str(answer.content.decode())


def listed(page: str) -> set[str]:
    """The codes of the tasks that a list shows."""
    return set(re.findall(r'<small class="under">([AT]\d+)', page))


def test_the_counts_are_those_of_the_lists(cast: Cast, sign_in: SignIn) -> None:
    changed = {"co_units": ()}
    office = sign_in("office")
    running(cast, code="A1", nodes=(LATE, AHEAD), **changed)
    running(cast, code="A2", nodes=(AHEAD,), **changed)
    draft(cast, code="A3", **changed)
    page = shown(office.get(reverse("tasks")))
    assert listed(page) == {"A1", "A2", "A3"}
    counts = {code: int(count) for code, count in re.findall(r'light=(\w+)"[^>]*>(\d+)</a>', page)}
    assert counts == {"red": 1, "yellow": 0, "watch": 0, "green": 1, "none": 1}
    for code, count in counts.items():
        assert len(listed(shown(office.get(reverse("tasks"), {"light": code})))) == count
    assert listed(shown(office.get(reverse("tasks"), {"late": "1"}))) == {"A1"}
    states = dict(re.findall(r'state=(\w+)">[^<]*? (\d+)</a>', page))
    assert {code: int(count) for code, count in states.items() if count != "0"} == {
        "draft": 1,
        "running": 2,
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"unit": "b"}, {"A1"}),
        ({"unit": "a"}, {"A2"}),
        ({"state": "draft"}, {"A3"}),
        ({"origin": "own"}, {"A3"}),
        ({"leader": "市长"}, {"A2"}),
        ({"tag": "前沿材料"}, {"A1", "A2"}),
        ({"indicator": "starts"}, {"A3"}),
        ({"contest": "economy"}, {"A2"}),
        ({"chapter": "economy"}, {"A2"}),
        ({"programme": "line"}, {"A1"}),
        ({"programme": "top"}, {"A1"}),
        ({"programme": "x"}, set()),
        ({"programme": "9" * 30}, set()),
        ({"text": "大项"}, {"A1", "A3"}),
        ({"text": "a2"}, {"A2"}),
        ({"light": "purple"}, set()),
        ({"unit": "nobody"}, set()),
    ],
)
def test_what_is_looked_for_is_found(
    asked: dict[str, str], found: set[str], cast: Cast, sign_in: SignIn
) -> None:
    office = by(cast.office)
    client = sign_in("office")
    contest = office_contests()[0]
    top = add(office, PLAN, NewProgramme("五大使命"))
    line = add(office, PLAN, NewProgramme("使命一", parent=top.pk))
    helper = new_task().co_units[0]
    running(cast, co_units=(type(helper)("b"),), programme_id=line.pk)
    running(cast, code="A2", unit="a", co_units=(), leader="市长", title="x", contest=contest)
    draft(cast, code="A3", origin="own", co_units=(), tags=(), indicators=("starts",))
    keys = {"line": str(line.pk), "top": str(top.pk), "economy": contest}
    query = {name: keys.get(value, value) for name, value in asked.items()}
    assert listed(shown(client.get(reverse("tasks"), query))) == found


def office_contests() -> list[str]:
    """The nodes of the plan of the cast."""
    return [node.code for node in cast_plan().nodes]


def test_a_unit_sees_what_it_leads_helps_with_or_checks(cast: Cast, sign_in: SignIn) -> None:
    sign_in("office")
    running(cast)
    running(cast, code="A2", unit="b", co_units=(), nodes=(SECOND,))
    seen = {"reporter": {"A1"}, "town_reporter": {"A1"}, "statistician": {"A1"}}
    for name, codes in seen.items():
        page = shown(sign_in(name).get(reverse("tasks")))
        assert listed(page) == codes
        assert "Units without a task" not in page
    assert listed(shown(sign_in("other_reporter").get(reverse("tasks")))) == {"A2"}
    other = Task.objects.get(code="A1")
    assert sign_in("other_reporter").get(reverse("task", args=[other.pk])).status_code == 404


def test_units_without_a_task_are_named(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("leader")
    running(cast)
    page = shown(client.get(reverse("tasks")))
    named = page[page.index("Units without a task") :]
    # commerce leads and a helps; of the groups b, c and statistics are left
    assert '<small class="count">3</small>' in named
    for name in ("Town b", "Town c", "statistics"):
        assert name in named


def typed_task(**more: str) -> dict[str, str]:
    """A task of commerce as its form sends it."""
    return {
        "title": "开门红",
        "code": "",
        "unit": "commerce",
        "origin": "own",
        "starts": "2021-04-01",
        "due": "2021-12-31",
        "node-rows": "2",
        "node0-title": "方案",
        "node0-due": "2021-04-05",
        "node0-weight": "1",
        "node1-title": "",
        "co-rows": "1",
        "co0-unit": "a",
        "co0-share": "20",
        "strategy": "融沪；接杭",
    } | more


def test_a_task_goes_its_way_by_its_pages(cast: Cast, sign_in: SignIn) -> None:
    unit = sign_in("reporter")
    assert unit.post(reverse("task_new"), typed_task()).status_code == 302
    task = Task.objects.get()
    assert (task.code, task.state) == ("T0001", "draft")
    assert sorted(task.tags.values_list("tag", flat=True)) == ["接杭", "融沪"]
    at, step = reverse("task", args=[task.pk]), reverse("task_step", args=[task.pk])
    edited = typed_task(title="开门红行动", **{"node0-number": "1"})
    assert unit.post(reverse("task_edit", args=[task.pk]), edited).status_code == 302
    assert unit.post(step, {"act": "propose"}).status_code == 302
    assert Message.objects.filter(person=cast.office, kind="task_approve").count() == 1

    office = sign_in("office")
    assert "Approve the task" in shown(office.get(at))
    empty = shown(office.post(step, {"act": "return", "text": ""}), 409)
    assert "the reason is empty" in empty
    assert office.post(step, {"act": "approve", "text": ""}).status_code == 302

    unit = sign_in("reporter")
    key = node(task).pk
    report = reverse("node_report", args=[key])
    assert "Report node 1 as done" in shown(unit.get(at))
    wrong = {"done_on": "2021-05-01", "result": "写好的情况"}
    assert "写好的情况" in shown(unit.post(report, wrong), 409)
    file = SimpleUploadedFile("验收.txt", "合格".encode())
    good = {"done_on": "2021-04-03", "result": "完成", "evidence": file}
    assert unit.post(report, good).status_code == 302
    assert unit.post(reverse("node_decide", args=[key]), {"act": "accept"}).status_code == 403

    office = sign_in("office")
    assert office.post(reverse("node_decide", args=[key]), {"act": "accept"}).status_code == 302
    page = shown(office.get(at))
    assert "验收.txt" in page
    file_at = reverse("node_file", args=[NodeEvidence.objects.get().pk])
    assert b"".join(office.get(file_at)) == "合格".encode()

    unit = sign_in("reporter")
    assert "Report completion" in shown(unit.get(at))
    assert unit.post(step, {"act": "complete", "text": "全部完成"}).status_code == 302
    office = sign_in("office")
    assert office.post(step, {"act": "confirm", "text": ""}).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.result, task.ended_on) == ("completed", "全部完成", date(2021, 4, 6))
    acts = list(TaskStep.objects.filter(task=task).order_by("pk").values_list("act", flat=True))
    assert acts == [
        *("write", "edit", "propose", "approve", "report", "accept", "complete", "confirm")
    ]


def test_a_node_that_waits_for_its_checker_costs_its_task_no_light(
    cast: Cast, sign_in: SignIn
) -> None:
    """Two of three parts of the weight were due on 31 March and reported that day."""
    task = running(cast)
    key = reported_in_time(cast, task).pk
    office = sign_in("office")
    address = reverse("task", args=[task.pk])
    page = shown(office.get(address))
    assert "on course" in page
    assert "planned 67 %" in page
    assert "to be accepted 67 %" in page
    assert "reported, to be accepted" in page
    assert listed(shown(office.get(reverse("tasks"), {"late": "1"}))) == set()
    assert "to be accepted 67 %" in shown(office.get(reverse("tasks"), {"light": "green"}))
    assert listed(shown(office.get(reverse("tasks"), {"light": "green"}))) == {"A1"}
    assert "No node is late." in shown(office.get(reverse("late_nodes")))
    returned = {"act": "return", "text": "缺合同"}
    assert office.post(reverse("node_decide", args=[key]), returned).status_code == 302
    page = shown(office.get(address))
    assert "to be accepted" not in page
    assert "6 days" in page
    assert listed(shown(office.get(reverse("tasks"), {"late": "1"}))) == {"A1"}


def test_a_node_that_was_reported_late_stays_late_and_says_that_it_waits(
    cast: Cast, sign_in: SignIn
) -> None:
    task = running(cast)
    reported(cast, task)
    office = sign_in("office")
    page = shown(office.get(reverse("task", args=[task.pk])))
    assert "reported late, to be accepted" in page
    assert "6 days" in page
    assert "to be accepted 67 %" not in page
    late = shown(office.get(reverse("late_nodes")))
    assert "1 node is late" in late
    assert '<small class="under">reported, to be accepted</small>' in late


def test_a_refused_task_is_shown_again_with_everything_typed(cast: Cast, sign_in: SignIn) -> None:
    unit = sign_in("reporter")
    typed = typed_task(**{"node0-due": "2022-03-01", "co0-share": "120"})
    page = shown(unit.post(reverse("task_new"), typed), 409)
    for said in (
        "the node is due on 2022-03-01",
        "add up to 120 %",
        'value="开门红"',
        "融沪；接杭",
    ):
        assert said in page
    half = shown(unit.post(reverse("task_new"), typed_task(**{"node1-title": "无期限"})), 409)
    assert "A node has a name and a day." in half
    assert "无期限" in half
    assert not Task.objects.exists()


def test_days_are_adjusted_with_a_reason_and_both_days_stay(cast: Cast, sign_in: SignIn) -> None:
    sign_in("office")
    task = running(cast)
    unit = sign_in("reporter")
    at = reverse("task_adjust", args=[task.pk])
    typed = {"day_1": "2021-04-30", "day_2": "2021-06-30", "reason": ""}
    assert "2021-04-30" in shown(unit.post(at, typed), 409)
    assert unit.post(at, typed | {"reason": "规划调整"}).status_code == 302
    page = shown(sign_in("office").get(reverse("task", args=[task.pk])))
    for said in ("Adjustment asked for", "规划调整", "2021-03-31", "2021-04-30"):
        assert said in page
    step = reverse("task_step", args=[task.pk])
    assert sign_in("office").post(step, {"act": "grant_adjust"}).status_code == 302
    found = node(task)
    assert (found.due, found.first_due) == (date(2021, 4, 30), date(2021, 3, 31))
    page = shown(sign_in("reporter").get(reverse("task", args=[task.pk])))
    assert "first 2021-03-31" in page
    assert Message.objects.filter(person=cast.reporter, kind="task_returned").exists()


@pytest.mark.parametrize("typed", [{"act": "explode"}, {}, {"act": "approve"}])
def test_a_step_that_there_is_not_is_refused_in_words(
    typed: dict[str, str], cast: Cast, sign_in: SignIn
) -> None:
    office = sign_in("office")
    task = running(cast)
    page = shown(office.post(reverse("task_step", args=[task.pk]), typed), 409)
    assert 'role="alert"' in page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_that_went_out_changes_nothing_when_it_comes_back(
    form: str, cast: Cast, sign_in: SignIn
) -> None:
    office = sign_in("office")
    line = add(by(cast.office), PLAN, NewProgramme("八大工程"))
    running(cast, programme_id=line.pk, text="=1+1")
    draft(cast, code="A2", co_units=(), nodes=(SECOND, FIRST))
    draft(cast, code="A3", nodes=())
    answer = office.get(reverse("tasks_table", args=[form]))
    file = SimpleUploadedFile(f"任务.{form}", answer.content)
    page = shown(office.post(reverse("tasks_import"), {"act": "check", "table": file}))
    assert "changes nothing" in page


HEAD = (
    "任务编号,任务名称,牵头单位,协办单位（占比%）,标签,开始,完成期限,"
    "节点,节点期限,权重,验收单位,任务类型\n"
)


def sent(client: Client, rows: str) -> Any:
    """The answer to a table."""
    file = SimpleUploadedFile("任务.csv", (HEAD + rows).encode())
    return client.post(reverse("tasks_import"), {"act": "check", "table": file})


def test_a_table_writes_tasks_whole_or_not_at_all(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in("office")
    rows = (
        "N1,新任务,commerce,a镇 30；b镇,产业链:时尚,2021-04-01,2021/12/31,"
        "方案,2021年5月1日,2,statistics,自选动作\n"
        ",,,,,,,开工,2021-08-01,,,\n"
        "N2,另一任务,a镇,,,2021-04-01,2021-12-31,完成,2021-06-01,,,\n"
    )
    page = shown(sent(office, rows))
    assert "2 tasks can be taken" in page
    assert not Task.objects.exists()
    found = re.search(r'name="sealed" value="([^"]+)"', page)
    assert found
    take = {"act": "take", "sealed": found[1], "at_once": "1"}
    assert office.post(reverse("tasks_import"), take).status_code == 302
    task = Task.objects.get(code="N1")
    made = written_as(task)
    assert task.state == "running"
    assert [(one.unit, one.share) for one in made.co_units] == [
        ("a", Decimal(30)),
        ("b", Decimal(0)),
    ]
    assert [(one.title, str(one.due), one.weight, one.checker) for one in made.nodes] == [
        ("方案", "2021-05-01", Decimal(2), "statistics"),
        ("开工", "2021-08-01", Decimal(1), ""),
    ]
    assert (made.tags, made.origin) == ((("chain", "时尚"),), "own")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("N1,x,nowhere,,,2021-04-01,2021-12-31,x,2021-05-01,,,\n", "nowhere"),
        ("N1,,commerce,,,2021-04-01,2021-12-31,x,2021-05-01,,,\n", "this cell is empty"),
        ("N1,x,commerce,,,soon,2021-12-31,x,2021-05-01,,,\n", "is no date"),
        ("N1,x,commerce,,,2021-04-01,2021-12-31,x,2022-05-01,,,\n", "expected a day between"),
        ("N1,x,commerce,,,2021-04-01,2021-12-31,x,2021-05-01,heavy,,\n", "is no number"),
        ("N1,x,commerce,,,2021-04-01,2021-12-31,x,2021-05-01,-1,,\n", "the weight is -1"),
        ("N1,x,commerce,,,2021-04-01,2021-12-31,x,2021-05-01,,commerce,\n", "its own node"),
        ("N1,x,commerce,a镇 120,,2021-04-01,2021-12-31,x,2021-05-01,,,\n", "the share is 120"),
        ("N1,x,commerce,,时尚,2021-04-01,2021-12-31,x,2021-05-01,,,\n", "names no kind of tag"),
        (",x,commerce,,,2021-04-01,2021-12-31,x,2021-05-01,,,\n", "this cell is empty"),
        (
            "N1,x,commerce,,,2021-04-01,2021-12-31,x,2021-05-01,,,\nN1,y,,,,,,z,2021-05-02,,,\n",
            "something else of the task N1",
        ),
        ("A1,x,commerce,,,2021-04-01,2021-12-31,x,2021-05-01,,,\n", "was approved"),
        ("", "no row below"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_by_cell(
    rows: str, said: str, cast: Cast, sign_in: SignIn
) -> None:
    office = sign_in("office")
    running(cast)
    page = shown(sent(office, rows), 409)
    assert said in page
    assert Task.objects.count() == 1


def test_a_unit_brings_in_its_own_tasks_only(cast: Cast, sign_in: SignIn) -> None:
    unit = sign_in("reporter")
    own = "N1,x,commerce,,,2021-04-01,2021-12-31,x,2021-05-01,,,\n"
    assert "1 task can be taken" in shown(sent(unit, own))
    assert "not yours" in shown(sent(unit, own.replace("commerce", "a镇")), 409)


def test_what_was_done_is_not_taken_from_a_table(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in("office")
    rows = (
        HEAD.strip()
        + ",实际完成\nN1,x,commerce,,,2021-04-01,2021-12-31,x,2021-05-01,,,,2021-04-02\n"
    )
    file = SimpleUploadedFile("任务.csv", rows.encode())
    page = shown(office.post(reverse("tasks_import"), {"act": "check", "table": file}), 409)
    assert "what was done is not taken from a table" in page


def test_programmes_show_what_hangs_on_them_and_what_has_no_name(
    cast: Cast, sign_in: SignIn
) -> None:
    office = sign_in("office")
    top = add(by(cast.office), PLAN, NewProgramme("八大工程"))
    line = add(by(cast.office), PLAN, NewProgramme("本领锻造", parent=top.pk))
    waiting = add(by(cast.office), PLAN, NewProgramme("之五", parent=top.pk, open_name=True))
    all_accepted(cast, running(cast, programme_id=line.pk))
    running(cast, code="A2", programme_id=line.pk, nodes=(AHEAD,))
    page = shown(office.get(reverse("programmes")))
    assert "name still to come" in page
    # one task has everything accepted, the other nothing: the mean is 50 %
    assert re.search(r'data-label="Mean progress %">50<', page)
    name = reverse("programme_name", args=[waiting.pk])
    assert office.post(name, {"zh": ""}).status_code == 409
    assert office.post(name, {"zh": "清风护航工程"}).status_code == 302
    page = shown(office.get(reverse("programmes")))
    assert "清风护航工程" in page
    assert "name still to come" not in page
    new = {"zh": "十大场景", "parent": "", "en": "", "clause": "S120"}
    assert office.post(reverse("programme_new"), new).status_code == 302


def test_a_task_force_is_founded_joined_and_ended(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in("office")
    running(cast)
    new = {"name": "经济专班", "unit": "commerce", "leader": "副市长", "starts": "2021-04-06"}
    answer = office.post(reverse("task_forces"), new)
    assert answer.status_code == 302
    at = answer["Location"].partition("?")[0]
    assert office.post(reverse("task_forces"), new).status_code == 409
    member = {"unit": "a", "post": "镇长", "starts": "2021-04-06"}
    assert office.post(f"{at}members/", member).status_code == 302
    assert "A1" in shown(office.post(f"{at}tasks/", {"codes": "A1 A9"}), 409)
    assert office.post(f"{at}tasks/", {"codes": "A1"}).status_code == 302
    meeting = {"date": "2021-04-06", "title": "第一次例会", "decided": "明确节点"}
    assert office.post(f"{at}meetings/", meeting).status_code == 302
    page = shown(sign_in("town_reporter").get(at))
    for said in ("镇长", "第一次例会", "明确节点", "引进大项目"):
        assert said in page
    assert (
        sign_in("office").post(f"{at}end/", {"ends": "2021-04-06", "reason": ""}).status_code == 409
    )
    assert office.post(f"{at}end/", {"ends": "2021-04-06", "reason": "完成"}).status_code == 302
    assert "ended on 2021-04-06" in shown(office.post(f"{at}members/", member), 409)


PAGES = ("tasks", "programmes", "task_forces")
QUERIES = {"tasks": 24, "programmes": 17, "task_forces": 15, "task": 26}


@pytest.mark.parametrize("count", [1, 60])
def test_the_pages_ask_the_database_the_same_for_1_and_60(
    count: int, cast: Cast, sign_in: SignIn
) -> None:
    office = sign_in("office")
    line = add(by(cast.office), PLAN, NewProgramme("八大工程"))
    task = running(cast, programme_id=line.pk)
    rows = Task.objects.bulk_create(
        Task(
            **{
                name: getattr(task, name)
                for name in ("plan", "title", "unit", "starts", "due", "first_due", "state")
            },
            code=f"B{number}",
            programme=line,
            made_by=cast.office,
            made_at=task.made_at,
        )
        for number in range(count - 1)
    )
    TaskNode.objects.bulk_create(
        TaskNode(task=row, number=1, title="x", due=task.due, first_due=task.due) for row in rows
    )
    TaskNode.objects.bulk_create(
        TaskNode(task=task, number=3 + number, title="x", due=task.due, first_due=task.due)
        for number in range(count - 1)
    )
    asked = {}
    addresses = {name: reverse(name) for name in PAGES} | {"task": reverse("task", args=[task.pk])}
    for name, address in addresses.items():
        office.get(address)
        with CaptureQueriesContext(connection) as found:
            assert office.get(address).status_code == 200
        asked[name] = len(found)
    assert asked == QUERIES


def test_the_list_of_things_to_do_names_tasks_and_nodes(cast: Cast, sign_in: SignIn) -> None:
    sign_in("office")
    task = running(cast, nodes=(LATE, AHEAD))
    returned = draft(cast, code="A2", title="被退回的任务")
    asked = running(cast, code="A3", title="要调整的任务")
    change = Change({2: date(2021, 7, 31)})
    task_changes.ask_adjust(by(cast.reporter), asked.pk, change, "x")
    propose(by(cast.reporter), returned.pk)
    send_back(by(cast.office), returned.pk, "x")
    page = shown(sign_in("office").get(reverse("todo")))
    assert "Tasks to decide" in page
    assert "要调整的任务" in page
    page = shown(sign_in("reporter").get(reverse("todo")))
    for said in ("Nodes to report", "晚了", "Tasks that came back", "被退回的任务"):
        assert said in page
    assert "未到" not in page  # due in more than a week
    assert reverse("task", args=[task.pk]) in page
    assert "Nodes to accept" not in shown(sign_in("checker").get(reverse("todo")))
