"""How a number came about: the tree of an explanation and what stands in it."""

from decimal import Decimal
from functools import cache

import pytest

from saima.engine.explain import NothingToExplain, Part, explain
from saima.engine.outcome import Outcome
from saima.plan.methods.best_ratio import BestRatio
from saima.plan.methods.completion import Completion
from saima.plan.methods.goalposts import Goalposts
from saima.plan.methods.met import Met
from saima.plan.periods import Period
from saima.plan.rules import YearScore
from tests.engine.builders import adjustment, indicator, node, plan, scored, units

MARCH = Period.parse("2021-03")


@cache
def outcome_of() -> Outcome:
    """Two units on four indicators; the second has no value for one of them."""
    rules = plan(
        node("n", weight=60, clause="article 1"),
        node("m", "n", combine="geometric", weight=20),
        indicator("done", Completion(), parent="n", target=60, weight=40, clause="article 2"),
        indicator("best", BestRatio(), parent="m", weight=1),
        indicator("met", Met(), parent="m", target=5, weight=1),
        indicator("left", target=10, weight=40, missing="zero"),
        units_="A B",
        adjustments=(adjustment("plus", "bonus"), adjustment("minus", "deduction")),
    )
    rows = [("A", "done", "2021-03", 52), ("A", "best", "2021-03", 540), ("A", "met", "2021-03", 9)]
    rows += [
        ("B", "done", "2021-03", 60),
        ("B", "best", "2021-03", 600),
        ("B", "met", "2021-03", 1),
    ]
    adjustments = [("A", "2021-02", "plus", 1.5), ("A", "2021-03", "minus", 0.25)]
    return scored(rules, rows, adjustments=adjustments)


def part_of(part: Part, code: str) -> Part:
    """The part with this code."""
    found = [part] if part.code == code else []
    return (found + [one for child in part.children for one in parts_of(child, code)])[0]


def parts_of(part: Part, code: str) -> list[Part]:
    """All parts with this code."""
    own = [part] if part.code == code else []
    return own + [found for child in part.children for found in parts_of(child, code)]


def test_the_total_is_its_tree_with_bonus_and_deduction() -> None:
    found = explain(outcome_of(), MARCH, "A")
    assert [(part.kind, part.code) for part in found.part.children] == [
        ("node", "n"),
        ("indicator", "left"),
        ("bonus", "bonus"),
        ("deduction", "deduction"),
    ]
    # 40 x 52/60 = 34.6667; 20 x sqrt(0.9 x 1) = 18.9737; + 1.5 - 0.25
    assert [part.points for part in found.part.children] == [53.6404, 0, 1.5, -0.25]
    assert (found.part.points, found.total, found.rank, found.field) == (54.8904, 54.89, 1, 1)
    assert (found.period, found.group, found.unit, found.reason) == ("2021-03", "g", "A", None)
    assert (found.part.kind, found.part.weight, found.part.combine) == ("total", 100, "sum")


def test_an_indicator_shows_its_formula_with_the_numbers_in_it() -> None:
    done = part_of(explain(outcome_of(), MARCH, "A").part, "done")
    assert done.formula == "clamp(value / target, floor, cap)"
    assert done.numbers == {"value": 52, "target": 60, "floor": 0, "cap": 1}
    assert done.written == "clamp(52 / 60, 0, 1)"
    assert (done.points, done.weight) == (34.6667, 40)
    assert done.rate == pytest.approx(52 / 60)
    assert (done.value, done.target, done.clause, done.observed_unit) == (52, 60, "article 2", "A")


def test_peer_values_and_met_targets_are_written_too() -> None:
    found = explain(outcome_of(), MARCH, "A").part
    assert part_of(found, "best").written == "clamp(540 / 600, 0, 1)"
    assert part_of(found, "met").written == "where(met, 1, 0)"
    assert part_of(explain(outcome_of(), MARCH, "B").part, "met").written == "where(missed, 1, 0)"


