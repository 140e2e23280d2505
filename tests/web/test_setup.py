"""What the site needs before the first page."""

import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from saima.records.models import Role
from saima.web.charts.program import program_file
from saima.web.setup.database import database
from saima.web.setup.digest import seal_digest
from saima.web.setup.outgoing import ROLES, channels, digest_hour, mail_url
from saima.web.setup.secret import secret_key


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret_key"
    key = secret_key(file)
    assert len(key) > 64
    assert secret_key(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_an_address_the_database_is_a_file_with_write_ahead_log(tmp_path: Path) -> None:
    found = database(None, tmp_path / "var" / "saima.sqlite3")
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == str(tmp_path / "var" / "saima.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    found = database("postgresql://saima:s3cret@db.example:5433/records", tmp_path / "unused")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 5433, "records")
    assert "transaction_mode" not in found.get("OPTIONS", {})


def test_an_unknown_kind_of_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'gopher://' is unknown"):
        database("gopher://host/name", tmp_path / "unused")


def test_seals_are_named_by_what_this_python_can_compute() -> None:
    assert seal_digest(None, {"sha256"}) == "sha256"
    assert seal_digest("SM3", {"sha256", "sm3"}) == "sm3"
    with pytest.raises(ValueError, match="sm3, and the OpenSSL of this Python has none"):
        seal_digest("sm3", {"sha256"})
    with pytest.raises(ValueError, match="is 'md5'; expected sha256 or sm3"):
        seal_digest("md5", {"md5"})


def test_the_chart_program_is_made_at_its_first_use(tmp_path: Path) -> None:
    file = program_file(tmp_path / "charts")
    assert file.with_suffix(".js.gz").exists()
    made = file.stat().st_mtime_ns
    assert program_file(tmp_path / "charts").stat().st_mtime_ns == made


def test_nothing_leaves_the_house_without_settings() -> None:
    assert (mail_url({}), channels({}), digest_hour({})) == ("", {}, 8)


def test_channels_are_read_by_role() -> None:
    given = {"SAIMA_CHANNELS": " office=dingtalk://k@t/?a=b  leader=wecombot://k\n"}
    assert channels(given) == {"office": "dingtalk://k@t/?a=b", "leader": "wecombot://k"}


def test_every_role_may_have_a_channel() -> None:
    assert set(Role.values) == ROLES


@pytest.mark.parametrize(
    ("read", "name", "given"),
    [
        (mail_url, "SAIMA_MAIL_URL", "mailto://secret@host"),
        (channels, "SAIMA_CHANNELS", "dingtalk://secret"),
        (channels, "SAIMA_CHANNELS", "mayor=dingtalk://secret"),
        (channels, "SAIMA_CHANNELS", "office="),
        (digest_hour, "SAIMA_DIGEST_HOUR", "24"),
        (digest_hour, "SAIMA_DIGEST_HOUR", "eight"),
        (digest_hour, "SAIMA_DIGEST_HOUR", "²"),
    ],
)
def test_what_is_no_setting_is_refused_without_telling_its_secret(
    read: Callable[[Mapping[str, str]], object], name: str, given: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=name) as refusal:
        read({name: given})
    assert "secret" not in str(refusal.value)
