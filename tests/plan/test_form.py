"""The columns of a month's form, and the key by which a row finds its value again."""

import pytest

from saima.plan.form import Field, Key, asked_for, field_of_title
from saima.plan.tree import Collect


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("数值", Field.VALUE),
        (" Value ", Field.VALUE),
        ("参评数", Field.SIZE),
        ("Size of the field", Field.SIZE),
        ("备用", None),
    ],
)
def test_a_column_is_known_by_either_title(title: str, field: Field | None) -> None:
    assert field_of_title(title) is field


@pytest.mark.parametrize(
    ("collect", "fields"),
    [
        (Collect.FLOW, (Field.VALUE,)),
        (Collect.RATIO, (Field.NUMERATOR, Field.DENOMINATOR)),
        (Collect.RANK, (Field.VALUE, Field.SIZE)),
    ],
)
def test_what_is_asked_for(collect: Collect, fields: tuple[Field, ...]) -> None:
    assert asked_for(collect) == fields


def test_a_key_reads_back() -> None:
    assert str(Key("0a1b2c3d", 17, 2)) == "r0a1b2c3d-17-2"
    assert Key.parse(" r0a1b2c3d-17-2 ") == Key("0a1b2c3d", 17, 2)


@pytest.mark.parametrize("text", ["", "17", "r0a1b2c3d-17", "rXa1b2c3d-17-2", "r0a1b2c3d-17-2x"])
def test_what_is_no_key(text: str) -> None:
    assert Key.parse(text) is None
