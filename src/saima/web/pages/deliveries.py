"""Does what we send arrive? For whoever keeps the machine running."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from saima.actions.deliveries import resend
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.readings.deliveries import read_deliveries
from saima.web.wording.refusals import Told


@at_the_desk(Right.SYSTEM_RUN)
def deliveries(desk: Desk) -> HttpResponse:
    """What failed or is not certain, what waits, what was sent today."""
    return page(desk)


@at_the_desk(Right.SYSTEM_RUN)
def delivery_resend(desk: Desk, delivery: int) -> HttpResponse:
    """Let one be sent again; a refusal shows the list with what was typed."""
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    reason = desk.request.POST.get("reason", "")
    try:
        resend(desk.by, delivery, reason)
    except Refused as refusal:
        return page(desk, desk.told(refusal), (delivery, reason))
    return back_with(reverse("deliveries"), "delivery.resend")


def page(
    desk: Desk, problems: list[Told] | None = None, typed: tuple[int, str] | None = None
) -> HttpResponse:
    """The list; ``typed`` is the reason that was refused, with the delivery it was for."""
    return desk.render(
        "deliveries",
        CONFLICT if problems else 200,
        reading=read_deliveries(desk.by, desk.request.GET),
        problems=problems,
        typed=typed or (0, ""),
        sends=bool(settings.MAIL_URL or settings.CHANNELS),
        sends_mail=bool(settings.MAIL_URL),
        channels=list(settings.CHANNELS),
    )
