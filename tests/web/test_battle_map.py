"""The battle map: what is chosen, the compact rows, the table without scripts, files, moving."""

import io
import json
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saima.actions.nodes import return_node
from saima.records.models import AuditRecord, NodeState, Task, TaskNode, TaskState
from saima.records.queries.plans import plan_of
from tests.cast import NOW, Cast, by, publish
from tests.map_stage import Many, many_tasks
from tests.task_stage import (
    FIRST,
    accepted,
    in_state,
    new_task,
    reported,
    reported_in_time,
    running,
)

pytestmark = pytest.mark.django_db

MAP, ROWS, MOVE = "/battle-map/", "/battle-map/rows.json", "/battle-map/move/"
TODAY = NOW.date()
JANUARY_FIRST = date(2021, 1, 1)
LIGHT, CRITICAL, STARTS, DUE, FINISH, LATE, WAY, NODES = 6, 7, 8, 9, 10, 11, 12, 13


@pytest.fixture
def office(cast: Cast, client: Client) -> Client:
    """The office, reading English; the plan is published."""
    publish()
    return signed_in(client, cast.office)


def signed_in(client: Client, person: Any) -> Client:
    """Somebody, reading English."""
    client.force_login(person)
    client.cookies["saima_language"] = "en"
    return client


def answer(client: Client, query: str = "") -> dict[str, Any]:
    """A part of the rows."""
    found: dict[str, Any] = json.loads(client.get(f"{ROWS}{query}").content)
    return found


def codes(client: Client, query: str = "") -> list[str]:
    """The codes of the tasks in the order of the map."""
    return [task[1] for task in answer(client, query)["tasks"]]


def number(day: date) -> int:
    """The number of a day as the rows have it: days since the first of January."""
    return (day - JANUARY_FIRST).days


def test_a_task_comes_with_its_days_as_numbers(cast: Cast, office: Client) -> None:
    task = running(cast, contest="work", leader="分管副市长")
    part = answer(office)
    [row] = part["tasks"]
    # 10 January is day 9, 30 September day 272; the first node was due on 31 March, day 89,
    # six days ago, and the last one of 30 June, day 180, is likely done six days later.
    assert row[:6] == [task.pk, "A1", "引进大项目", "work", "commerce", "分管副市长"]
    assert (row[STARTS], row[DUE], row[FINISH], row[LATE]) == (9, 272, 186, 6)
    assert [(node[1], node[2], node[3], node[4]) for node in row[NODES]] == [
        (1, "签订协议", 89, "late"),
        (2, "开工建设", 180, "open"),
    ]
    assert part["next"] is None


def test_the_axis_begins_with_the_month_of_the_first_task(cast: Cast, office: Client) -> None:
    running(cast)
    part = answer(office)
    # January to September: 273 days; 6 April is day number 95.
    assert (part["zero"], part["first"], part["days"]) == ("2021-01-01", 0, 273)
    assert part["today"] == 95
    assert part["axis"]["months"][:2] == [[0, 31, "Jan"], [31, 28, "Feb"]]
    assert part["axis"]["years"] == [[0, 273, "2021"]]


def test_marks_say_how_far_a_node_is(cast: Cast, office: Client) -> None:
    accepted(cast, running(cast, code="A1"))
    reported(cast, running(cast, code="A2"))
    running(cast, code="A3")
    reported_in_time(cast, running(cast, code="A4"))
    marks = {task[1]: [node[4] for node in task[NODES]] for task in answer(office)["tasks"]}
    assert marks == {
        "A1": ["done", "open"],
        "A2": ["late_reported", "open"],
        "A3": ["late", "open"],
        "A4": ["reported", "open"],
    }


def test_what_waits_for_its_checker_has_a_mark_and_words_and_is_not_late(
    cast: Cast, office: Client
) -> None:
    """Reported on its day, 31 March, and after it, on 6 April, six days late."""
    reported_in_time(cast, running(cast, code="A1"))
    reported(cast, running(cast, code="A2"))
    in_time, late = answer(office)["tasks"]
    assert (in_time[LIGHT], in_time[LATE], in_time[FINISH]) == ("green", 0, 180)
    assert (late[LIGHT], late[LATE]) == ("red", 6)
    assert codes(office, "?late=1") == ["A2"]
    page = office.get(MAP).content.decode()
    assert "</span> reported, to be accepted" in page
    assert "</span> reported late, to be accepted" in page
    assert "◉" in page
    assert "△" in page
    small = office.get(f"/tasks/{in_time[0]}/").content.decode()
    assert "1 签订协议 2021-03-31 reported, to be accepted" in small
    small = office.get(f"/tasks/{late[0]}/").content.decode()
    assert "1 签订协议 2021-03-31 reported late, to be accepted" in small
    assert "late by 6 days" in small


