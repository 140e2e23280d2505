"""The register of documents, and what is wrong with its numbers, if anything."""

from dataclasses import dataclass

from django.db.models import QuerySet

from saima.records.models import DocumentSeries, IssuedDocument


@dataclass(frozen=True)
class Gap:
    """Numbers of a series that no document has; there is never any."""

    organ: str
    year: int
    missing: tuple[int, ...]


def register(organ: str | None = None, year: int | None = None) -> QuerySet[IssuedDocument]:
    """Everything with a number, void ones included, in the order of the numbers."""
    wanted = {"organ": organ, "year": year}
    asked = {name: value for name, value in wanted.items() if value is not None}
    rows = IssuedDocument.objects.filter(number__isnull=False, **asked)
    return rows.select_related("file", "board").order_by("organ", "year", "number")


def drafts() -> QuerySet[IssuedDocument]:
    """Documents without a number, the newest first."""
    return IssuedDocument.objects.filter(number=None).order_by("-drafted_at", "-id")


def gaps() -> list[Gap]:
    """Compare every series with the numbers that documents have."""
    found = []
    for series in DocumentSeries.objects.order_by("organ", "year"):
        rows = register(series.organ, series.year).values_list("number", flat=True)
        missing = tuple(sorted(set(range(1, series.last + 1)) - set(rows)))
        if missing:
            found.append(Gap(series.organ, series.year, missing))
    return found
