import pytest
from pydantic import ValidationError

from saima.plan.periods import PeriodKind
from saima.plan.rules import Consequence, Lights, Objections, YearScore


def test_the_shares_of_the_year_make_one() -> None:
    assert YearScore(quarters=0.4, year_end=0.6).quarters == 0.4
    with pytest.raises(ValidationError, match=r"add up to 0\.9"):
        YearScore(quarters=0.4, year_end=0.5)


def test_yellow_begins_before_red() -> None:
    assert Lights(yellow_from=10, red_above=10).red_above == 10
    with pytest.raises(ValidationError, match="yellow_from 31 is above red_above 30"):
        Lights(yellow_from=31)


def test_a_consequence_looks_at_quarters_unless_it_says_otherwise() -> None:
    rule = Consequence.model_validate({"code": "last", "label": {"zh": "末位", "en": "Last"}})
    assert rule.period is PeriodKind.QUARTER


def test_objections_have_the_usual_times_unless_the_plan_says_otherwise() -> None:
    usual = Objections()
    assert (usual.file, usual.answer, usual.appeal) == (5, 10, 5)
    assert not usual.seal_before_appeal


@pytest.mark.parametrize("days", [0, 61])
def test_each_step_of_an_objection_has_a_day_at_least(days: int) -> None:
    for step in ("file", "answer", "appeal"):
        with pytest.raises(ValidationError, match=step):
            Objections.model_validate({step: days})
