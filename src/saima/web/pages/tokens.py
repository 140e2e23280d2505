"""One's own tokens for programs: made, listed, taken back."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saima.actions.refusals import Denied, Refused
from saima.actions.tokens import issue, revoke
from saima.web.desk import CONFLICT, Desk, back_with, desk_of
from saima.web.forms.tokens import TokenForm
from saima.web.readings.tokens import read_tokens

USUAL_LIFE = timedelta(days=90)


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """All tokens of whoever is signed in; a new one shows its secret this once."""
    desk = desk_of(request)
    form = TokenForm(None, initial={"expires": desk.by.today + USUAL_LIFE})
    try:
        if request.method != "POST":
            return page(desk, form)
        if request.POST.get("act") == "revoke":
            return taken_back(desk)
        form = TokenForm(request.POST)
        return made(desk, form) if form.is_valid() else page(desk, form, CONFLICT)
    except Refused as refusal:
        return page(desk, form, CONFLICT, problems=desk.told(refusal))
    except Denied as refusal:
        raise PermissionDenied(refusal.problem.text(desk.language)) from refusal


def made(desk: Desk, form: TokenForm) -> HttpResponse:
    """The page with the secret of a new token. Raises Denied and Refused."""
    given = form.cleaned_data
    token, secret = issue(desk.by, given["name"], given["scope"], form.until())
    fresh = TokenForm(None, initial={"expires": desk.by.today + USUAL_LIFE})
    return page(desk, fresh, made=token, secret=secret)


def taken_back(desk: Desk) -> HttpResponse:
    """Take one's own token back. Raises Denied and Refused."""
    number = desk.request.POST.get("token", "")
    revoke(desk.by, int(number[:18]) if number.isdecimal() else 0)
    return back_with(reverse("tokens"), "token.revoke")


def page(desk: Desk, form: TokenForm, status: int = 200, **context: object) -> HttpResponse:
    """The page, which no cache keeps, because it may hold a secret."""
    answer = desk.render(
        "tokens",
        status,
        form=form,
        lines=read_tokens(desk.by.person, desk.by.now),
        held=bool(desk.by.standing.roles),
        **context,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
