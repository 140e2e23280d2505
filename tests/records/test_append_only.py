"""Rows of the records are added, never changed or deleted."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from saima.records.models import Adjustment, Entry
from saima.records.models.append_only import RowIsFinal

MOMENT = datetime(2021, 4, 5, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def entry(**changes: object) -> Entry:
    fields: dict[str, object] = {
        "plan": "small-2021",
        "unit": "ash",
        "indicator": "invest",
        "period": "2021-03",
        "value": Decimal("16"),
        "recorded_at": MOMENT,
        **changes,
    }
    return Entry.objects.create(**fields)


def test_saving_a_row_again_is_refused() -> None:
    row = entry()
    row.value = Decimal("17")
    with pytest.raises(RowIsFinal, match="Entry: rows are only added"):
        row.save()


def test_deleting_a_row_is_refused() -> None:
    with pytest.raises(RowIsFinal, match="add a new row that names the old one"):
        entry().delete()


def test_bulk_changes_are_refused() -> None:
    row = entry()
    with pytest.raises(RowIsFinal, match="Entry"):
        Entry.objects.filter(unit="ash").update(value=1)
    with pytest.raises(RowIsFinal, match="Entry"):
        Entry.objects.all().delete()
    with pytest.raises(RowIsFinal, match="Entry"):
        Entry.objects.bulk_update([row], ["value"])


@pytest.mark.parametrize(
    "statement",
    ["UPDATE records_entry SET value = 17", "DELETE FROM records_entry"],
)
def test_the_database_itself_refuses(statement: str) -> None:
    entry()
    with (
        pytest.raises(IntegrityError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().value == Decimal("16")


def test_a_correction_names_the_old_entry_and_says_why() -> None:
    old = entry()
    new = entry(value=Decimal("15"), replaces=old, why="counted twice")
    assert old.replaced_by == new
    with pytest.raises(IntegrityError, match="correction_says_why"), transaction.atomic():
        entry(replaces=new)


def test_an_entry_is_corrected_once_because_a_second_correction_names_the_first() -> None:
    old = entry()
    entry(replaces=old, why="counted twice")
    with pytest.raises(IntegrityError), transaction.atomic():
        entry(replaces=old, why="counted thrice")


def test_an_entry_needs_a_value_or_both_parts_of_a_ratio() -> None:
    entry(value=None, numerator=Decimal(108), denominator=Decimal(180))
    with pytest.raises(IntegrityError, match="entry_has_a_value"), transaction.atomic():
        entry(value=None, numerator=Decimal(108))


def test_points_of_an_adjustment_are_never_negative() -> None:
    with pytest.raises(IntegrityError, match="points_not_negative"), transaction.atomic():
        Adjustment.objects.create(
            plan="small-2021",
            unit="ash",
            period="2021-03",
            kind="late",
            points=Decimal("-1"),
            reason="late",
            recorded_at=MOMENT,
        )
