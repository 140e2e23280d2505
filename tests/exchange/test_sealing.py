"""Sealing: what a bundle holds, and that it is always the same."""

import hashlib
import json
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings

from saima import __version__
from saima.engine.explain import explain
from saima.engine.outcome import Inputs
from saima.engine.score import score
from saima.exchange.backends import open_backend
from saima.exchange.bundle import inputs_of, outcome_of, read_bundle
from saima.exchange.bundle_inputs import input_hash, input_tables
from saima.exchange.bundle_manifest import Earlier
from saima.exchange.bundle_tables import csv_of
from saima.exchange.choices import DigestName
from saima.exchange.digests import START
from saima.exchange.sealing import Sealing, make_bundle
from saima.exchange.verify import verify
from saima.plan.label import Label
from saima.plan.periods import Period, year_periods
from tests.engine.builders import inputs
from tests.engine.strategies import Year, years
from tests.exchange.sealed import AS_OF, SEALED_AT, contest, data, observations, scored, sealed

SPRING = "2021-04-30T00:00:00"


def lines(bundle_part: bytes) -> list[str]:
    return bundle_part.decode("utf-8-sig").splitlines()


def test_the_manifest_says_which_board_it_is() -> None:
    bundle = sealed(as_of=SPRING, edition=2, labels={"title": Label(zh="一季度榜", en="Board")})
    manifest = json.loads(bundle.files["manifest.json"])
    assert manifest["format"] == 1
    assert manifest["engine"] == __version__
    assert manifest["plan"]["hash"] == contest().hash
    assert manifest["board"] == {
        "period": "2021Q1",
        "periods": ["2021Q1"],
        "edition": 2,
        "as_of": SPRING,
        "labels": {"title": {"zh": "一季度榜", "en": "Board"}},
    }
    assert manifest["seal"] == {
        "algorithm": "sha256",
        "sealed_at": SEALED_AT,
        "sequence": 1,
        "previous": START,
        "builds_on": [],
    }
    assert manifest["counts"] == {
        "units": 6,
        "ranked": 6,
        "scores": 18,
        "triggers": 3,
        "problems": 0,
    }


def test_the_seal_is_what_anybody_can_compute() -> None:
    """``sha256sum manifest.json`` is the seal, and manifest.json names the other files so."""
    bundle = sealed()
    assert hashlib.sha256(bundle.files["manifest.json"]).hexdigest() == bundle.seal
    assert list(bundle.files) == [
        "manifest.json",
        "index.html",
        "plan.json",
        "inputs/observations.csv",
        "inputs/targets.csv",
        "inputs/adjustments.csv",
        "results/totals.csv",
        "results/scores.csv",
        "results/nodes.csv",
        "results/weights.csv",
        "results/triggers.csv",
    ]
    for path, facts in bundle.manifest.files.items():
        assert hashlib.sha256(bundle.files[path]).hexdigest() == facts.digest
    assert hashlib.sha256(bundle.files["plan.json"]).hexdigest() == contest().hash


def test_sm3_seals_as_well() -> None:
    if "sm3" not in hashlib.algorithms_available:
        pytest.skip("this OpenSSL has no SM3")
    bundle = sealed(algorithm=DigestName.SM3)
    assert hashlib.new("sm3", bundle.files["manifest.json"]).hexdigest() == bundle.seal
    assert verify(bundle).matches


def test_the_same_board_has_the_same_bytes() -> None:
    outcome = scored("2021Q2")
    sealing = Sealing(contest(), Period.parse("2021Q2"), SEALED_AT, AS_OF)
    first = make_bundle(sealing, data(), outcome)
    assert make_bundle(sealing, data(observations()[::-1]), outcome).content == first.content


def test_the_input_hash_depends_on_numbers_alone() -> None:
    def hashed(given: Inputs) -> str:
        tables = input_tables(contest(), Period.parse("2021Q1"), AS_OF, given)
        written = {path: csv_of(table) for path, table in tables.items()}
        return input_hash(written, DigestName.SHA256)

    rows = observations()
    assert hashed(data(rows[::-1])) == hashed(data())
    assert hashed(data()) == sealed().manifest.inputs
    changed = [("B", *row[1:]) if row[0] == "C" else row for row in rows if isinstance(row, tuple)]
    assert hashed(data([*changed])) != hashed(data())


def test_the_inputs_of_every_backend_are_the_same() -> None:
    with open_backend("duckdb") as duckdb:
        given = inputs(observations(), table=duckdb.table)
        tables = input_tables(contest(), Period.parse("2021"), AS_OF, given)
    expected = input_tables(contest(), Period.parse("2021"), AS_OF, inputs(observations()))
    for path, table in tables.items():
        assert table.equals(expected[path], null_equal=True)


