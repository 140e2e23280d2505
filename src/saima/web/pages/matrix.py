"""The grid as a table: units down, indicators or months across; and what stands beside a cell."""

from dataclasses import dataclass

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from saima.actions.permissions import Right
from saima.plan.periods import Period
from saima.records.models import Round
from saima.web.desk import Desk, at_the_desk
from saima.web.pages.handing_in import AT_ONCE, Sent, Typed, asked, checked, handle, is_key
from saima.web.pages.values import visible_value
from saima.web.readings.choice import Choice, read_choice
from saima.web.readings.grid import Row, read_row, read_typed_rows
from saima.web.readings.matrix import Matrix, read_matrix
from saima.web.wording.grid import answer_of, beside_of
from saima.web.wording.matrix import Marks, body, heads

MOST_ABOVE = 30
"""How many values that are held up stand above the table with their sentence."""


def table(desk: Desk, opened: Round, typed: Typed) -> HttpResponse:
    """The table of a month or of a year; a form that was sent is checked or handed in."""
    choice = read_choice(desk.by, opened, desk.request.GET.dict())
    matrix = read_matrix(desk.by, choice, {str(key): texts for key, texts in typed.items()})
    view = Table(desk, choice, matrix)
    if desk.request.method != "POST":
        return view([])
    changed = matrix.changed()
    act, due = asked(desk.request.POST)
    replaced = matrix.replaced()
    keys = changed | replaced | ({due} if act in AT_ONCE and is_key(due) else set())
    texts = {int(key): matrix.typed.get(key, {}) for key in keys}
    rows = read_typed_rows(desk.by, opened, texts) if texts else []
    drafted = frozenset(map(int, replaced))
    return handle(desk, Sent(rows, view, matrix.waiting(keys), drafted), typed)


@dataclass(frozen=True)
class Table:
    """The page of a table."""

    desk: Desk
    choice: Choice
    matrix: Matrix

    def __call__(self, rows: list[Row], status: int = 200, **context: object) -> HttpResponse:
        """The table with what was found in ``rows``; those that are held up stand above it."""
        desk, opened = self.desk, self.choice.opened
        stopped = [row for row in rows if row.problems and row.stopped]
        marks = Marks(
            frozenset(str(row.key) for row in stopped if not row.warned),
            frozenset(str(row.key) for row in stopped if row.warned),
            frozenset(str(row.key) for row in stopped[:MOST_ABOVE]),
        )
        return desk.render(
            "grid_matrix",
            status,
            choice=self.choice,
            span=len(self.matrix.columns) + 2,
            heads=heads(self.matrix, desk.language),
            rows=body(self.matrix, marks, desk.language),
            period=Period.parse(opened.month),
            lines=[(row, answer_of(row, desk)) for row in stopped[:MOST_ABOVE]],
            cells_address=reverse("grid_cells", args=[opened.month]),
            editable=self.matrix.editable,
            late=desk.by.today > opened.due_on,
            **context,
        )


@require_safe
@at_the_desk(Right.VALUE_READ)
def beside(desk: Desk, due: int) -> HttpResponse:
    """What stands beside a cell, for a script that shows it when the cell gets the focus."""
    row = checked(desk, [read_row(desk.by, visible_value(desk, due))])[0]
    return JsonResponse(beside_of(row, desk))
