"""The language of a page: what the reader chose, else Simplified Chinese.

Browsers are not asked, because office machines often carry an English system under Chinese work.
Programs are, because whoever writes one states its language on purpose. Public pages know no
cookie; there the language stands in the address.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from saima.web.setup.public import PUBLIC

Answer = Callable[[HttpRequest], HttpResponse]


def chosen_language(answer: Answer) -> Answer:
    """Middleware that speaks the language of the cookie, or the default one."""

    def in_language(request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            response = answer(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
        return response

    return in_language


def language_of(request: HttpRequest) -> str:
    """The language to answer in."""
    if request.path.startswith("/api/"):
        return translation.get_language_from_request(request)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if settings.PUBLIC_BOARDS and request.path.startswith(PUBLIC):
        chosen = request.GET.get("language", "")
    known = {code for code, _ in settings.LANGUAGES}
    return chosen if chosen in known else settings.LANGUAGE_CODE
