"""Which plan versions there are and which one counts."""

from datetime import datetime

from saima.plan.plan import Plan
from saima.records.models import PlanVersion

MOST_KEPT = 8
KEPT: dict[str, Plan] = {}
"""Plans by hash, so that a request does not read a large plan anew."""


def current_version(year: int, moment: datetime | None = None) -> PlanVersion | None:
    """The version of ``year`` that was published last (``moment``: by then), or None.

    Before the first one was published that one counts, because there was no other rule.
    """
    versions = PlanVersion.objects.filter(year=year).order_by("-published_at", "-id")
    if moment is None:
        return versions.first()
    return versions.filter(published_at__lte=moment).first() or versions.last()


def latest_version() -> PlanVersion | None:
    """The current version of the latest year that has one, or None.

    Without the plan's text, because every page asks and the plan is mostly known by its hash.
    """
    versions = PlanVersion.objects.defer("content")
    return versions.order_by("-year", "-published_at", "-id").first()


def years() -> tuple[int, ...]:
    """The years that have a plan, oldest first."""
    found = PlanVersion.objects.values_list("year", flat=True).distinct().order_by("year")
    return tuple(found)


def plan_of(version: PlanVersion) -> Plan:
    """The plan of a version; read once, because its content never changes."""
    kept = KEPT.get(version.hash)
    if kept is None:
        if len(KEPT) >= MOST_KEPT:
            KEPT.clear()
        kept = KEPT[version.hash] = Plan.model_validate(version.content)
    return kept
