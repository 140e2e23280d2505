"""The pledge of commerce, as the tests of permissions ask for it."""

from typing import Any

from saima.actions import pledges
from saima.actions.papers.pledges import Pledging
from tests.cast import Cast, by


def pledge_facts(cast: Cast) -> dict[str, Any]:
    """Drawn up and not signed; ``pledge_form`` is what the form of another one sends."""
    made = pledges.draw_up(by(cast.office), "small", Pledging("commerce", "x", "y", "z", ()))
    sides = {"city_side": "x", "city_post": "y", "unit_post": "z"}
    return {"pledge": made.pk, "pledge_form": {"unit": "a", **sides}}
