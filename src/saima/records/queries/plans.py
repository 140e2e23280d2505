"""Which plan versions there are and which one counts."""

from saima.records.models import PlanVersion


def current_version(year: int) -> PlanVersion | None:
    """The version of ``year`` that was published last, or None."""
    return PlanVersion.objects.filter(year=year).order_by("-published_at", "-id").first()


def latest_version() -> PlanVersion | None:
    """The current version of the latest year that has one, or None."""
    return PlanVersion.objects.order_by("-year", "-published_at", "-id").first()


def years() -> tuple[int, ...]:
    """The years that have a plan, oldest first."""
    found = PlanVersion.objects.values_list("year", flat=True).distinct().order_by("year")
    return tuple(found)
