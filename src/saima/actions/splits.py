"""Splits of targets: drawn up by the office, signed by a leader, followed by the boards at once."""

from collections.abc import Mapping
from datetime import UTC
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from saima.actions import audit
from saima.actions.by import By
from saima.actions.found import find, newest_version
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_REASON, refused
from saima.actions.split_cells import plain, text_of, texts
from saima.actions.split_filling import curve_text
from saima.actions.split_frames import Frame, frame_of
from saima.actions.split_grids import Grid, Method, Path, Typed
from saima.actions.split_refusals import OWN_SPLIT, SPLIT_CHANGED, SPLIT_SHORT
from saima.actions.split_steps import SplitAct, next_step
from saima.actions.telling import Telling, tell_unit
from saima.engine.splits import Shares, cumulative, even_curve, over_asking, period_targets
from saima.plan.tree import Direction
from saima.records.models import PlanVersion, SplitState, Target, TargetSplit
from saima.records.queries.plans import plan_of
from saima.records.queries.splits import last_year

LONGEST_REASON = 500
NOISE = Decimal("1e-9")

__all__ = [
    "adopt",
    "change",
    "decline",
    "draw_up",
    "framed",
    "grid_of",
    "mark_of",
    "over_asking",
    "sum_of",
    "targets_of",
    "typed_of",
    "withdraw",
]


def framed(plan: str, indicator: str) -> Frame:
    """What is split of an indicator in the newest version of a plan, with the year before.

    Raises Refused for an indicator that is not split over units.
    """
    found = plan_of(newest_version(plan))
    frame = frame_of(found, indicator)
    return frame_of(found, indicator, last_year(plan, frame.indicator, found.year))


def draw_up(by: By, plan: str, indicator: str, grid: Grid, reason: str = "") -> TargetSplit:
    """Keep a draft as the next version of the indicator's split.

    Raises Denied, and Refused for an indicator that is not split over units.
    """
    by.needs(Right.TARGET_SPLIT)
    with transaction.atomic():
        # Two drafts of an indicator take their version numbers one after the other.
        list(PlanVersion.objects.filter(code=plan).order_by("pk").select_for_update())
        frame = framed(plan, indicator)
        rows = TargetSplit.objects.filter(plan=plan, indicator=indicator).order_by("-version")
        before = rows.values_list("version", flat=True).first()
        made: TargetSplit = TargetSplit.objects.create(
            plan=plan,
            indicator=indicator,
            version=(before or 0) + 1,
            reason=reason.strip()[:LONGEST_REASON],
            made_by=by.person,
            made_at=by.now,
            **content_of(frame, grid),
        )
        audit.record(by, "split.draw_up", made, **facts(frame, made))
    return made


def change(by: By, split: int, seen: str, grid: Grid, reason: str = "") -> TargetSplit:
    """Put another grid into a draft; ``seen`` is the mark of the draft that was on the screen.

    Raises Denied; Refused where it is no draft any more or somebody else has changed it.
    """
    with transaction.atomic():
        found = find(TargetSplit, split, lock=True)
        next_step(by, found, SplitAct.CHANGE)
        refuse_unseen(found, seen)
        frame = framed(found.plan, found.indicator)
        for name, value in content_of(frame, grid).items():
            setattr(found, name, value)
        found.reason = reason.strip()[:LONGEST_REASON]
        found.made_by, found.made_at = by.person, by.now
        found.save()
        audit.record(by, "split.change", found, **facts(frame, found))
    return found


def withdraw(by: By, split: int, reason: str) -> TargetSplit:
    """Take a draft back. Raises Denied; Refused without a reason or where it is no draft."""
    return ended(by, split, SplitAct.WITHDRAW, reason)


def decline(by: By, split: int, reason: str) -> TargetSplit:
    """Decide as a leader that a draft is not adopted. Raises as ``withdraw``."""
    return ended(by, split, SplitAct.DECLINE, reason)


def ended(by: By, split: int, act: SplitAct, reason: str) -> TargetSplit:
    """End a draft without adopting it."""
    with transaction.atomic():
        found = find(TargetSplit, split, lock=True)
        step = next_step(by, found, act)
        if not reason.strip():
            raise refused(EMPTY_REASON)
        found.state, found.reason = step.to, reason.strip()[:LONGEST_REASON]
        found.save(update_fields=["state", "reason"])
        frame = framed(found.plan, found.indicator)
        audit.record(by, f"split.{act}", found, **facts(frame, found))
    return found


def adopt(by: By, split: int, seen: str, reason: str) -> TargetSplit:
    """Sign a draft: the targets of its units are set, and the live boards follow at once.

    Every unit gets its year's target and one for every month, quarter and half-year; later rows
    replace earlier ones, so an older split is replaced as a whole.

    Raises Denied; Refused without a reason, for a draft that somebody has changed meanwhile, that
    the person drew up, or that falls short of the city's target.
    """
    with transaction.atomic():
        found = find(TargetSplit, split, lock=True)
        step = next_step(by, found, SplitAct.ADOPT)
        refuse_unseen(found, seen)
        if found.made_by_id == by.person.pk:
            raise refused(OWN_SPLIT)
        if not reason.strip():
            raise refused(EMPTY_REASON)
        frame = framed(found.plan, found.indicator)
        refuse_short(frame, found)
        found.state, found.reason = step.to, reason.strip()[:LONGEST_REASON]
        found.signed_by, found.signed_at = by.person, by.now
        found.save()
        Target.objects.bulk_create(target_rows(by, frame, found))
        audit.record(by, "split.adopt", found, **facts(frame, found))
        tell_units(by, frame, found)
    return found


