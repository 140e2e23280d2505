"""Somebody's tokens, the newest first, with what they are for in words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.timezone import localdate

from saima.records.models import ApiToken, Person
from saima.web.wording.tokens import VALID, scope_words, token_state


@dataclass(frozen=True)
class TokenLine:
    """A token; ``last_day`` is the last one on which it opens."""

    token: ApiToken
    scopes: list[str]
    last_day: date
    state: str | Promise
    valid: bool


def read_tokens(person: Person, now: datetime) -> list[TokenLine]:
    """All tokens that a person ever had; one query."""
    return [
        TokenLine(
            token,
            scope_words(token.scope),
            localdate(token.expires - timedelta(microseconds=1)),
            state := token_state(token, now),
            state is VALID,
        )
        for token in person.tokens.order_by("-created_at", "-id")
    ]
