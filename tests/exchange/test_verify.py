"""Verifying: a board is computed again from its bundle, and the first difference is named."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from saima.exchange.bundle import Bundle, open_bundle, outcome_of
from saima.exchange.bundle_archive import packed
from saima.exchange.bundle_inputs import INPUT_FILES, input_hash
from saima.exchange.bundle_manifest import Counts, Earlier
from saima.exchange.bundle_page import page_of
from saima.exchange.bundle_tables import csv_of
from saima.exchange.choices import DigestName
from saima.exchange.digests import START
from saima.exchange.verify import Verification, chain_problems, verify
from tests.exchange.sealed import data, edited, forged, observations, sealed, with_old_column

BUNDLE = sealed()
ASK = "compare the seal with the published one, and ask who gave you the bundle"
SAME = "expected the same as is computed from plan and inputs in the bundle"


def texts(found: Verification) -> list[str]:
    return [problem.text() for problem in found.problems]


def changed(parts: Mapping[str, bytes]) -> Verification:
    """Somebody edits files of the bundle with an ordinary program."""
    return verify(open_bundle(packed({**BUNDLE.files, **parts})))


def remade(parts: Mapping[str, bytes], bundle: Bundle = BUNDLE, **manifest: Any) -> Verification:
    """Somebody edits files, and then writes every digest anew."""
    files = {**bundle.files, **parts}
    inputs = {path: files[path] for path in INPUT_FILES}
    said = {"inputs": input_hash(inputs, DigestName.SHA256)} | manifest
    page = page_of(
        bundle.manifest.model_copy(update=said), outcome_of(replace(bundle, files=files))
    )
    return verify(open_bundle(forged(bundle, {**parts, "index.html": page.encode()}, **said)))


def test_a_sealed_board_matches() -> None:
    found = verify(open_bundle(BUNDLE.content), BUNDLE.seal.upper() + " ")
    assert found.matches
    assert texts(found) == []
    assert found.files == 11
    # 6 totals, 18 scores, 4 weights of data, 12 nodes (root and economy), 3 triggers
    assert found.rows == 6 + 18 + 4 + 12 + 3
    assert found.figures > found.rows
    assert found.set_aside == ()


def test_an_edited_input_row_is_found_and_where_it_leads() -> None:
    parts = edited(BUNDLE, "inputs/observations.csv", "C,output,2021Q1,24,", "C,output,2021Q1,29,")
    file, figure = texts(changed(parts))
    assert file.startswith("bundle.zip/inputs/observations.csv: the file was changed after the ")
    assert figure == (
        "bundle.zip/results/scores.csv: 2021Q1 C output: value is 24 in the bundle, recomputed 29; "
        f"{SAME}; {ASK}"
    )


def test_an_edited_input_row_with_new_digests_is_found() -> None:
    parts = edited(BUNDLE, "inputs/observations.csv", "C,output,2021Q1,24,", "C,output,2021Q1,29,")
    assert texts(remade(parts)) == [
        "bundle.zip/results/scores.csv: 2021Q1 C output: value is 24 in the bundle, recomputed 29; "
        f"{SAME}; {ASK}"
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("totals", "towns,C,85.37,3,", "towns,C,95.37,3,", "2021Q1 C: total is 95.37 in the "),
        ("totals", "towns,C,85.37,3,", "towns,C,85.37,1,", "2021Q1 C: rank is 1 in the bundle"),
        ("triggers", "flag,A,towns", "flag,C,towns", "2021Q1 C flag: the row is in the bundle, b"),
        ("weights", "economy,output,0.6", "economy,output,0.5", "2021Q1 towns output: weight is "),
        ("nodes", "2021Q1,towns,D,economy,", "2021Q1,towns,D,other,", "2021Q1 D other: the row is"),
    ],
)
def test_edited_results_with_new_digests_are_found(
    path: str, old: str, new: str, message: str
) -> None:
    (text,) = texts(remade(edited(BUNDLE, f"results/{path}.csv", old, new)))
    assert text.startswith(f"bundle.zip/results/{path}.csv: {message}")


def test_rows_that_were_taken_out_or_doubled_are_found() -> None:
    table = BUNDLE.table("results/triggers.csv")
    parts = {"results/triggers.csv": csv_of(table.head(2))}
    counts = BUNDLE.manifest.counts.model_copy(update={"triggers": 2})
    files = dict(BUNDLE.manifest.files)
    files["results/triggers.csv"] = files["results/triggers.csv"].model_copy(update={"rows": 2})
    bundle = replace(BUNDLE, manifest=BUNDLE.manifest.model_copy(update={"files": files}))
    (text,) = texts(remade(parts, bundle, counts=counts))
    assert text.startswith("bundle.zip/results/triggers.csv: 2021Q1 E flag: the row is not in ")
    doubled = {"results/triggers.csv": csv_of(table[[0, 1, 2, 2]])}
    counts = BUNDLE.manifest.counts.model_copy(update={"triggers": 4})
    files["results/triggers.csv"] = files["results/triggers.csv"].model_copy(update={"rows": 4})
    bundle = replace(BUNDLE, manifest=BUNDLE.manifest.model_copy(update={"files": files}))
    (text,) = texts(remade(doubled, bundle, counts=counts))
    assert text.startswith("bundle.zip/results/triggers.csv: 2021Q1 E flag: the row is in the b")
    assert "twice" in text


def test_an_edited_plan_with_new_digests_is_found() -> None:
    parts = edited(BUNDLE, "plan.json", '"weight":60.0', '"weight":50.0')
    found = verify(open_bundle(forged(BUNDLE, parts)))
    assert texts(found)[0] == (
        "bundle.zip/plan.json: the plan is not the one that manifest.json names; "
        f"expected sha256 {BUNDLE.manifest.plan.hash}; {ASK}"
    )
    assert "recomputed" in texts(found)[-1]


@pytest.mark.parametrize(
    ("manifest", "name"),
    [
        ({"counts": Counts(units=9, ranked=9, scores=18, triggers=3, problems=0)}, "counts"),
        ({"inputs": "0" * 64}, "inputs"),
        ({"plan": BUNDLE.manifest.plan.model_copy(update={"version": 2})}, "plan.version"),
        (
            {"plan": BUNDLE.manifest.plan.model_copy(update={"fictitious": False})},
            "plan.fictitious",
        ),
        ({"problems": ({"code": "unscored"},)}, "problems"),
    ],
)
def test_a_manifest_that_says_something_else_is_found(manifest: dict[str, Any], name: str) -> None:
    found = verify(open_bundle(forged(BUNDLE, {}, **manifest)))
    assert texts(found)[0] == (
        f"bundle.zip/manifest.json: {name} does not say what plan, inputs and results in the "
        f"bundle say; expected them to agree; {ASK}"
    )


def test_an_edited_page_with_a_new_digest_is_found() -> None:
    parts = edited(BUNDLE, "index.html", "85.37", "95.37")
    assert texts(verify(open_bundle(forged(BUNDLE, parts)))) == [
        "bundle.zip/index.html: the page does not show what the results in the bundle say; "
        f"expected the page as Saima wrote it; {ASK}"
    ]


def test_a_page_of_another_layout_is_not_made_again() -> None:
    parts = edited(BUNDLE, "index.html", "85.37", "85.37 ")
    assert verify(open_bundle(forged(BUNDLE, parts, page=0))).matches


def test_a_bundle_made_anew_has_another_seal() -> None:
    """From other inputs, honestly computed: it fits in itself, only the published seal tells."""
    rows = [row for row in observations() if isinstance(row, tuple)]
    other = sealed(
        given=data(
            [
                (*row[:3], 29.0, *row[4:]) if row[:3] == ("C", "output", "2021Q1") else row
                for row in rows
            ]
        )
    )
    assert verify(other).matches
    found = verify(other, BUNDLE.seal)
    assert texts(found) == [
        f"bundle.zip: the bundle has the seal {other.seal}; expected the published seal "
        f"{BUNDLE.seal}; fetch the bundle from where the seal was published"
    ]
    assert not found.matches


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        ("plan.json", b"{}", "bundle.zip/plan.json: it does not hold a plan (code); "),
        ("inputs/targets.csv", b"x\n", "bundle.zip/inputs/targets.csv: the table does not have "),
        ("results/nodes.csv", b"x\n", "bundle.zip/results/nodes.csv: the table does not have the"),
    ],
)
def test_what_cannot_be_computed_is_told(path: str, content: bytes, message: str) -> None:
    found = verify(open_bundle(forged(BUNDLE, {path: content})))
    assert not found.matches
    assert texts(found)[-1].startswith(message)
    assert found.figures == 0


def test_anything_else_inside_is_no_crash() -> None:
    """A run of a period that is none, a rank without a total: whatever somebody wrote."""
    parts = edited(BUNDLE, "results/triggers.csv", ",2021Q1,1,4,", ",2021Q1,one,4,")
    (text,) = texts(verify(open_bundle(forged(BUNDLE, parts))))
    assert text.startswith("bundle.zip/results: the results do not hold what results of a board ")
    parts = edited(BUNDLE, "results/totals.csv", "towns,C,85.37,3,", "towns,C,,3,")
    found = verify(open_bundle(forged(BUNDLE, parts)))
    assert texts(found) == [
        "bundle.zip: the scores cannot be computed again (TypeError); expected plan and inputs "
        f"that an engine can score; {ASK}"
    ]


def test_kept_columns_that_a_later_engine_does_not_compute_are_named() -> None:
    found = verify(open_bundle(with_old_column(BUNDLE)))
    assert found.matches
    assert found.set_aside == ("totals.old_share",)


def chain_of_three() -> list[Bundle]:
    first = sealed("2021Q1")
    second = sealed("2021Q2", sequence=2, previous=first.seal)
    quarters = tuple(
        Earlier(period=bundle.manifest.board.period, edition=1, seal=bundle.seal)
        for bundle in (first, second)
    )
    third = sealed("2021", sequence=3, previous=second.seal, builds_on=quarters)
    return [
        replace(bundle, name=f"{number}.zip")
        for number, bundle in enumerate((first, second, third), 1)
    ]


def test_a_chain_of_three_seals() -> None:
    first, second, third = chain_of_three()
    assert first.manifest.seal.previous == START
    assert chain_problems([third, first, second]) == []
    assert chain_problems([first, third]) == []


def test_a_link_that_was_made_anew_breaks_the_chain() -> None:
    """The first board is sealed again with another moment: its seal is another."""
    _, second, third = chain_of_three()
    anew = replace(sealed("2021Q1", sealed_at="2021-04-21T09:00:00+08:00"), name="new.zip")
    found = chain_problems([anew, second, third])
    assert [problem.text() for problem in found] == [
        f"2.zip: seal 2 of the plan says that it follows {second.manifest.seal.previous}; expected "
        "the seal before it (new.zip); one of the two was made anew: compare both with the "
        "published seals",
        f"3.zip: it builds on the board of 2021Q1 with the seal {second.manifest.seal.previous}; "
        "expected the seal of new.zip, which is another; one of the two was made anew: compare "
        "both with the published seals",
    ]
    assert all(problem.text("zh") for problem in found)


def test_a_first_seal_follows_nothing() -> None:
    facts = BUNDLE.manifest.seal.model_copy(update={"previous": "a" * 64})
    said = BUNDLE.manifest.model_copy(update={"seal": facts})
    (problem,) = chain_problems([replace(BUNDLE, manifest=said)])
    assert problem.text().startswith("bundle.zip: seal 1 of the plan says that it follows aaaa")