def refuse_unseen(split: TargetSplit, seen: str) -> None:
    """Raise Refused where the draft is not the one that was on the screen."""
    if split.state == SplitState.DRAFT and seen != mark_of(split):
        moment = localtime(split.made_at).strftime("%Y-%m-%d %H:%M")
        raise refused(SPLIT_CHANGED, person=str(split.made_by), moment=moment)


def mark_of(split: TargetSplit) -> str:
    """What tells one content of a draft from another: when it was kept."""
    return split.made_at.astimezone(UTC).isoformat()


def refuse_short(frame: Frame, split: TargetSplit) -> None:
    """Raise Refused where the units together would not reach the city's target."""
    whole, total = frame.whole, sum_of(split)
    lower = frame.indicator.direction is Direction.LOWER
    if (total > whole) if lower else (total < whole):
        missing = plain(abs(whole - total))
        raise refused(SPLIT_SHORT, sum=plain(total), whole=plain(whole), missing=missing)


def content_of(frame: Frame, grid: Grid) -> dict[str, Any]:
    """A grid as the records keep it: months only of units that differ from the curve."""
    own = {
        code: [plain(month) for month in months]
        for code, months in grid.months.items()
        if months != cumulative(grid.years[code], grid.curve, frame.decimals)
    }
    return {
        "city_target": frame.whole,
        "superior_target": grid.superior,
        "method": grid.method.value,
        "weights": texts(grid.weights),
        "shares": texts(grid.years),
        "curve": [] if alike(grid.curve, frame.curve) else [plain(one) for one in grid.curve],
        "months": own,
    }


def grid_of(frame: Frame, split: TargetSplit) -> Grid:
    """The grid that a split keeps."""
    curve = tuple(map(Decimal, split.curve)) or frame.curve
    years = decimals_of(split.shares)
    months = {
        code: tuple(map(Decimal, split.months[code]))
        if code in split.months
        else cumulative(year, curve, frame.decimals)
        for code, year in years.items()
    }
    weights = decimals_of(split.weights)
    return Grid(Method(split.method), years, months, curve, weights, split.superior_target)


def typed_of(frame: Frame, split: TargetSplit) -> Typed:
    """The form that a split was made with."""
    grid = grid_of(frame, split)
    return Typed(
        method=split.method,
        path=path_of(frame, grid),
        more=plain((grid.sum / frame.whole - 1) * 100) if more_asked(frame, grid) else "",
        superior="" if grid.superior is None else plain(grid.superior),
        curve=curve_text(grid.curve),
        weights=dict(split.weights),
        years={code: text_of(year, frame.decimals) for code, year in grid.years.items()},
        months={
            code: tuple(text_of(month, frame.decimals) for month in months)
            for code, months in grid.months.items()
        },
    )


def path_of(frame: Frame, grid: Grid) -> Path:
    """How the months of a kept grid were spread, as far as its curve tells."""
    if alike(grid.curve, frame.curve):
        return Path.PLAN
    return Path.EVEN if alike(grid.curve, even_curve()) else Path.TYPED


def alike(one: Shares, other: Shares) -> bool:
    """Whether two curves are the same to the ninth decimal, beyond which thirds differ."""
    return all(abs(a - b) < NOISE for a, b in zip(one, other, strict=True))


def more_asked(frame: Frame, grid: Grid) -> bool:
    """Whether the units are asked for a whole number of percent above the city's target."""
    more = over_asking(frame.whole, grid.sum)
    return more is not None and more > 0 and more * 100 == (more * 100).to_integral_value()


def decimals_of(kept: Mapping[str, str]) -> dict[str, Decimal]:
    """Kept texts as numbers."""
    return {code: Decimal(text) for code, text in kept.items()}


def sum_of(split: TargetSplit) -> Decimal:
    """What the units of a split are asked for together."""
    return sum(decimals_of(split.shares).values(), Decimal(0))


def target_rows(by: By, frame: Frame, split: TargetSplit) -> list[Target]:
    """The rows of targets that a split leads to, not saved."""
    return [
        Target(
            plan=split.plan,
            unit=unit,
            indicator=split.indicator,
            period=period,
            target=target,
            reason=split.reason,
            recorded_at=by.now,
        )
        for (unit, period), target in targets_of(frame, split).items()
    ]


def targets_of(frame: Frame, split: TargetSplit) -> dict[tuple[str, str], Decimal]:
    """The targets of a split by unit and period: the year, and all that is inside it."""
    grid = grid_of(frame, split)
    found = {}
    for unit, year in grid.years.items():
        found[unit, str(frame.plan.year)] = year
        inside = period_targets(frame.plan, frame.indicator, grid.months[unit])
        found |= {(unit, period): target for period, target in inside.items()}
    return found


def tell_units(by: By, frame: Frame, split: TargetSplit) -> None:
    """Tell every unit its new target."""
    for unit in frame.units:
        data = {
            "title": frame.indicator.label.zh,
            "unit": unit.code,
            "key": split.pk,
            "number": split.version,
            "text": f"{split.shares.get(unit.code, '')}{frame.indicator.measure.zh}",
        }
        tell_unit(unit.code, Telling("split_adopted", f"split:{split.pk}", data), by.now)


def facts(frame: Frame, split: TargetSplit) -> dict[str, object]:
    """What the log keeps of a split."""
    return {
        "plan": split.plan,
        "indicator": split.indicator,
        "title": frame.indicator.label.zh,
        "version": split.version,
        "method": split.method,
        "city_target": split.city_target,
        "sum": sum_of(split),
        "shares": split.shares,
        "reason": split.reason,
    }
