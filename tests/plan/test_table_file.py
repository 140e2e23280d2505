from saima.plan.table_file import read_csv
from saima.plan.units import Unit


def codes(text: str) -> list[str]:
    """The kinds of the problems of a table of units."""
    return [problem.kind.code for problem in read_csv(text, "units.csv", Unit).problems]


def test_rows_know_their_first_line() -> None:
    text = 'code,zh,en\neast,东镇,"East\ntown"\n\nwest,西镇, West \n'
    table = read_csv(text, "units.csv", Unit)
    assert table.rows == [
        {"code": "east", "zh": "东镇", "en": "East\ntown"},
        {"code": "west", "zh": "西镇", "en": "West"},
    ]
    assert table.lines == [2, 5]
    assert table.problems == []


def test_empty_cells_are_left_out() -> None:
    table = read_csv("code,zh,en,group,kind\neast,东镇,East,,\n", "units.csv", Unit)
    assert table.rows == [{"code": "east", "zh": "东镇", "en": "East"}]


def test_empty_columns_at_the_end_do_not_count() -> None:
    assert codes("code,zh,en,,\neast,东镇,East,,\n") == []
    assert codes("code,zh,en,,\neast,东镇,East,,x\n") == ["extra_cells"]


def test_an_unknown_column_does_not_hide_the_rows() -> None:
    table = read_csv("code,zh,en,grup\neast,东镇,East,towns\n", "units.csv", Unit)
    assert [problem.kind.code for problem in table.problems] == ["unknown_column"]
    assert table.rows == [{"code": "east", "zh": "东镇", "en": "East"}]


def test_rows_without_their_columns_are_not_looked_at() -> None:
    table = read_csv("zh,en\n东镇,East\n", "units.csv", Unit)
    assert table.rows_lost
    assert table.rows == []


def test_an_empty_table_lacks_every_column() -> None:
    assert codes("") == ["missing_column"] * 3


def test_rows_before_a_broken_quote_are_read() -> None:
    table = read_csv('code,zh,en\neast,东镇,East\nwest,"西镇,West\n', "units.csv", Unit)
    assert [row["code"] for row in table.rows] == ["east"]
    assert [problem.text()[:12] for problem in table.problems] == ["units.csv:3:"]
    assert table.rows_lost
