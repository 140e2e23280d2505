"""Kept boards in templates: their state, number and seal, and what moved their points."""

from django import template

from saima.actions.causes import Cause
from saima.actions.moves import Moved
from saima.plan.periods import Period
from saima.records.models import Board
from saima.web.place import Place
from saima.web.wording import kept_boards, plans
from saima.web.wording.kept_boards import CauseWords, bundle_name
from saima.web.wording.plans import ChangeLine

register = template.Library()


@register.inclusion_tag("saima/parts/step.html")
def board_state(board: Board) -> dict[str, object]:
    """How far a board has come, as shape and word."""
    return {"step": kept_boards.STATES[board.state]}


@register.filter
def board_number(board: Board) -> str:
    """Which edition and draft a board is."""
    return kept_boards.number_words(board)


@register.filter
def short_seal(seal: str | None) -> str:
    """The first digits of a seal."""
    return (seal or "")[: kept_boards.SEAL_SHOWN]


@register.filter
def period_of(board: Board) -> Period:
    """The period of a board."""
    return Period.parse(board.period)


@register.simple_tag
def cause(place: Place, found: Cause) -> CauseWords:
    """Why points differ."""
    return kept_boards.cause_words(found, place)


@register.simple_tag
def plan_changes(found: Moved, place: Place) -> list[ChangeLine]:
    """What differs between the plan's versions of two boards."""
    return plans.change_lines(found.plan, place.language) if found.plan else []


@register.filter
def verify_command(board: Board) -> str:
    """What anybody types to compute a bundle again."""
    return f"saima verify {bundle_name(board)} --seal {board.seal}"
