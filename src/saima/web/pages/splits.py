"""Splits of targets: which do not add up, a grid of units and months, its adoption."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions import split_effects, splits
from saima.actions.audit import exported
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_FILE, NOT_THERE, Refused, refused
from saima.actions.split_cells import text_of
from saima.actions.split_filling import fill_months, spread
from saima.actions.split_frames import Frame
from saima.actions.split_grids import Method, Typed, read_grid
from saima.actions.split_steps import may_take
from saima.actions.split_tables import with_column, with_file, with_grid
from saima.exchange.filled import MOST_BYTES
from saima.plan.periods import Period
from saima.records.models import SplitState, TargetSplit
from saima.records.queries.splits import adopted_split, splits_of, year_targets
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.files import FORMS, download
from saima.web.exports.splits import split_export
from saima.web.forms.splits import LONGEST_PASTE, form_of, typed_split
from saima.web.pages.rounds import placed
from saima.web.paging import paged
from saima.web.readings.split_effect import read_split_effect
from saima.web.readings.splits import (
    ORDER,
    read_differences,
    read_grid_lines,
    read_splits,
    read_versions,
)

MOST_VERSIONS = 50
Filled = Callable[[Desk, Frame, Typed], Typed]


@require_safe
@at_the_desk(Right.TARGET_SPLIT, Right.TARGET_SIGN)
def splits_page(desk: Desk) -> HttpResponse:
    """Which targets do not add up; with ``waiting``, which drafts wait for a signature."""
    place = placed(desk)
    state, waiting = desk.request.GET.get("state", ""), "waiting" in desk.request.GET
    found = read_splits(place.plan, desk.language, state if state in ORDER else "")
    page = paged(found.waiting if waiting else found.shown, desk.request.GET)
    return desk.render("splits", list=found, paged=page, state=state, states=ORDER, waiting=waiting)


@at_the_desk(Right.TARGET_SPLIT)
def split_new(desk: Desk, indicator: str) -> HttpResponse:
    """A new version of an indicator's split: filled, looked at, kept as a draft."""
    frame = asked_frame(desk, indicator)
    force = adopted_split(frame.plan.code, indicator)
    kept = beginning(frame) if force is None else splits.typed_of(frame, force)
    sheet = filled(desk, frame, kept)
    if sheet.problems is None and desk.request.POST.get("act") == "save":
        reason = desk.request.POST.get("reason", "")
        try:
            grid = read_grid(frame, sheet.typed)
            made = splits.draw_up(desk.by, frame.plan.code, indicator, grid, reason)
        except Refused as refusal:
            sheet = replace(sheet, problems=desk.told(refusal))
        else:
            return back_with(reverse("split", args=[made.pk]), "split.draw_up")
    return page(desk, frame, sheet, None)


@at_the_desk(Right.TARGET_SPLIT, Right.TARGET_SIGN)
def split(desk: Desk, split: int) -> HttpResponse:
    """A version: its grid, what it would change, its signature, the other versions."""
    row = asked_split(split)
    frame = asked_frame(desk, row.indicator)
    sheet = filled(desk, frame, splits.typed_of(frame, row))
    act = desk.request.POST.get("act", "")
    if sheet.problems is None and act in STEPS:
        try:
            STEPS[act](desk, frame, row, sheet.typed)
        except Refused as refusal:
            sheet = replace(sheet, problems=desk.told(refusal))
        else:
            return back_with(reverse("split", args=[row.pk]), f"split.{act}")
    return page(desk, frame, sheet, row)


@require_safe
@at_the_desk(Right.TARGET_SPLIT, Right.TARGET_SIGN)
def split_table(desk: Desk, split: int, form: str) -> HttpResponse:
    """The grid of a version as a file that can be filled in and given back."""
    if form not in FORMS:
        raise Http404(_("Tables come as xlsx or csv."))
    row = asked_split(split)
    frame = asked_frame(desk, row.indicator)
    answer = download(split_export(frame, row, desk.language), form)
    exported(desk.by, f"split.{form}", indicator=row.indicator, version=row.version)
    return answer


@dataclass(frozen=True)
class Sheet:
    """The grid as it stands on the screen; ``typed_anew``: it is not what is kept."""

    typed: Typed
    problems: list[Any] | None = None
    typed_anew: bool = False


def filled(desk: Desk, frame: Frame, kept: Typed) -> Sheet:
    """The grid that was sent, filled as the pressed button says; ``kept`` where nothing was."""
    posted = desk.request.POST
    if "method" not in posted:
        return Sheet(kept)
    typed = typed_split(posted, frame)
    fill = FILLS.get(posted.get("act", ""))
    if fill is None:
        return Sheet(typed, typed_anew=True)
    try:
        return Sheet(fill(desk, frame, typed), typed_anew=True)
    except Refused as refusal:
        return Sheet(typed, desk.told(refusal), typed_anew=True)


def taken_file(desk: Desk, frame: Frame, typed: Typed) -> Typed:
    """The grid of the file that was sent."""
    sent = desk.request.FILES.get("table")
    if not isinstance(sent, UploadedFile):
        raise refused(EMPTY_FILE)
    name = (sent.name or "split")[:100]
    return with_file(frame, typed, name, sent.read(MOST_BYTES + 1))


def pasted(desk: Desk) -> str:
    """What was pasted."""
    return desk.request.POST.get("paste", "")[:LONGEST_PASTE]


