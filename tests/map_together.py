"""A site of its own with one task on its battle map, for the journey that moves its nodes.

Run as ``python -m tests.map_together COMMAND``; every command prints JSON lines.
"""

import sys
from datetime import date
from decimal import Decimal

import django

from tests.house import House
from tests.together import say, serve

TITLE = "引进大项目"


class MapHouse(House):
    """A house whose processes do this."""

    program = "tests.map_together"


def tables() -> None:
    """Make the tables; a command of its own, because a busy machine takes long over it."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    say(done=True)


def files() -> None:
    """Put the static files in place."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    say(done=True)


def stage() -> None:
    """Add the people of the month, and a task that town a leads."""
    from saima.actions.new_tasks import NewNode, NewTask
    from saima.actions.task_edits import write
    from saima.actions.tasks import assign
    from saima.records.models import Person
    from tests.cast import by
    from tests.journeys import month

    month.stage()
    office = by(Person.objects.get(username="office"))
    nodes = (
        NewNode("签订协议", date(2021, 4, 20), Decimal(1)),
        NewNode("开工建设", date(2021, 5, 31), Decimal(1)),
    )
    new = NewTask(TITLE, "a", date(2021, 2, 1), date(2021, 9, 30), nodes, code="A1")
    assign(office, write(office, "small", new).pk)
    say(done=True)


def inspect() -> None:
    """Say the state of the task, what is asked for it, and the days of its nodes."""
    from saima.records.models import Task, TaskNode, TaskStep

    task = Task.objects.get()
    say(
        state=task.state,
        asked=task.asked.get("days", {}),
        days={node.number: node.due.isoformat() for node in TaskNode.objects.all()},
        due=task.due.isoformat(),
        reason=TaskStep.objects.latest("pk").text,
    )


COMMANDS = {"tables": tables, "files": files, "stage": stage, "serve": serve, "inspect": inspect}


if __name__ == "__main__":
    django.setup()
    COMMANDS[sys.argv[1]]()
