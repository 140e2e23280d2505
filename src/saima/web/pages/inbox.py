"""What happened that concerns me? Messages, read or not, and how one wants them."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saima.actions.inbox import choose, mark_all_read, mark_read
from saima.actions.refusals import Refused
from saima.records.models import MessageChoice
from saima.web.by import by_of
from saima.web.desk import CONFLICT, Desk, back_with, desk_of
from saima.web.forms.messages import ChoicesForm
from saima.web.readings.inbox import latest_plan, line_of, read_inbox


@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything that one was told, unread first; a button marks one or all as read."""
    desk = desk_of(request)
    problems = None
    if request.method == "POST":
        try:
            return marked(desk)
        except Refused as refusal:
            problems = desk.told(refusal)
    reading = read_inbox(desk.by, request.GET, desk.language)
    return desk.render("inbox", CONFLICT if problems else 200, reading=reading, problems=problems)


def marked(desk: Desk) -> HttpResponse:
    """Mark one message, or all of the kind that is shown, and go back to the same page."""
    given = desk.request.POST
    if given.get("act") == "all":
        mark_all_read(desk.by, desk.request.GET.get("kind", "")[:32])
    else:
        number = given.get("message", "")
        mark_read(desk.by, int(number[:18]) if number.isdecimal() else 0)
    kept = {name: desk.request.GET[name] for name in ("kind", "page") if name in desk.request.GET}
    address = reverse("inbox") + (f"?{urlencode(kept)}" if kept else "")
    return back_with(address, "messages.read")


@require_safe
def message_open(request: HttpRequest, message: int) -> HttpResponse:
    """Go where a message leads to; with that it is read. Http404 for anybody else's."""
    by = by_of(request)
    try:
        row = mark_read(by, message)
    except Refused as refusal:
        raise Http404(_("There is no such message, or it is not yours.")) from refusal
    line = line_of(row, latest_plan(), settings.LANGUAGE_CODE, by.today)
    return redirect(line.address or reverse("inbox"))


@require_http_methods(["GET", "HEAD", "POST"])
def message_choices(request: HttpRequest) -> HttpResponse:
    """How do I want my messages? The inbox has all of them in any case."""
    desk = desk_of(request)
    problems = None
    if request.method == "POST":
        form = ChoicesForm(request.POST)
        try:
            if form.is_valid():
                choose(desk.by, form.cleaned_data["mail"], form.ways())
                return back_with(reverse("message_choices"), "messages.choose")
        except Refused as refusal:
            problems = desk.told(refusal)
    else:
        own = MessageChoice.objects.filter(person=desk.by.person).values_list("kind", "way")
        form = ChoicesForm(initial={"mail": desk.by.person.mail, **dict(own)})
    return desk.render(
        "message_choices",
        CONFLICT if request.method == "POST" else 200,
        form=form,
        problems=problems,
        sends_mail=bool(settings.MAIL_URL),
        hour=settings.DIGEST_HOUR,
    )
