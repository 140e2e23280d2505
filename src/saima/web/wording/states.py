"""States as colour, shape and word, never as colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.actions.rows import ScoreRow
from saima.web.readings.lights import OFF, light_of


@dataclass(frozen=True)
class State:
    """How a state looks; ``code`` is the light of the engine and the end of the CSS class."""

    code: str
    shape: str
    word: str | Promise


GREEN = State("green", "●", _("on course"))
WATCH = State("watch", "◐", _("watch"))
YELLOW = State("yellow", "▲", _("behind"))
RED = State("red", "■", _("far behind"))
NONE = State("none", "○", _("not reported"))
STATES = (GREEN, WATCH, YELLOW, RED, NONE)
BY_CODE = {state.code: state for state in STATES}


def state(code: str | None) -> State:
    """The state of a light; an unknown or absent light is not reported."""
    return BY_CODE.get(code or "", NONE)


def state_of(score: ScoreRow | None) -> State | None:
    """The state of a score; None where there is a value but no light for it."""
    if score is None:
        return NONE
    code = light_of(score)
    return None if code == OFF else state(code)


CARD_WORDS: dict[str, str | Promise] = {
    "yellow": _("yellow card"),
    "red": _("red card"),
    "blue": _("blue card"),
    "orange": _("orange card"),
    "green": _("green card"),
    "flag": _("red flag"),
}


def card_word(code: str | None) -> str | Promise:
    """The word on a card; its code where the plan has a colour of its own."""
    return CARD_WORDS.get(code or "", code or "")
