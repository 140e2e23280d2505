"""Callers with tokens; March is open."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from saima.actions.by import By
from saima.actions.tokens import issue
from saima.api.scopes import TokenScope
from saima.records.models import Person, Round
from tests.cast import NOW, Cast, make_cast, opened_march

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def site(tmp_path: Path) -> Iterator[None]:
    """The site with the clock of the cast and folders of its own."""
    with override_settings(
        STORAGES=PLAIN,
        STATIC_ROOT=tmp_path,
        VAR=tmp_path,
        CLOCK_SHIFT=NOW - timezone.now(),
    ):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def march(cast: Cast) -> Round:
    return opened_march(cast)


def secret_of(person: Person, *scope: str) -> str:
    """A token for a day; for everything unless told otherwise."""
    by = By(person, NOW)
    return issue(by, "test", scope or tuple(TokenScope), NOW + timedelta(days=1))[1]


@pytest.fixture
def as_(march: Round) -> Callable[..., Client]:
    """A client that calls as somebody."""

    def client(person: Person, *scope: str, **headers: Any) -> Client:
        secret = secret_of(person, *scope)
        return Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})

    return client
