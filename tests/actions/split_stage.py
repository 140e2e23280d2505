"""A plan whose starts are split over three towns, and grids of it; the figures are by hand."""

from decimal import Decimal
from typing import Any

from saima.actions import splits
from saima.actions.split_filling import spread
from saima.actions.split_frames import Frame
from saima.actions.split_grids import Grid, Method, Typed, read_grid
from saima.plan.plan import Plan
from saima.records.models import TargetSplit
from tests.cast import Cast, by, cast_plan, publish
from tests.demo.small_plan import indicator, label

STARTS = "starts"
YEARS = {"a": "30", "b": "20", "c": "10"}


def split_plan(**more: Any) -> Plan:
    """The city is to start 60 projects; the superior asks it for 50."""
    starts = indicator(
        STARTS, reporter="self", label=label("新开工数"), target={"value": 60, **more}
    )
    kept = cast_plan().model_dump(mode="json")
    kept["indicators"] = [starts if one["code"] == STARTS else one for one in kept["indicators"]]
    kept["units"].append({"code": "above", "zh": "上级", "en": "Above", "kind": "superior"})
    kept["targets"] = [{"unit": "above", "indicator": STARTS, "period": "2021", "target": 50}]
    return Plan.model_validate(kept)


def published(**more: Any) -> Frame:
    """The plan is published; what is split of its starts."""
    publish(split_plan(**more))
    return splits.framed("small", STARTS)


def typed(frame: Frame, **years: str) -> Typed:
    """The towns' targets, with months by the plan's curve."""
    return spread(frame, Typed(method=Method.TYPED, years=YEARS | years))


def grid(frame: Frame, **years: str) -> Grid:
    """The same as decimals."""
    return read_grid(frame, typed(frame, **years))


def drafted(cast: Cast, frame: Frame, **years: str) -> TargetSplit:
    """A draft of the office."""
    return splits.draw_up(by(cast.office), "small", STARTS, grid(frame, **years), "依据会议纪要")


def d(*numbers: object) -> tuple[Decimal, ...]:
    """Decimals."""
    return tuple(Decimal(str(number)) for number in numbers)
