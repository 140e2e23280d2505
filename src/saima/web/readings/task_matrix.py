"""The matrix of tasks and units: ★ leads, ○ helps with its share, the light of each task."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from saima.records.queries.battle_map import MapTask
from saima.records.queries.task_matrix import in_plan_order, led_and_helped, shares_of
from saima.web.readings.battle_map import MapChoice
from saima.web.readings.battle_map_rows import unit_name
from saima.web.wording.battle_map import HELPS, LEAD, LIGHTS
from saima.web.wording.states import State


@dataclass(frozen=True)
class Part:
    """What a unit does in a task: its sign, and the share in percent where one is declared."""

    sign: str = ""
    share: str = ""

    @property
    def leads(self) -> bool:
        """Whether the unit leads."""
        return self.sign == LEAD

    def __str__(self) -> str:
        return f"{self.sign}{self.share}"


@dataclass(frozen=True)
class MatrixRow:
    """A task with a part for each unit of the head, and how many units take part."""

    task: MapTask
    light: State
    parts: tuple[Part, ...]

    @property
    def units(self) -> int:
        """How many units take part."""
        return sum(bool(part.sign) for part in self.parts)


@dataclass(frozen=True)
class TaskMatrix:
    """Units across with how many tasks each leads and helps with, over all pages."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    led: tuple[int, ...]
    helped: tuple[int, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Code and name of each unit."""
        return list(zip(self.codes, self.names, strict=True))


def read_task_matrix(choice: MapChoice, tasks: Sequence[MapTask], language: str) -> TaskMatrix:
    """The matrix of ``tasks``; units are those of all tasks that are chosen, so pages are alike."""
    led, helped = led_and_helped(choice.asked)
    order = [unit.code for unit in choice.plan.units]
    codes = in_plan_order(led.keys() | helped.keys(), order)
    shares = shares_of(task.pk for task in tasks)
    return TaskMatrix(
        tuple(codes),
        tuple(unit_name(choice, code, language) for code in codes),
        tuple(led.get(code, 0) for code in codes),
        tuple(helped.get(code, 0) for code in codes),
        tuple(
            MatrixRow(
                task,
                LIGHTS[task.standing.light],
                tuple(part_of(task, code, shares.get(task.pk, {}).get(code)) for code in codes),
            )
            for task in tasks
        ),
    )


def part_of(task: MapTask, unit: str, share: Decimal | None) -> Part:
    """What a unit does in a task."""
    if unit == task.unit:
        return Part(LEAD)
    if share is None:
        return Part()
    return Part(HELPS, f"{share.normalize():f}%" if share else "")
