from datetime import date

from saima.plan.units import Unit

TOWN = Unit(
    code="east",
    zh="东镇",
    en="East",
    valid_from=date(2021, 1, 1),
    valid_to=date(2021, 6, 30),
)


def test_a_unit_has_a_name_in_both_languages() -> None:
    assert (TOWN.name("zh-hans"), TOWN.name("en")) == ("东镇", "East")


def test_a_unit_is_active_on_its_first_and_last_day() -> None:
    days = [date(2020, 12, 31), date(2021, 1, 1), date(2021, 6, 30), date(2021, 7, 1)]
    assert [TOWN.active(day) for day in days] == [False, True, True, False]


def test_a_unit_without_dates_is_always_active() -> None:
    assert Unit(code="west", zh="西镇", en="West").active(date(1999, 1, 1))