def test_what_was_returned_is_late_at_once(cast: Cast, office: Client) -> None:
    node = reported_in_time(cast, running(cast, code="A1"))
    return_node(by(cast.office), node.pk, "the contract is missing")
    [row] = answer(office)["tasks"]
    assert (row[LIGHT], row[LATE], row[NODES][0][4]) == ("red", 6, "late")


def test_a_day_that_was_moved_and_the_day_of_doing_stand_behind_the_mark(
    cast: Cast, office: Client
) -> None:
    task = running(cast)
    TaskNode.objects.filter(task=task, number=1).update(due=date(2021, 4, 10))
    accepted(cast, task)
    [row] = answer(office)["tasks"]
    # Due on 10 April (99), first planned for 31 March (89), done on 1 April (90).
    assert row[NODES][0][3:] == [99, "done", 89, 90]
    assert row[NODES][1][3:] == [180, "open"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A1", "A2", "A3"]),
        ("?late=1", ["A2"]),
        ("?light=red", ["A2"]),
        ("?light=green", ["A1", "A3"]),
        ("?unit=statistics", ["A3"]),
        ("?unit=a", ["A1", "A2", "A3"]),
        ("?contest=work", ["A1"]),
        ("?state=proposed", []),
        ("?light=nonsense&unit=nonsense&state=nonsense", ["A1", "A2", "A3"]),
    ],
)
def test_what_is_chosen(cast: Cast, office: Client, query: str, found: list[str]) -> None:
    accepted(cast, running(cast, code="A1", contest="work"))
    running(cast, code="A2")
    accepted(cast, running(cast, code="A3"))
    Task.objects.filter(code="A3").update(unit="statistics")
    assert sorted(codes(office, query)) == found


def test_a_task_that_only_waits_for_its_completion_is_not_late(cast: Cast, office: Client) -> None:
    """Its day, 31 March, is over on 6 April; its one node was accepted."""
    accepted(cast, running(cast, nodes=(FIRST,), due=date(2021, 3, 31)))
    [row] = answer(office)["tasks"]
    assert (row[LATE], codes(office, "?late=1")) == (0, [])


def test_drafts_and_cancelled_tasks_are_not_on_the_map(cast: Cast, office: Client) -> None:
    for state in TaskState:
        in_state(cast, state, code=f"T-{state}")
    shown = {Task.objects.get(code=code).state for code in codes(office)}
    assert shown == {"running", "adjusting", "cancelling", "completing", "completed"}
    assert codes(office, "?state=proposed") == ["T-proposed"]


@pytest.mark.parametrize(
    ("group", "heads"),
    [
        ("contest", [["work", "work", 1], ["", "without a contest", 1]]),
        ("unit", [["commerce", "commerce", 1], ["statistics", "statistics", 1]]),
        ("leader", [["", "without a leader", 1], ["分管副市长", "分管副市长", 1]]),
    ],
)
def test_groups_stand_in_the_order_of_the_plan(
    cast: Cast, office: Client, group: str, heads: list[Any]
) -> None:
    running(cast, code="A1", contest="work")
    running(cast, code="A2", leader="")
    Task.objects.filter(code="A2").update(unit="statistics")
    assert answer(office, f"?group={group}")["groups"] == heads


def test_a_unit_sees_the_tasks_that_it_leads_helps_with_or_checks(
    cast: Cast, office: Client
) -> None:
    running(cast)
    seen = {}
    for name in ("reporter", "town_reporter", "statistician", "other_reporter"):
        seen[name] = codes(signed_in(Client(), getattr(cast, name)))
    assert seen == {
        "reporter": ["A1"],
        "town_reporter": ["A1"],
        "statistician": ["A1"],
        "other_reporter": [],
    }


@pytest.mark.parametrize(
    ("name", "way"),
    [("office", 2), ("reporter", 1), ("town_reporter", 0), ("leader", 0), ("auditor", 0)],
)
def test_rows_say_whether_somebody_moves_nodes_or_asks(
    cast: Cast, office: Client, name: str, way: int
) -> None:
    running(cast)
    [row] = answer(signed_in(Client(), getattr(cast, name)))["tasks"]
    assert row[WAY] == way


