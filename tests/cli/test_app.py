"""The commands: quick to start, clear about usage, in the language that was asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from saima import __version__
from tests.cli.conftest import RACE, RACE_DATA, Terminal

COMMANDS = (("check",), ("score",), ("explain",), ("plan", "convert"), ("plan", "compare"))
SCORE = ("score", RACE, RACE_DATA, "-o", "OUT")


def test_the_version(terminal: Terminal) -> None:
    assert terminal("--version").stdout == f"saima {__version__}\n"


@pytest.mark.parametrize("command", [*COMMANDS, ("demo",)])
def test_help_ends_with_examples(command: tuple[str, ...], terminal: Terminal) -> None:
    result = terminal(*command, "--help")
    assert result.exit_code == 0
    assert f"\n    saima {' '.join(command)}" in result.stdout.partition("Examples:")[2]


def test_help_waits_for_nothing_heavy() -> None:
    script = (
        "import sys, saima.cli\n"
        "print([m for m in ('polars', 'pydantic', 'narwhals', 'rich', 'django', 'duckdb')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((*SCORE, "-p", "2021Q5"), "'2021Q5' is not a period; write 2021-03, 2021Q1, 2021H1 or"),
        ((*SCORE, "-p", "2021", "--as-of", "soon"), "'soon' is not a moment; write 2021-04-10"),
        (
            (*SCORE, "-p", "2021", "--as-of", "2021-04-10T09:00Z"),
            "'2021-04-10T09:00Z' is not a moment",
        ),
        ((*SCORE, "-p", "2021", "--backend", "dask"), "'dask' is not one of"),
        (SCORE, "Missing option '--period'"),
        (("plan", "compare", RACE, RACE, RACE_DATA), "give DATA and -p together"),
        (("plan", "compare", RACE, RACE, "-p", "2021"), "give DATA and -p together"),
    ],
)
def test_wrong_usage_ends_with_two(
    arguments: tuple[object, ...],
    message: str,
    terminal: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = terminal(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "environment", "word"),
    [
        ("check nowhere", {}, "error"),
        ("check nowhere", {"LANG": "zh_CN.UTF-8"}, "错误"),
        ("check nowhere", {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "error"),
        ("check nowhere", {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "错误"),
        ("check nowhere", {"LANG": "zh_CN.UTF-8", "SAIMA_LANG": "en"}, "error"),
        ("check nowhere --lang zh", {"SAIMA_LANG": "en"}, "错误"),
        ("--lang zh check nowhere", {"SAIMA_LANG": "en"}, "错误"),
        ("--lang zh check nowhere --lang en", {}, "error"),
    ],
)
def test_the_language_is_the_options_then_the_environments(
    line: str,
    environment: dict[str, str],
    word: str,
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = terminal(*line.split())
    assert result.exit_code == 1
    assert result.stderr.startswith(word)


def test_it_is_a_program_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "saima.cli", "check", "nowhere", "--lang", "en"],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "error: nowhere: there is no plan here; expected a plan folder or a workbook (.xlsx); "
        "check the path\nerrors: 1, warnings: 0\n"
    )
