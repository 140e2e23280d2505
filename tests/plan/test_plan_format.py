"""The page about the format names every key with its default, and its examples are a plan."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from saima.plan.cases import Case
from saima.plan.load import LoadedPlan
from saima.plan.plain import compact, plain
from saima.plan.plan import Plan
from saima.plan.shape import alternatives, is_model

PAGE = (Path(__file__).parents[2] / "docs" / "plan-format.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"^#+ ", PAGE, flags=re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \| .+ \| (.+) \|$", re.MULTILINE)


def models_below(annotation: Any) -> Iterator[type[BaseModel]]:
    """The plan's types inside an annotation, and inside those."""
    for part in alternatives(annotation):
        if is_model(part):
            yield part
            for field in part.model_fields.values():
                yield from models_below(field.annotation)
        for inner in get_args(part):
            if not isinstance(inner, str):
                yield from models_below(inner)


MODELS = dict.fromkeys([*models_below(Plan), *models_below(Case)])


def described(model: type[BaseModel]) -> dict[str, str]:
    """The keys and defaults that the page gives for a type."""
    method = model.model_fields.get("method")
    marks = (f"`{method.default}`: ",) if method else (f": `{model.__name__}`\n",)
    (section,) = [text for text in SECTIONS if any(mark in text for mark in marks)]
    return dict(ROW.findall(section))


def default_of(model: type[BaseModel], name: str) -> str:
    """A default as the page writes it."""
    field = model.model_fields[name]
    value = field.get_default(call_default_factory=True, validated_data={})
    if field.is_required() or value is None:
        return "required" if field.is_required() else "none"
    if isinstance(value, BaseModel):
        return "as below"
    text = plain(value)
    return f"`{text if isinstance(text, str) else compact(text)}`"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_page_names_every_key_with_its_default(model: type[BaseModel]) -> None:
    names = [name for name in model.model_fields if name != "method"]
    assert described(model) == {name: default_of(model, name) for name in names}


def blocks(language: str) -> list[str]:
    """The examples in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_examples_of_the_page_are_a_sound_plan(
    load_files: Callable[[dict[str, str | bytes]], LoadedPlan],
) -> None:
    by_key = {re.match(r"[\w -]+", text)[0]: text for text in blocks("yaml")}  # type: ignore[index]
    keys = ("code", "year_score", "adjustments", "consequences", "objections", "supervision")
    own = [by_key[key] for key in keys]
    units, targets = blocks("csv")
    derived, kind = [text for text in blocks("yaml") if text.startswith("- code")]
    loaded = load_files(
        {
            "plan.yaml": "".join(own),
            "units.csv": units,
            "targets.csv": targets,
            "indicators/economy.yaml": by_key["indicators"] + derived,
            "hard_problems/hazard.yaml": kind,
            "cases/example.yaml": by_key["name"],
        }
    )
    assert [problem.text() for problem in loaded.problems] == []
    assert len(loaded.cases) == 1
