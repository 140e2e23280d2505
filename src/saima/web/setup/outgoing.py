"""Where messages leave the house: mail and channels of the house; nowhere without settings."""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

ROLES = frozenset(
    [
        *("office", "reporter", "approver", "checker", "leader", "auditor"),
        *("system_administrator", "security_administrator"),
    ]
)
"""The roles of ``records.models.Role``, which cannot be asked before the settings are read."""


def mail_url(environment: Mapping[str, str]) -> str:
    """The address of apprise for mail, with ``{address}`` for the receiver; empty: no mail.

    Raises ImproperlyConfigured without the place for the receiver.
    """
    given = environment.get("SAIMA_MAIL_URL", "").strip()
    if given and "{address}" not in given:
        message = "SAIMA_MAIL_URL needs {address} where the receiver stands"
        raise ImproperlyConfigured(message)
    return given


def channels(environment: Mapping[str, str]) -> dict[str, str]:
    """Channels of the house by the role whose messages they get, as ``role=url role=url``.

    Raises ImproperlyConfigured for a role that there is not; the address is never repeated,
    because it holds a key.
    """
    found = {}
    for pair in environment.get("SAIMA_CHANNELS", "").split():
        role, _equals, url = pair.partition("=")
        if role not in ROLES or not url:
            message = "SAIMA_CHANNELS is written as role=url, with a role such as office or leader"
            raise ImproperlyConfigured(message)
        found[role] = url
    return found


def digest_hour(environment: Mapping[str, str]) -> int:
    """The hour of the day at which digests are made. Raises ImproperlyConfigured for no hour."""
    given = environment.get("SAIMA_DIGEST_HOUR", "8")
    if not given.isdecimal() or not given.isascii() or int(given) > 23:
        message = "SAIMA_DIGEST_HOUR is a whole hour from 0 to 23"
        raise ImproperlyConfigured(message)
    return int(given)
