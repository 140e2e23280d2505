"""The plan's rules as tables."""

from saima.engine.rulebook import Rulebook, rule_of
from saima.plan.methods.base_plus import BasePlus
from saima.plan.methods.blend import Blend
from saima.plan.methods.completion import Completion
from saima.plan.methods.steps import Steps
from saima.plan.periods import Period
from tests.engine.builders import indicator, inputs, plan

RULES = plan(
    indicator("a", Completion()),
    indicator("b", Completion(cap=1.2)),
    indicator("c", Completion(), direction="lower"),
    indicator("d", BasePlus(per_point=0.5)),
    indicator("e", Steps(table=((0, 0.5), (1, 1)))),
    indicator("f", Steps(table=((0, 0.7), (1, 1)))),
)


def test_indicators_share_a_rule_when_only_their_parameters_differ() -> None:
    book = Rulebook(RULES)
    numbers = [book.rules.index(rule_of(part)) for part in RULES.indicators]
    # Tables are part of the formula, numbers are columns beside it.
    assert numbers == [0, 0, 1, 2, 3, 4]


def test_parameters_are_those_that_a_formula_reads() -> None:
    parameters = Rulebook(RULES).parameters
    assert parameters["cap"] == {"a": 1, "b": 1.2, "c": 1, "d": 1}
    assert parameters["per_point"] == {"d": 0.5}
    assert set(parameters) == {"cap", "floor", "per_point", "base", "below"}


def test_the_table_has_one_row_per_period_and_indicator() -> None:
    periods = [Period.parse("2021-02"), Period.parse("2021-03")]
    frame = Rulebook(RULES).table(inputs([]), periods).collect("polars")
    assert len(frame) == 12
    row = next(iter(frame.iter_rows(named=True)))
    assert (row["period"], row["indicator"], row["method"]) == ("2021-02", "a", "completion")
    assert (row["p_cap"], row["p_per_point"]) == (1, None)


def test_operands_inside_peer_functions_are_read_too() -> None:
    book = Rulebook(plan(indicator(method=Blend(growth="rank"))))
    assert book.reads("growth")
    assert book.reads("last_year")
    assert not book.reads("previous_value")
