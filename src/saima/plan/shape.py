"""What the plan's types expect at a path: known keys, and whether a list or mapping goes there."""

import types
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

Step = str | int


def alternatives(annotation: Any) -> Iterator[Any]:
    """The types behind unions and annotations."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from alternatives(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from alternatives(part)
    else:
        yield annotation


def is_model(annotation: Any) -> bool:
    """Whether a type is one of the plan's own."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def below(annotation: Any, step: Step) -> Iterator[Any]:
    """The types one step further: a field, a position, a key, or a scoring method by its name."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if is_model(annotation):
        fields = annotation.model_fields
        if step in fields:
            yield from alternatives(fields[str(step)].annotation)
        elif "method" in fields and fields["method"].default == step:
            yield annotation
    elif origin is tuple and isinstance(step, int):
        yield from alternatives(arguments[0])
    elif origin is dict:
        yield from alternatives(arguments[1])


def expected(model: type[BaseModel], path: Iterable[Step]) -> list[Any]:
    """The types that may stand at ``path``; steps that lead nowhere (union labels) are skipped."""
    current: list[Any] = [model]
    for step in path:
        further = [found for annotation in current for found in below(annotation, step)]
        current = further or current
    return current


def known_keys(model: type[BaseModel], path: Sequence[Step]) -> list[str]:
    """The keys that a mapping at ``path`` may have, in the order of the types."""
    keys: dict[str, None] = {}
    for annotation in expected(model, path):
        if is_model(annotation):
            keys |= dict.fromkeys(annotation.model_fields)
    return list(keys)


def holds_many(model: type[BaseModel], path: Sequence[Step]) -> bool:
    """Whether a list or a free mapping may stand at ``path``."""
    return any(get_origin(annotation) in (tuple, dict) for annotation in expected(model, path))


def leads_somewhere(model: type[BaseModel], path: Sequence[Step]) -> bool:
    """Whether the types know every step of ``path``."""
    current: list[Any] = [model]
    for step in path:
        current = [found for annotation in current for found in below(annotation, step)]
    return bool(current)
