"""The battle map's part in the tests of permissions: who reads it, and who moves a node of it."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.task_stage import node, running

TASKS = frozenset(
    {"office", "reporter", "approver", "checker", "town_reporter", "leader", "auditor"}
)
MAY_READ: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(["battle_map", "battle_map_rows", "battle_map_table"], TASKS),
    **dict.fromkeys(["battle_map_print", "battle_map_drawing"], TASKS),
    **dict.fromkeys(["task_matrix", "task_matrix_table"], TASKS),
}
ANSWERS = {"battle_map_drawing": 404}
"""The form that the addresses of the tests ask for is csv, and a drawing is none."""

POST_ONLY = frozenset({"battle_map_move"})
MOVING = frozenset({"office", "reporter", "approver"})
"""The office at once, the lead unit by asking; town a only helps."""


def map_facts(cast: Cast) -> dict[str, Any]:
    """A running task of commerce that town a helps with, and its second node."""
    task = running(cast, code="MAP1")
    return {"map_task": task.pk, "map_node": node(task, 2).pk}


def typed_move(facts: dict[str, Any]) -> dict[str, object]:
    """The second node gets a later day."""
    given = {"task": facts["map_task"], "node": facts["map_node"]}
    return {**given, "due": "2021-07-14", "reason": "x"}
