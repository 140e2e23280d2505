"""The battle map 作战图: tasks as bars, nodes as marks, days that are moved with a reason."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.actions.tasks import move_nodes
from saima.records.queries.battle_map import map_tasks, task_rows, with_nodes
from saima.web.desk import CONFLICT, Desk, at_the_desk
from saima.web.forms.battle_map import MoveForm
from saima.web.links import link
from saima.web.pages.rounds import placed
from saima.web.paging import paged
from saima.web.readings.battle_map import (
    BattleMap,
    MapChoice,
    Mover,
    Rows,
    map_of_task,
    read_map_choice,
)
from saima.web.readings.battle_map_rows import figures_of, read_lines
from saima.web.wording import battle_map as wording

MOST_DIGITS = 9


def chosen(desk: Desk) -> MapChoice:
    """What the address chooses."""
    return read_map_choice(desk.by, placed(desk).plan, desk.request.GET.dict())


@require_safe
@at_the_desk(Right.TASK_READ)
def battle_map(desk: Desk) -> HttpResponse:
    """What runs when and what is late; the script fetches the rows, the table stands below."""
    choice = chosen(desk)
    page = paged(task_rows(choice.asked), desk.request.GET.dict())
    tasks = with_nodes(page.rows, choice.asked)
    found = BattleMap(choice)
    return desk.render(
        "battle_map",
        choice=choice,
        found=found,
        figures=figures_of(found),
        paged=page.of(read_lines(choice, tasks, desk.language)),
        groupings=wording.GROUPINGS,
        zooms=wording.ZOOMS,
        lights=wording.LIGHTS.items(),
        states=wording.map_states(),
        marks=[*wording.MARKS.values(), wording.CRITICAL],
        words=wording.script_words(),
        setting=Rows(found, Mover.of(desk.by), desk.language).setting(),
        form=MoveForm(auto_id="move-%s"),
        grouping_word=wording.GROUPINGS[choice.grouping],
        task_address=link("task", 0),
    )


@require_safe
@at_the_desk(Right.TASK_READ)
def rows(desk: Desk) -> HttpResponse:
    """A part of the rows as compact data; ``from`` says where it begins."""
    typed = desk.request.GET.get("from", "")
    begin = int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else 0
    found = BattleMap(chosen(desk))
    part = Rows(found, Mover.of(desk.by), desk.language).data(begin)
    return JsonResponse(part, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


@require_POST
@at_the_desk(Right.TASK_APPROVE, Right.TASK_REPORT)
def move(desk: Desk) -> HttpResponse:
    """Move a node, or ask for it: the script gets the row as it is now, or what was refused."""
    form = MoveForm(desk.request.POST)
    if not form.is_valid():
        said = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"problems": said}, status=CONFLICT)
    typed = form.cleaned_data
    try:
        task = move_nodes(desk.by, typed["task"], {typed["node"]: typed["due"]}, typed["reason"])
    except Refused as refusal:
        told = [f"{one.found} {one.mend}" for one in desk.told(refusal)]
        return JsonResponse({"problems": told}, status=CONFLICT)
    mover = Mover.of(desk.by)
    choice = map_of_task(chosen(desk), task.pk)
    row = Rows(BattleMap(chosen(desk)), mover, desk.language)
    drawn = [row.task(one) for one in map_tasks(choice.asked)]
    direct = mover.everywhere
    return JsonResponse({"said": wording.moved_words(direct=direct), "task": drawn[0]})
