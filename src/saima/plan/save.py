"""Writing a plan as a folder that people read: YAML with Chinese unescaped, and CSV tables."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from saima.plan.cases import Case
from saima.plan.plain import flat, mapping, plain
from saima.plan.plan import Plan
from saima.plan.targets import UnitTarget
from saima.plan.tree import Indicator
from saima.plan.units import Unit

OWN_FILES = frozenset({"units", "targets", "indicators", "hard_problems"})
WIDTH = 100
FLOW_WIDTH = 72
"""A list or mapping of plain values goes on one line up to this length."""

QUOTED_TAGS = frozenset(f"tag:yaml.org,2002:{word}" for word in ("bool", "float", "int", "null"))
"""What other YAML programs would take a text for, so that it needs quotes."""
WORDY_BOOLS = "yYnNoO"
"""First letters of yes, no, on and off, which newer YAML takes for texts."""


class PlanDumper(yaml.SafeDumper):
    """Writes short pieces on one line, and quotes only what other programs would misread."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every piece out, because a rule stands where it applies."""
        del data
        return True

    def represent_short(self, data: Any) -> yaml.Node:
        """Lists and mappings of plain values in one line where they are short."""
        node = self.represent_dict(data) if isinstance(data, dict) else self.represent_list(data)
        values = data.values() if isinstance(data, dict) else data
        nested = any(isinstance(value, list | dict) for value in values)
        node.flow_style = not nested and len(str(data)) <= FLOW_WIDTH
        return node


def resolvers() -> dict[str, list[tuple[str, Any]]]:
    """The usual rules for what needs quotes, without dates and with true and false only."""
    kept = {
        first: [
            (tag, pattern)
            for tag, pattern in rules
            if tag in QUOTED_TAGS and not (tag.endswith(":bool") and first in WORDY_BOOLS)
        ]
        for first, rules in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }
    return {first: rules for first, rules in kept.items() if rules}


PlanDumper.yaml_implicit_resolvers = resolvers()
PlanDumper.add_representer(dict, PlanDumper.represent_short)
PlanDumper.add_representer(list, PlanDumper.represent_short)


def write_folder(plan: Plan, cases: Sequence[Case], path: Path) -> None:
    """Write a plan and its cases as a folder: defaults left out, keys in the order of the types.

    Indicators keep their order: each run with the same parent becomes one numbered file; so does
    each kind of hard problem.
    """
    path.mkdir(parents=True, exist_ok=True)
    own = {key: value for key, value in mapping(plan).items() if key not in OWN_FILES}
    write_yaml(path / "plan.yaml", own)
    write_csv(path / "units.csv", Unit, plan.units)
    if plan.targets:
        write_csv(path / "targets.csv", UnitTarget, plan.targets)
    (path / "indicators").mkdir(exist_ok=True)
    for name, indicators in indicator_files(plan):
        write_yaml(path / "indicators" / name, {"indicators": [plain(i) for i in indicators]})
    if plan.hard_problems:
        (path / "hard_problems").mkdir(exist_ok=True)
        digits = len(str(len(plan.hard_problems)))
        for number, kind in enumerate(plan.hard_problems, start=1):
            name = f"{number:0{digits}d}-{kind.code}.yaml"
            write_yaml(path / "hard_problems" / name, plain(kind))
    if cases:
        (path / "cases").mkdir(exist_ok=True)
        write_yaml(path / "cases" / "cases.yaml", [plain(case) for case in cases])


def indicator_files(plan: Plan) -> Iterator[tuple[str, list[Indicator]]]:
    """File names that sort in the order of the plan, with the indicators of each."""
    runs = [(parent, list(run)) for parent, run in groupby(plan.indicators, key=lambda i: i.parent)]
    digits = len(str(len(runs)))
    for number, (parent, run) in enumerate(runs, start=1):
        yield f"{number:0{digits}d}-{parent}.yaml", run
    if not runs:
        yield "none.yaml", []


def write_yaml(path: Path, content: object) -> None:
    """Write plain data as YAML."""
    text = yaml.dump(content, Dumper=PlanDumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_csv(path: Path, model: type[BaseModel], items: Sequence[BaseModel]) -> None:
    """Write a table; the byte order mark lets spreadsheet programs see that it is UTF-8."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(model.model_fields), lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat(item) for item in items)
    path.write_text(buffer.getvalue(), encoding="utf-8-sig", newline="")
