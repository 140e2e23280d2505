"""A draft that waits for a signature, as the tests of permissions ask for it."""

from typing import Any

from saima.actions import splits
from saima.actions.split_filling import spread
from saima.actions.split_grids import Typed, read_grid
from tests.cast import Cast, by

INVESTMENT = "investment"


def split_facts(cast: Cast) -> dict[str, Any]:
    """The investment, shared equally; ``split_form`` is what its form sends."""
    frame = splits.framed("small", INVESTMENT)
    typed = spread(frame, Typed())
    made = splits.draw_up(by(cast.office), "small", INVESTMENT, read_grid(frame, typed), "x")
    return {"split": made.pk, "split_form": sent(typed) | {"seen": splits.mark_of(made)}}


def sent(typed: Typed) -> dict[str, str]:
    """What the form of a grid sends."""
    names = ("method", "path", "more", "superior", "curve")
    form = {name: str(getattr(typed, name)) for name in names}
    form |= {f"y.{code}": text for code, text in typed.years.items()}
    form |= {f"w.{code}": text for code, text in typed.weights.items()}
    for code, months in typed.months.items():
        form |= {f"m.{code}.{place}": text for place, text in enumerate(months, start=1)}
    return form
