"""What do I owe, by when?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from saima.web.desk import desk_of
from saima.web.readings.todo import read_todo


@require_safe
def todo(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the person, by kind, the most urgent first."""
    desk = desk_of(request)
    lists = read_todo(desk.by, desk.language)
    total = sum(each.todo.count for each in lists)
    return desk.render("todo", lists=lists, total=total, todo_count=total)
