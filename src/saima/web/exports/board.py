"""The board as a table, in the columns of the quarterly circular (domain 7)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from saima.documents import figures
from saima.documents.tables import Cell, Column, Table
from saima.web.exports.files import lines
from saima.web.place import Place
from saima.web.readings.board import ALL, Board, BoardRow
from saima.web.wording.columns import previous_title, rank_title
from saima.web.wording.consequences import card_or_measure
from saima.web.wording.notes import unranked


def board_export(place: Place, board: Board, rows: Sequence[BoardRow]) -> Table:
    """Exactly the rows and the order of the page."""
    points = place.plan.decimals.total
    chapters = [Column(each.label.text(place.language), points) for each in board.chapters]
    beside = beside_columns(points) if board.beside is not None else ()
    before = (Column(previous_title(place.period), 0), Column(_("Movement"), None, 8))
    return Table(
        name=str(place.period),
        title=_("Board %(period)s") % {"period": place.period},
        lines=lines(place, group_name(place, board.group)),
        columns=(
            Column(rank_title(place), 0, 6),
            *beside,
            Column(_("Unit"), None, 24),
            *chapters,
            Column(_("Bonus"), points),
            Column(_("Deduction"), points),
            Column(_("Total"), points),
            *(before if place.progress is None else ()),
            Column(_("Remark"), None, 28),
        ),
        rows=tuple(export_row(place, board, row) for row in rows),
        totals=mean_row(board, whole=place.progress is None),
    )


def beside_columns(points: int) -> tuple[Column, ...]:
    """The columns with provisional values."""
    return (
        Column(_("◇ order with provisional values"), 0, 10),
        Column(_("◇ total with provisional values"), points, 10),
    )


def group_name(place: Place, group: str) -> str:
    """The name of a group, or of all units."""
    return _("All") if group == ALL else place.plan.group_by_code[group].label.text(place.language)


def export_row(place: Place, board: Board, row: BoardRow) -> tuple[Cell, ...]:
    """One line; the remark names cards, or why there is no rank."""
    rules = {rule.code: rule for rule in place.plan.consequences}
    cards = [card_or_measure(fired.card, rules[fired.rule]) for fired in row.fired]
    whole = place.progress is None
    before = (row.previous, figures.movement(row.movement)) if whole else ()
    beside = (board.provisional_rank(row.unit), board.provisional_total(row.unit))
    return (
        row.rank,
        *(beside if board.beside is not None else ()),
        row.name,
        *(row.points[chapter.code] for chapter in board.chapters),
        row.bonus,
        row.deduction,
        row.total,
        *before,
        unranked(place, row.reason, row.reason_indicator) or _(", ").join(cards),
    )


def mean_row(board: Board, *, whole: bool) -> tuple[Cell, ...]:
    """The means under the table."""
    return (
        None,
        *((None, None) if board.beside is not None else ()),
        _("Mean"),
        *(board.mean[chapter.code] for chapter in board.chapters),
        board.mean["bonus"],
        board.mean["deduction"],
        board.mean["total"],
        *((None, "") if whole else ()),
        "",
    )
