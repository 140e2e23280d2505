"""Folder and workbook hold the same plan; random plans survive both conversions."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saima.plan.cases import Case
from saima.plan.convert import convert
from saima.plan.load import load_plan
from saima.plan.plan import Plan
from saima.plan.problems import Problems
from saima.plan.save import write_folder
from tests.plan.conftest import Files

CODES = st.from_regex(r"[a-z0-9一-九][a-z0-9_-]{0,5}", fullmatch=True)
TEXTS = (
    st.text(
        st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t:#'\"[{-&*"),
        max_size=20,
    )
    .map(str.strip)
    .filter(bool)
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
WEIGHTS = st.none() | NUMBERS | st.dictionaries(CODES, NUMBERS, max_size=3)
LABELS = st.fixed_dictionaries({"zh": TEXTS, "en": TEXTS})
PERIODS = st.sampled_from(["2021", "2021Q1", "2021H2", "2021-03"])
SCORING = st.one_of(
    st.fixed_dictionaries(
        {"method": st.just("completion")}, optional={"cap": NUMBERS | st.just(float("inf"))}
    ),
    st.fixed_dictionaries({"method": st.just("z_score")}, optional={"centre": NUMBERS}),
    st.fixed_dictionaries(
        {"method": st.just("grades"), "table": st.lists(NUMBERS, min_size=1, max_size=4)}
    ),
    st.fixed_dictionaries(
        {
            "method": st.just("superior_rank"),
            "table": st.just([{"field_at_most": 5, "points": [3, 0]}, {"points": [1.5]}]),
        }
    ),
)
TARGETS = st.one_of(
    st.fixed_dictionaries(
        {"value": NUMBERS},
        optional={
            "phase": st.just("flat") | st.lists(NUMBERS, min_size=12, max_size=12),
            "deadline": st.dates(),
            "split": st.booleans(),
        },
    ),
    st.fixed_dictionaries({"low": NUMBERS}),
    st.fixed_dictionaries({"relative_to": CODES}),
)
HOLDINGS = st.fixed_dictionaries(
    {"unit": CODES, "weight": st.floats(0.001, 1e9)}, optional={"lead": st.booleans()}
)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.lists(CODES, max_size=2),
        "contest": CODES,
        "closed": st.sampled_from(["period", "to_date"]),
        "within_limit": st.booleans(),
    },
)
DERIVED = st.fixed_dictionaries(
    {
        "objects": st.sampled_from(["tasks", "hard_problems"]),
        "measure": st.sampled_from(["count", "share"]),
    },
    optional={"where": FILTERS, "of": FILTERS.filter(bool), "counted_for": st.just("raiser")},
)
RISES = st.fixed_dictionaries({"after": st.integers(1, 500), "label": LABELS})
KINDS = st.fixed_dictionaries(
    {"code": CODES, "label": LABELS},
    optional={
        "limits": st.fixed_dictionaries({}, optional={"handle": st.integers(1, 500)}),
        "rises_after": st.lists(RISES, max_size=2),
        "deadline": st.dates(),
        "verified_by": st.just("raiser"),
        "relapse_after": st.integers(1, 500),
        "guarded": st.booleans(),
        "asks": st.lists(st.sampled_from(["text", "task"]), max_size=2),
    },
)
INDICATORS = st.fixed_dictionaries(
    {"code": CODES, "label": LABELS, "parent": CODES, "measure": LABELS, "scoring": SCORING},
    optional={
        "weight": WEIGHTS.filter(lambda weight: weight is not None),
        "held_by": st.lists(HOLDINGS, max_size=2),
        "target": TARGETS,
        "tags": st.lists(TEXTS, max_size=2),
        "note": LABELS,
        "missing": st.sampled_from(["zero", "reweight"]),
        "lights": st.booleans(),
        "derived": DERIVED,
    },
)
NODES = st.fixed_dictionaries(
    {"code": CODES, "label": LABELS},
    optional={
        "parent": CODES,
        "weight": WEIGHTS,
        "aggregation": st.fixed_dictionaries(
            {"combine": st.sampled_from(["sum", "mean"])},
            optional={"comparisons": st.lists(st.lists(TEXTS, max_size=2), max_size=2)},
        ),
    },
)
UNITS = st.fixed_dictionaries(
    {"code": CODES, "zh": TEXTS, "en": TEXTS},
    optional={"group": CODES, "kind": st.sampled_from(["town", "other"]), "valid_to": st.dates()},
)
UNIT_TARGETS = st.fixed_dictionaries(
    {"unit": CODES, "indicator": CODES, "period": PERIODS, "target": NUMBERS},
    optional={"version": st.integers(1, 9), "reason": TEXTS},
)
CONSEQUENCES = st.fixed_dictionaries(
    {"code": CODES, "label": LABELS},
    optional={"cards": st.lists(TEXTS, max_size=2), "period": st.sampled_from(["month", "year"])},
)
PLANS = st.fixed_dictionaries(
    {
        "code": CODES,
        "year": st.integers(1900, 2999),
        "label": LABELS,
        "groups": st.lists(
            st.fixed_dictionaries({"code": CODES, "label": LABELS}), min_size=1, max_size=2
        ),
        "nodes": st.lists(NODES, max_size=3),
        "indicators": st.lists(INDICATORS, max_size=4),
        "units": st.lists(UNITS, max_size=3),
    },
    optional={
        "targets": st.lists(UNIT_TARGETS, max_size=3),
        "consequences": st.lists(CONSEQUENCES, max_size=2),
        "hard_problems": st.lists(KINDS, max_size=2),
        "lines": st.lists(LABELS, max_size=2),
        "sources": st.lists(TEXTS, max_size=2),
        "ranking": st.just({"on": "exact", "tie_break": ["a", "b"]}),
        "year_score": st.just({"quarters": 0.25, "year_end": 0.75}),
        "bonus_cap": st.floats(0, 1e9),
        "objections": st.just({"file": 7, "seal_before_appeal": True, "clause": "条款"}),
        "supervision": st.fixed_dictionaries(
            {},
            optional={
                "organ": st.just("市督"),
                "limits": st.just({"urgent": 3}),
                "orange": st.integers(-5, 0),
                "red": st.integers(1, 5),
                "starts": st.just(["orange", "red"]),
                "levels": st.sampled_from(
                    [
                        [],
                        [
                            {
                                "code": "a",
                                "label": {"zh": "甲", "en": "A"},
                                "after": 2,
                                "tells": ["leaders"],
                            }
                        ],
                    ]
                ),
            },
        ),
    },
)
CASES = st.fixed_dictionaries(
    {
        "name": TEXTS,
        "period": PERIODS,
        "expected": st.dictionaries(
            CODES, st.fixed_dictionaries({}, optional={"total": NUMBERS}), min_size=1, max_size=2
        ),
    },
    optional={
        "base": st.just("plan"),
        "observations": st.lists(
            st.fixed_dictionaries({"unit": CODES, "indicator": CODES}, optional={"value": NUMBERS}),
            max_size=2,
        ),
        "adjustments": st.lists(st.fixed_dictionaries({"unit": CODES, "kind": CODES}), max_size=1),
    },
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=PLANS, cases=st.lists(CASES, max_size=2))
def test_nothing_is_lost_in_either_direction(
    data: dict[str, Any], cases: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    plan = Plan.model_validate(data)
    expected = tuple(Case.model_validate(case) for case in cases)
    room = tmp_path_factory.mktemp("both")
    write_folder(plan, expected, room / "first")
    convert(room / "first", room / "second.xlsx")
    convert(room / "second.xlsx", room / "third")
    for name in ("first", "second.xlsx", "third"):
        loaded = load_plan(room / name)
        assert loaded.plan is not None, [problem.text() for problem in loaded.problems]
        assert loaded.plan.hash == plan.hash
        assert loaded.cases == expected
    for path in (room / "first").rglob("*.*"):
        again = room / "third" / path.relative_to(room / "first")
        assert again.read_bytes() == path.read_bytes()


def test_what_is_there_is_not_overwritten(plan_folder: Files, tmp_path: Path) -> None:
    folder = plan_folder({})
    (tmp_path / "taken.xlsx").write_text("mine")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "note.txt").write_text("mine")
    for name in ("taken.xlsx", "taken"):
        with pytest.raises(Problems, match=f"^{name}: there is something here already"):
            convert(folder, tmp_path / name)
    assert (tmp_path / "taken.xlsx").read_text() == "mine"


def test_an_empty_target_may_be_filled(plan_folder: Files, tmp_path: Path) -> None:
    folder = plan_folder({})
    (tmp_path / "empty.xlsx").touch()
    (tmp_path / "empty").mkdir()
    for name in ("empty.xlsx", "empty", "new/deep/plan.xlsx", "new/deep/plan"):
        hashed = convert(folder, tmp_path / name).ready().hash
        assert load_plan(tmp_path / name).ready().hash == hashed


def test_a_plan_that_cannot_be_read_is_not_converted(plan_folder: Files, tmp_path: Path) -> None:
    folder = plan_folder({"units.csv": "code\n"})
    with pytest.raises(Problems, match='the column "zh" is missing'):
        convert(folder, tmp_path / "new.xlsx")
    assert not (tmp_path / "new.xlsx").exists()