def test_only_what_was_scored_is_inside() -> None:
    """A later edition of the first quarter gives away nothing of what came after it."""
    summer = sealed("2021Q1", as_of=AS_OF)
    rows = lines(summer.files["inputs/observations.csv"])
    assert rows[0] == "unit,indicator,period,value,numerator,denominator,field,recorded_at"
    assert len(rows) == 1 + 18
    assert all(",2021Q1," in row for row in rows[1:])
    assert "E,output,2021Q1,26.5,,,,2021-05-10T08:30:00" in rows
    assert "E,output,2021Q1,27.25,,,,2021-04-05T10:00:00" not in rows
    assert lines(summer.files["inputs/targets.csv"])[1:] == ["C,output,2021,100"]
    assert lines(summer.files["inputs/adjustments.csv"])[1:] == ["D,2021Q1,late,0.25"]
    spring = sealed("2021Q1", as_of=SPRING)
    rows = lines(spring.files["inputs/observations.csv"])
    assert "E,output,2021Q1,27.25,,,,2021-04-05T10:00:00" in rows


@pytest.mark.parametrize("period", ["2021Q1", "2021Q3", "2021"])
def test_the_outcome_comes_back_as_it_was(period: str) -> None:
    outcome = scored(period)
    bundle = make_bundle(
        Sealing(contest(), Period.parse(period), SEALED_AT, AS_OF), data(), outcome
    )
    back = outcome_of(bundle)
    assert back.plan == outcome.plan
    assert back.periods == outcome.periods
    assert back.problems == outcome.problems
    assert back.triggers == outcome.triggers
    for name in ("totals", "scores", "nodes"):
        assert (
            getattr(back, name)
            .to_native()
            .equals(getattr(outcome, name).to_native(), null_equal=True)
        )
        assert getattr(back, name).schema == getattr(outcome, name).schema
    assert back.weights is not None
    assert outcome.weights is not None
    order = ["period", "group", "node", "child"]
    assert back.weights.to_native().equals(outcome.weights.sort(order).to_native())
    for unit in "ABCDEF":
        when = Period.parse(period)
        assert explain(back, when, unit) == explain(outcome, when, unit)


@settings(max_examples=12, deadline=None)
@given(years())
def test_any_board_is_verified_and_comes_back(year: Year) -> None:
    """Random trees, methods, weightings, policies and gaps."""
    outcome = year.scored()
    for period in year.periods:
        bundle = make_bundle(Sealing(year.plan, period, SEALED_AT), year.inputs(), outcome)
        found = verify(read_bundle(bundle.content))
        assert [problem.text() for problem in found.problems] == []
        back = outcome_of(bundle)
        own = nw.col("period") == str(period)
        for name in ("totals", "scores", "nodes"):
            expected = getattr(outcome, name).filter(own).to_native()
            assert getattr(back, name).to_native().equals(expected, null_equal=True)


def test_an_outcome_of_the_whole_year_seals_any_board() -> None:
    """The live boards compute all periods at once; a board takes its own."""
    outcome = score(contest(), data(), year_periods(2021), as_of=AS_OF)
    for period in ("2021-03", "2021Q2", "2021H1", "2021"):
        sealing = Sealing(contest(), Period.parse(period), SEALED_AT, AS_OF)
        found = verify(make_bundle(sealing, data(), outcome))
        assert [problem.text() for problem in found.problems] == []
        assert found.figures > 500


def test_a_years_board_holds_its_quarters_and_their_seals() -> None:
    quarter = sealed("2021Q1")
    earlier = Earlier(period="2021Q1", edition=1, seal=quarter.seal)
    bundle = sealed("2021", sequence=2, previous=quarter.seal, builds_on=(earlier,))
    assert bundle.manifest.board.periods == ("2021Q1", "2021Q2", "2021Q3", "2021Q4", "2021")
    totals = bundle.table("results/totals.csv")
    assert set(totals["period"]) == {"2021Q1", "2021Q2", "2021Q3", "2021Q4", "2021"}
    assert bundle.manifest.seal.builds_on == (earlier,)
    # D has no satisfaction from the third quarter on.
    assert [(one.period, one.unit, one.reason) for one in bundle.manifest.unranked] == [
        ("2021", "D", "gap"),
        ("2021Q3", "D", "gap"),
        ("2021Q4", "D", "gap"),
    ]
    assert verify(bundle).matches


def test_nothing_recorded_is_sealed_too() -> None:
    """No observation, target or adjustment: everybody is unranked, and that is what is sealed."""
    bundle = sealed(given=inputs([]))
    assert bundle.manifest.counts.ranked == 0
    assert lines(bundle.files["inputs/targets.csv"]) == ["unit,indicator,period,target"]
    assert inputs_of(bundle).targets is not None
    assert verify(bundle).matches


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"plan": contest(version=2)}, "another plan"),
        ({"period": Period.parse("2021Q2")}, "the outcome lacks 2021Q2"),
        ({"sequence": 2}, "seal 2 of the plan cannot follow"),
        ({"previous": "a" * 64}, "seal 1 of the plan cannot follow"),
    ],
)
def test_what_does_not_fit_is_not_sealed(facts: dict[str, Any], message: str) -> None:
    known: dict[str, Any] = {
        "plan": contest(),
        "period": Period.parse("2021Q1"),
        "sealed_at": SEALED_AT,
    }
    with pytest.raises(ValueError, match=message):
        make_bundle(Sealing(**(known | facts)), data(), scored("2021Q1"))


def test_no_seal_before_may_be_said_with_nothing() -> None:
    assert sealed(previous="").manifest.seal.previous == START
