"""Whoever only reads sees the records of one moment."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from saima.records.keeping import one_moment

READS = ("GET", "HEAD")
Answer = Callable[[HttpRequest], HttpResponse]


def at_one_moment(answer: Answer) -> Answer:
    """Middleware that asks once for each page whether anything has changed."""

    def with_moment(request: HttpRequest) -> HttpResponse:
        if request.method not in READS:
            return answer(request)
        with one_moment():
            return answer(request)

    return with_moment
