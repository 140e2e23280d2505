"""Sealed boards for everybody, where the office has switched them on (``SAIMA_PUBLIC_BOARDS``).

No sign-in, no cookie, nothing of persons; a page changes only with a seal, so caches keep it.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima import __version__
from saima.plan.periods import Period
from saima.records.models import Board
from saima.records.queries.plans import current_version
from saima.records.queries.sealed_boards import sealed_boards
from saima.web.pages.kept_boards import bundle_file
from saima.web.readings.public import editions, read_public, read_years

KEPT_FOR = 300
"""Seconds for which a cache need not ask again."""


def for_everybody(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a page to readers without an account; a 404 where the setting is off."""

    @login_not_required
    @wraps(page)
    def view(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not settings.PUBLIC_BOARDS:
            raise Http404
        return require_safe(page)(request, *args, **kwargs)

    return view


@for_everybody
def boards(request: HttpRequest) -> HttpResponseBase:
    """All sealed boards, the latest period first."""
    found = list(sealed_boards())
    return kept(request, seals(found), lambda: boards_page(request, found))


def boards_page(request: HttpRequest, found: list[Board]) -> HttpResponse:
    """The list of years."""
    return render(request, "saima/public.html", {"years": read_years(found, language())})


@for_everybody
def board(request: HttpRequest, period: Period, edition: int = 0) -> HttpResponseBase:
    """The newest edition of a period's board, or the one asked for, beside the one before."""
    every = published(period)
    shown = chosen(every, edition or every[0].edition)
    earlier = next((one for one in every if one.edition < shown.edition), None)

    def made() -> HttpResponse:
        found = read_public(shown, earlier, language())
        context = {"found": found, "editions": every, "plan": found.place.plan}
        context |= {"place": found.place, "decimals": found.place.plan.decimals}
        return render(request, "saima/public_board.html", context)

    return kept(request, seals(every), made)


@for_everybody
def bundle(request: HttpRequest, period: Period, edition: int) -> HttpResponseBase:
    """The bundle of an edition, to verify it."""
    found = chosen(published(period), edition)
    return kept(request, seals([found]), lambda: bundle_file(found))


def published(period: Period) -> tuple[Board, ...]:
    """The sealed boards of a period, the newest first; Http404 without any."""
    version = current_version(period.year)
    found = editions(version.code, period) if version else ()
    if not found:
        raise Http404(_("No board of this period is published."))
    return found


def chosen(every: Iterable[Board], edition: int) -> Board:
    """An edition; Http404 for one that there is not."""
    found = next((one for one in every if one.edition == edition), None)
    if found is None:
        raise Http404(_("No board of this period is published."))
    return found


def seals(found: Iterable[Board]) -> tuple[str, ...]:
    """What a page of these boards depends on."""
    return tuple(one.seal or "" for one in found)


def kept(
    request: HttpRequest, parts: tuple[str, ...], make: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """The answer with its mark, made only where the asker does not have it yet."""
    whole = "\n".join((*parts, language(), __version__))
    mark = f'"{hashlib.sha256(whole.encode()).hexdigest()}"'
    known = get_conditional_response(request, etag=mark)
    answer = make() if known is None else known
    answer.headers["ETag"] = mark
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    return answer


def language() -> str:
    """The reader's language."""
    return get_language() or "zh-hans"
