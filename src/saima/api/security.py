"""Who calls: a bearer token is opened into a person at a moment."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.refusals import Denied
from saima.actions.tokens import holder
from saima.api.problem_kinds import SCOPE_MISSING
from saima.api.scopes import TokenScope

LONGEST = 200


@dataclass(frozen=True)
class Caller:
    """A token's person at the moment of the call, and what the token is for."""

    by: By
    scope: frozenset[str]

    def needs(self, scope: TokenScope, right: Right = Right.VALUE_READ) -> By:
        """Who calls, if the token is for this and the person holds the right anywhere.

        Raises Denied.
        """
        if scope not in self.scope:
            raise Denied(SCOPE_MISSING, right=scope)
        if not self.by.standing.may_somewhere(right):
            raise Denied(right=right)
        return self.by


class BearerToken(HttpBearer):
    """``Authorization: Bearer saima_...``; nothing else lets anybody in, no cookie either."""

    openapi_description = "A personal token; it is shown once when it is made."

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """The caller; None for a token that is unknown, over or taken back."""
        now = timezone.now() + settings.CLOCK_SHIFT
        found = holder(token, now) if len(token) <= LONGEST else None
        if found is None:
            return None
        address = str(request.META.get("REMOTE_ADDR", ""))[:45]
        return Caller(By(found.person, now, address), frozenset(found.scope))


def caller(request: HttpRequest) -> Caller:
    """The caller that ``BearerToken`` let in. Raises Denied where there is none."""
    found = getattr(request, "auth", None)
    if not isinstance(found, Caller):
        raise Denied
    return found
