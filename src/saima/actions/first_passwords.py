"""Passwords that count for one sign-in: read from paper, replaced before anything else."""

import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody mistakes for one another on paper."""


def one_time_password() -> str:
    """A password for the first sign-in, to be read from paper: three groups of four."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


@dataclass(frozen=True)
class Password:
    """A password for a first sign-in, and what is kept of it."""

    secret: str
    kept: str


def first_passwords(names: Sequence[str]) -> dict[str, Password]:
    """A password for each of the names.

    Hashed side by side, because each takes a good part of a second; done before a transaction,
    so that the log does not wait for them.
    """
    made = [one_time_password() for _ in names]
    with ThreadPoolExecutor() as together:
        kept = list(together.map(make_password, made))
    return {name: Password(*pair) for name, *pair in zip(names, made, kept, strict=True)}