def test_a_task_that_waits_for_a_decision_is_not_moved(cast: Cast, office: Client) -> None:
    in_state(cast, TaskState.ADJUSTING)
    assert answer(office)["tasks"][0][WAY] == 0


def test_more_than_five_hundred_tasks_come_in_parts(cast: Cast, office: Client) -> None:
    many_tasks(501, Many("small", 2021, ["a", "b"], ["work"], cast.office, TODAY))
    first, second = answer(office), answer(office, "?from=500")
    assert (len(first["tasks"]), first["next"]) == (500, 500)
    assert (len(second["tasks"]), second["next"]) == (1, None)
    assert "axis" not in second
    assert len({task[0] for task in first["tasks"] + second["tasks"]}) == 501


@pytest.mark.parametrize("begin", ["x", "-1", "9" * 30, "700"])
def test_a_beginning_that_is_none_breaks_nothing(cast: Cast, office: Client, begin: str) -> None:
    running(cast)
    assert office.get(f"{ROWS}?from={begin}").status_code == 200


def test_the_page_says_how_many_and_how_many_are_late(cast: Cast, office: Client) -> None:
    running(cast)
    page = office.get(MAP).content.decode()
    assert "1 task" in page
    assert "late by 6 days" in page
    assert "0 / 2" in page
    assert "Town a" not in page.split('class="cards map-table"')[1].split("</table>")[0]


def test_without_tasks_the_page_says_what_to_do(office: Client) -> None:
    page = office.get(MAP).content.decode()
    assert "There is no approved task yet." in page
    assert 'id="battle-map"' not in page


def test_queries_do_not_grow_with_the_tasks(cast: Cast, office: Client) -> None:
    spread = Many("small", 2021, ["a", "b"], ["work"], cast.office, TODAY)
    paths = (MAP, ROWS, f"{MAP}?light=green", "/task-matrix/", f"{MAP}print/")
    many_tasks(60, spread)
    few = [queries_of(office, path) for path in paths]
    more(60, spread)
    assert [queries_of(office, path) for path in paths] == few
    assert max(few) <= 23


