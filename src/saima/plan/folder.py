"""A plan folder on disk: which files it has, and reading them into one source."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from saima.plan.places import ModelPath, Place, nearest, problem_at
from saima.plan.problems import problem_kind
from saima.plan.sources import MISSING_FILE, STRAY_FILE, Source, read_text, stray_names
from saima.plan.table_file import read_csv
from saima.plan.targets import UnitTarget
from saima.plan.units import Unit
from saima.plan.value_problems import NOT_A_LIST, NOT_A_MAPPING, UNKNOWN_KEY, shown
from saima.plan.yaml_file import Document, read_yaml

PLAN_FILE = "plan.yaml"
TABLES: dict[str, tuple[str, type[BaseModel]]] = {
    "units.csv": ("units", Unit),
    "targets.csv": ("targets", UnitTarget),
}
KINDS = "hard_problems"
NAMES = (PLAN_FILE, *TABLES, "indicators", KINDS, "cases")
ELSEWHERE = {
    "indicators": "indicators/*.yaml",
    "units": "units.csv",
    "targets": "targets.csv",
    KINDS: f"{KINDS}/*.yaml",
}
PIECES = ("nodes", "indicators")

KEY_ELSEWHERE = problem_kind(
    "key_elsewhere",
    en=(
        '"{key}" stands in plan.yaml',
        "expected it in {home}",
        "move it there",
    ),
    zh=("“{key}”写在了 plan.yaml 中", "应写在 {home}", "请移到该处"),
)


def read_folder(folder: Path) -> Source:
    """Read every file of a plan folder; one broken file does not hide the others."""
    source = Source()
    for name, likely in stray_names((path.name for path in folder.iterdir()), NAMES).items():
        source.problems.append(problem_at(Place(name), STRAY_FILE, stray=name, options=likely))
    read_plan_file(source, folder)
    files = list(yaml_files(source, folder, "indicators"))
    if not files:
        source.fail(problem_at(Place("indicators"), MISSING_FILE, missing="indicators/*.yaml"))
    for path in files:
        read_indicator_file(source, path, f"indicators/{path.name}")
    for name, (key, model) in TABLES.items():
        if (folder / name).exists():
            read_table(source, folder / name, key, model)
    if not (folder / "units.csv").exists():
        source.fail(problem_at(Place("units.csv"), MISSING_FILE, missing="units.csv"))
    for path in yaml_files(source, folder, KINDS):
        read_kind_file(source, path, f"{KINDS}/{path.name}")
    for path in yaml_files(source, folder, "cases"):
        read_case_file(source, path, f"cases/{path.name}")
    return source


def yaml_files(source: Source, folder: Path, name: str) -> Iterator[Path]:
    """The YAML files of a sub-folder in the order of their names; other files are reported."""
    inner = folder / name
    for path in sorted(inner.iterdir()) if inner.is_dir() else ():
        if path.suffix == ".yaml":
            yield path
        elif not path.name.startswith("."):
            file = f"{name}/{path.name}"
            options = f"{name}/{path.stem}.yaml"
            source.problems.append(problem_at(Place(file), STRAY_FILE, stray=file, options=options))


def open_yaml(path: Path, file: str) -> Document:
    """Read a YAML file."""
    text = read_text(path, file)
    return read_yaml(text, file) if isinstance(text, str) else Document(problems=[text])


def open_mapping(source: Source, path: Path, file: str) -> tuple[dict[str, object], Document]:
    """Read a YAML file that must be a mapping; an empty or unreadable one is an empty mapping."""
    document = open_yaml(path, file)
    source.fail(*document.problems)
    if isinstance(document.data, dict):
        return document.data, document
    if document.data is not None:
        place = Place(file, 1)
        source.fail(problem_at(place, NOT_A_MAPPING, key=file, value=shown(document.data)))
    return {}, document


def read_plan_file(source: Source, folder: Path) -> None:
    """Read ``plan.yaml``: every key of the plan but those with files of their own."""
    source.places[()] = Place(PLAN_FILE, 1)
    if not (folder / PLAN_FILE).exists():
        source.fail(problem_at(Place(PLAN_FILE), MISSING_FILE, missing=PLAN_FILE))
        source.headless = True
        return
    content, document = open_mapping(source, folder / PLAN_FILE, PLAN_FILE)
    source.headless = bool(document.problems) and not content
    for key, home in ELSEWHERE.items():
        if key in content:
            del content[key]
            line = document.lines[key,]
            source.fail(problem_at(Place(PLAN_FILE, line), KEY_ELSEWHERE, key=key, home=home))
    nodes = content.pop("nodes", None)
    if nodes is not None:
        take_list(source, "nodes", nodes, document, PLAN_FILE)
    kept = {path: line for path, line in document.lines.items() if path and path[0] in content}
    source.put((), kept, PLAN_FILE)
    source.data |= content


def read_indicator_file(source: Source, path: Path, file: str) -> None:
    """Read one of ``indicators/*.yaml``: ``nodes`` and ``indicators``."""
    content, document = open_mapping(source, path, file)
    for key, listed in content.items():
        if key in PIECES:
            take_list(source, key, listed, document, file)
        else:
            place = Place(file, document.lines[key,])
            options = nearest(key, PIECES)
            source.fail(problem_at(place, UNKNOWN_KEY, key=key, options=options))


def take_list(source: Source, key: str, listed: object, document: Document, file: str) -> None:
    """Append a file's list to the plan's."""
    if not isinstance(listed, list):
        place = Place(file, document.lines[key,])
        source.fail(problem_at(place, NOT_A_LIST, key=key, value=shown(listed)))
        return
    source.append(key, listed, lines_below(document, key), file)


def lines_below(document: Document, key: str) -> dict[ModelPath, int]:
    """The lines of what stands under a key, without the key in their paths."""
    return {path[1:]: line for path, line in document.lines.items() if path[:1] == (key,)}


def read_table(source: Source, path: Path, key: str, model: type[BaseModel]) -> None:
    """Read a CSV file into one of the plan's lists."""
    text = read_text(path, path.name)
    if not isinstance(text, str):
        source.fail(text)
        return
    table = read_csv(text, path.name, model)
    source.fail(*table.problems)
    lines: dict[ModelPath, int] = {(index,): line for index, line in enumerate(table.lines)}
    source.append(key, table.rows, lines, path.name)


def read_kind_file(source: Source, path: Path, file: str) -> None:
    """Read one of ``hard_problems/*.yaml``: one kind, or a list of kinds."""
    document = open_yaml(path, file)
    source.fail(*document.problems)
    take_one_or_many(source, KINDS, document, file)


def read_case_file(source: Source, path: Path, file: str) -> None:
    """Read one of ``cases/*.yaml``: one case, or a list of cases; the plan is whole without."""
    document = open_yaml(path, file)
    source.problems += document.problems
    take_one_or_many(source, "cases", document, file)


def take_one_or_many(source: Source, key: str, document: Document, file: str) -> None:
    """Append what a file holds, one thing or a list of them, to the plan's list."""
    if isinstance(document.data, list):
        source.append(key, document.data, document.lines, file)
    elif document.data is not None:
        lines: dict[ModelPath, int] = {(0, *inner): line for inner, line in document.lines.items()}
        source.append(key, [document.data], lines, file)
