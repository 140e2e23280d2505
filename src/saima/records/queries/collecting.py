"""Which months of a plan are being collected, and how far each has come; one query."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from saima.records.keeping import Keeper
from saima.records.models import DueValue, Round


@dataclass(frozen=True)
class Collected:
    """A month that is opened some day; ``begun`` and ``open`` are as of the moment asked for.

    ``asked`` and ``accepted`` are counted only while it is open.
    """

    month: str
    due_on: date
    frozen_at: datetime | None
    begun: bool = True
    open: bool = True
    asked: int = 0
    accepted: int = 0


COLLECTED: Keeper[tuple[Collected, ...]] = Keeper(64)


def collected(plan: str, moment: datetime | None = None) -> tuple[Collected, ...]:
    """The rounds of ``plan`` as they stood at ``moment`` (None: now), the oldest month first.

    Every page asks for it, so it is kept.
    """
    return COLLECTED.now((plan, moment), lambda: read_collected(plan, moment))


def read_collected(plan: str, moment: datetime | None) -> tuple[Collected, ...]:
    """As ``collected``, out of the records."""
    begun, taking = Q(pk__isnull=False), Q(frozen_at__isnull=True)
    accepted = Q(accepted_at__isnull=False)
    if moment is not None:
        begun = Q(opened_at__lte=moment)
        taking = begun & (taking | Q(frozen_at__gt=moment))
        accepted = Q(accepted_at__lte=moment)

    def counted(which: Q) -> Coalesce:
        values = DueValue.objects.filter(which, round=OuterRef("pk")).order_by().values("round")
        count = Subquery(values.annotate(count=Count("pk")).values("count"))
        return Coalesce(Case(When(taking, then=count)), 0)

    rows = Round.objects.filter(plan=plan).annotate(
        begun=Case(When(begun, then=True), default=False),
        taking=Case(When(taking, then=True), default=False),
        asked=counted(Q()),
        done=counted(accepted),
    )
    names = ("month", "due_on", "frozen_at", "begun", "taking", "asked", "done")
    return tuple(Collected(*row) for row in rows.order_by("month").values_list(*names))
