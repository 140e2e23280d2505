"""Bundles that somebody changed: read with a clear message, or not at all."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saima.exchange.bundle import Bundle, open_bundle, outcome_of, read_bundle
from saima.exchange.bundle_archive import packed
from saima.plan.problems import Problems
from tests.exchange.sealed import edited, forged, sealed

BUNDLE = sealed()
PATHS = sorted(BUNDLE.files)
AGAIN = "fetch the bundle again from where it was published"


def texts(read: Callable[[], object], language: str = "en") -> list[str]:
    with pytest.raises(Problems) as found:
        read()
    return [problem.text(language) for problem in found.value.problems]


def repacked(**parts: bytes | None) -> bytes:
    """The files with some replaced, added or (None) left out; the digests stay as they were."""
    files = {**BUNDLE.files, **{path: part for path, part in parts.items() if part is not None}}
    return packed({path: part for path, part in files.items() if parts.get(path, part) is not None})


def test_a_bundle_is_read_from_bytes_and_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "2021Q1.zip"
    path.write_bytes(BUNDLE.content)
    for bundle in (read_bundle(BUNDLE.content), read_bundle(path)):
        assert bundle.seal == BUNDLE.seal
        assert bundle.files == BUNDLE.files
        assert bundle.manifest == BUNDLE.manifest
    assert read_bundle(path).name == "2021Q1.zip"


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_changed_byte_anywhere_is_found(data: st.DataObject) -> None:
    content = bytearray(BUNDLE.content)
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Problems):
        read_bundle(bytes(content))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([path for path in PATHS if path != "manifest.json"]), st.data())
def test_a_changed_byte_inside_names_its_file(path: str, data: st.DataObject) -> None:
    content = bytearray(BUNDLE.files[path])
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] ^= data.draw(st.integers(1, 255))
    (text,) = texts(lambda: read_bundle(repacked(**{path: bytes(content)})))
    assert text.startswith(f"bundle.zip/{path}: the file was changed after the board was sealed; ")


def test_a_changed_manifest_has_another_seal() -> None:
    """It is whole in itself; the published seal and the bundles after it tell."""
    changed = edited(BUNDLE, "manifest.json", '"edition": 1', '"edition": 2')
    bundle = read_bundle(repacked(**changed))
    assert bundle.seal != BUNDLE.seal


def test_every_changed_file_is_named_with_its_digests() -> None:
    parts = {"plan.json": b"{}", "results/totals.csv": b""}
    found = texts(lambda: read_bundle(repacked(**parts)))
    # SHA-256 of two braces and of nothing.
    braces = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert found == [
        f"bundle.zip/{path}: the file was changed after the board was sealed; expected sha256 "
        f"{BUNDLE.manifest.files[path].digest}, found {digest}; {AGAIN}"
        for path, digest in (("plan.json", braces), ("results/totals.csv", nothing))
    ]


def test_an_archive_that_was_packed_anew() -> None:
    content = BUNDLE.content[:-3] + b"000"
    assert texts(lambda: read_bundle(content)) == [
        "bundle.zip: the archive is not byte for byte the one that Saima packed; expected the .zip "
        "file as it was downloaded; fetch it again from where it was published"
    ]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"manifest.json": None}, "manifest.json is not in the bundle"),
        ({"results/scores.csv": None}, "results/scores.csv is not in the bundle"),
        ({"virus.exe": b"MZ"}, "virus.exe does not belong into a bundle"),
        ({"../../etc/passwd": b"x"}, "../../etc/passwd does not belong into a bundle"),
    ],
)
def test_files_that_lack_or_do_not_belong(parts: dict[str, bytes | None], message: str) -> None:
    (text,) = texts(lambda: open_bundle(repacked(**parts)))
    assert text.startswith(f"bundle.zip: {message}; expected ")
    (text,) = texts(lambda: open_bundle(repacked(**parts)), "zh")
    assert text.startswith("bundle.zip: ")


def test_a_manifest_that_names_a_foreign_file() -> None:
    """Somebody put a file in and named it in the manifest as well."""
    facts = {**BUNDLE.manifest.files, "more.csv": BUNDLE.manifest.files["plan.json"]}
    said = BUNDLE.manifest.model_copy(update={"files": facts}).written()
    parts = {"manifest.json": said, "more.csv": BUNDLE.files["plan.json"]}
    assert texts(lambda: open_bundle(repacked(**parts))) == [
        "bundle.zip: more.csv does not belong into a bundle; expected only the files that "
        f"manifest.json names; {AGAIN}"
    ]


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        (b"", "it does not say what a bundle's manifest says (JSON)"),
        (b"[" * 100_000, "it does not say what a bundle's manifest says (JSON)"),
        (b"[]", "it does not say what a bundle's manifest says (JSON)"),
        (b"{}", "it does not say what a bundle's manifest says (engine)"),
        (b'{"format": 2}', "the bundle has format 2"),
    ],
)
def test_a_manifest_that_is_none(manifest: bytes, message: str) -> None:
    (text,) = texts(lambda: open_bundle(repacked(**{"manifest.json": manifest})))
    assert text.startswith(f"bundle.zip/manifest.json: {message}; ")


def test_a_manifest_with_a_wrong_piece_names_it() -> None:
    said = json.loads(BUNDLE.files["manifest.json"])
    said["board"]["period"] = "spring"
    changed = json.dumps(said).encode()
    (text,) = texts(lambda: open_bundle(repacked(**{"manifest.json": changed})))
    assert "(board.period)" in text


@pytest.mark.parametrize(("content", "reason"), [(b"{", "JSON"), (b'{"year": "x"}', "code")])
def test_a_plan_that_is_none(content: bytes, reason: str) -> None:
    bundle = open_bundle(repacked(**{"plan.json": content}))
    (text,) = texts(lambda: bundle.plan)
    assert text.startswith(f"bundle.zip/plan.json: it does not hold a plan ({reason}); ")


def without_column(bundle: Bundle, path: str, column: str) -> Bundle:
    """What somebody makes of a bundle who takes a column out of a table and its digest along."""
    facts = bundle.manifest.files[path]
    assert facts.columns is not None
    kept = tuple(pair for pair in facts.columns if pair[0] != column)
    table = bundle.table(path).drop(column).write_csv().encode()
    files = {**bundle.manifest.files, path: facts.model_copy(update={"columns": kept})}
    changed = bundle.manifest.model_copy(update={"files": files})
    return open_bundle(forged(Bundle(b"", bundle.files, changed), {path: table}))


@pytest.mark.parametrize(
    ("path", "column"), [("results/totals.csv", "rank"), ("results/scores.csv", "blocked")]
)
def test_results_without_a_column_are_refused(path: str, column: str) -> None:
    bundle = without_column(BUNDLE, path, column)
    assert texts(lambda: outcome_of(bundle)) == [
        "bundle.zip/results: the results do not hold what results of a board hold; "
        f"expected the tables as Saima wrote them; {AGAIN}"
    ]
