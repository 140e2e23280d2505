"""Public pages know nobody: no cookie goes in, none comes out, so that any cache may keep them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PUBLIC = "/public/"
PERSONAL = ("cookie", "accept-language")

Answer = Callable[[HttpRequest], HttpResponse]


def nobody_known(answer: Answer) -> Answer:
    """Middleware that takes the cookies off requests for public pages, and off their answers."""

    def without_cookies(request: HttpRequest) -> HttpResponse:
        if not (settings.PUBLIC_BOARDS and request.path.startswith(PUBLIC)):
            return answer(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        response = answer(request)
        response.cookies.clear()
        vary = response.get("Vary", "").split(", ")
        left = [name for name in vary if name and name.lower() not in PERSONAL]
        if left:
            response["Vary"] = ", ".join(left)
        else:
            del response["Vary"]
        return response

    return without_cookies