def test_a_policy_stands_in_the_place_of_the_formula() -> None:
    left = part_of(explain(outcome_of(), MARCH, "A").part, "left")
    assert (left.note, left.written, left.points, left.rate) == ("missing:zero", "", 0, 0)


def test_a_node_says_how_it_is_put_together_and_what_was_cut() -> None:
    found = explain(outcome_of(), MARCH, "A").part
    held = part_of(found, "m")
    # 9 + 10 are shown below it, 18.9737 is what it has
    assert (held.combine, held.points, held.cut) == ("geometric", 18.9737, -0.0263)
    plain = part_of(found, "n")
    assert (plain.combine, plain.cut, plain.clause) == ("sum", 0, "article 1")


def test_a_node_or_an_indicator_can_be_explained_by_itself() -> None:
    assert explain(outcome_of(), MARCH, "A", "n").part.kind == "node"
    assert explain(outcome_of(), MARCH, "A", "done").part.kind == "indicator"


def test_a_unit_without_a_total_is_explained_as_far_as_it_goes() -> None:
    found = explain(outcome_of(), MARCH, "B")
    assert (found.total, found.rank, found.reason) == (None, None, "zero_in_geometric_mean")
    assert (found.part.points, found.part.note) == (None, "zero_in_geometric_mean")
    assert part_of(found.part, "done").points == 40
    assert part_of(found.part, "m").note == "zero_in_geometric_mean"
    assert part_of(found.part, "n").note == "blocked"


@pytest.mark.parametrize(
    ("period", "unit", "code", "message"),
    [
        ("2021-03", "X", "total", "no result of unit 'X' in 2021-03"),
        ("2021-04", "A", "total", "no result of unit 'A' in 2021-04"),
        ("2021-03", "A", "else", "no result for 'else'"),
    ],
)
def test_what_was_not_scored_cannot_be_explained(
    period: str, unit: str, code: str, message: str
) -> None:
    with pytest.raises(NothingToExplain, match=message):
        explain(outcome_of(), Period.parse(period), unit, code)


def test_indicators_of_other_groups_are_not_part_of_it() -> None:
    rules = plan(
        indicator("a", target=10, weight={"towns": 10}),
        indicator("b", target=10, weight={"offices": 10}),
        units_=[*units("A", "towns"), *units("B", "offices")],
    )
    outcome = scored(rules, [("A", "a", "2021-03", 5), ("B", "b", "2021-03", 5)])
    assert [part.code for part in explain(outcome, MARCH, "A").part.children] == ["a"]


def test_the_year_is_its_quarters_and_a_share_of_its_end() -> None:
    rules = plan(
        indicator(method=Goalposts(low=0, high=100)),
        year_score=YearScore(quarters=0.4, year_end=0.6),
        adjustments=(adjustment("plus", "bonus"),),
    )
    rows = [("A", "a", f"2021-{month:02d}", 10 * month) for month in (3, 6, 9)]
    outcome = scored(
        rules,
        [*rows, ("A", "a", "2021-12", 80)],
        "2021",
        adjustments=[("A", "2021-05", "plus", 2)],
    )
    found = explain(outcome, Period.parse("2021"), "A")
    # 0.4 x (30 + 60 + 90 + 80) / 4; 0.6 x 80
    quarters, end, bonus = found.part.children
    assert (quarters.kind, quarters.points) == ("quarters", 26)
    assert (end.kind, end.points, end.children[0].points) == ("year_end", 48, 80)
    assert (bonus.points, found.part.points, found.part.cut) == (2, 76, 0)


def test_parts_add_up_to_the_last_digit() -> None:
    for part in everything(explain(outcome_of(), MARCH, "A").part):
        if part.children:
            added = sum(Decimal(str(child.points)) for child in part.children)
            assert added + Decimal(str(part.cut)) == Decimal(str(part.points))


def everything(part: Part) -> list[Part]:
    """A part and all below it."""
    return [part, *(found for child in part.children for found in everything(child))]
