import pytest
from pydantic import ValidationError

from saima.plan.methods import FieldBand, SuperiorRank

SMALL = FieldBand(field_at_most=5, points=(3, 0), then=-1)
OPEN = FieldBand(points=(3, 1.5, 0), then=-0.5)


def test_smaller_fields_come_first() -> None:
    assert SuperiorRank(table=(SMALL, OPEN)).table[0] == SMALL


@pytest.mark.parametrize("table", [(OPEN, SMALL), (SMALL, SMALL), (OPEN, OPEN)])
def test_other_orders_are_refused(table: tuple[FieldBand, ...]) -> None:
    with pytest.raises(ValidationError, match="do not rise in field_at_most"):
        SuperiorRank(table=table)
