"""Every bad input has its message, in both languages, and leaves nothing behind.

``tests/bad_data/<name>/`` holds the input (or ``bad_files`` makes it) and what the terminal must
say to ``saima score``.
"""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from saima.cli import app
from tests.cli.bad_files import BUILDERS

BAD_DATA = Path(__file__).parents[1] / "bad_data"
RACE = Path(__file__).parents[1] / "plans_small" / "race"
NAMES = sorted(folder.name for folder in BAD_DATA.iterdir() if folder.is_dir())


def data_of(name: str, folder: Path) -> str:
    """Put the bad input into ``folder``; gives its name there."""
    if name in BUILDERS:
        BUILDERS[name](folder)
    else:
        shutil.copytree(BAD_DATA / name, folder, dirs_exist_ok=True)
        for expected in folder.glob("expected*.txt"):
            expected.unlink()
    return next((entry.name for entry in folder.iterdir()), "data.csv")


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_is_wrong(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = data_of(name, tmp_path)
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    for language, expected in (("en", "expected.txt"), ("zh", "expected.zh.txt")):
        arguments = ["score", str(RACE), data, "-p", "2021Q1", "-o", "OUT", "--lang", language]
        result = CliRunner().invoke(app, arguments)
        assert result.stderr == (BAD_DATA / name / expected).read_text(encoding="utf-8")
        assert result.stdout == ""
        assert result.exit_code == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_every_builder_has_a_folder() -> None:
    assert set(BUILDERS) <= set(NAMES)
