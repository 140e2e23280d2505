"""The office computes boards, shows them, seals or withdraws them, and makes new editions."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.actions import sealing
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.plan.periods import Period
from saima.records.models import Board, BoardState, PlanVersion
from saima.records.queries.collecting import collected
from saima.records.queries.plans import current_version
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.kept_boards import DraftForm, ReasonForm
from saima.web.pages.kept_boards import asked_board, placed
from saima.web.place import Place
from saima.web.readings.kept_boards import freezes, whole_periods


@dataclass(frozen=True)
class Step:
    """A page that says what a step does and asks why: ``words`` stand on the button.

    ``states``: those from which the step goes; ``reasoned``: it needs a reason.
    """

    code: str
    words: str | Promise
    states: tuple[BoardState, ...]
    reasoned: bool = True


SHOW = Step("show", _("Show for objections"), (BoardState.DRAFT,), reasoned=False)
SEAL = Step("seal", _("Seal the board"), (BoardState.SHOWN,))
WITHDRAW = Step("withdraw", _("Withdraw the board"), (BoardState.DRAFT, BoardState.SHOWN))
EDITION = Step("edition", _("Make a new edition"), (BoardState.SEALED,))


@at_the_desk(Right.BOARD_DRAFT)
def draft(desk: Desk) -> HttpResponse:
    """Which period, as of when and why; then its board is computed as a draft."""
    place = placed(desk)
    rounds = collected(place.plan.code)
    whole = whole_periods(place.plan, rounds, reported(place), desk.by.today)
    asked = {"period": desk.request.GET.get("period", "")}
    form = DraftForm(desk.request.POST or None, initial=asked)
    form.offer(whole, freezes(rounds), desk.language)
    problems = None
    if desk.request.method == "POST" and form.is_valid():
        attempt = sealing.Attempt(
            version_of(place),
            form.chosen_period(),
            form.moment(desk.by.now),
            form.cleaned_data["reason"],
        )
        try:
            board = sealing.compute_draft(desk.by, attempt)
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("kept_board", args=[board.pk]), "board.draft")
    status = CONFLICT if problems or form.errors else 200
    return desk.render("kept_board_new", status, form=form, problems=problems, whole=whole)


def version_of(place: Place) -> PlanVersion:
    """The version of the year that counts now, with its text."""
    return current_version(place.plan.year) or place.version


def reported(place: Place) -> Period | None:
    """The last month that anybody reported; None where nobody has."""
    return place.latest if place.recorded_at else None


@at_the_desk(Right.BOARD_DRAFT)
def show(desk: Desk, board: int) -> HttpResponse:
    """What showing does; then everybody sees the board and units may object."""
    return step(desk, board, SHOW, lambda pk, _reason: sealing.show_for_objections(desk.by, pk))


@at_the_desk(Right.BOARD_SEAL)
def seal(desk: Desk, board: int) -> HttpResponse:
    """What sealing does; then the board is sealed."""
    return step(desk, board, SEAL, lambda pk, reason: sealing.seal(desk.by, pk, reason))


@at_the_desk(Right.BOARD_DRAFT)
def withdraw(desk: Desk, board: int) -> HttpResponse:
    """What withdrawing does; then the board is set aside."""
    return step(
        desk, board, WITHDRAW, lambda pk, reason: sealing.withdraw_draft(desk.by, pk, reason)
    )


@at_the_desk(Right.BOARD_DRAFT)
def edition(desk: Desk, board: int) -> HttpResponse:
    """What a new edition is; then its draft is computed."""

    def made(pk: int, reason: str) -> Board:
        found = asked_board(desk, pk)
        return sealing.new_edition(desk.by, pk, reason, current_version(found.version.year))

    return step(desk, board, EDITION, made)


def step(desk: Desk, board: int, taken: Step, act: Callable[[int, str], Board]) -> HttpResponse:
    """Ask for the step's reason and take it; a refusal keeps what was typed."""
    found = asked_board(desk, board)
    form = ReasonForm(desk.request.POST or None)
    problems = None
    if desk.request.method == "POST":
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            after = act(found.pk, reason)
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("kept_board", args=[after.pk]), f"board.{taken.code}")
    return desk.render(
        "kept_board_step",
        CONFLICT if problems else 200,
        board=found,
        period=Period.parse(found.period),
        step=taken,
        form=form,
        problems=problems,
        days=placed(desk).plan.objections.file,
        possible=found.state in taken.states,
    )
