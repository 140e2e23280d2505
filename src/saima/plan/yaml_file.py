"""YAML with line numbers: plain data whose scalars are still texts, and every problem with a line.

Scalars stay texts because the plan's types decide what they are: ``on`` can be a key, ``0012`` a
code and ``2021`` a period. Only ``null``, ``~`` and nothing at all become None.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from saima.plan.places import ModelPath, Place, problem_at
from saima.plan.problems import Problem, ProblemKind, problem_kind

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast parser where PyYAML was built with it."""

DEEPEST = 40
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
SPECIAL_NUMBERS = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}

YAML_SYNTAX = problem_kind(
    "yaml_syntax",
    en=(
        "the YAML cannot be read from here on",
        "expected valid YAML",
        "look at this line and the one before for indentation, colons, quotes and brackets",
    ),
    zh=(
        "YAML 从此处起无法读取",
        "应为有效的 YAML",
        "请检查本行及上一行的缩进、冒号、引号和括号",
    ),
)
YAML_ALIAS = problem_kind(
    "yaml_alias",
    en=(
        "an alias (*name) is used",
        "expected every rule to be written where it applies",
        "copy the text to this place",
    ),
    zh=("使用了别名（*name）", "每条规则应写在其适用处", "请把内容直接写在此处"),
)
YAML_NESTED = problem_kind(
    "yaml_nested",
    en=(
        "the lists and mappings are nested too deeply",
        "expected at most {deepest} levels",
        "look for a bracket that was not closed",
    ),
    zh=("列表与映射嵌套过深", "应不超过 {deepest} 层", "请检查是否有括号未闭合"),
)
KEY_NOT_TEXT = problem_kind(
    "key_not_text",
    en=("a key is a list or a mapping", "expected a word before the colon", "write a plain key"),
    zh=("键是列表或映射", "冒号前应为词语", "请写成普通的键"),
)
DUPLICATE_KEY = problem_kind(
    "duplicate_key",
    en=(
        'the key "{key}" is given again (first in line {first})',
        "expected each key once",
        "remove one of them",
    ),
    zh=("键“{key}”重复（首次在第 {first} 行）", "每个键应只出现一次", "请删去其中一个"),
)


@dataclass
class Document:
    """The data of a YAML file (None when it cannot be read or is empty) and each piece's line."""

    data: object = None
    lines: dict[ModelPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class Unreadable(Exception):  # noqa: N818 - it ends the reading of one file only
    """The rest of the file cannot be understood."""

    def __init__(self, kind: ProblemKind, line: int, **facts: object) -> None:
        super().__init__(kind.code)
        self.kind, self.line, self.facts = kind, line, facts


@dataclass
class Open:
    """A list or mapping that has begun; ``key`` waits for its value."""

    content: list[object] | dict[str, object]
    path: ModelPath
    key: str | None = None


def read_yaml(text: str, file: str) -> Document:
    """Read a text; what follows a syntax error is lost, duplicate keys keep the first value."""
    reader = Reader(file)
    try:
        for event in events(text):
            reader.take(event)
    except Unreadable as stop:
        reader.document.data = None
        reader.document.problems.append(problem_at(Place(file, stop.line), stop.kind, **stop.facts))
    return reader.document


def events(text: str) -> Iterator[yaml.Event]:
    """The parser's events; its errors become ``Unreadable``."""
    try:
        yield from yaml.parse(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = line_of(error.problem_mark or error.context_mark)
        last = max(len(text.splitlines()), 1)
        raise Unreadable(YAML_SYNTAX, min(line, last)) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise Unreadable(YAML_SYNTAX, line) from None


def line_of(mark: Any) -> int:
    """The line of a parser's mark, counted from one; the first where it left none."""
    return mark.line + 1 if mark else 1


class Reader:
    """Builds the data from events with a stack of its own, so that no file can exhaust Python's."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.document = Document()
        self.stack: list[Open] = []
        self.finished = False

    def take(self, event: yaml.Event) -> None:
        """Take one event of the parser."""
        line = line_of(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent) and self.finished:
            raise Unreadable(YAML_SYNTAX, line)
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(YAML_ALIAS, line)
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.begin([], line)
        elif isinstance(event, yaml.MappingStartEvent):
            self.begin({}, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        self.finished = self.finished or isinstance(event, yaml.DocumentEndEvent)

    def scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        """Take a key, or a value."""
        here = self.stack[-1] if self.stack else None
        if here is not None and isinstance(here.content, dict) and here.key is None:
            here.key = event.value
            path = (*here.path, event.value)
            if event.value in here.content:
                place = Place(self.file, line)
                first = self.document.lines[path]
                self.document.problems.append(
                    problem_at(place, DUPLICATE_KEY, key=event.value, first=first)
                )
            self.document.lines.setdefault(path, line)
            return
        plain = event.implicit[0]
        if plain and event.value in EMPTY:
            self.add(None, line)
        else:
            self.add(SPECIAL_NUMBERS.get(event.value, event.value) if plain else event.value, line)

    def begin(self, content: list[object] | dict[str, object], line: int) -> None:
        """Take a list or mapping that begins."""
        if len(self.stack) == DEEPEST:
            raise Unreadable(YAML_NESTED, line, deepest=DEEPEST)
        self.stack.append(Open(content, self.add(content, line)))

    def add(self, content: object, line: int) -> ModelPath:
        """Put a value into what is open; gives its path."""
        if not self.stack:
            self.document.data = content
            self.document.lines[()] = line
            return ()
        here = self.stack[-1]
        if isinstance(here.content, list):
            path: ModelPath = (*here.path, len(here.content))
            here.content.append(content)
        elif here.key is None:
            raise Unreadable(KEY_NOT_TEXT, line)
        else:
            path = (*here.path, here.key)
            here.content.setdefault(here.key, content)
            here.key = None
        self.document.lines.setdefault(path, line)
        return path
