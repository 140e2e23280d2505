"""Files that people gave, handed out again: always as downloads, never shown as pages."""

from collections.abc import Callable
from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext as _

from saima.actions.evidence import Opened
from saima.actions.refusals import Denied, Refused

POLICY = "default-src 'none'; sandbox"
"""A browser that opens the file all the same runs nothing in it."""


def stored_file(open_it: Callable[[], Opened], missing: str = "") -> HttpResponse:
    """The file that ``open_it`` finds; Http404 where it is not there or not this person's to see.

    One answer for both, because the difference would tell that the file exists.
    """
    try:
        opened = open_it()
    except (Denied, Refused) as refusal:
        words = missing or _("There is no such file, or it is not yours to see.")
        raise Http404(words) from refusal
    answer = FileResponse(
        opened.path.open("rb"),
        as_attachment=True,
        filename=opened.name,
        content_type=opened.content_type,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)  # it streams, and is an answer like any other
