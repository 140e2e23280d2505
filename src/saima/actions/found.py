"""Find the record an action is about, and lock it."""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import Model

from saima.actions.refusals import NOT_THERE, refused
from saima.records.models import PlanVersion

Found = TypeVar("Found", bound=Model)


def find(model: type[Found], key: int, *, lock: bool = False) -> Found:
    """The row of ``key``; with ``lock`` nobody else changes it before this transaction ends.

    Raises Refused (``not_there``).
    """
    rows = model._default_manager.filter(pk=key)
    row: Found | None = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise refused(NOT_THERE)
    return row


def find_all(model: type[Found], keys: Collection[int]) -> dict[int, Found]:
    """The rows of all ``keys``, locked in one order, so that two writers never wait in a ring.

    Raises Refused (``not_there``) when one is missing.
    """
    rows = model._default_manager.filter(pk__in=keys).order_by("pk").select_for_update()
    found: dict[int, Found] = {row.pk: row for row in rows}
    if len(found) < len(set(keys)):
        raise refused(NOT_THERE)
    return found


def newest_version(code: str) -> PlanVersion:
    """The newest version of the plan of this code. Raises Refused (``not_there``).

    Without the plan's text, which is large and mostly known by its hash.
    """
    rows = PlanVersion.objects.filter(code=code).defer("content")
    version: PlanVersion | None = rows.order_by("-version").first()
    if version is None:
        raise refused(NOT_THERE)
    return version
