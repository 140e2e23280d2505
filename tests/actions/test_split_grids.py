"""What is typed, pasted or given back as a file becomes the grid of a split, or is refused."""

import dataclasses

import pytest

from saima.actions import splits
from saima.actions.refusals import Refused
from saima.actions.split_filling import fill_months, spread
from saima.actions.split_frames import Frame, frame_of
from saima.actions.split_grids import Method, Path, Typed, read_curve, read_grid
from saima.actions.split_tables import with_column, with_file, with_grid
from saima.documents.tables import as_csv, as_workbook
from saima.web.exports.splits import split_export
from tests.actions.split_stage import STARTS, YEARS, d, drafted, grid, published, split_plan, typed
from tests.cast import Cast, known

pytestmark = pytest.mark.django_db


def test_the_units_are_those_that_are_scored_and_the_superior_stands_in_the_plan() -> None:
    frame = frame_of(split_plan(), STARTS)
    assert [unit.code for unit in frame.units] == ["a", "b", "c"]
    assert (frame.whole, frame.superior) == d(60, 50)
    assert not frame.same


def test_a_target_that_is_the_same_for_every_unit_counts_once_per_unit() -> None:
    frame = frame_of(split_plan(every_unit=True), STARTS)
    assert frame.whole == 180
    assert frame.same


@pytest.mark.parametrize("code", ["level", "share", "rank"])
def test_a_target_that_does_not_accumulate_is_not_split(code: str) -> None:
    with pytest.raises(Refused, match="not split over units"):
        frame_of(split_plan(), code)
    with pytest.raises(Refused, match="no indicator"):
        frame_of(split_plan(), "nothing")


def test_equal_shares_add_up_and_the_months_follow_the_plans_curve() -> None:
    filled = spread(frame_of(split_plan(), STARTS), Typed())
    assert filled.years == {"a": "20", "b": "20", "c": "20"}
    # 20 x 1/12 = 1.67, 20 x 2/12 = 3.33, 20 x 3/12 = 5
    assert filled.months["a"][:3] == ("2", "3", "5")
    assert filled.months["a"][-1] == "20"


def test_a_tenth_on_top_is_asked_for_by_weight() -> None:
    frame = frame_of(split_plan(), STARTS)
    weights = {"a": "100", "b": "70", "c": "30"}
    filled = spread(frame, Typed(method=Method.CAPACITY, more="10", weights=weights))
    # 66 x 100/200 = 33, x 70/200 = 23.1, x 30/200 = 9.9: the one that is left goes to c.
    assert filled.years == {"a": "33", "b": "23", "c": "10"}
    assert read_grid(frame, filled).sum == 66


def test_last_years_values_weigh_and_give_the_months(cast: Cast) -> None:
    published()
    for unit, month, value in (("a", "01", 30), ("a", "12", 10), ("b", "12", 20)):
        known(unit, STARTS, f"2020-{month}", value)
    frame = published_again()
    asked = Typed(method=Method.LAST_YEAR, path=Path.LAST_YEAR)
    found = read_grid(frame, spread(frame, asked))
    # 60 x 40/60 = 40 and 20; half of the 60 was there in January, the rest came in December.
    assert found.years == {"a": 40, "b": 20, "c": 0}
    assert found.months["a"] == d(*[20] * 11, 40)
    own = fill_months(frame, dataclasses.replace(spread(frame, asked), path=Path.OWN_LAST_YEAR))
    assert read_grid(frame, own).months["a"] == d(*[30] * 11, 40)


def published_again() -> Frame:
    return splits.framed("small", STARTS)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Typed(method=Method.LAST_YEAR), "no values of 2020"),
        (Typed(path=Path.LAST_YEAR), "no values of 2020"),
        (Typed(method=Method.WEIGHTS, weights=dict.fromkeys("abc", "0")), "empty or all zeros"),
        (Typed(method=Method.WEIGHTS, weights={"a": "1", "b": "x", "c": "1"}), "Town b"),
        (Typed(more="-5"), "percentage on top"),
        (Typed(path=Path.TYPED, curve="1 2 3"), "twelve cumulative shares"),
        (Typed(method=Method.TYPED), "the year's target is empty"),
    ],
)
def test_what_cannot_be_filled_is_refused_in_words(asked: Typed, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        spread(frame_of(split_plan(), STARTS), asked)


def test_a_curve_is_typed_as_shares_or_in_percent() -> None:
    percent = "0 5 10 20 30 40 50 60 70 80 90 100%"
    assert read_curve(percent) == read_curve("0,0.05,.1,.2,.3,.4,.5,.6,.7,.8,.9,1")
    for wrong in ("", "x " * 12, "0 5 10 20 30 40 50 60 70 80 90 99"):
        with pytest.raises(Refused, match="twelve cumulative shares"):
            read_curve(wrong)


def test_every_wrong_cell_is_named() -> None:
    frame = frame_of(split_plan(), STARTS)
    good = typed(frame)
    months = {**good.months, "a": ("9", "8", *good.months["a"][2:]), "b": good.months["b"][:11]}
    wrong = dataclasses.replace(good, months=months, years={**good.years, "c": "10.5"})
    with pytest.raises(Refused) as refusal:
        read_grid(frame, wrong)
    found = [problem.text() for problem in refusal.value.problems]
    assert "falls from 9 to 8 in month 2" in found[0]
    assert "Town b: month 12 is empty" in found[1]
    assert "at most 0 decimals" in found[2]
    assert "December's target to date is 10, the year's target 10.5" in found[3]


def test_a_column_is_pasted_by_name_or_in_the_order_of_the_units() -> None:
    frame = frame_of(split_plan(), STARTS)
    by_name = with_column(frame, Typed(), "c镇\t3\nTown A\t1\nb 2\n合计\t6")
    assert by_name.weights == {"a": "1", "b": "2", "c": "3"}
    assert with_column(frame, Typed(), "1\n2\n3\n").weights == by_name.weights
    with pytest.raises(Refused, match="names no unit of this split"):
        with_column(frame, Typed(), "d镇\t3")


def test_a_grid_is_pasted_with_its_months() -> None:
    frame = frame_of(split_plan(), STARTS)
    rows = "\n".join(
        "\t".join([unit, year, *[str(int(year) * month // 12) for month in range(1, 13)]])
        for unit, year in YEARS.items()
    )
    found = read_grid(frame, with_grid(frame, Typed(), rows))
    assert found.method is Method.TYPED
    assert found.months["c"] == d(0, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_goes_out_and_comes_back_as_it_was(cast: Cast, form: str) -> None:
    frame = published()
    table = split_export(frame, drafted(cast, frame), "zh-hans")
    content = as_csv(table) if form == "csv" else as_workbook([table])
    back = with_file(frame, Typed(), f"split.{form}", content)
    assert read_grid(frame, back).months == grid(frame).months


def test_a_file_with_another_unit_or_without_its_columns_is_refused(cast: Cast) -> None:
    frame = published()
    table = as_csv(split_export(frame, drafted(cast, frame), "zh-hans"))
    with pytest.raises(Refused, match="names no unit of this split"):
        with_file(frame, Typed(), "split.csv", table.replace("a镇".encode(), "q镇".encode()))
    with pytest.raises(Refused, match="the row with the titles is not there"):
        with_file(frame, Typed(), "split.csv", b"x,y\n1,2\n")
