from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from saima.plan.load import load_plan
from saima.plan.workbook_file import exact

Sheets = dict[str, list[list[Any]]]
COLUMNS = [
    "code",
    "label.zh",
    "label.en",
    "parent",
    "measure.zh",
    "measure.en",
    "weight.towns",
    "scoring.method",
    "tags",
    "lights",
]
SOUND: Sheets = {
    "plan": [
        ["key", "value"],
        ["code", "small"],
        ["year", 2021],
        ["label.zh", "小"],
        ["label.en", "small"],
    ],
    "groups": [["code", "label.zh", "label.en"], ["towns", "镇", "Towns"]],
    "units": [["code", "zh", "en", "group"], ["east", "东镇", "East", "towns"]],
    "indicators": [
        COLUMNS,
        ["gdp", "生产总值", "GDP", "total", "元", "yuan", 100, "min_max", '["flag"]', True],
    ],
}
Load = Callable[[Sheets], list[str]]


@pytest.fixture
def problems(tmp_path: Path) -> Load:
    """Give a function that writes the sound workbook with other sheets and lists its problems."""

    def load(sheets: Sheets) -> list[str]:
        path = tmp_path / "p.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, rows in (SOUND | sheets).items():
                if rows:
                    sheet = book.add_worksheet(name)
                    for index, row in enumerate(rows):
                        sheet.write_row(index, 0, row)
        return [problem.text() for problem in load_plan(path).problems]

    return load


def with_row(sheet: str, *cells: Any) -> Sheets:
    """The sound sheet with a further row."""
    return {sheet: [*SOUND[sheet], list(cells)]}


def test_a_workbook_typed_by_hand_is_a_plan(problems: Load) -> None:
    assert problems({}) == []


def test_problems_name_the_sheet_and_its_row(problems: Load) -> None:
    found = problems(with_row("units", "west", "西镇", None, "town"))
    assert [text.split(";")[0] for text in found] == ['p.xlsx[units]:3: "en" is missing']


def test_rows_and_columns_before_the_table_do_not_shift_the_lines(problems: Load) -> None:
    rows: list[list[Any]] = [
        [None],
        [None],
        [None, "code", "zh", "en"],
        [None, "east", "东镇", None],
    ]
    found = problems({"units": rows})
    assert [text.split(";")[0] for text in found][:1] == ['p.xlsx[units]:4: "en" is missing']


@pytest.mark.parametrize("sheet", ["plan", "groups", "units", "indicators"])
def test_a_plan_has_its_sheets(problems: Load, sheet: str) -> None:
    assert problems({sheet: []}) == [
        f"p.xlsx[{sheet}]: p.xlsx[{sheet}] is not there; expected every plan to have it; add it"
    ]


def test_sheets_that_would_be_ignored_are_reported(problems: Load) -> None:
    assert problems({"target": [["unit"]], "notes": [["anything"]]}) == [
        "p.xlsx[target]: target is not a part of a plan and would be ignored; "
        "expected the name targets; rename it, or move it out of the plan"
    ]


def test_a_sheet_without_its_columns(problems: Load) -> None:
    found = problems({"groups": [["code", "label.zh"], ["towns", "镇"]]})
    assert [text.split(";")[0] for text in found] == ['p.xlsx[groups]:2: "label.en" is missing']
    found = problems({"groups": [["label.zh", "label.en"], ["镇", "Towns"]]})
    assert [text.split(";")[0] for text in found] == [
        'p.xlsx[groups]:1: the column "code" is missing'
    ]


def test_keys_of_the_plan_are_given_once(problems: Load) -> None:
    found = problems(with_row("plan", "year", 2022))
    assert [text.split(";")[0] for text in found] == [
        'p.xlsx[plan]:6: the key "year" is given again (first in line 3)'
    ]


def test_unknown_keys_of_the_plan_stand_at_their_row(problems: Load) -> None:
    found = problems(with_row("plan", "lights.red_abov", 30))
    assert [text.split(";")[0] for text in found] == [
        'p.xlsx[plan]:6: "lights.red_abov" is not known here'
    ]


def test_rows_of_the_plan_without_key_or_value_do_not_count(problems: Load) -> None:
    assert problems({"plan": [*SOUND["plan"], ["theme.zh"], [None, "note"]]}) == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [["code", "label.zh", "label", "label.en"], ["towns", "镇", "Towns", "Towns"]],
            'both "label" and "label.zh" are filled',
        ),
        (
            [["code", "label", "label.zh", "label.en"], ["towns", "Towns", "镇", "Towns"]],
            'both "label" and "label.zh" are filled',
        ),
    ],
)
def test_a_value_and_its_parts_exclude_each_other(
    problems: Load, rows: list[list[Any]], words: str
) -> None:
    assert any(words in text for text in problems({"groups": rows}))


def test_broken_json_is_named_by_its_column(problems: Load) -> None:
    found = problems(with_row("plan", "lines", "[{"))
    assert found == [
        'p.xlsx[plan]:6: the cell "lines" is not a list or mapping as JSON; '
        'expected text such as [1,2] or {"key":1}; '
        "look for a missing bracket, comma or double quote"
    ]


def test_a_text_that_begins_with_a_bracket_is_a_text(problems: Load) -> None:
    assert problems(with_row("units", "west", "[西镇]", "{West", "towns")) == []


def test_a_row_cannot_continue_the_header(problems: Load) -> None:
    rows = [SOUND["units"][0], ["…", "x", None, None], SOUND["units"][1]]
    assert [text.split(";")[0] for text in problems({"units": rows})] == [
        "p.xlsx[units]:2: the first row continues the one above it, which is the header"
    ]


def test_broken_cases_do_not_hide_checks_of_the_plan(problems: Load) -> None:
    cases: list[list[Any]] = [["name", "period", "expected", "tolerence"], ["one", "2021", "{", 1]]
    units = [SOUND["units"][0], ["east", "东镇", "East", "town"]]
    assert [text.split(";")[0] for text in problems({"cases": cases, "units": units})] == [
        'p.xlsx[cases]:1: the column "tolerence" is not known',
        'p.xlsx[cases]:2: the cell "expected" is not a list or mapping as JSON',
        'p.xlsx[cases]:2: "expected" is missing',
        'p.xlsx[units]:2: "group" names the group "town", which is not there',
    ]


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "p.xlsx").write_text("not a workbook")
    (problem,) = load_plan(tmp_path / "p.xlsx").problems
    assert problem.text().startswith("p.xlsx: the file cannot be opened as a workbook; ")


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("0.333333333", 1 / 3, "0.3333333333333333"),
        ("0", 1e-12, "1e-12"),
        ("0", 0.0, "0"),
        ("0012", 12.0, "0012"),
        ("12.10", 12.1, "12.10"),
        ("12345678901234567", 1.2345678901234568e16, "12345678901234567"),
        ("east", None, "east"),
        (None, None, None),
    ],
)
def test_cells_keep_all_their_digits(
    text: str | None, number: float | None, expected: str | None
) -> None:
    assert exact(text, number) == expected
