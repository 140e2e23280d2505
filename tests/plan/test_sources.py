from pathlib import Path

from saima.plan.places import Place
from saima.plan.sources import Source, read_text, stray_names


def test_lists_of_several_files_are_joined_with_their_lines() -> None:
    source = Source()
    source.append("nodes", ["a"], {(): 1, (0,): 2}, "plan.yaml")
    source.append("nodes", ["b", "c"], {(0,): 5, (1,): 8, (1, "code"): 8}, "more.yaml")
    assert source.lists == {"nodes": ["a", "b", "c"]}
    assert source.places == {
        ("nodes", 0): Place("plan.yaml", 2),
        ("nodes", 1): Place("more.yaml", 5),
        ("nodes", 2): Place("more.yaml", 8),
        ("nodes", 2, "code"): Place("more.yaml", 8),
    }


def test_a_source_is_complete_until_something_is_lost() -> None:
    source = Source()
    source.fail()
    assert source.complete


def test_a_byte_order_mark_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeffcode\n".encode())
    assert read_text(path, "a.csv") == "code\n"


def test_names_near_to_known_ones_are_stray() -> None:
    given = ["unit.csv", "units.csv", "Plan.yaml", "plan.xlsx", "README.md", "observations.csv"]
    known = ("plan.yaml", "units.csv", "targets.csv")
    assert stray_names(given, known) == {"unit.csv": "units.csv", "Plan.yaml": "plan.yaml"}
