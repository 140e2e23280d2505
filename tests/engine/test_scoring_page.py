"""Every worked row of docs/scoring.md, run through the engine."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
import yaml

from saima.engine.columns import OBSERVATIONS
from saima.engine.outcome import Inputs
from saima.engine.score import score
from saima.exchange.backends import open_backend
from saima.plan.methods import METHODS
from saima.plan.periods import Period
from saima.plan.plan import Plan

PAGE = Path(__file__).parents[2] / "docs" / "scoring.md"
NAME = {"zh": "例", "en": "example"}
NOT_METHOD = ("weight", "direction")
MONTHS = {"value": "2021-02", "previous": "2021-01", "last_year": "2020-02"}


def worked_rows() -> Iterator[tuple[str, dict[str, Any], dict[str, Any], list[float]]]:
    method = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"### (\w+)", line):
            method = heading[1]
        elif row := re.fullmatch(r"\| `(.*)` \| `(.*)` \| `(.*)` \|", line):
            parameters, observed = (
                yaml.safe_load(cell if cell.startswith("{") else f"{{{cell}}}")
                for cell in row.groups()[:2]
            )
            points = yaml.safe_load(row[3])
            yield method, parameters, observed, points if isinstance(points, list) else [points]


def as_list(cell: Any) -> list[Any]:
    return cell if isinstance(cell, list) else [cell]


def plan_of(method: str, parameters: dict[str, Any], observed: dict[str, Any]) -> Plan:
    own = {name: given for name, given in parameters.items() if name not in NOT_METHOD}
    units = [f"u{number}" for number in range(len(as_list(observed["value"])))]
    target = {"value": observed["target"], "every_unit": True} if "target" in observed else None
    lower = parameters.get("direction") == "lower"
    if target and lower:
        target["compare"] = "at_most"
    return Plan.model_validate(
        {
            "code": "page",
            "year": 2021,
            "label": NAME,
            "groups": [{"code": "g", "label": NAME}],
            "units": [{"code": unit, "zh": unit, "en": unit, "group": "g"} for unit in units],
            "indicators": [
                {
                    "code": "i",
                    "label": NAME,
                    "parent": "total",
                    "measure": NAME,
                    "collect": "rank" if "field" in observed else "level",
                    "direction": "lower" if lower else "higher",
                    "weight": parameters.get("weight", 10),
                    "scoring": {"method": method, **own},
                    "target": target,
                }
            ],
        }
    )


def points_of(plan: Plan, observed: dict[str, Any]) -> list[float]:
    rows = [
        {"unit": f"u{number}", "indicator": "i", "period": month, "value": float(given)}
        | {"field": observed.get("field")}
        for name, month in MONTHS.items()
        for number, given in enumerate(as_list(observed.get(name, [])))
    ]
    columns = {name: [row.get(name) for row in rows] for name in OBSERVATIONS}
    with open_backend("polars") as backend:
        inputs = Inputs(backend.table(columns, OBSERVATIONS), backend.table)
        scores = score(plan, inputs, [Period.parse("2021-02")]).scores
    native: pl.DataFrame = nw.to_native(scores.sort("unit"))
    return native["points"].to_list()


@pytest.mark.parametrize(("method", "parameters", "observed", "points"), list(worked_rows()))
def test_a_worked_row_is_what_the_engine_gives(
    method: str, parameters: dict[str, Any], observed: dict[str, Any], points: list[float]
) -> None:
    assert points_of(plan_of(method, parameters, observed), observed) == pytest.approx(
        points, abs=5e-5
    )


def test_every_method_has_a_worked_row() -> None:
    assert {method for method, *_ in worked_rows()} == set(METHODS)
