import pytest
from pydantic import ValidationError

from saima.plan.supervision import StartColour, Supervision, Urgency

LEADERS = {"code": "leaders", "label": {"zh": "领导小组", "en": "leaders"}, "after": 5}


def test_limits_are_those_of_the_local_norms_unless_the_plan_says_otherwise() -> None:
    # domain 1.5: document 30 days, minutes 20; instruction urgent 1-5, ordinary 15, difficult 30.
    usual = Supervision()
    assert [usual.limits.of(one) for one in Urgency] == [30, 20, 5, 15, 30]
    assert Supervision.model_validate({"limits": {"urgent": 3}}).limits.of(Urgency.URGENT) == 3


def test_a_sheet_turns_orange_before_red() -> None:
    assert (Supervision().orange, Supervision().red) == (-2, 1)
    with pytest.raises(ValidationError, match="orange at 2 is after red at 1"):
        Supervision(orange=2)


def test_each_level_comes_once_and_later_than_the_one_before() -> None:
    later = LEADERS | {"code": "later", "after": 6}
    assert len(Supervision.model_validate({"levels": [LEADERS, later]}).levels) == 2
    with pytest.raises(ValidationError, match="comes after 5 working days, the one before it"):
        Supervision.model_validate({"levels": [LEADERS, LEADERS | {"code": "same"}]})
    with pytest.raises(ValidationError, match="leaders is there twice"):
        Supervision.model_validate({"levels": [LEADERS, LEADERS | {"after": 9}]})


def test_severe_matters_may_begin_at_orange_or_red() -> None:
    assert Supervision().starts == tuple(StartColour)
    with pytest.raises(ValidationError, match="starts"):
        Supervision(starts=())


@pytest.mark.parametrize("organ", ["督办1", "督〔办〕", "x" * 33])
def test_what_stands_before_a_number_has_no_digits_and_brackets(organ: str) -> None:
    with pytest.raises(ValidationError, match="organ"):
        Supervision(organ=organ)
