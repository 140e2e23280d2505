from saima.plan.places import (
    NONE_YET,
    NOWHERE,
    Finding,
    Place,
    find,
    in_reading_order,
    key_name,
    located,
    nearest,
    place_of,
    problem_at,
)
from saima.plan.problems import problem_kind

KIND = problem_kind(
    "twice", en=("{code} again ({other})", "expected once", "remove it"), zh=("甲", "乙", "丙")
)
PLACES = {
    (): Place("plan.yaml", 1),
    ("units", 1): Place("units.csv", 3),
    ("units", 0): Place("units.csv", 2),
}


def test_a_place_is_that_of_the_nearest_known_piece() -> None:
    assert place_of(PLACES, ("units", 1, "zh")) == Place("units.csv", 3)
    assert place_of(PLACES, ("theme", "zh")) == Place("plan.yaml", 1)
    assert place_of({}, ("theme",)) == NOWHERE


def test_a_finding_becomes_a_problem_with_both_places() -> None:
    finding = Finding(KIND, ("units", 1, "code"), {"code": "east"}, ("units", 0, "code"))
    assert located(finding, PLACES).text() == (
        "units.csv:3: east again (units.csv:2); expected once; remove it"
    )


def test_a_finding_without_a_second_piece_keeps_its_facts() -> None:
    assert dict(located(find(KIND, "units", 1, code="east"), PLACES).facts) == {"code": "east"}


def test_problems_are_listed_file_by_file_and_line_by_line() -> None:
    places = [Place("b", 1), Place("a", 10), Place("a"), Place("a", 2)]
    problems = [problem_at(place, KIND, code="x", other="y") for place in places]
    assert [problem.place for problem in in_reading_order(problems)] == ["a", "a:2", "a:10", "b:1"]


def test_keys_are_named_from_their_item_on() -> None:
    assert key_name(("indicators", 3, "scoring", "table", 1, 0)) == "scoring.table[2][1]"
    assert key_name(("lights", "red_above")) == "lights.red_above"
    assert key_name(("units",)) == "units"
    assert key_name(()) == "plan"


def test_the_nearest_words_come_first() -> None:
    assert nearest("econmy", ["party", "economy"]) == "economy"
    assert nearest("x", ["one", "two", "three"], first=2) == "one, two, ..."
    assert nearest("x", ["one", "two"]) == "one, two"
    assert nearest("x", []) == NONE_YET


def test_a_place_reads_as_file_and_line() -> None:
    assert str(Place("plan.yaml", 7)) == "plan.yaml:7"
    assert str(Place("plan.yaml")) == "plan.yaml"
