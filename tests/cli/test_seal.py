"""``saima seal``: a board from files to one bundle, and nothing when something is in the way."""

from pathlib import Path

import pytest

from saima.exchange.bundle import read_bundle
from tests.cli.conftest import RACE, RACE_DATA, Terminal
from tests.cli.test_check import changed


def test_a_quarter(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "boards" / "2021Q1.zip"
    result = terminal("seal", RACE, RACE_DATA, "-p", "2021Q1", "-o", out)
    assert result.exit_code == 0
    assert result.stderr == ""
    bundle = read_bundle(out)
    assert result.stdout == (f"{out}: board of 2021Q1 sealed\n  seal {bundle.seal} (sha256)\n")
    assert [path.name for path in out.parent.iterdir()] == ["2021Q1.zip"]
    assert bundle.manifest.counts.ranked == 4
    assert bundle.manifest.seal.sealed_at.endswith("+00:00")


def test_in_chinese(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "q.zip"
    result = terminal("seal", RACE, RACE_DATA, "-p", "2021Q1", "-o", out, "--lang", "zh")
    assert result.stdout.startswith(f"{out}：2021Q1 榜单已封存\n  封存码 ")


def test_each_seal_names_the_one_before(terminal: Terminal, tmp_path: Path) -> None:
    """January and February, then the quarter that builds on both."""
    paths = [tmp_path / f"{name}.zip" for name in ("01", "02", "Q1")]
    seal = ("seal", RACE, RACE_DATA, "--as-of", "2021-04-20", "--edition", "3")
    assert terminal(*seal, "-p", "2021-01", "-o", paths[0]).exit_code == 0
    second = terminal(*seal, "-p", "2021-02", "-o", paths[1], "--previous", paths[0])
    assert second.exit_code == 0
    more = ("--previous", paths[1], "--builds-on", paths[0], "--builds-on", paths[1])
    assert terminal(*seal, "-p", "2021Q1", "-o", paths[2], *more).exit_code == 0
    first, second_bundle, third = (read_bundle(path).manifest for path in paths)
    assert first.board.as_of == "2021-04-20T23:59:59.999999999"
    assert second_bundle.seal.previous == read_bundle(paths[0]).seal
    assert (third.seal.sequence, third.seal.previous) == (3, read_bundle(paths[1]).seal)
    assert [(one.period, one.edition) for one in third.seal.builds_on] == [
        ("2021-01", 3),
        ("2021-02", 3),
    ]
    verified = terminal("verify", *paths)
    assert verified.exit_code == 0
    assert verified.stdout.endswith("3 bundles: each names the seal before it\n")
    verified = terminal("verify", paths[0], paths[2])
    assert verified.stdout.endswith("2 bundles: no seal contradicts another\n")


def test_what_stands_there_stays(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "2021Q1.zip"
    out.write_text("mine")
    for path in (out, tmp_path):
        result = terminal("seal", RACE, RACE_DATA, "-p", "2021Q1", "-o", path)
        assert result.exit_code == 1
        assert result.stderr == (
            f"error: {path}: there is something here already; expected a new name, or an empty "
            "folder; choose another name, or move the old one away\n"
        )
    assert out.read_text() == "mine"


def test_a_bundle_of_another_plan_is_not_followed(terminal: Terminal, tmp_path: Path) -> None:
    first = tmp_path / "first.zip"
    assert terminal("seal", RACE, RACE_DATA, "-p", "2021-01", "-o", first).exit_code == 0
    other = changed(tmp_path, "plan.yaml", "code: race", "code: other")
    out = tmp_path / "second.zip"
    result = terminal("seal", other, RACE_DATA, "-p", "2021-02", "-o", out, "--previous", first)
    assert result.exit_code == 1
    assert result.stderr == (
        "error: first.zip: the bundle is of the plan race; expected a board of other, whose seals "
        "follow each other; give the bundle of the same plan\n"
    )
    assert not out.exists()


def test_a_changed_bundle_is_not_followed(terminal: Terminal, tmp_path: Path) -> None:
    first = tmp_path / "first.zip"
    assert terminal("seal", RACE, RACE_DATA, "-p", "2021-01", "-o", first).exit_code == 0
    content = bytearray(first.read_bytes())
    content[len(content) // 2] ^= 1
    first.write_bytes(content)
    out = tmp_path / "second.zip"
    result = terminal("seal", RACE, RACE_DATA, "-p", "2021-02", "-o", out, "--previous", first)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: first.zip")
    assert not out.exists()


@pytest.mark.parametrize(
    ("data", "period", "message"),
    [
        ("nowhere", "2021Q1", "error: nowhere: there is no such file or folder; "),
        (RACE_DATA, "2020Q1", "error: the period 2020Q1 is not of the plan's year; "),
    ],
)
def test_bad_input_seals_nothing(
    data: Path, period: str, message: str, terminal: Terminal, tmp_path: Path
) -> None:
    result = terminal("seal", RACE, data, "-p", period, "-o", tmp_path / "out" / "b.zip")
    assert result.exit_code == 1
    assert result.stderr.startswith(message)
    assert list(tmp_path.iterdir()) == []


def test_a_year_that_is_no_period_is_wrong_usage(terminal: Terminal, tmp_path: Path) -> None:
    result = terminal("seal", RACE, RACE_DATA, "-p", "spring", "-o", tmp_path / "b.zip")
    assert result.exit_code == 2
    assert "'spring' is not a period" in result.stderr
