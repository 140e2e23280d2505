"""The addresses of the interface; signing in by session is not asked for here."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from saima.actions.refusals import NOT_THERE
from saima.api.errors import answer
from saima.api.site import api
from saima.plan.problems import Problem


@csrf_exempt
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404 as a problem detail, for addresses that do not exist."""
    del request, rest
    return answer(404, Problem(NOT_THERE))


def opened(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern]:
    """The patterns without the session's sign-in, because a token opens each operation."""
    found = [each for each in patterns if isinstance(each, URLPattern)]
    for each in found:
        each.callback = login_not_required(each.callback)
    return found


urlpatterns = [
    path("", (opened(api.urls[0]), api.urls[1], api.urls[2])),
    re_path(r"^(?P<rest>.*)$", login_not_required(nothing)),
]
