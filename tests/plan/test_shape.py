from saima.plan.plan import Plan
from saima.plan.shape import holds_many, known_keys, leads_somewhere
from saima.plan.units import Unit


def test_known_keys_follow_the_path() -> None:
    assert known_keys(Unit, ())[:3] == ["code", "zh", "en"]
    assert known_keys(Plan, ("indicators", 0, "target"))[:2] == ["value", "compare"]
    assert known_keys(Plan, ("theme",)) == ["zh", "en"]


def test_a_scoring_method_is_chosen_by_its_name() -> None:
    path = ("indicators", 0, "scoring", "grades")
    assert known_keys(Plan, path) == ["method", "table"]
    assert {"cap", "per_point"} <= set(known_keys(Plan, path[:-1]))


def test_labels_of_unions_are_skipped() -> None:
    path = ("indicators", 0, "target", "function-after[one_kind(), Target]")
    assert "relative_to" in known_keys(Plan, path)


def test_lists_and_free_mappings_hold_many() -> None:
    assert holds_many(Plan, ("indicators", 0, "weight"))
    assert holds_many(Plan, ("lines",))
    assert holds_many(Plan, ("indicators", 0, "target", "phase"))
    assert not holds_many(Plan, ("label",))
    assert not holds_many(Plan, ("indicators", 0, "weight", "towns"))


def test_columns_must_lead_somewhere() -> None:
    assert leads_somewhere(Plan, ("indicators", 3, "weight", "towns"))
    assert leads_somewhere(Plan, ("label", "zh"))
    assert not leads_somewhere(Plan, ("label", "fr"))
    assert not leads_somewhere(Plan, ("year", "zh"))
    assert not leads_somewhere(Plan, ("lines", "zh"))
