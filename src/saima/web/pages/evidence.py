"""Files that prove values: sent in, and handed out as downloads."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saima.actions import evidence as files
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_FILE, Refused, refused
from saima.actions.sniffing import MOST_BYTES
from saima.web.desk import Desk, at_the_desk
from saima.web.exports.stored import stored_file
from saima.web.pages.values import page, visible_value


@require_POST
@at_the_desk(Right.VALUE_REPORT)
def attach(desk: Desk, due: int) -> HttpResponse:
    """Attach a file that is sent, or one that proves another value already."""
    found = visible_value(desk, due)
    again = desk.request.POST.get("again", "")
    try:
        if again.isdecimal():
            files.attach_again(desk.by, due, int(again))
        else:
            name, content = sent(desk)
            files.attach(desk.by, due, name, content)
    except Refused as refusal:
        return page(desk, found, refusal, status=422)
    messages.success(desk.request, _("The file is attached."))
    return redirect(reverse("value", args=[due]) + "#evidence")


def sent(desk: Desk) -> tuple[str, bytes]:
    """Name and content of the file in the form, read no further than a file may be long."""
    file = desk.request.FILES.get("file")
    if file is None or isinstance(file, list):
        raise refused(EMPTY_FILE)
    return file.name or "", file.read(MOST_BYTES + 1)


@require_safe
@at_the_desk(Right.VALUE_READ)
def download(desk: Desk, evidence: int) -> HttpResponse:
    """A file, always as a download; 404 where the value it proves may not be seen."""
    return stored_file(lambda: files.open_for(desk.by, evidence))
