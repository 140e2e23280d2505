"""Tasks of the demo's year with their nodes and two task forces; all fictitious.

Most went on time, some are late, one is stuck; something waits for everybody who decides.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal

from saima.actions import nodes, task_changes, task_forces, tasks
from saima.actions.asked_changes import Change
from saima.actions.new_tasks import NewCoUnit, NewNode, NewTask
from saima.actions.stored_files import NamedFile
from saima.actions.task_edits import write
from saima.actions.task_forces import NewForce
from saima.records.models import Programme, Task, TaskNode
from saima.web.demo_judged import Year
from saima.web.demo_programmes import add_programmes
from saima.web.demo_task_list import LEADERS, NEVER, TOLD, WAITS, Told

BEGUN = "2021-03-16 09:00"
FILE = NamedFile("验收单（演示）.txt", "验收单（演示·虚构）\n".encode())
RESULT = "已按计划完成（演示）"


def carry_out_tasks(year: Year) -> None:
    """Programmes, tasks with what became of them, task forces, and what waits at the present."""
    lines = add_programmes(year.by("office", BEGUN), year.version.code)
    found = [told(year, one, lines) for one in TOLD]
    by_title = {task.title: task for task in found}
    finish_some(year, by_title)
    ask_for_some(year, by_title)
    write_drafts(year, lines)
    found_forces(year, found)


def told(year: Year, one: Told, lines: dict[str, Programme]) -> Task:
    """Set a task and let what was done of it happen."""
    office = year.by("office", BEGUN)
    rows = [row.split() for row in one.nodes]
    new = NewTask(
        title=one.title,
        unit=one.unit,
        starts=date(2021, 3, 16),
        due=max(date.fromisoformat(due) for _, due, _ in rows),
        nodes=tuple(
            NewNode(name, date.fromisoformat(due), checker=one.checker) for name, due, _ in rows
        ),
        programme_id=lines[one.line].pk,
        contest=one.contest,
        leader=LEADERS[one.leader],
        owner="分管负责人",
        origin=one.origin,
        co_units=tuple(NewCoUnit(unit, Decimal(share)) for unit, share in one.helps),
        indicators=one.indicators,
        tags=one.tags,
    )
    task = tasks.assign(office, write(office, year.version.code, new).pk)
    for number, (_, _, done) in enumerate(rows, start=1):
        if done != NEVER:
            happened(year, task, number, done)
    return task


def happened(year: Year, task: Task, number: int, done: str) -> None:
    """A node is reported the day after, and accepted three days later unless it waits."""
    day = date.fromisoformat(done.rstrip(WAITS))
    node = TaskNode.objects.get(task=task, number=number)
    reporter = year.of_unit(task.unit, "reporter", f"{day + timedelta(days=1)} 10:00")
    files = [FILE] if number == 1 else []
    nodes.report_node(reporter, node.pk, day, RESULT, files)
    if not done.endswith(WAITS):
        nodes.accept_node(year.by("office", f"{day + timedelta(days=4)} 15:00"), node.pk)


def finish_some(year: Year, found: dict[str, Task]) -> None:
    """Some tasks are completed; one completion waits for the office."""
    ended = (
        ("各类风险隐患6月底前全面清零", "2021-07-06", True),
        ("“智慧出行”应用上线", "2021-12-06", True),
        ("“数字党建”应用上线", "2021-11-05", True),
        ("公共场所禁烟控烟", "2021-12-27", True),
        ("未成年人思想道德建设", "2022-01-06", False),
    )
    for title, day, confirmed in ended:
        task = found[title]
        tasks.complete(year.of_unit(task.unit, "reporter", f"{day} 10:00"), task.pk, RESULT)
        if confirmed:
            tasks.confirm(year.by("office", f"{day} 16:00"), task.pk, "同意办结（演示）")


def ask_for_some(year: Year, found: dict[str, Task]) -> None:
    """One adjustment was granted, one waits, one cancellation waits, one node was sent back."""
    task = found["创建省级高新技术产业园区"]
    lead = year.of_unit(task.unit, "approver", "2021-10-20 09:00")
    reason = "省级考察安排推迟至年底（演示）"
    task_changes.ask_adjust(lead, task.pk, Change({2: date(2021, 12, 20)}), reason)
    task_changes.grant_adjust(year.by("office", "2021-10-22 09:00"), task.pk, "同意（演示）")
    waiting = (
        ("城区河道清淤和污水零直排建设", {2: date(2022, 1, 31), 3: date(2022, 2, 20)}),
        ("低产田企业出清40家", {3: date(2022, 1, 31)}),
    )
    for title, days in waiting:
        task = found[title]
        lead = year.of_unit(task.unit, "approver", "2022-01-07 09:00")
        task_changes.ask_adjust(lead, task.pk, Change(days), "施工受天气影响，申请延期（演示）")
    task = found["老旧小区基础设施补短板"]
    node = TaskNode.objects.get(task=task, number=2)
    lead = year.of_unit(task.unit, "reporter", "2021-12-28 09:00")
    nodes.report_node(lead, node.pk, date(2021, 12, 27), "完成8个小区（演示）")
    nodes.return_node(
        year.by("office", "2021-12-30 09:00"), node.pk, "尚有2个小区未完工，请补齐（演示）"
    )


def write_drafts(year: Year, lines: dict[str, Programme]) -> None:
    """A department proposes a task of its own, and a town's came back."""

    def new(title: str, unit: str) -> NewTask:
        step = NewNode("完成方案", date(2022, 3, 31))
        return NewTask(
            title,
            unit,
            date(2022, 1, 5),
            date(2022, 6, 30),
            (step,),
            origin="own",
            programme_id=lines["upgrades-4"].pk,
            contest="gain",
            indicators=("contact",),
        )

    by = year.of_unit("commerce", "reporter", "2022-01-06 14:00")
    made = write(by, year.version.code, new("开门红招商专项行动", "commerce"))
    tasks.propose(by, made.pk)
    by = year.of_unit("330483107", "reporter", "2022-01-05 14:00")
    made = write(by, year.version.code, new("崇福皮草时尚小镇提升", "330483107"))
    tasks.propose(by, made.pk)
    tasks.send_back(year.by("office", "2022-01-07 10:00"), made.pk, "请补充节点和责任岗位（演示）")


