"""Keys for programs: shown once, bound to a person, over when they expire or are taken back."""

from datetime import timedelta

import pytest

from saima.actions import people, tokens
from saima.actions.refusals import Denied, Refused
from saima.records.models import ApiToken, AuditRecord
from tests.cast import NOW, Cast, by

MONTH = timedelta(days=30)


def test_a_key_opens_until_it_expires(cast: Cast) -> None:
    token, secret = tokens.issue(by(cast.reporter), "sheet robot", ["values"], NOW + MONTH)
    found = tokens.holder(secret, NOW + timedelta(days=29))
    assert found == token
    assert found.person == cast.reporter
    assert found.last_used == NOW + timedelta(days=29)
    assert tokens.holder(secret, NOW + MONTH) is None
    assert tokens.holder(secret + "x", NOW) is None


def test_the_secret_is_not_kept(cast: Cast) -> None:
    _, secret = tokens.issue(by(cast.reporter), "sheet robot", ["values"], NOW + MONTH)
    assert secret not in str(list(ApiToken.objects.values()))
    assert secret not in str(list(AuditRecord.objects.values()))


def test_using_a_key_is_not_written_every_time(cast: Cast) -> None:
    _, secret = tokens.issue(by(cast.reporter), "sheet robot", [], NOW + MONTH)
    tokens.holder(secret, NOW)
    again = tokens.holder(secret, NOW + timedelta(minutes=4))
    assert again is not None
    assert again.last_used == NOW


@pytest.mark.parametrize("life", [timedelta(0), timedelta(days=-1), timedelta(days=400)])
def test_a_key_lives_a_year_at_most(cast: Cast, life: timedelta) -> None:
    with pytest.raises(Refused, match="is not after"):
        tokens.issue(by(cast.reporter), "sheet robot", [], NOW + life)


def test_without_a_post_there_is_no_key(cast: Cast) -> None:
    with pytest.raises(Denied):
        tokens.issue(by(cast.nobody), "sheet robot", [], NOW + MONTH)


def test_a_key_is_taken_back_by_its_owner_or_security(cast: Cast) -> None:
    token, secret = tokens.issue(by(cast.reporter), "sheet robot", [], NOW + MONTH)
    with pytest.raises(Denied):
        tokens.revoke(by(cast.office), token.pk)
    tokens.revoke(by(cast.reporter), token.pk)
    assert tokens.holder(secret, NOW) is None
    assert tokens.revoke(by(cast.security_administrator), token.pk).revoked_at == NOW


def test_who_leaves_leaves_no_open_key(cast: Cast) -> None:
    _, secret = tokens.issue(by(cast.reporter), "sheet robot", [], NOW + MONTH)
    people.deactivate(by(cast.security_administrator), cast.reporter.pk, "left")
    assert tokens.holder(secret, NOW) is None
