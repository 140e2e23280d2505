"""Personal keys for programs: made, taken back, recognised."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.permissions import Right
from saima.actions.refusals import DATES_CROSSED, Denied, refused
from saima.records.models import ApiToken

LONGEST_LIFE = timedelta(days=366)
SEEN_EVERY = timedelta(minutes=5)
PREFIX = "saima_"


def issue(by: By, name: str, scope: Collection[str], expires: datetime) -> tuple[ApiToken, str]:
    """Make a key for oneself; its secret is given back once and never kept.

    A key allows what its person may do, and of that only what is in ``scope``. Raises Denied for
    somebody without a post, Refused where it would expire in the past or after more than a year.
    """
    if not by.standing.roles:
        raise Denied()
    latest = by.now + LONGEST_LIFE
    if not by.now < expires <= latest:
        earlier, later = (expires, latest) if expires > latest else (by.now, expires)
        raise refused(DATES_CROSSED, later=later.date(), earlier=earlier.date())
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            person=by.person,
            name=name[:64],
            hash=hashed(secret),
            scope=sorted(scope),
            created_at=by.now,
            expires=expires,
        )
        audit.record(by, "token.issue", token, name=token.name, scope=token.scope, expires=expires)
    return token, secret


def revoke(by: By, token: int) -> ApiToken:
    """Take a key back: one's own, or anybody's for the security administrator. Raises Denied."""
    with transaction.atomic():
        found = find(ApiToken, token, lock=True)
        if found.person_id != by.person.pk:
            by.needs(Right.PEOPLE_CHANGE)
        found.revoked_at = found.revoked_at or by.now
        found.save(update_fields=["revoked_at"])
        audit.record(by, "token.revoke", found, name=found.name)
    return found


def holder(secret: str, now: datetime) -> ApiToken | None:
    """The key that this secret opens, with its person; None where it is unknown or over."""
    rows = ApiToken.objects.filter(
        hash=hashed(secret), revoked_at=None, expires__gt=now, person__is_active=True
    )
    token = rows.select_related("person").first()
    if token is not None and (token.last_used is None or now - token.last_used > SEEN_EVERY):
        token.last_used = now
        token.save(update_fields=["last_used"])
    return token


def hashed(secret: str) -> str:
    """What is kept of a secret; it is random and long, so that one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
