"""Who asks for a page: one ``By`` for a whole request."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from saima.actions.by import By
from saima.records.models import Person

KEPT = "saima_by"


def now() -> datetime:
    """The present; the demo has its own, which runs from the day its story stands at."""
    return timezone.now() + settings.CLOCK_SHIFT


def address_of(request: HttpRequest) -> str:
    """Where the request came from; a proxy in front of the site sets it itself."""
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def by_of(request: HttpRequest) -> By:
    """The person of a request, the same for all that ask. Raises PermissionDenied without one."""
    known = getattr(request, KEPT, None)
    if isinstance(known, By) and known.person == request.user:
        return known
    if not isinstance(request.user, Person):
        raise PermissionDenied
    by = By(request.user, now(), address_of(request))
    setattr(request, KEPT, by)
    return by