def found_forces(year: Year, found: Iterable[Task]) -> None:
    """Two task forces with members, tasks and meetings."""
    begun, plan = year.by("office", "2021-03-18 09:00"), year.version.code
    for name, chapter, unit, leader, wanted in FORCES:
        new = NewForce(name, unit, leader, begun.today, chapter, "全年任务按节点完成（演示）")
        force = task_forces.found_force(begun, plan, new)
        for member in {unit: None, **dict.fromkeys(MEMBERS[chapter])}:
            task_forces.add_member(begun, force.pk, member, "分管负责人", begun.today)
        task_forces.drive(begun, force.pk, [task.pk for task in found if wanted(task)])
        for day in ("2021-06-08", "2021-10-12"):
            met = year.by("office", f"{day} 17:00")
            decided = "（演示）研究推进中的难点，明确下一节点和责任单位。"
            task_forces.meet(met, force.pk, met.today, "专班例会（演示）", decided)


Wanted = Callable[[Task], bool]
FORCES: tuple[tuple[str, str, str, str, Wanted], ...] = (
    (
        "经济篇章工作专班（演示）",
        "economy",
        "development-reform",
        "分管经济副市长",
        lambda task: task.leader == LEADERS["e"],
    ),
    (
        "文明城市创建专班（演示）",
        "beauty",
        "publicity",
        "分管城建副市长",
        lambda task: task.contest == "beauty",
    ),
)
MEMBERS = {
    "economy": ("commerce", "industry-it", "natural-resources"),
    "beauty": ("housing-construction", "urban-enforcement", "public-security"),
}
