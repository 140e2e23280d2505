"""A plan and its rows are loaded all at once or not at all."""

from datetime import UTC, datetime
from decimal import Decimal
from math import inf

import pytest
from django.db import IntegrityError, transaction

from saima.actions.loading import YearRows, load_year, publish_plan
from saima.plan.plan import Plan
from saima.records.models import Adjustment, Entry, PlanVersion, Target
from tests.web.small_year import PUBLISHED, observation, small_plan, small_rows

pytestmark = pytest.mark.django_db


def test_the_stored_plan_is_the_published_one_to_the_last_bound() -> None:
    plan = small_plan(
        indicators=[
            {
                "code": "mu-tax",
                "label": {"zh": "亩均税收", "en": "Tax per mu"},
                "parent": "economy",
                "measure": {"zh": "万元/亩", "en": "10 000 yuan a mu"},
                "scoring": {"method": "benchmark_ratio", "benchmark": 24.0},
            }
        ],
        targets=[],
    )
    stored = publish_plan(plan, PUBLISHED)
    stored.refresh_from_db()
    again = Plan.model_validate(stored.content)
    assert again == plan
    assert again.hash == stored.hash == plan.hash
    assert again.indicators[0].scoring.model_dump()["cap"] == inf


def test_publishing_the_same_content_twice_gives_one_version() -> None:
    first = publish_plan(small_plan(), PUBLISHED)
    assert publish_plan(small_plan(), datetime(2021, 6, 1, tzinfo=UTC)) == first
    assert PlanVersion.objects.count() == 1


def test_other_content_under_the_same_version_is_refused() -> None:
    publish_plan(small_plan(), PUBLISHED)
    with pytest.raises(IntegrityError), transaction.atomic():
        publish_plan(small_plan(city=None), PUBLISHED)


def test_rows_are_stored_by_their_written_digits() -> None:
    rows = YearRows(
        observations=[{**observation("ash", "invest", 3, 0.1), "field": 9, "why": "first"}],
        targets=[
            {
                "unit": "ash",
                "indicator": "invest",
                "period": "2021",
                "target": 60.3,
                "reason": "raised",
                "recorded_at": "2021-03-01T09:30:00",
            }
        ],
    )
    load_year(small_plan(), rows, PUBLISHED)
    assert Entry.objects.get().value == Decimal("0.1")
    assert Entry.objects.get().field == 9
    target = Target.objects.get()
    assert (target.target, target.reason) == (Decimal("60.3"), "raised")


def test_a_moment_without_a_zone_is_local_time() -> None:
    row = {**observation("ash", "invest", 3, 1), "recorded_at": "2021-04-05T09:30:00"}
    load_year(small_plan(), YearRows([row]), PUBLISHED)
    assert Entry.objects.get().recorded_at == datetime(2021, 4, 5, 1, 30, tzinfo=UTC)


def test_one_bad_row_loads_nothing() -> None:
    bad = {**observation("ash", "invest", 4, 5), "value": None}
    rows = YearRows([*small_rows().observations, bad])
    with pytest.raises(IntegrityError, match="entry_has_a_value"), transaction.atomic():
        load_year(small_plan(), rows, PUBLISHED)
    assert not PlanVersion.objects.exists()
    assert not Entry.objects.exists()
    assert not Adjustment.objects.exists()
