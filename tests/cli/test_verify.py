"""``saima verify``: what it says of a bundle, whole or changed, in both languages."""

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from saima.exchange.bundle_archive import packed
from tests.cli.conftest import Terminal
from tests.exchange.sealed import data, edited, forged, observations, sealed, with_old_column

BUNDLE = sealed()
AGAIN = "fetch the bundle again from where it was published"
AGAIN_ZH = "请从发布处重新下载封存包"
ASK = "compare the seal with the published one, and ask who gave you the bundle"
ASK_ZH = "请与发布的封存码核对，并向提供者核实"
MORE_OUTPUT = ("inputs/observations.csv", "C,output,2021Q1,24,", "C,output,2021Q1,29,")


def test_a_bundle_that_matches(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "2021Q1.zip"
    path.write_bytes(BUNDLE.content)
    result = terminal("verify", path, "--seal", BUNDLE.seal)
    assert result.exit_code == 0
    assert result.stderr == ""
    head, *lines = result.stdout.splitlines()
    assert head == "2021Q1.zip: matches"
    assert lines[:4] == [
        f"  seal {BUNDLE.seal} (sha256)",
        "  board of 2021Q1, edition 1, data as of 2021-12-31T23:59:59",
        f"  plan contest version 1 ({BUNDLE.manifest.plan.hash[:12]})",
        "  sealed 2021-04-20T09:00:00+08:00 by Saima 0.1.0, number 1 of the plan",
    ]
    assert lines[4].startswith("  checked 11 files and 43 rows; Saima 0.1.0 computed ")
    chinese = terminal("verify", path, "--lang", "zh").stdout.splitlines()
    assert chinese[0] == "2021Q1.zip：一致"
    assert chinese[2] == "  2021Q1 榜单第 1 版，数据截至 2021-12-31T23:59:59"


def test_columns_of_an_earlier_engine_are_named(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(with_old_column(BUNDLE))
    result = terminal("verify", path)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == (
        "  not computed by this version, not compared: totals.old_share"
    )


def test_the_seal_before_is_named(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(sealed("2021Q2", sequence=2, previous="a" * 64, as_of=None).content)
    result = terminal("verify", path)
    assert result.exit_code == 0
    assert f"  seal before: {'a' * 64}\n" in result.stdout
    assert "edition 1, all data that were given\n" in result.stdout


def edited_by_hand() -> bytes:
    """Unpacked, one input row edited, zipped again with an ordinary program."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.mkdir("inputs")
        for name, content in {**BUNDLE.files, **edited(BUNDLE, *MORE_OUTPUT)}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


VALUE = "b.zip/results/scores.csv: 2021Q1 C output: value is 24 in the bundle, recomputed 29; "
VALUE_ZH = "b.zip/results/scores.csv: 2021Q1 C output：value 在封存包中为 24，重新计算为 29；"
SAME = f"expected the same as is computed from plan and inputs in the bundle; {ASK}"
SAME_ZH = f"应与按包内方案和数据重新计算的结果一致；{ASK_ZH}"

BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (
        lambda: b"",
        "b.zip: this is no bundle, or it is damaged; expected the .zip file as it was downloaded; "
        "fetch it again from where it was published",
        "b.zip: 这不是封存包，或者已损坏；应为下载时的原 .zip 文件；请从发布处重新下载",
    ),
    "not a bundle": (
        lambda: zipped(**{"letter.txt": b"hello"}),
        "b.zip: manifest.json is not in the bundle; expected every file that belongs to it; "
        + AGAIN,
        f"b.zip: 封存包中缺少 manifest.json；应有全部文件；{AGAIN_ZH}",
    ),
    "newer": (
        lambda: zipped(**{"manifest.json": b'{"format": 7}'}),
        "b.zip/manifest.json: the bundle has format 7; this Saima reads bundles up to format 1; "
        "install a newer Saima to verify it",
        "b.zip/manifest.json: 封存包的格式为第 7 版；此程序能读到第 1 版；请用新版 Saima 核验",
    ),
    "manifest unreadable": (
        lambda: zipped(**{"manifest.json": b"{}"}),
        "b.zip/manifest.json: it does not say what a bundle's manifest says (engine); expected the "
        f"file as Saima wrote it; {AGAIN}",
        f"b.zip/manifest.json: 内容不是封存包的清单（engine）；应为 Saima 写出的原文件；{AGAIN_ZH}",
    ),
    "foreign": (
        lambda: packed({**BUNDLE.files, "more.txt": b""}),
        "b.zip: more.txt does not belong into a bundle; expected only the files that manifest.json "
        f"names; {AGAIN}",
        f"b.zip: more.txt 不属于封存包；应只有 manifest.json 所列的文件；{AGAIN_ZH}",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_bundle(name: str, terminal: Terminal, tmp_path: Path) -> None:
    make, english, chinese = BAD[name]
    path = tmp_path / "b.zip"
    path.write_bytes(make())
    for language, line in (("en", f"error: {english}\n"), ("zh", f"错误：{chinese}\n")):
        result = terminal("verify", path, "--lang", language)
        assert result.exit_code == 1
        assert result.stderr == line
        assert result.stdout == ""
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.zip"]


def test_an_input_row_edited_by_hand(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(edited_by_hand())
    result = terminal("verify", path)
    assert result.exit_code == 1
    file, figure, end = result.stderr.splitlines()
    assert file.startswith("error: b.zip/inputs/observations.csv: the file was changed after the ")
    assert figure == f"error: {VALUE}{SAME}"
    assert end == "b.zip: does not match"
    assert result.stdout == ""


def test_an_input_row_edited_by_a_forger(terminal: Terminal, tmp_path: Path) -> None:
    """Every digest is written anew: recomputing finds it all the same."""
    path = tmp_path / "b.zip"
    path.write_bytes(forged(BUNDLE, edited(BUNDLE, *MORE_OUTPUT)))
    result = terminal("verify", path)
    assert result.exit_code == 1
    assert f"error: {VALUE}{SAME}\n" in result.stderr
    result = terminal("verify", path, "--lang", "zh")
    assert f"错误：{VALUE_ZH}{SAME_ZH}\n" in result.stderr
    assert result.stderr.endswith("b.zip：不一致\n")


def test_a_bundle_made_anew_is_found_by_its_seal(terminal: Terminal, tmp_path: Path) -> None:
    rows = [row for row in observations() if row[:2] != ("C", "output")]  # type: ignore[index]
    other = sealed(given=data(rows))
    path = tmp_path / "b.zip"
    path.write_bytes(other.content)
    assert terminal("verify", path).exit_code == 0
    result = terminal("verify", path, "--seal", BUNDLE.seal)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == (
        f"error: b.zip: the bundle has the seal {other.seal}; expected the published seal "
        f"{BUNDLE.seal}; fetch the bundle from where the seal was published"
    )


def test_one_bad_bundle_among_several(terminal: Terminal, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(BUNDLE.content)
    bad.write_bytes(BUNDLE.content[:-1])
    result = terminal("verify", bad, good)
    assert result.exit_code == 1
    assert result.stdout.startswith("good.zip: matches\n")
    assert result.stderr.startswith("error: bad.zip: ")


def test_a_broken_chain(terminal: Terminal, tmp_path: Path) -> None:
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    first.write_bytes(BUNDLE.content)
    second.write_bytes(sealed("2021Q2", sequence=2, previous="b" * 64).content)
    result = terminal("verify", first, second)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: 2.zip: seal 2 of the plan says that it follows bbbb")


@pytest.mark.parametrize("name", ["nowhere.zip", "."])
def test_what_is_not_there(name: str, terminal: Terminal, tmp_path: Path) -> None:
    result = terminal("verify", tmp_path / name)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {tmp_path / name}: ")
    assert result.stderr.count("\n") == 1


def test_a_seal_belongs_to_one_bundle(terminal: Terminal) -> None:
    result = terminal("verify", "a.zip", "b.zip", "--seal", "00")
    assert result.exit_code == 2
    assert "give one BUNDLE with --seal" in result.stderr


@pytest.mark.parametrize("command", ["seal", "verify"])
def test_help_ends_with_examples(command: str, terminal: Terminal) -> None:
    result = terminal(command, "--help")
    assert result.exit_code == 0
    assert f"\n    saima {command}" in result.stdout.partition("Examples:")[2]