FILLS: Mapping[str, Filled] = {
    "spread": lambda _desk, frame, typed: spread(frame, typed),
    "months": lambda _desk, frame, typed: fill_months(frame, typed),
    "column": lambda desk, frame, typed: with_column(frame, typed, pasted(desk)),
    "grid": lambda desk, frame, typed: with_grid(frame, typed, pasted(desk)),
    "file": taken_file,
}
"""Buttons that fill the grid and keep nothing."""


def change(desk: Desk, frame: Frame, row: TargetSplit, typed: Typed) -> TargetSplit:
    """Keep the grid in the draft."""
    posted = desk.request.POST
    grid = read_grid(frame, typed)
    return splits.change(desk.by, row.pk, posted.get("seen", ""), grid, posted.get("reason", ""))


STEPS: Mapping[str, Callable[[Desk, Frame, TargetSplit, Typed], TargetSplit]] = {
    "change": change,
    "adopt": lambda desk, _frame, row, _typed: splits.adopt(
        desk.by, row.pk, desk.request.POST.get("seen", ""), desk.request.POST.get("reason", "")
    ),
    "withdraw": lambda desk, _frame, row, _typed: splits.withdraw(
        desk.by, row.pk, desk.request.POST.get("reason", "")
    ),
    "decline": lambda desk, _frame, row, _typed: splits.decline(
        desk.by, row.pk, desk.request.POST.get("reason", "")
    ),
}


def page(desk: Desk, frame: Frame, sheet: Sheet, row: TargetSplit | None) -> HttpResponse:
    """The page of a version, or of one that is not kept yet."""
    versions = list(splits_of(frame.plan.code, frame.indicator.code)[:MOST_VERSIONS])
    acts = frozenset({"change"}) if row is None else may_take(desk.by, row)
    draft = row is not None and row.state == SplitState.DRAFT
    reading = read_grid_lines(frame, sheet.typed, desk.language)
    return desk.render(
        "split",
        CONFLICT if sheet.problems else 200,
        split=row,
        frame=frame,
        grid=reading,
        name=frame.indicator.label.text(desk.language),
        form=form_of(sheet.typed),
        problems=sheet.problems,
        typed_anew=sheet.typed_anew,
        acts=acts,
        editable="change" in acts,
        seen="" if row is None else splits.mark_of(row),
        reason=desk.request.POST.get("reason", row.reason if row else ""),
        pasted=desk.request.POST.get("paste", "") if sheet.problems else "",
        months=range(1, 13),
        versions=read_versions(versions),
        **compared(desk, frame, row, versions),
        effect=effect_of(desk, row) if row and draft and not sheet.typed_anew else None,
    )


def compared(
    desk: Desk, frame: Frame, row: TargetSplit | None, versions: list[TargetSplit]
) -> dict[str, Any]:
    """What differs from the version that the address names, else from the one in force."""
    if row is None:
        return {"other": None}
    others = [one for one in versions if one.pk != row.pk]
    asked = desk.request.GET.get("with", "")
    older = [one for one in others if one.version < row.version]
    usual = next((one for one in older if one.state == SplitState.ADOPTED), None)
    other = next((one for one in others if str(one.pk) == asked), usual)
    if other is None:
        return {"other": None}
    earlier, later = sorted((other, row), key=lambda one: one.version)
    grids = (splits.grid_of(frame, earlier), splits.grid_of(frame, later))
    differences = read_differences(frame, *grids, desk.language)
    return {"other": other, "older": earlier, "newer": later, "differences": differences}


def effect_of(desk: Desk, row: TargetSplit) -> object:
    """What the draft would change in the last whole month, or in the period that is asked for.

    Because a leader signs what it leads to, it is computed before the signature.
    """
    place = placed(desk)
    asked = desk.request.GET.get("period", "")
    try:
        period = Period.parse(asked) if asked else place.period
    except ValueError:
        period = place.period
    period = period if period.year == place.plan.year else place.period
    found = split_effects.effect(desk.by, row.pk, period)
    return read_split_effect(found, place.plan, desk.language)


def beginning(frame: Frame) -> Typed:
    """What a new split begins with: the targets in force, else equal shares."""
    targets = year_targets(frame.plan, frame.indicator.code)
    known = {
        unit.code: text_of(target, frame.decimals)
        for unit in frame.units
        if (target := targets.get((unit.code, frame.indicator.code))) is not None
    }
    superior = "" if frame.superior is None else text_of(frame.superior, frame.decimals)
    if not known:
        return spread(frame, Typed(superior=superior))
    return (
        fill_months(frame, Typed(method=Method.TYPED, superior=superior, years=known))
        if len(known) == len(frame.units)
        else Typed(method=Method.TYPED, superior=superior, years=known)
    )


def asked_frame(desk: Desk, indicator: str) -> Frame:
    """What is split; Http404 for an indicator that is not split over units."""
    try:
        return splits.framed(placed(desk).plan.code, indicator)
    except Refused as refusal:
        raise Http404(refusal.problems[0].text(desk.language)) from refusal


def asked_split(split: int) -> TargetSplit:
    """The split of the address; Http404 where there is none."""
    rows = TargetSplit.objects.select_related("made_by", "signed_by")
    row: TargetSplit | None = rows.filter(pk=split).first()
    if row is None:
        raise Http404(refused(NOT_THERE).problems[0].text())
    return row
