"""The due values of a year as a list: filters, orders, pages."""

from datetime import date, timedelta

from django.db.models import Q

from saima.actions import reporting
from saima.actions.rounds import grant_extension
from saima.records.models import DueValue, Round
from saima.records.queries.values import Filter, one_page, sorted_by, values
from tests.cast import NOW, Cast, by, due, given

DUE_ON = date(2021, 4, 12)


def wanted(**more: object) -> Filter:
    return Filter("small", NOW.date(), **more)  # type: ignore[arg-type]


def test_filters_leave_what_fits(march: Round, cast: Cast) -> None:
    def count(**more: object) -> int:
        return values(wanted(**more), Q()).count()

    assert count() == DueValue.objects.count()
    assert count(month="2021-03", unit="a", reporter="commerce") == 2  # investment and share
    assert count(indicator="investment") == 4  # the city and three towns
    assert count(month="2021-02") == count(state="accepted") == 0
    assert count(state="nonsense") == count()
    assert values(Filter("other", NOW.date()), Q()).count() == 0
    assert values(wanted(), Q(unit="a")).count() == DueValue.objects.filter(unit="a").count()


def test_late_are_those_handed_in_late_and_those_overdue(march: Round, cast: Cast) -> None:
    assert due("a", "investment").due_on == DUE_ON
    one, other, extended = (due(unit, "investment").pk for unit in "abc")
    grant_extension(by(cast.office), extended, DUE_ON + timedelta(days=2), "ill")
    reporting.submit(by(cast.reporter), one, given("3.5"))
    after = by(cast.reporter, NOW + timedelta(days=7))
    for key in (other, extended):
        reporting.submit(after, key, given("4.5"))
    rows = values(Filter("small", NOW.date(), indicator="investment", late=True), Q())
    # In time; a day late; a day late without, in time with two more days; not yet and not due.
    assert {row.pk for row in rows} == {other}
    assert {row.pk for row in rows} == {
        row.pk for row in DueValue.objects.filter(indicator="investment") if row.on_time is False
    }
    overdue = Filter("small", DUE_ON + timedelta(days=1), indicator="investment", late=True)
    assert set(values(overdue, Q()).values_list("unit", flat=True)) == {"city", "b"}


def test_orders_turn_around_and_ties_keep_the_plan(march: Round, cast: Cast) -> None:
    rows = values(wanted(indicator="investment"), Q())
    assert [row.unit for row in sorted_by(rows, "plan")] == ["city", "a", "b", "c"]
    assert [row.unit for row in sorted_by(rows, "-plan")] == ["c", "b", "a", "city"]
    assert [row.unit for row in sorted_by(rows, "unit")] == ["a", "b", "c", "city"]
    assert [row.unit for row in sorted_by(rows, "-unit")] == ["city", "c", "b", "a"]
    assert [row.unit for row in sorted_by(rows, "-state")] == ["city", "a", "b", "c"]
    assert [row.unit for row in sorted_by(rows, "nonsense")] == ["city", "a", "b", "c"]


def test_a_page_begins_where_it_is_asked_to(march: Round, cast: Cast) -> None:
    rows = sorted_by(values(wanted(indicator="investment"), Q()), "unit")
    assert [row.unit for row in one_page(rows, 2)] == ["c", "city"]
    assert one_page(rows, 4) == []
