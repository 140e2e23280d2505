"""What was read from files before it is validated, and the problems of reading any file."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from saima.plan.places import ModelPath, Place, problem_at
from saima.plan.problems import Problem, problem_kind

NOT_UTF8 = problem_kind(
    "not_utf8",
    en=(
        "the file is not UTF-8 text",
        "expected UTF-8, with or without a byte order mark",
        'save it again; in a spreadsheet program choose "CSV UTF-8"',
    ),
    zh=(
        "文件不是 UTF-8 文本",
        "应为 UTF-8，有无 BOM 均可",
        "请另存文件；在表格软件中选择“CSV UTF-8”",
    ),
)
MISSING_FILE = problem_kind(
    "missing_file",
    en=("{missing} is not there", "expected every plan to have it", "add it"),
    zh=("缺少 {missing}", "每个方案都应有它", "请补上"),
)
STRAY_FILE = problem_kind(
    "stray_file",
    en=(
        "{stray} is not a part of a plan and would be ignored",
        "expected the name {options}",
        "rename it, or move it out of the plan",
    ),
    zh=("{stray} 不属于方案，会被忽略", "名称应为 {options}", "请改名，或移出方案"),
)


@dataclass
class Source:
    """The plain data of a plan and the place of each piece.

    ``data`` has the plan's own keys, ``lists`` its units, nodes and so on, and the cases.
    ``complete`` turns false when a part of the plan could not be read, because checks of the whole
    would then blame the wrong piece; ``headless`` true when it was the plan's own keys or groups.
    """

    data: dict[str, object] = field(default_factory=dict)
    lists: dict[str, list[object]] = field(default_factory=dict)
    places: dict[ModelPath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True
    headless: bool = False

    def fail(self, *problems: Problem) -> None:
        """Take problems that cost a part of the plan; without any nothing is lost."""
        self.problems += problems
        self.complete = self.complete and not problems

    def put(self, prefix: ModelPath, lines: Mapping[ModelPath, int], file: str) -> None:
        """Take the lines of a file whose root stands at ``prefix`` of the plan."""
        for path, line in lines.items():
            self.places.setdefault((*prefix, *path), Place(file, line))

    def append(
        self, key: str, items: Sequence[object], lines: Mapping[ModelPath, int], file: str
    ) -> None:
        """Add items to one of the lists; ``lines`` count from the first item."""
        listed = self.lists.setdefault(key, [])
        shift = len(listed)
        moved = {(int(path[0]) + shift, *path[1:]): line for path, line in lines.items() if path}
        self.put((key,), moved, file)
        listed += items


def stray_names(given: Iterable[str], known: Sequence[str]) -> dict[str, str]:
    """Names that are nearly known ones, and which; what they hold would be ignored in silence."""
    likely = {
        name: difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.85) for name in given
    }
    return {name: match[0] for name, match in likely.items() if match and name not in known}


def read_text(path: Path, file: str) -> str | Problem:
    """The text of a file without its byte order mark, or why it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return problem_at(Place(file, line), NOT_UTF8)
