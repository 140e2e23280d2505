"""How months of a derived indicator may be put together, and which kinds of documents there are."""

from saima.plan.check_derivations import check_filter, collects
from saima.plan.derivation import Derivation, Filter, Objects
from saima.plan.tree import Collect


def test_days_are_a_level_or_an_average() -> None:
    derived = Derivation.model_validate({"objects": "hard_problems", "measure": "median_days"})
    assert collects(derived)[0] == (Collect.LEVEL, Collect.AVERAGE)


def test_only_the_unknown_kind_of_document_is_reported() -> None:
    where = Filter.model_validate({"kind": ["circular", "letter"]})
    assert len(list(check_filter(Objects.DOCUMENTS, where, ("derived",)))) == 1
