"""What waits for a decision: approve in the unit, accept, or return with a reason."""

from django.http import HttpResponse
from django.urls import reverse

from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.actions.review import accept, accept_all, approve, approve_all, return_
from saima.records.queries.todo import Kind
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.pages.rounds import placed
from saima.web.readings.review import Sieve, read_piles


@at_the_desk(Right.VALUE_APPROVE, Right.VALUE_CHECK)
def review(desk: Desk) -> HttpResponse:
    """The list; a decision comes back to it."""
    problems = None
    if desk.request.method == "POST":
        try:
            done, count = decide(desk)
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            asked = desk.request.GET.copy()
            asked.pop("done", None)
            asked.pop("count", None)
            query = f"?{asked.urlencode()}" if asked else ""
            return back_with(f"{reverse('review')}{query}", done, count)
    place = placed(desk)
    asked = desk.request.GET
    sieve = Sieve(
        asked.get("reporter", ""), asked.get("indicator", ""), asked.get("flagged", "") == "1"
    )
    return desk.render(
        "review",
        CONFLICT if problems else 200,
        piles=read_piles(desk.by.person, place.plan, desk.by.today, sieve),
        problems=problems,
        sieve=sieve,
        reason=desk.request.POST.get("reason", ""),
        returned=desk.request.POST.get("due", ""),
    )


def decide(desk: Desk) -> tuple[str, int]:
    """Take the decision of the form; the code of what was done and for how many values.

    Raises Denied and Refused as the actions do.
    """
    typed = desk.request.POST
    act = typed.get("act", "")
    if act == "all":
        return decide_all(desk)
    due, seen = number(typed.get("due", "")), number(typed.get("seen", ""))
    if act == "approve":
        approve(desk.by, due, seen)
    elif act == "accept":
        accept(desk.by, due, seen)
    elif act == "return":
        return_(desk.by, due, typed.get("reason", ""), seen)
    else:
        raise refused(NOT_THERE)
    return f"value.{act}", 1


def decide_all(desk: Desk) -> tuple[str, int]:
    """Approve or accept what was on the page, but what is ticked or changed meanwhile."""
    typed = desk.request.POST
    kind = Kind.CHECK if typed.get("kind") == Kind.CHECK else Kind.APPROVE
    opened = number(typed.get("round", ""))
    chosen = chosen_of(typed.get("shown", ""), typed.getlist("hold"))
    if kind is Kind.CHECK:
        return "value.accept", len(accept_all(desk.by, opened, seen=chosen))
    return "value.approve", len(approve_all(desk.by, opened, seen=chosen))


def chosen_of(shown: str, held_back: list[str]) -> dict[int, int]:
    """Values with the version that was seen: ``12:1,13:2`` without those that are held back."""
    pairs = (pair.partition(":") for pair in shown.split(",") if pair)
    return {number(due): number(seen) for due, _, seen in pairs if due not in held_back}


def number(text: str) -> int:
    """A number of the form. Raises Refused for anything else."""
    if not text.isdecimal() or len(text) > 18:
        raise refused(NOT_THERE)
    return int(text)
