"""The log is one chain: whatever is changed, taken out or cut off is found."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction

from saima.actions import audit
from saima.actions.by import By
from saima.records.chain import START, Happening, append, canonical, digest, plain
from saima.records.models import AuditHead, AuditRecord, Round
from saima.records.queries.audit import Broken, Search, actions, search, verify_chain
from tests.cast import NOW, Cast, by


@pytest.fixture
def logged(cast: Cast) -> Cast:
    """Five records."""
    for minute in range(5):
        at = NOW + timedelta(minutes=minute)
        append([Happening("test.happen", at, cast.office.pk, data={"number": minute})])
    return cast


@pytest.fixture
def unguarded(logged: Cast) -> Iterator[Callable[[str], None]]:
    """Somebody with the database's own password, who takes the guards away first."""
    on = "" if connection.vendor == "sqlite" else " ON records_auditrecord"
    head_on = "" if connection.vendor == "sqlite" else " ON records_audithead"

    def run(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    with transaction.atomic():
        run(f"DROP TRIGGER auditrecord_no_update{on}")
        run(f"DROP TRIGGER auditrecord_no_delete{on}")
        run(f"DROP TRIGGER audit_only_grows{head_on}")
        yield run
        transaction.set_rollback(True)


def test_records_are_numbered_and_chained(logged: Cast) -> None:
    rows = list(AuditRecord.objects.order_by("sequence"))
    assert [row.sequence for row in rows] == [1, 2, 3, 4, 5]
    assert [row.previous for row in rows] == [START, *(row.hash for row in rows[:-1])]
    head = AuditHead.objects.get()
    assert (head.sequence, head.hash) == (5, rows[-1].hash)
    assert verify_chain() is None


def test_the_hash_is_sha256_of_canonical_json(logged: Cast) -> None:
    first = AuditRecord.objects.get(sequence=1)
    text = (
        '{"action":"test.happen","address":"","at":"2021-04-06T02:00:00.000000+00:00",'
        f'"data":{{"number":0}},"object_id":"","object_kind":"","person":{logged.office.pk},'
        f'"previous":"{START}","sequence":1}}'
    )
    assert canonical(first) == text
    assert first.hash == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        (
            "UPDATE records_auditrecord SET action = 'test.other' WHERE sequence = 3",
            Broken(3, "altered"),
        ),
        (
            "UPDATE records_auditrecord SET at = '2021-04-05' WHERE sequence = 2",
            Broken(2, "altered"),
        ),
        (
            "UPDATE records_auditrecord SET person_id = NULL WHERE sequence = 4",
            Broken(4, "altered"),
        ),
        ("DELETE FROM records_auditrecord WHERE sequence = 2", Broken(2, "missing")),
        ("DELETE FROM records_auditrecord WHERE sequence = 5", Broken(5, "missing")),
        ("DELETE FROM records_auditrecord", Broken(1, "missing")),
    ],
)
def test_whatever_is_tampered_with_is_found(
    unguarded: Callable[[str], None], sql: str, broken: Broken
) -> None:
    unguarded(sql)
    assert verify_chain() == broken


def test_a_record_hashed_anew_no_longer_fits_the_next(unguarded: Callable[[str], None]) -> None:
    third = AuditRecord.objects.get(sequence=3)
    third.action = "test.other"
    unguarded(
        "UPDATE records_auditrecord SET action = 'test.other', "
        f"hash = '{digest(third)}' WHERE sequence = 3"
    )
    assert verify_chain() == Broken(4, "unlinked")


def test_an_empty_log_is_whole(db: None) -> None:
    assert verify_chain() is None


def test_several_records_of_one_change_stand_one_after_the_other(cast: Cast) -> None:
    made = append(Happening("test.many", NOW, data={"n": number}) for number in range(3))
    assert [row.sequence for row in made] == [1, 2, 3]
    assert append([]) == []
    assert verify_chain() is None


def test_a_change_that_is_undone_leaves_no_record(cast: Cast) -> None:
    with transaction.atomic():
        append([Happening("test.undone", NOW)])
        transaction.set_rollback(True)
    assert not AuditRecord.objects.exists()
    append([Happening("test.done", NOW)])
    assert verify_chain() is None


def test_data_comes_back_as_it_was_hashed(cast: Cast) -> None:
    data = {
        "decimal": Decimal("12.500000"),
        "date": date(2021, 4, 6),
        "moment": datetime(2021, 4, 6, 2, tzinfo=UTC),
        "list": (1, None, True, 0.25),
        "text": "审定 ✓",
        "inner": {2: "two"},
    }
    append([Happening("test.data", NOW, data=data)])
    kept = AuditRecord.objects.get().data
    assert kept == {
        "decimal": "12.5",
        "date": "2021-04-06",
        "moment": "2021-04-06T02:00:00.000000+00:00",
        "list": [1, None, True, "0.25"],
        "text": "审定 ✓",
        "inner": {"2": "two"},
    }
    assert verify_chain() is None
    assert plain({"a": {1}}) == {"a": [1]}
    assert json.dumps(kept)


def test_the_log_is_searched(march: Round, cast: Cast) -> None:
    audit.signed_in(By(cast.leader, NOW + timedelta(hours=1), "10.0.0.7"))
    audit.signed_out(by(cast.leader, NOW + timedelta(hours=2)))
    audit.sign_in_failed("root", NOW + timedelta(hours=3), "10.0.0.9")
    audit.exported(by(cast.leader, NOW + timedelta(hours=4)), "board.xlsx", rows=3)
    audit.audit_exported(by(cast.auditor, NOW + timedelta(hours=5)), rows=5)

    def found(**wanted: object) -> list[str]:
        return [row.action for row in search(Search(**wanted))]  # type: ignore[arg-type]

    assert found(person=cast.leader.pk) == ["export", "session.close", "session.open"]
    assert found(action="session.") == ["session.refused", "session.close", "session.open"]
    assert found(object_kind="round", object_id=str(march.pk)) == ["round.open"]
    later = NOW + timedelta(hours=3)
    assert found(since=later) == ["audit.export", "export", "session.refused"]
    assert found(until=NOW) == ["round.open"]
    assert search().count() == 6
    assert actions() == (
        "audit.export",
        "export",
        "round.open",
        "session.close",
        "session.open",
        "session.refused",
    )
    refused = search(Search(action="session.refused")).get()
    assert (refused.person, refused.address) == (None, "10.0.0.9")
    assert refused.data == {"username": "root"}
