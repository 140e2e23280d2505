"""``saima plan``: conversion loses nothing, comparison says what differs and what follows."""

from pathlib import Path

from saima.plan.load import load_plan
from tests.cli.conftest import RACE, RACE_DATA, Terminal
from tests.cli.test_check import changed


def test_a_plan_comes_back_from_a_workbook(terminal: Terminal, tmp_path: Path) -> None:
    book, folder = tmp_path / "race.xlsx", tmp_path / "race"
    result = terminal("plan", "convert", RACE, book)
    assert result.stdout == f"{RACE} converted to {book}\n"
    assert terminal("plan", "convert", book, folder).exit_code == 0
    assert load_plan(folder).ready().hash == load_plan(RACE).ready().hash


def test_conversion_touches_nothing_that_is_there(terminal: Terminal, tmp_path: Path) -> None:
    book = tmp_path / "race.xlsx"
    book.write_text("mine")
    result = terminal("plan", "convert", RACE, book)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: race.xlsx: there is something here already; ")
    assert book.read_text() == "mine"


def test_equal_versions(terminal: Terminal) -> None:
    assert terminal("plan", "compare", RACE, RACE).stdout == "the versions do not differ\n"


def test_what_differs(terminal: Terminal, tmp_path: Path) -> None:
    new = changed(tmp_path, "indicators/economy.yaml", "cap: 1", "cap: 1.2")
    result = terminal("plan", "compare", RACE, new)
    assert result.exit_code == 0
    assert result.stdout == "indicator output: scoring.cap: (default) -> 1.2\n"


def test_who_would_have_won(terminal: Terminal, tmp_path: Path) -> None:
    """With 90 points for output, Education Office has 72 + 0 + 30 + 3 = 105 and Industry Office
    90 + 20 + 30 + 8.5 = 148.5; towns 90 + 60 = 150 and 67.5 + 0 + 33.1667 + 2 = 102.67. Nobody
    moves. Without the green share and the rank nobody moves either, but where lower satisfaction
    is better West Town overtakes nobody: 40 + 20 + 26.6667 + 10 against 65.17 + 3.33.
    """
    new = changed(tmp_path, "indicators/economy.yaml", "weight: 40", "weight: 90")
    result = terminal("plan", "compare", RACE, new, RACE_DATA, "-p", "2021Q1")
    assert result.stdout.splitlines()[-1] == "no unit's rank differs"
