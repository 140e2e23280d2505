"""Pledges of the demo's year: signed, overtaken by a change, waiting; all fictitious."""

from datetime import date
from decimal import Decimal

from saima.actions import pledges
from saima.actions.papers.pledges import Pledging
from saima.actions.pledges import Signed
from saima.actions.stored_files import NamedFile
from saima.records.models import Pledge, Target
from saima.web.demo_judged import Year

ORGAN = "X市争先创优工作领导小组"
MEASURES = ("主要负责人每月调度一次（演示）", "重点项目专班推进（演示）")
SIGNED, OVERTAKEN, WAITING = "330483102", "330483004", "330483106"
COPY = b"%PDF-1.4\n% fictitious signed copy\n%%EOF\n"
RAISED = "digital-upgrades"


def pledge_in_winter(year: Year) -> None:
    """Three towns pledge at the turn of the year; one target is raised after the signature."""
    for unit in (SIGNED, OVERTAKEN):
        made = drawn_up(year, unit, "2022-01-04 09:30")
        copy = NamedFile(f"军令状签署件（{unit}，演示）.pdf", COPY)
        kept = year.by("office", "2022-01-05 16:00")
        pledges.keep_signed(kept, made.pk, Signed(date(2022, 1, 5), copy))
    drawn_up(year, WAITING, "2022-01-06 09:30")
    raise_target(year)


def drawn_up(year: Year, unit: str, moment: str) -> Pledge:
    """A town's pledge."""
    pledging = Pledging(unit, ORGAN, "组长", "主要负责人", MEASURES)
    return pledges.draw_up(year.by("office", moment), year.version.code, pledging)


def raise_target(year: Year) -> None:
    """The target of a town that has signed is raised by a tenth, as a set row of targets."""
    before = next(
        row["target"]
        for row in year.version.content["targets"]
        if (row["unit"], row["indicator"]) == (OVERTAKEN, RAISED)
    )
    Target.objects.create(
        plan=year.version.code,
        unit=OVERTAKEN,
        indicator=RAISED,
        period=str(year.version.year),
        target=(Decimal(str(before)) * Decimal("1.1")).quantize(Decimal(1)),
        reason="（演示）年末追加任务",
        recorded_at=year.by("office", "2022-01-07 10:00").now,
    )
