"""Many tasks with nodes for tests and measures of the battle map; all fictitious.

They are written as rows, not by actions, because two thousand tasks by actions take minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from saima.records.models import CoUnit, NodeState, Person, Task, TaskNode, TaskState

MADE = datetime(2021, 1, 4, tzinfo=UTC)
LONG = (
    "推进城市有机更新与老旧小区改造提升、完善“一老一小”公共服务设施并同步实施雨污分流和管线入地工程"
)
TITLES = (
    "新建前沿材料产业园一期",
    "招引投资超十亿元的工业项目",
    LONG,
    "整治提升老旧工业点",
    "建成社区托育点",
)
STEPS = ("签订协议", "完成审批", "开工建设", "主体结顶", "竣工验收")
LEADERS = ("分管工业的副市长", "分管城建的副市长", "常务副市长")


@dataclass(frozen=True)
class Many:
    """What the tasks are spread over."""

    plan: str
    year: int
    units: Sequence[str]
    contests: Sequence[str]
    by: Person
    today: date


def many_tasks(count: int, spread: Many, nodes: int = 4) -> list[Task]:
    """``count`` tasks with ``nodes`` nodes: what is over is completed, every seventh is late."""
    tasks = Task.objects.bulk_create(task_of(number, spread) for number in range(count))
    TaskNode.objects.bulk_create(
        node_of(task, number, step, nodes, spread)
        for number, task in enumerate(tasks)
        for step in range(nodes)
    )
    CoUnit.objects.bulk_create(
        CoUnit(
            task=task,
            unit=spread.units[(number + 1) % len(spread.units)],
            share=Decimal(30 if number % 2 else 0),
        )
        for number, task in enumerate(tasks)
        if len(spread.units) > 1
    )
    return list(tasks)


def task_of(number: int, spread: Many) -> Task:
    """One task: it begins in the first half of the year and takes 60 to 200 days."""
    starts = date(spread.year, 1, 4) + timedelta(days=number * 7 % 180)
    due = starts + timedelta(days=60 + number * 13 % 140)
    over = due < spread.today and number % 7 != 0
    return Task(
        plan=spread.plan,
        code=f"T{number + 1:04}",
        title=f"{TITLES[number % len(TITLES)]}({number + 1})",
        contest=spread.contests[number % len(spread.contests)],
        unit=spread.units[number % len(spread.units)],
        leader=LEADERS[number % len(LEADERS)],
        starts=starts,
        due=due,
        first_due=due,
        state=TaskState.COMPLETED if over else TaskState.RUNNING,
        ended_on=due if over else None,
        result="完成" if over else "",
        made_by=spread.by,
        made_at=MADE,
    )


def node_of(task: Task, number: int, step: int, nodes: int, spread: Many) -> TaskNode:
    """One node; those before today are done, but for the last of them in every seventh task."""
    due = task.starts + (task.due - task.starts) * (step + 1) // nodes
    over = due < spread.today
    next_due = task.starts + (task.due - task.starts) * (step + 2) // nodes
    stuck = number % 7 == 0 and (step + 1 == nodes or next_due >= spread.today)
    state = NodeState.ACCEPTED if over and not stuck else NodeState.OPEN
    done = state == NodeState.ACCEPTED
    return TaskNode(
        task=task,
        number=step + 1,
        title=STEPS[step % len(STEPS)],
        due=due,
        first_due=due,
        state=state,
        done_on=due if done else None,
        result="完成" if done else "",
        reported_by=spread.by if done else None,
        accepted_by=spread.by if done else None,
        accepted_at=MADE if done else None,
    )
