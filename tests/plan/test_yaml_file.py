import pytest
import yaml

from saima.plan import yaml_file
from saima.plan.yaml_file import line_of, read_yaml

TEXT = """\
code: 0012
on: 2021
theme: {zh: "null", en: ~}
list:
  - 1.5
  -
  - {a: .inf, b: "~"}
text: |
  two
  lines
"""


def test_scalars_stay_texts() -> None:
    assert read_yaml(TEXT, "a.yaml").data == {
        "code": "0012",
        "on": "2021",
        "theme": {"zh": "null", "en": None},
        "list": ["1.5", None, {"a": "inf", "b": "~"}],
        "text": "two\nlines\n",
    }


def test_every_piece_has_its_line() -> None:
    lines = read_yaml(TEXT, "a.yaml").lines
    assert lines[()] == 1
    assert lines[("theme", "en")] == 3
    assert lines[("list",)] == 4
    assert lines[("list", 2)] == lines[("list", 2, "b")] == 7


def test_both_parsers_of_the_library_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read_yaml(TEXT, "a.yaml")
    monkeypatch.setattr(yaml_file, "Loader", yaml.SafeLoader)
    assert read_yaml(TEXT, "a.yaml") == fast


def test_an_empty_file_has_no_data() -> None:
    assert read_yaml("# nothing yet\n", "a.yaml").data is None


def test_a_scalar_alone_is_data() -> None:
    assert read_yaml("hello\n", "a.yaml").data == "hello"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: 'open\n", 2),
        ("a: 1\nb: c: d\n", 2),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: 1\nb: \x01\n", 2),
    ],
)
def test_a_syntax_error_loses_the_file_and_names_the_line(text: str, line: int) -> None:
    document = read_yaml(text, "a.yaml")
    assert document.data is None
    (problem,) = document.problems
    assert (problem.kind.code, problem.line) == ("yaml_syntax", line)


def test_the_first_of_two_equal_keys_is_kept() -> None:
    document = read_yaml("a: {b: 1}\nc: 2\na: {b: 3, d: 4}\n", "a.yaml")
    assert document.data == {"a": {"b": "1"}, "c": "2"}
    (problem,) = document.problems
    assert problem.text().startswith('a.yaml:3: the key "a" is given again (first in line 1)')


def test_no_file_exhausts_the_stack() -> None:
    (problem,) = read_yaml("[" * 300_000, "a.yaml").problems
    assert problem.kind.code == "yaml_nested"


def test_an_alias_cannot_multiply_a_file() -> None:
    (problem,) = read_yaml("a: &x [1]\nb: [*x, *x]\n", "a.yaml").problems
    assert (problem.kind.code, problem.line) == ("yaml_alias", 2)


def test_a_parser_that_left_no_mark_points_to_the_first_line() -> None:
    assert line_of(None) == 1
