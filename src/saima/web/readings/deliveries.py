"""What was sent and what was not, for whoever keeps the machine running; never what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.timezone import localtime

from saima.actions.by import By
from saima.actions.delivery_steps import Act, State, before
from saima.records.models import Delivery, Role
from saima.web.paging import Paged, paged
from saima.web.readings.inbox import words_of
from saima.web.wording.messages import STATES, WAYS, error_words
from saima.web.wording.steps import StepWord

SHOWN = (State.UNSURE, State.FAILED, State.WAITING, State.SENDING, State.SENT, State.DROPPED)


@dataclass(frozen=True)
class StateCount:
    """How many deliveries are in a state; of those that were sent or dropped, today's."""

    code: str
    step: StepWord
    count: int
    current: bool


@dataclass(frozen=True)
class DeliveryLine:
    """A delivery: to whom, of which kind, how far it has come, and whether it can be resent."""

    row: Delivery
    to: str | Promise
    kind: str | Promise
    step: StepWord
    error: str
    resend: bool


@dataclass(frozen=True)
class Deliveries:
    """A page of deliveries in one state, or of those that need somebody."""

    states: tuple[StateCount, ...]
    state: str
    paged: Paged[DeliveryLine]


def read_deliveries(by: By, asked: Mapping[str, str]) -> Deliveries:
    """Deliveries in the state that is asked for, else failed and uncertain ones; four queries."""
    local = localtime(by.now)
    midnight = datetime.combine(local.date(), time(), local.tzinfo)
    current = Q(state__in=[State.WAITING, State.SENDING, *before(Act.RESEND)])
    rows = Delivery.objects.filter(current | Q(ended_at__gte=midnight)).order_by()
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    state = asked.get("state", "")
    state = state if state in State.values else ""
    rows = rows.filter(state__in=[state] if state else before(Act.RESEND))
    ordered = rows.select_related("person").prefetch_related("messages")
    found = paged(ordered.order_by("-next_at", "-pk"), asked)
    return Deliveries(
        tuple(StateCount(one, STATES[one], counts.get(one, 0), one == state) for one in SHOWN),
        state,
        found.of([line_of(row) for row in found.rows]),
    )


def line_of(row: Delivery) -> DeliveryLine:
    """One delivery in words."""
    messages = list(row.messages.all())
    single = len(messages) == 1 and row.way != "daily"
    return DeliveryLine(
        row,
        str(row.person) if row.person else Role(row.channel).label,
        words_of(messages[0].kind).name if single else WAYS["daily"],
        STATES[row.state],
        error_words(row.error),
        row.state in before(Act.RESEND),
    )
