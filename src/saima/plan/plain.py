"""A plan's pieces as plain data, and as flat cells: what files and workbooks keep of them.

Defaults are left out, because a reader of rules wants to see what was decided. A scoring method's
name always stays.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from pydantic import BaseModel

LARGEST_WHOLE = 1e15
"""Above it a float without decimals may not be the whole number that it prints as."""

Cell = str | float | int | bool


def plain(value: object) -> object:
    """Models to mappings without defaults, tuples to lists, whole floats to integers."""
    if isinstance(value, BaseModel):
        return mapping(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return written(value) if isinstance(value, float) else value


def mapping(model: BaseModel) -> dict[str, object]:
    """A model as a mapping of what it states."""
    return {name: plain(inner) for name, inner in stated_fields(model)}


def written(number: float) -> float | int | str:
    """A number as files show it: 10 for 10.0, and ``inf`` as a word."""
    if number in (float("inf"), float("-inf")):
        return str(number)
    whole = number.is_integer() and abs(number) < LARGEST_WHOLE and str(number) != "-0.0"
    return int(number) if whole else number


def stated_fields(model: BaseModel) -> Iterator[tuple[str, object]]:
    """The fields that differ from their default, in the order of the type."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        default = field.get_default(call_default_factory=True, validated_data={})
        if field.is_required() or name == "method" or value != default:
            yield name, value


def flat(model: BaseModel) -> dict[str, Cell]:
    """A model as cells under dotted names; lists and mappings of models become JSON text."""
    cells: dict[str, Cell] = {}
    for name, value in stated_fields(model):
        if isinstance(value, BaseModel):
            cells |= {f"{name}.{inner}": cell for inner, cell in flat(value).items()}
        elif isinstance(value, dict) and spreads(value):
            cells |= {f"{name}.{key}": written(number) for key, number in value.items()}
        elif isinstance(value, tuple | dict):
            cells[name] = compact(plain(value))
        else:
            cells[name] = single(plain(value))
    return cells


def single(value: object) -> Cell:
    """A scalar as a cell."""
    return value if isinstance(value, bool | int | float) else str(value)


def spreads(mapping: Mapping[str, object]) -> bool:
    """Whether a mapping of numbers can have a column for each key."""
    return bool(mapping) and all(
        isinstance(number, float) and "." not in key for key, number in mapping.items()
    )


def compact(value: object) -> str:
    """JSON on one line, Chinese unescaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
