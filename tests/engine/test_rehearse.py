"""Two versions of a plan on the same data."""

from dataclasses import replace

from saima.engine.outcome import Outcome
from saima.engine.rehearse import Shift, only_in, rehearse
from saima.plan.methods.goalposts import Goalposts
from tests.engine.builders import consequence, indicator, plan, scored

HUNDRED = Goalposts(low=0, high=100)
LAST = consequence("last", count=1, running=1, period="month")


def version(weights: tuple[float, float], members: str) -> Outcome:
    """The outcome of a version of the plan."""
    rules = plan(
        indicator("a", HUNDRED, weight=weights[0]),
        indicator("b", HUNDRED, weight=weights[1]),
        units_=members,
        consequences=(LAST,),
    )
    cells = {"A": (90, 10), "B": (50, 70), "C": (80, 80)}
    rows = [
        (unit, code, "2021-03", cell)
        for unit, pair in cells.items()
        for code, cell in zip("ab", pair, strict=True)
    ]
    return scored(rules, rows)


def test_a_change_of_weights_shows_who_would_have_won_and_who_summoned() -> None:
    found = rehearse(version((80, 20), "A B"), version((20, 80), "A B C"))
    # A 0.8 x 90 + 0.2 x 10 = 74, then 26; B 54, then 66; C is new with 80
    assert found.shifts == (
        Shift("2021-03", "g", "A", 74, 26, 1, 3),
        Shift("2021-03", "g", "B", 54, 66, 2, 2),
        Shift("2021-03", "g", "C", None, 80, None, 1),
    )
    assert [shift.moved for shift in found.shifts] == [True, False, True]
    assert [trigger.unit for trigger in found.lapsed] == ["B"]
    assert [trigger.unit for trigger in found.new] == ["A"]


def test_the_same_version_moves_nobody() -> None:
    found = rehearse(version((50, 50), "A B"), version((50, 50), "A B"))
    assert not any(shift.moved for shift in found.shifts)
    assert found.lapsed == found.new == ()


def test_triggers_are_the_same_whatever_their_level() -> None:
    (first,) = version((80, 20), "A B").triggers
    again = replace(first, level=2, card="red")
    other = replace(first, unit="A")
    assert only_in([again, other], [first]) == (other,)
    assert only_in([first], []) == (first,)
