"""From plain data to the plan's types; what the types refuse becomes problems with lines."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from saima.plan import value_problems as kinds
from saima.plan.places import ModelPath, Places, key_name, nearest, place_of, problem_at
from saima.plan.problems import Problem, ProblemKind
from saima.plan.shape import known_keys

Model = TypeVar("Model", bound=BaseModel)
Translation = tuple[ProblemKind, Mapping[str, object]]

SCALAR_ERRORS = frozenset({"enum", "float_type", "literal_error", "string_type"})
"""Errors of a union's plain branch; they say little where a list or mapping was given."""

BY_TYPE = {
    "bool_parsing": kinds.NOT_A_TRUTH,
    "bool_type": kinds.NOT_A_TRUTH,
    "float_parsing": kinds.NOT_A_NUMBER,
    "float_type": kinds.NOT_A_NUMBER,
    "int_from_float": kinds.NOT_WHOLE,
    "int_parsing": kinds.NOT_WHOLE,
    "int_parsing_size": kinds.NOT_WHOLE,
    "int_type": kinds.NOT_WHOLE,
    "string_type": kinds.NOT_A_TEXT,
    "string_too_short": kinds.EMPTY_TEXT,
    "tuple_type": kinds.NOT_A_LIST,
    "dict_type": kinds.NOT_A_MAPPING,
    "model_type": kinds.NOT_A_MAPPING,
    "model_attributes_type": kinds.NOT_A_MAPPING,
}
LIMITS = {"greater_than": "gt", "greater_than_equal": "ge", "less_than_equal": "le"}
SIGNS = {"gt": ">", "ge": ">=", "le": "<="}
LENGTHS = {
    "too_short": (kinds.TOO_FEW, "min_length"),
    "too_long": (kinds.TOO_MANY, "max_length"),
    "string_too_long": (kinds.TEXT_TOO_LONG, "max_length"),
}


def validated(
    model: type[Model], data: object, places: Places, prefix: ModelPath = ()
) -> tuple[Model | None, list[Problem], list[ModelPath]]:
    """Make the model, or list all problems and the paths in the data that they stand at."""
    try:
        return model.model_validate(data), [], []
    except ValidationError as failure:
        errors = told_once(data, failure.errors(include_url=False))
    problems = []
    for error in errors:
        path = (*prefix, *path_in(data, error["loc"]))
        kind, facts = translated(model, data, error)
        given = {"key": key_name(key_path(path, error)), **facts}
        problems.append(problem_at(place_of(places, path), kind, **given))
    return None, problems, [path_in(data, error["loc"]) for error in errors]


def steps(data: Any, location: Iterable[str | int]) -> Iterator[tuple[str | int, Any, bool]]:
    """Each step of an error's location, the data it starts from, whether the data has it."""
    for step in location:
        keyed = isinstance(data, dict) and step in data
        counted = isinstance(data, list) and isinstance(step, int) and step < len(data)
        yield step, data, keyed or counted
        if keyed or counted:
            data = data[step]


def path_in(data: object, location: Iterable[str | int]) -> ModelPath:
    """The part of a location that the data has: no union labels, no missing key."""
    return tuple(step for step, _, there in steps(data, location) if there)


def value_at(data: Any, path: ModelPath) -> Any:
    """The piece of the data at a path that exists in it."""
    for step in path:
        data = data[step]
    return data


def told_once(data: object, errors: Iterable[ErrorDetails]) -> list[ErrorDetails]:
    """Keep one branch of each union, because a writer made one mistake, not one per branch.

    The branch that fits best is the one with an error deepest in the data.
    """
    single: list[ErrorDetails] = []
    unions: dict[ModelPath, dict[str, list[ErrorDetails]]] = {}
    for error in errors:
        if is_echo(data, error):
            continue
        branch = branch_of(data, error)
        if branch is None:
            single.append(error)
        else:
            path, label = branch
            unions.setdefault(path, {}).setdefault(label, []).append(error)
    for branches in unions.values():
        single += max(branches.values(), key=lambda told: max(fitness(data, e) for e in told))
    return single


def is_echo(data: object, error: ErrorDetails) -> bool:
    """Whether a list only counts as too short because some of its items are wrong."""
    return error["type"] == "too_short" and (
        len(value_at(data, path_in(data, error["loc"]))) >= error["ctx"]["min_length"]
    )


def branch_of(data: object, error: ErrorDetails) -> tuple[ModelPath, str] | None:
    """Where the value stands that a union was tried on, and the label of the branch.

    A step that the data does not have is such a label, unless it names the scoring method or the
    missing key.
    """
    location = error["loc"][:-1] if error["type"] == "missing" else error["loc"]
    for position, (step, start, there) in enumerate(steps(data, location)):
        method = isinstance(start, dict) and start.get("method") == step
        if not there and not method:
            return path_in(data, location[:position]), str(step)
    return None


def fitness(data: object, error: ErrorDetails) -> tuple[int, bool]:
    """How well a branch fits: its depth, then whether it speaks of the shape that was given."""
    path = path_in(data, error["loc"])
    many = isinstance(value_at(data, path), list | dict)
    return len(path), many and error["type"] not in SCALAR_ERRORS


def translated(model: type[BaseModel], data: object, error: ErrorDetails) -> Translation:
    """The kind and facts of one error of the types."""
    sort, context = error["type"], error.get("ctx", {})
    given = value_at(data, path_in(data, error["loc"]))
    value = {"value": kinds.shown(given)}
    if sort == "refused":
        return context["kind"], context["facts"]
    if sort in BY_TYPE:
        return BY_TYPE[sort], value
    if sort in ("missing", "union_tag_not_found"):
        return kinds.MISSING_KEY, {}
    if sort in LENGTHS:
        kind, name = LENGTHS[sort]
        return kind, {"count": len(given), "limit": context[name]}
    if sort in LIMITS:
        name = LIMITS[sort]
        return kinds.OUT_OF_RANGE, value | {"limit": f"{SIGNS[name]} {context[name]:g}"}
    return words(model, error, given)


def words(model: type[BaseModel], error: ErrorDetails, given: object) -> Translation:
    """The kind and facts of an error about a word: a key, a method, a choice, a date."""
    sort, context = error["type"], error.get("ctx", {})
    if sort == "extra_forbidden":
        known = known_keys(model, error["loc"][:-1])
        return kinds.UNKNOWN_KEY, {"options": nearest(str(error["loc"][-1]), known)}
    if sort == "union_tag_invalid":
        known = context["expected_tags"].replace("'", "").split(", ")
        return kinds.UNKNOWN_METHOD, {
            "value": context["tag"],
            "known": ", ".join(known),
            "options": nearest(context["tag"], known, first=1),
        }
    value = {"value": kinds.shown(given)}
    if sort in ("enum", "literal_error"):
        known = context["expected"].replace("'", "").replace(" or ", ", ")
        return kinds.UNKNOWN_WORD, value | {"known": known}
    if sort.startswith("date"):
        return kinds.NOT_A_DATE, value
    return kinds.REFUSED_VALUE, value | {"reason": error["msg"]}


def key_path(path: ModelPath, error: ErrorDetails) -> ModelPath:
    """The path of the key that an error is about; it may be one that is not there."""
    if error["type"] == "missing":
        return (*path, error["loc"][-1])
    return (*path, "method") if error["type"] == "union_tag_not_found" else path
