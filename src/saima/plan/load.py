"""The way in: a plan folder or workbook to a plan, its cases and every problem at once."""

from dataclasses import dataclass, replace
from pathlib import Path

from saima.plan.cases import Case, check_cases
from saima.plan.check import check_plan
from saima.plan.folder import read_folder
from saima.plan.places import (
    LISTS,
    ModelPath,
    Place,
    Places,
    in_reading_order,
    located,
    place_of,
    problem_at,
)
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems, problem_kind
from saima.plan.sources import Source
from saima.plan.validate import validated
from saima.plan.workbook_file import read_workbook

NOT_A_PLAN = problem_kind(
    "not_a_plan",
    en=(
        "there is no plan here",
        "expected a plan folder or a workbook (.xlsx)",
        "check the path",
    ),
    zh=("此处没有方案", "应为方案文件夹或工作簿（.xlsx）", "请检查路径"),
)

STAND_IN: dict[str, object] = {
    "code": "unread",
    "year": 2000,
    "label": {"zh": "未读", "en": "unread"},
    "groups": [{"code": "unread", "label": {"zh": "未读", "en": "unread"}}],
}
"""Stands for a head that could not be read, so that the problems of the lists still show."""


@dataclass(frozen=True)
class LoadedPlan:
    """What ``load_plan`` gives.

    ``plan`` is None when a part could not be read; when its pieces do not fit together it is there,
    with errors among the problems.
    """

    plan: Plan | None
    problems: tuple[Problem, ...] = ()
    cases: tuple[Case, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that forbid scoring."""
        return tuple(problem for problem in self.problems if not problem.kind.warning)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Problems that somebody should look at."""
        return tuple(problem for problem in self.problems if problem.kind.warning)

    def ready(self) -> Plan:
        """The plan, fit for scoring; raises ``Problems`` with all errors else."""
        if self.plan is None or self.errors:
            raise Problems(list(self.errors))
        return self.plan


def load_plan(path: Path | str) -> LoadedPlan:
    """Read, validate and check a plan folder or an .xlsx workbook; never raises for bad content.

    Files in problems are relative to the plan; a workbook's are ``name.xlsx[sheet]``.
    """
    path = Path(path)
    if path.is_dir():
        source = read_folder(path)
    elif path.is_file() and path.suffix.lower() == ".xlsx":
        source = read_workbook(path)
    else:
        return LoadedPlan(None, (problem_at(Place(path.name), NOT_A_PLAN),))
    plan, of_plan = checked_plan(source)
    cases, of_cases = checked_cases(source, plan)
    problems = in_reading_order([*source.problems, *of_plan, *of_cases])
    return LoadedPlan(plan, tuple(problems), tuple(cases))


def checked_plan(source: Source) -> tuple[Plan | None, list[Problem]]:
    """The plan, and the problems of its content; what is readable of a broken plan is checked."""
    lists = {key: listed for key, listed in source.lists.items() if key != "cases"}
    data = (STAND_IN if source.headless else {}) | source.data | lists
    plan, problems, broken = validated(Plan, data, source.places)
    places: Places = source.places
    sound = None if source.headless else plan
    if plan is None and not source.headless:
        data, places = without(data, places, broken)
        sound, _, _ = validated(Plan, data, places)
    complete = plan is not None and source.complete
    if sound is not None:
        problems += check_plan(sound, places, complete=complete)
    return plan if source.complete else None, problems


def without(
    data: dict[str, object], places: Places, broken: list[ModelPath]
) -> tuple[dict[str, object], Places]:
    """Leave out list items and keys that hold a problem; later items move up."""
    gone = {path[:2] if path[:1] and path[0] in LISTS else path[:1] for path in broken}
    kept: dict[str, object] = {}
    moved: dict[ModelPath, Place] = {(): place_of(places, ())}
    for key, value in data.items():
        if (key,) in gone:
            continue
        if key not in LISTS or not isinstance(value, list):
            kept[key] = value
            continue
        positions = [index for index in range(len(value)) if (key, index) not in gone]
        kept[key] = [value[index] for index in positions]
        new = {old: index for index, old in enumerate(positions)}
        for path, place in places.items():
            if path[:1] == (key,) and len(path) > 1 and path[1] in new:
                moved[key, new[int(path[1])], *path[2:]] = place
    others = {path: place for path, place in places.items() if path and path[0] not in LISTS}
    return kept, moved | others


def checked_cases(source: Source, plan: Plan | None) -> tuple[list[Case], list[Problem]]:
    """The cases that are well-formed, and the problems of all."""
    cases: dict[int, Case] = {}
    problems: list[Problem] = []
    for index, data in enumerate(source.lists.get("cases", [])):
        path = ("cases", index)
        case, found, _ = validated(Case, data, source.places, path)
        problems += found
        if case is not None:
            cases[index] = case.at(place_of(source.places, path))
    if plan is not None:
        positions = list(cases)
        for finding in check_cases(plan, list(cases.values())):
            _, position, *inner = finding.path
            moved = replace(finding, path=("cases", positions[int(position)], *inner))
            problems.append(located(moved, source.places))
    return list(cases.values()), problems
