"""Who stands where: the board and the heat table, on the page and as files."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from saima.actions.permissions import Right
from saima.records.models import Person
from saima.web.by import by_of
from saima.web.exports.board import board_export
from saima.web.exports.files import download
from saima.web.exports.heat import heat_export
from saima.web.frame import page
from saima.web.place import Place, as_a_file, on_a_period
from saima.web.provisional import board_choice, totals_beside
from saima.web.readings.board import (
    ALL,
    Board,
    BoardRow,
    group_codes,
    ordered,
    read_board,
)
from saima.web.readings.headings import Order
from saima.web.readings.heat import Heat, read_heat
from saima.web.readings.kept_board import read_sealed_line
from saima.web.remembered import board_order, remember
from saima.web.wording.columns import board_headings


@on_a_period
def board(request: HttpRequest, place: Place) -> HttpResponse:
    """The ranked table of a group."""
    found, order, rows = asked_board(request, place)
    answer = page(
        request,
        place,
        "board",
        board=found,
        rows=rows,
        group=found.group,
        groups=group_codes(place.plan),
        headings=board_headings(found.chapters, place, order),
        provisional=board_choice(request, place),
        rules={rule.code: rule for rule in place.plan.consequences},
        decimals=place.plan.decimals,
        sealed=read_sealed_line(place),
        kept_readable=may_read_kept(request),
    )
    return remember(request, answer, found.group, order)


def may_read_kept(request: HttpRequest) -> bool:
    """Whether the sealed board has a page for this reader."""
    return isinstance(request.user, Person) and by_of(request).standing.may_somewhere(
        Right.OBJECTION_READ
    )


@as_a_file
def table(request: HttpRequest, place: Place, form: str) -> HttpResponse:
    """The same table, in the same order, as a file."""
    found, _order, rows = asked_board(request, place)
    return download(board_export(place, found, rows), form)


@on_a_period
def heat(request: HttpRequest, place: Place) -> HttpResponse:
    """Units down, contests or indicators across."""
    group, node, found = asked_heat(request, place)
    return page(
        request,
        place,
        "heat",
        heat=found,
        group=group,
        groups=group_codes(place.plan),
        node=place.plan.node_by_code.get(node) if node else None,
    )


@as_a_file
def heat_table(request: HttpRequest, place: Place, form: str) -> HttpResponse:
    """The heat table as a file."""
    group, node, found = asked_heat(request, place)
    return download(heat_export(place, group, node, found), form)


def asked_group(request: HttpRequest, place: Place) -> str:
    """The group in the address, the first one without; Http404 for an unknown one."""
    groups = [group.code for group in group_codes(place.plan)]
    group = request.GET.get("group", groups[0] if groups else ALL)
    if group not in (ALL, *groups):
        raise Http404(_("There is no group “%(code)s”.") % {"code": group})
    return group


def asked_board(request: HttpRequest, place: Place) -> tuple[Board, Order, list[BoardRow]]:
    """The board that the address asks for, with provisional totals where they may be shown."""
    order = board_order(place, request.GET.get("sort", ""))
    group, whole = asked_group(request, place), place.progress is None
    found = read_board(place.boards, place.period, group, place.language, whole=whole)
    choice = board_choice(request, place)
    if choice and choice.on:
        found = replace(found, beside=totals_beside(place))
    return found, order, ordered(found, order)


def asked_heat(request: HttpRequest, place: Place) -> tuple[str, str | None, Heat]:
    """The heat table that the address asks for; Http404 for an unknown contest."""
    node = request.GET.get("node") or None
    if node and node not in place.plan.node_by_code:
        raise Http404(_("There is no contest “%(code)s”.") % {"code": node})
    group = asked_group(request, place)
    return group, node, read_heat(place.boards, place.period, group, node, place.language)
