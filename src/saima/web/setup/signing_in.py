"""Nobody reads anything before signing in, except what is named here."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils import timezone

SEEN = "seen"
AT_MOST_EVERY = 60
"""Seconds between two writes of the session, so that a read seldom writes."""

Answer = Callable[[HttpRequest], HttpResponse]


class SignInNeeded(LoginRequiredMiddleware):
    """Sends readers to the sign-in page; the boards are open where ``OPEN_BOARDS`` says so."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """None where the page may be shown; 401 for scripts, which cannot follow to a page."""
        match = request.resolver_match
        if getattr(request.user, "first_password", False) and not own(match):
            return redirect("change_password")
        if settings.OPEN_BOARDS and match is not None and match.url_name in open_names():
            return None
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None and request.headers.get("Accept") == "application/json":
            return JsonResponse({"code": "signed_out"}, status=401)
        return answer


def own(match: ResolverMatch | None) -> bool:
    """Whether the page is open to somebody whose password was chosen by somebody else."""
    return match is not None and match.url_name in ("change_password", "sign_out", "set_language")


@cache
def open_names() -> frozenset[str]:
    """The names of the boards' addresses."""
    from saima.web.addresses import boards  # noqa: PLC0415 - settings come before addresses

    return frozenset({"start", *(str(each.name) for each in boards.urlpatterns)})


def keep_awake(answer: Answer) -> Answer:
    """Middleware that counts the idle time from the last request, not from signing in."""

    def with_session(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            moment = int(timezone.now().timestamp())
            if moment - int(request.session.get(SEEN, 0)) >= AT_MOST_EVERY:
                request.session[SEEN] = moment
        return answer(request)

    return with_session
