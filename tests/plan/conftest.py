"""Small plans that tests build on; all units and numbers are fictitious."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from saima.plan.load import LoadedPlan, load_plan
from saima.plan.plan import Plan

Make = Callable[..., Plan]


def label(word: str) -> dict[str, str]:
    """A label whose both languages are told apart."""
    return {"zh": f"{word}（中）", "en": word}


def indicator(code: str, **changes: Any) -> dict[str, Any]:
    """An indicator of 50 points for the towns, scored by completion."""
    return {
        "code": code,
        "label": label(code),
        "parent": "economy",
        "measure": label("yuan"),
        "weight": {"towns": 50.0},
        "scoring": {"method": "completion"},
        "target": {"value": 100.0, "every_unit": True},
    } | changes


def plan_data(**changes: Any) -> dict[str, Any]:
    """A sound plan: two towns, one chapter, two indicators of 50 points."""
    return {
        "code": "small",
        "year": 2021,
        "label": label("small"),
        "groups": [{"code": "towns", "label": label("towns")}],
        "nodes": [{"code": "economy", "label": label("economy")}],
        "indicators": [indicator("gdp"), indicator("tax")],
        "units": [
            {"code": "east", "zh": "东镇", "en": "East", "group": "towns", "kind": "town"},
            {"code": "west", "zh": "西镇", "en": "West", "group": "towns", "kind": "town"},
        ],
    } | changes


@pytest.fixture
def make_plan() -> Make:
    """Give a function that makes the sound plan with other keys."""

    def make(**changes: Any) -> Plan:
        return Plan.model_validate(plan_data(**changes))

    return make


Files = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture
def plan_folder(tmp_path: Path) -> Files:
    """Give a function that writes the sound plan as a folder, with other or further files."""

    def write(files: dict[str, str | bytes]) -> Path:
        folder = tmp_path / "small"
        for name, content in (SOUND_FILES | files).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            raw = content.encode() if isinstance(content, str) else content
            path.write_bytes(raw)
        return folder

    return write


@pytest.fixture
def load_files(plan_folder: Files) -> Callable[[dict[str, str | bytes]], LoadedPlan]:
    """Give a function that loads the sound plan with other or further files."""
    return lambda files: load_plan(plan_folder(files))


SOUND_FILES: dict[str, str | bytes] = {
    "plan.yaml": """\
code: small
year: 2021
label: {zh: 小方案, en: Small plan}
groups:
  - code: towns
    label: {zh: 镇, en: Towns}
nodes:
  - code: economy
    label: {zh: 经济, en: Economy}
""",
    "units.csv": """\
code,zh,en,group,kind
east,东镇,East,towns,town
west,西镇,West,towns,town
""",
    "indicators/economy.yaml": """\
indicators:
  - code: gdp
    label: {zh: 生产总值, en: GDP}
    parent: economy
    measure: {zh: 亿元, en: 100 million yuan}
    weight: {towns: 50}
    scoring: {method: completion}
    target: {value: 100, every_unit: true}
  - code: tax
    label: {zh: 税收, en: Tax}
    parent: economy
    measure: {zh: 亿元, en: 100 million yuan}
    weight: {towns: 50}
    scoring: {method: completion}
    target: {value: 10, every_unit: true}
""",
}
"""A sound plan folder: two towns, one chapter, two indicators of 50 points."""
