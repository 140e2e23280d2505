"""A month as a table: what stands beside each cell, in a number of queries that does not grow."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from saima.actions import evidence, reporting, review
from saima.actions.by import By
from saima.actions.rounds import open_round
from saima.engine.plausible import Reading
from saima.plan.plan import Plan
from saima.records.models import DueValue, Post, Role, Round, Target
from saima.records.queries.grid import Cell, grid
from saima.records.queries.todo import todo
from tests.cast import MARCH, NOW, UNITS, Cast, by, cast_plan, due, given, known, publish
from tests.demo.small_plan import indicator


def cells(march: Round, cast: Cast, **shown: Any) -> dict[tuple[str, str], Cell]:
    found = grid(march, cast.reporter, Q(**shown))
    return {(cell.due.unit, cell.due.indicator): cell for cell in found}


def reading(number: object) -> Reading:
    return Reading(value=Decimal(str(number)))


def test_cells_stand_in_the_order_of_the_plan(march: Round, cast: Cast) -> None:
    found = grid(march, cast.reporter, Q(reporter="commerce"))
    assert [(cell.due.indicator, cell.due.unit) for cell in found] == [
        ("investment", "city"),
        ("investment", "a"),
        ("investment", "b"),
        ("investment", "c"),
        ("starts", "city"),
        ("share", "a"),
        ("share", "b"),
        ("share", "c"),
    ]
    assert len(grid(march, cast.office)) == DueValue.objects.count()


def test_the_past_and_the_target_stand_beside_a_cell(march: Round, cast: Cast) -> None:
    known("a", "investment", "2020-03", 6)
    known("a", "investment", "2021-01", 8)
    known("a", "investment", "2021-01", 10, recorded_at=NOW)  # the later row counts
    known("a", "investment", "2021-02", 5)
    cell = cells(march, cast, indicator="investment")["a", "investment"]
    assert (cell.last, cell.last_year) == (reading(5), reading(6))
    assert cell.so_far == 15
    assert cell.aim.annual == 100
    assert cell.aim.to_date == pytest.approx(25)
    assert cell.aim.own == pytest.approx(100 / 12)
    # 15 before and 10 now, against 25 by March.
    assert cell.completion(reading(10)) == pytest.approx(1)


def test_a_figure_since_january_is_completed_by_itself(march: Round, cast: Cast) -> None:
    known("a", "output", "2021-02", 20)
    cell = cells(march, cast, indicator="output")["a", "output"]
    assert cell.last == reading(20)
    assert cell.so_far == 0
    assert cell.completion(reading(30)) == pytest.approx(1.2)
    assert cell.completion(Reading()) is None


def test_without_a_target_or_for_a_rank_there_is_no_completion(march: Round, cast: Cast) -> None:
    found = cells(march, cast)
    assert found["a", "level"].completion(reading(3)) is None
    assert found["city", "rank"].completion(Reading(Decimal(3), field=9)) is None


def test_where_lower_is_better_completion_is_mirrored(cast: Cast) -> None:
    plan = cast_plan(
        indicators=[
            indicator("loss", collect="level", direction="lower", reporter="commerce"),
            indicator(
                "band",
                collect="level",
                direction="range",
                reporter="commerce",
                scoring={"method": "met"},
                target={"low": 40, "high": 60, "compare": "within", "every_unit": True},
            ),
        ]
    )
    march = open_round(by(cast.office), publish(Plan.model_validate(plan)), MARCH)
    found = cells(march, cast)
    assert found["a", "loss"].completion(reading(80)) == pytest.approx(1.2)
    assert found["a", "band"].completion(reading(50)) is None


def test_a_target_that_was_set_later_counts(march: Round, cast: Cast) -> None:
    Target.objects.create(
        plan="small", unit="a", indicator="investment", period="2021", target=48, recorded_at=NOW
    )
    found = cells(march, cast, indicator="investment")
    assert found["a", "investment"].aim.to_date == pytest.approx(12)
    assert found["b", "investment"].aim.to_date == pytest.approx(25)


def test_versions_drafts_files_remarks_and_returns_stand_beside_a_cell(
    march: Round, cast: Cast
) -> None:
    value = due("a", "investment")
    reporter = by(cast.reporter)
    evidence.attach(reporter, value.pk, "proof.pdf", b"%PDF-1.7 x")
    reporting.submit(reporter, value.pk, given("3.5"))
    reporting.submit(reporter, value.pk, given("4.5"))
    review.comment(by(cast.approver), value.pk, "so little?")
    review.return_(by(cast.approver), value.pk, "forgot one")
    reporting.save_draft(reporter, value.pk, {"value": "5.5"})
    found = cells(march, cast, indicator="investment")
    cell = found["a", "investment"]
    assert cell.submission is not None
    assert (cell.submission.version, cell.submission.value) == (2, Decimal("4.5"))
    assert cell.draft is not None
    assert cell.draft.content == {"value": "5.5"}
    assert (cell.files, cell.comments, cell.returned) == (1, 1, "forgot one")
    other = found["b", "investment"]
    assert (other.submission, other.draft, other.files, other.returned) == (None, None, 0, "")


def queries(run: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        run()
    return len(captured)


def town(number: int) -> dict[str, Any]:
    code = f"t{number}"
    return {"code": code, "zh": code, "en": code, "kind": "town", "group": "towns"}


@pytest.mark.parametrize("towns", [1, 30])
def test_the_grid_costs_the_same_queries_for_one_town_and_for_thirty(
    cast: Cast, towns: int
) -> None:
    units = [unit for unit in UNITS if unit["kind"] != "town"] + [*map(town, range(towns))]
    march = open_round(by(cast.office), publish(cast_plan(units=units)), MARCH)
    for value in DueValue.objects.filter(reporter="commerce", indicator="investment"):
        known(value.unit, "investment", "2021-02", "3.25")
        reporting.submit(by(cast.reporter), value.pk, given("2.5"))
    march.refresh_from_db()
    assert queries(lambda: grid(march, cast.reporter, Q(reporter="commerce"))) == 9


def test_what_is_to_do_costs_the_same_queries_for_few_and_for_many(
    march: Round, cast: Cast
) -> None:
    few = queries(lambda: todo(cast.reporter, NOW.date()))
    Post.objects.bulk_create(
        Post(person=cast.reporter, role=Role.REPORTER, unit=unit, starts=NOW.date())
        for unit in ("a", "b", "c", "statistics")
    )
    later = By(cast.reporter, NOW + timedelta(days=1))
    assert queries(lambda: todo(later.person, later.today)) == few
