"""The group and the order of the board that a reader looked at last, for the next visit.

Only links in the navigation carry them, so every address says what it shows. The period is not
remembered, because an old one would be taken for the present.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from saima.web.place import Place
from saima.web.readings.board import ALL, ORDERS, chapters, group_codes
from saima.web.readings.headings import Order

COOKIE = "saima_board"
DAYS = 90
JOINT = "|"
DEFAULT = Order("rank")


def remember(request: HttpRequest, answer: HttpResponse, group: str, order: Order) -> HttpResponse:
    """Keep the choice of a board whose address makes one."""
    if "group" in request.GET or "sort" in request.GET:
        answer.set_cookie(
            COOKIE,
            f"{group}{JOINT}{order}",
            max_age=DAYS * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


def remembered(request: HttpRequest, place: Place) -> dict[str, str]:
    """What the address of the board carries: what was kept and this plan knows, if not usual."""
    group, _joint, sort = request.COOKIES.get(COOKIE, "").partition(JOINT)
    groups = [each.code for each in group_codes(place.plan)]
    order = board_order(place, sort)
    found = {}
    if group in (ALL, *groups[1:]):
        found["group"] = group
    if order != DEFAULT:
        found["sort"] = str(order)
    return found


def board_order(place: Place, text: str) -> Order:
    """The order in an address; by rank without a known one."""
    keys = (*ORDERS, *(chapter.code for chapter in chapters(place.plan)))
    return Order.parse(text, keys, str(DEFAULT))