def queries_of(client: Client, path: str) -> int:
    """How many queries a page makes once the plan is known."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def more(count: int, spread: Many) -> None:
    """More tasks with codes of their own."""
    Task.objects.bulk_create(
        Task(
            plan=spread.plan,
            code=f"M{place}",
            title="x",
            contest="work",
            unit="a",
            starts=TODAY,
            due=TODAY,
            first_due=TODAY,
            state=TaskState.RUNNING,
            made_by=spread.by,
            made_at=NOW,
        )
        for place in range(count)
    )


def move(client: Client, task: Task, /, **typed: object) -> Any:
    """Move the second node of a task to 14 July."""
    node = TaskNode.objects.get(task=task, number=2)
    given = {"task": task.pk, "node": node.pk, "due": "2021-07-14", "reason": "雨季"} | typed
    return client.post(MOVE, given)


def test_the_office_moves_a_node_at_once(cast: Cast, office: Client) -> None:
    task = running(cast)
    told = move(office, task)
    assert told.status_code == 200
    assert TaskNode.objects.get(task=task, number=2).due == date(2021, 7, 14)
    row = json.loads(told.content)["task"]
    # 14 July is day 194, the first plan 30 June day 180.
    assert row[NODES][1][3:] == [194, "open", 180]


def test_the_lead_unit_asks_for_it(cast: Cast, office: Client) -> None:
    task = running(cast)
    told = move(signed_in(Client(), cast.reporter), task)
    assert told.status_code == 200
    assert TaskNode.objects.get(task=task, number=2).due == date(2021, 6, 30)
    task.refresh_from_db()
    assert (task.state, task.asked["days"]) == ("adjusting", {"2": "2021-07-14"})
    assert "office" in json.loads(told.content)["said"]


@pytest.mark.parametrize("name", ["town_reporter", "leader", "auditor", "checker", "nobody"])
def test_nobody_else_moves_it(cast: Cast, office: Client, name: str) -> None:
    task = running(cast)
    assert move(signed_in(Client(), getattr(cast, name)), task).status_code == 403
    assert TaskNode.objects.get(task=task, number=2).due == date(2021, 6, 30)


@pytest.mark.parametrize(
    "typed",
    [
        {"reason": ""},
        {"reason": "   "},
        {"due": ""},
        {"due": "tomorrow"},
        {"due": "2020-01-01"},
        {"due": "2021-06-30"},
        {"node": "999999"},
        {"node": "x"},
        {"task": "999999"},
        {"task": ""},
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    cast: Cast, office: Client, typed: dict[str, str]
) -> None:
    task = running(cast)
    told = move(office, task, **typed)
    assert told.status_code == 409
    assert json.loads(told.content)["problems"]
    assert TaskNode.objects.get(task=task, number=2).due == date(2021, 6, 30)


def test_a_node_that_is_done_is_not_moved(cast: Cast, office: Client) -> None:
    task = running(cast)
    accepted(cast, task, 2)
    assert move(office, task).status_code == 409
    assert TaskNode.objects.get(task=task, number=2).state == NodeState.ACCEPTED


def test_the_workbook_has_a_row_a_task_and_a_column_a_week(cast: Cast, office: Client) -> None:
    running(cast, title="=推进", code="A1")
    told = office.get(f"{MAP}table.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(told.content)).active
    assert sheet is not None
    head = [cell.value for cell in next(sheet.iter_rows(min_row=4, max_row=4))]
    # The week from Friday 1 January, then Mondays from 4 January to 27 September: 1 + 39.
    assert head[:3] == ["No.", "Task", "Code"]
    assert head[13:15] == ["1-1", "1-4"]
    assert (head[-1], len(head) - 13) == ("9-27", 40)
    assert sheet.cell(5, 2).value == "=推进"
    assert sheet.cell(5, 2).data_type == "s"
    assert AuditRecord.objects.latest("id").data["what"] == "battle_map.xlsx"


def test_the_csv_has_the_same_rows(cast: Cast, office: Client) -> None:
    running(cast)
    text = office.get(f"{MAP}table.csv").content.decode("utf-8-sig")
    assert "late by 6 days" in text
    assert office.get(f"{MAP}table.docx").status_code == 404


def test_the_drawing_is_one_sheet_in_svg_or_pdf(cast: Cast, office: Client) -> None:
    running(cast, title="推进<b>&改造")
    svg = office.get(f"{MAP}map.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert "推进&lt;b&gt;&amp;改造" in svg.content.decode()
    pdf = office.get(f"{MAP}map.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert office.get(f"{MAP}map.png").status_code == 404


def test_a_hundred_tasks_fit_one_sheet_of_a3_and_usual_rows_take_more(
    cast: Cast, office: Client
) -> None:
    many_tasks(100, Many("small", 2021, ["a", "b"], ["work"], cast.office, TODAY))
    pages = office.get(f"{MAP}print/?rows=dense").content.decode()
    assert pages.count('class="wall"') == 1
    usual = office.get(f"{MAP}print/").content.decode()
    # 1032 - 44 - 32 - 26 = 930 pixels: a head and 37 rows of 24 a page.
    assert usual.count('class="wall"') == 3
    assert "page 3 of 3" in usual
    assert usual.count("(continued)") == 2


def test_nothing_to_draw_is_said(office: Client) -> None:
    for path in ("print/", "map.svg", "map.pdf"):
        assert office.get(f"{MAP}{path}").status_code == 404


def test_a_drawing_of_too_many_is_refused_instead_of_cut(cast: Cast, office: Client) -> None:
    many_tasks(501, Many("small", 2021, ["a", "b"], ["work"], cast.office, TODAY))
    assert office.get(f"{MAP}map.pdf").status_code == 404
    assert office.get(f"{MAP}map.svg").status_code == 200


def test_the_page_of_a_task_shows_its_own_small_map(cast: Cast, office: Client) -> None:
    task = running(cast)
    page = office.get(f"/tasks/{task.pk}/").content.decode()
    small = page.split('class="small-map"')[1].split("</svg>")[0]
    assert small.count("<title>") == 1 + 2
    assert "1 签订协议 2021-03-31 late" in small
    assert "late by 6 days" in small


def test_a_units_small_map_shows_its_tasks_to_those_who_may_see_them(cast: Cast) -> None:
    plan = plan_of(publish())
    running(cast)
    shown = Template("{% load maps %}{% unit_map 'a' %}")
    for person, tasks in ((cast.office, 1), (cast.town_reporter, 1), (cast.nobody, 0)):
        text = shown.render(Context({"by": by(person), "plan": plan}))
        assert text.count("引进大项目") >= tasks
        assert ("small-map" in text) == bool(tasks)
        assert ("?unit=a" in text) == bool(tasks)


def test_new_task_of_these_tests_is_the_one_worked_out_above() -> None:
    assert new_task().due == date(2021, 9, 30)
    assert number(date(2021, 6, 30)) == 180
