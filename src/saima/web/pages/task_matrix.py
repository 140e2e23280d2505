"""The matrix of tasks and units: who leads, who helps and with which share, how it stands."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from saima.actions.audit import exported
from saima.actions.permissions import Right
from saima.records.queries.battle_map import map_tasks, task_rows, with_nodes
from saima.web.desk import Desk, at_the_desk
from saima.web.exports.files import download
from saima.web.exports.task_matrix import matrix_table, signs
from saima.web.pages.battle_map import chosen
from saima.web.paging import paged
from saima.web.readings.task_matrix import read_task_matrix
from saima.web.wording import battle_map as wording


@require_safe
@at_the_desk(Right.TASK_READ)
def task_matrix(desk: Desk) -> HttpResponse:
    """Tasks down, units across, fifty tasks a page."""
    choice = chosen(desk)
    page = paged(task_rows(choice.asked), desk.request.GET.dict())
    matrix = read_task_matrix(choice, with_nodes(page.rows, choice.asked), desk.language)
    sums = zip(matrix.led, matrix.helped, strict=True)
    return desk.render(
        "task_matrix",
        choice=choice,
        matrix=matrix,
        sums=list(sums),
        span=len(matrix.codes) + 4,
        paged=page.of(matrix.rows),
        lights=wording.LIGHTS.items(),
        states=wording.map_states(),
        signs=signs(),
    )


@require_safe
@at_the_desk(Right.TASK_READ)
def table(desk: Desk, form: str) -> HttpResponse:
    """The whole matrix as a file."""
    choice = chosen(desk)
    matrix = read_task_matrix(choice, map_tasks(choice.asked), desk.language)
    answer = download(matrix_table(choice, matrix, desk.language), form)
    exported(desk.by, f"task_matrix.{form}", rows=len(matrix.rows))
    return answer
