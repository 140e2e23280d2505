"""What a meeting looks at: the newest board, open promises, objections that are not settled."""

from django.db.models import Q, QuerySet

from saima.plan.periods import Period
from saima.records.models import Board, BoardState, Meeting, Objection, Promise
from saima.records.models.objections import TO_RULE


def newest_board(plan: str, period: str | None = None) -> Board | None:
    """The latest edition of a period (None: of the latest); a sealed board before any other."""
    rows = Board.objects.filter(plan=plan).exclude(state=BoardState.WITHDRAWN)
    if period is not None:
        rows = rows.filter(period=period)
    found = list(rows.select_related("version"))
    sealed = [board for board in found if board.state == BoardState.SEALED]
    return max(
        sealed or found,
        key=lambda board: (Period.parse(board.period), board.edition),
        default=None,
    )


def last_meeting(plan: str) -> Meeting | None:
    """The meeting held last, or None."""
    return Meeting.objects.filter(plan=plan).order_by("-date", "-id").first()


def promises(plan: str) -> QuerySet[Promise]:
    """The promises of the last meeting, done or not, and every older one that is open."""
    last = last_meeting(plan)
    wanted = Q(done_on=None) if last is None else Q(done_on=None) | Q(meeting=last)
    rows = Promise.objects.filter(wanted, plan=plan).select_related("meeting")
    return rows.order_by("due", "unit", "id")


def promises_of(plan: str, unit: str | None = None) -> QuerySet[Promise]:
    """All promises of a unit (None: of all), the earliest day first."""
    rows = Promise.objects.filter(plan=plan)
    rows = rows if unit is None else rows.filter(unit=unit)
    return rows.order_by("due", "unit", "id")


def pending_objections(plan: str) -> QuerySet[Objection]:
    """Objections that an instance still has to rule on, the earliest day first."""
    rows = Objection.objects.filter(board__plan=plan, state__in=TO_RULE)
    return rows.order_by("due", "id")
