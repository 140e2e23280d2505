"""Frames to CSV and back, bit by bit."""

import math
import struct

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saima.exchange.bundle_tables import Kind, columns_of, csv_of, frame_of, number_text
from saima.plan.problems import Problems

FRAME = pl.DataFrame(
    {
        "unit": ["乡镇", "", None, 'a "b", c\nd'],
        "value": [1.0, None, -0.0, 1e-7],
        "field": [1, None, 3, 2**60],
        "meets": [True, None, False, True],
    }
)


def test_what_is_written() -> None:
    assert csv_of(FRAME).decode("utf-8-sig") == (
        "unit,value,field,meets\n"
        "乡镇,1,1,true\n"
        '"",,,\n'
        ",-0,3,false\n"
        '"a ""b"", c\nd",1e-07,1152921504606846976,true\n'
    )


def test_it_reads_back_the_same() -> None:
    columns = columns_of(FRAME)
    assert columns == (
        ("unit", Kind.TEXT),
        ("value", Kind.NUMBER),
        ("field", Kind.COUNT),
        ("meets", Kind.FLAG),
    )
    for frame in (FRAME, FRAME.clear()):
        back = frame_of(csv_of(frame), columns, "t.csv")
        assert back.schema == frame.schema
        assert back.equals(frame, null_equal=True)


@given(st.lists(st.floats(allow_nan=False), min_size=1))
def test_numbers_read_back_bit_by_bit(numbers: list[float]) -> None:
    frame = pl.DataFrame({"value": numbers, "more": ["x"] * len(numbers)})
    back = frame_of(csv_of(frame), columns_of(frame), "t.csv")["value"].to_list()
    assert [struct.pack("d", one) for one in back] == [struct.pack("d", one) for one in numbers]


@given(st.lists(st.none() | st.text(st.characters(codec="utf-8")), min_size=1))
def test_texts_read_back(texts: list[str | None]) -> None:
    frame = pl.DataFrame(
        {"value": texts, "more": [1] * len(texts)}, schema={"value": pl.String, "more": pl.Int64}
    )
    assert frame_of(csv_of(frame), columns_of(frame), "t.csv")["value"].to_list() == texts


def test_numbers_as_text() -> None:
    assert [number_text(one) for one in (3.0, 0.1, 1e22, math.inf)] == ["3", "0.1", "1e+22", "inf"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"unit,value\nA,1\n",
        b"value,unit,field,meets\n1,A,1,true\n",
        b"unit,value,field,meets\nA,much,1,true\n",
        b"unit,value,field,meets\nA,1,1.5,true\n",
        b"unit,value,field,meets\nA,1,1,perhaps\n",
        b"unit,value,field,meets\nA,1,1,true,5\n",
        b'unit,value,field,meets\n"A,1,1,true\n',
    ],
)
def test_another_table_is_refused(content: bytes) -> None:
    with pytest.raises(Problems) as found:
        frame_of(content, columns_of(FRAME), "t.csv")
    assert found.value.problems[0].text() == (
        "t.csv: the table does not have the columns that manifest.json names, or not their kind; "
        "expected unit, value, field, meets; "
        "fetch the bundle again from where it was published"
    )
