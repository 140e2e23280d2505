"""A page for somebody with a post: who asks, from where, and what the post must allow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from saima.actions.boards import YearBoards, live_boards
from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.refusals import Denied, Refused
from saima.plan.plan import Plan
from saima.records.models import PlanVersion
from saima.records.queries.ledger import reach
from saima.records.queries.plans import latest_version, plan_of
from saima.web.by import by_of
from saima.web.frame import page
from saima.web.place import Place, latest_month, month_to_begin_with
from saima.web.wording.refusals import Told, told

More = ParamSpec("More")
View = Callable[..., HttpResponse]
CONFLICT = 409


class DeskPlace(Place):
    """A place whose boards are computed only when a page asks for them."""

    @property
    def plan(self) -> Plan:
        """The plan, without its boards."""
        return plan_of(self.version)


@dataclass(frozen=True)
class Desk:
    """A request with the person behind it; ``place`` is None where no plan is published yet."""

    request: HttpRequest
    by: By
    place: Place | None

    @property
    def language(self) -> str:
        """The reader's language."""
        return get_language() or "zh-hans"

    @property
    def may(self) -> dict[str, bool]:
        """Rights that hold for all units, by their code with the point as underscore."""
        standing = self.by.standing
        return {right.name.lower(): standing.everywhere(right) for right in Right}

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Render ``template`` inside the frame; ``done`` of the address names what was done."""
        context = {
            "may": self.may,
            "by": self.by,
            "done": self.request.GET.get("done", ""),
            "count": self.request.GET.get("count", ""),
        } | context
        if self.place is None:
            return render(self.request, f"saima/{template}.html", context, status=status)
        answer = page(self.request, self.place, template, **context)
        answer.status_code = status
        return answer

    def told(self, refusal: Refused) -> list[Told]:
        """A refusal in the reader's words."""
        return [told(problem, self.place, self.language) for problem in refusal.problems]


def at_the_desk(
    *rights: Right,
) -> Callable[[Callable[Concatenate[Desk, More], HttpResponse]], View]:
    """Turn a page that asks for a ``Desk`` into a view for people who hold one of ``rights``.

    No rights: everybody who is signed in. Without any of the rights, or where the action refuses
    the person: 403, which says why.
    """

    def decorate(asked: Callable[Concatenate[Desk, More], HttpResponse]) -> View:
        def view(request: HttpRequest, *args: More.args, **kwargs: More.kwargs) -> HttpResponse:
            desk = desk_of(request)
            try:
                needs_one(desk.by, rights)
                return asked(desk, *args, **kwargs)
            except Denied as refusal:
                raise PermissionDenied(refusal.problem.text(desk.language)) from refusal

        view.__doc__ = asked.__doc__
        view.__name__ = asked.__name__
        return require_http_methods(["GET", "HEAD", "POST"])(view)

    return decorate


def needs_one(by: By, rights: Sequence[Right]) -> None:
    """Raise Denied unless one of the rights holds anywhere; where none is asked for, never."""
    if rights and not any(by.standing.may_somewhere(right) for right in rights):
        raise Denied(right=rights[0])


def desk_of(request: HttpRequest) -> Desk:
    """The desk of whoever is signed in."""
    version = latest_version()
    return Desk(request, by_of(request), None if version is None else place_of(version))


def place_of(version: PlanVersion) -> Place:
    """The last reported month of a plan."""
    found = reach(version.code, version.year)
    return DeskPlace(
        version=version,
        boards=cast(YearBoards, SimpleLazyObject(lambda: live_boards(version))),
        period=month_to_begin_with(version, found),
        latest=latest_month(version.year, found.month),
        recorded_at=found.recorded_at and timezone.localtime(found.recorded_at),
        language=get_language() or "zh-hans",
    )


def back_with(address: str, done: str, count: int = 1) -> HttpResponse:
    """Send the browser on after a change, so that loading again does not repeat it."""
    joint = "&" if "?" in address else "?"
    return HttpResponseRedirect(f"{address}{joint}done={done}&count={count}")
