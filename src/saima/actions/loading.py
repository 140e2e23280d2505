"""Put a plan and a year of rows into the records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from math import isinf
from typing import Any

from django.db import models, transaction
from django.utils.timezone import is_naive, make_aware

from saima.plan.plan import Plan
from saima.records.models import Adjustment, Entry, PlanVersion, Target

Row = Mapping[str, object]
BATCH = 2000

ENTRY_TEXT = ("unit", "indicator", "period", "source", "why")
ENTRY_NUMBERS = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class YearRows:
    """Rows of a year: columns as in ``saima.engine.columns``, each with ``recorded_at``.

    Observations may carry ``source`` and ``why``, targets ``reason``, adjustments ``reason`` and
    ``document``. ``recorded_at`` is a moment or its ISO text; without a zone it is
    local time.
    """

    observations: Iterable[Row] = ()
    targets: Iterable[Row] = ()
    adjustments: Iterable[Row] = field(default=())


def publish_plan(plan: Plan, published_at: datetime) -> PlanVersion:
    """Freeze ``plan`` as a version; the same content again gives the version that is there."""
    version, _ = PlanVersion.objects.get_or_create(
        hash=plan.hash,
        defaults={
            "code": plan.code,
            "version": plan.version,
            "year": plan.year,
            "content": storable(plan.model_dump(mode="json")),
            "published_at": published_at,
        },
    )
    return version


def storable(content: Any) -> Any:
    """Plan data with infinite bounds as text, because JSON in a database has no infinity."""
    if isinstance(content, dict):
        return {key: storable(value) for key, value in content.items()}
    if isinstance(content, list):
        return [storable(value) for value in content]
    return str(content) if isinstance(content, float) and isinf(content) else content


@transaction.atomic
def load_year(plan: Plan, rows: YearRows, published_at: datetime) -> PlanVersion:
    """Publish ``plan`` and add ``rows`` to its ledger: all of it or nothing.

    Raises django.db.IntegrityError when a row breaks a rule of the records.
    """
    version = publish_plan(plan, published_at)
    add(Entry, (entry(plan.code, row) for row in rows.observations))
    add(Target, (target(plan.code, row) for row in rows.targets))
    add(Adjustment, (adjustment(plan.code, row) for row in rows.adjustments))
    return version


def add(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Insert in batches, because a year has tens of thousands of rows."""
    model._default_manager.bulk_create(rows, batch_size=BATCH)


def entry(plan: str, row: Row) -> Entry:
    """A ledger entry of an observation row."""
    return Entry(
        plan=plan,
        field=None if row.get("field") is None else int(str(row["field"])),
        recorded_at=moment(row["recorded_at"]),
        **{name: text(row, name) for name in ENTRY_TEXT},
        **{name: number(row, name) for name in ENTRY_NUMBERS},
    )


def target(plan: str, row: Row) -> Target:
    """A target row."""
    return Target(
        plan=plan,
        target=number(row, "target"),
        recorded_at=moment(row["recorded_at"]),
        **{name: text(row, name) for name in ("unit", "indicator", "period", "reason")},
    )


def adjustment(plan: str, row: Row) -> Adjustment:
    """An adjustment row."""
    return Adjustment(
        plan=plan,
        points=number(row, "points"),
        recorded_at=moment(row["recorded_at"]),
        **{name: text(row, name) for name in ("unit", "period", "kind", "reason", "document")},
    )


def text(row: Row, name: str) -> str:
    """The cell as text, empty where the row has none."""
    found = row.get(name)
    return "" if found is None else str(found)


def number(row: Row, name: str) -> Any:
    """The cell as a decimal by its written digits, because binary noise must not be stored."""
    found = row.get(name)
    return None if found is None else Decimal(str(found))


def moment(value: object) -> datetime:
    """A moment from itself or its ISO text; without a zone it is local time."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return make_aware(found) if is_naive(found) else found
