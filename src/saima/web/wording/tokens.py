"""What tokens are for, and how far one has come."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.actions.scopes import TokenScope
from saima.records.models import ApiToken

Words = str | Promise

SCOPES: Mapping[TokenScope, Words] = {
    TokenScope.PLAN_READ: _("read the plan"),
    TokenScope.ROUNDS_READ: _("read rounds and what is due"),
    TokenScope.VALUES_WRITE: _("report values"),
    TokenScope.LEDGER_READ: _("read accepted values"),
    TokenScope.BOARDS_READ: _("read the boards"),
}
VALID = pgettext_lazy("token", "valid")
EXPIRED = pgettext_lazy("token", "expired")
REVOKED = pgettext_lazy("token", "revoked")


def scope_words(codes: list[str]) -> list[str]:
    """What a token is for; a code that is no scope any more stays as it is."""
    known = {scope.value: words for scope, words in SCOPES.items()}
    return [str(known.get(code, code)) for code in codes]


def token_state(token: ApiToken, now: datetime) -> Words:
    """Valid, expired or revoked."""
    if token.revoked_at is not None:
        return REVOKED
    return VALID if now < token.expires else EXPIRED
