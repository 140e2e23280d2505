"""No door changes or deletes what is final: not the models, not SQL typed by hand."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model

from saima.actions import evidence, ledger, reporting, review, rounds
from saima.actions.ledger import ValueKey
from saima.records.models import (
    AuditHead,
    AuditRecord,
    Comment,
    DueValue,
    Entry,
    Evidence,
    Extension,
    PlanVersion,
    Post,
    Review,
    Round,
    StoredFile,
    Submission,
)
from saima.records.models.append_only import RowIsFinal
from tests.cast import NOW, Cast, by, due, given

FINAL: list[type[Model]] = [
    AuditRecord,
    Comment,
    Entry,
    Evidence,
    Extension,
    PlanVersion,
    Review,
    StoredFile,
    Submission,
]
KEPT: list[type[Model]] = [DueValue, Post, Round, AuditHead]


@pytest.fixture
def full(march: Round, cast: Cast) -> Round:
    """A row in every table."""
    key = due("a", "starts").pk
    town = by(cast.town_reporter)
    evidence.attach(town, key, "proof.pdf", b"%PDF-1.7 x")
    rounds.grant_extension(by(cast.office), key, NOW.date().replace(day=20), "flood")
    reporting.submit(town, key, given(3))
    review.comment(town, key, "done", [cast.checker.pk])
    review.approve(by(cast.town_approver), key)
    review.accept(by(cast.checker), key)
    ledger.correct(
        by(cast.office), ValueKey("small", "a", "starts", "2021-03"), given(4), "counted again"
    )
    return march


def run(sql: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.rowcount)


@pytest.mark.parametrize("model", FINAL, ids=lambda model: model.__name__)
def test_sql_by_hand_neither_changes_nor_deletes(full: Round, model: type[Model]) -> None:
    table = model._meta.db_table
    assert model._default_manager.exists()
    for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="only added"):
            run(sql)


def test_the_people_of_a_remark_are_final_too(full: Round) -> None:
    for sql in (
        "UPDATE records_comment_mentions SET id = id",
        "DELETE FROM records_comment_mentions",
    ):
        with pytest.raises(IntegrityError, match="only added"):
            run(sql)


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_sql_by_hand_does_not_delete_what_is_kept(full: Round, model: type[Model]) -> None:
    with pytest.raises(IntegrityError, match="only added"):
        run(f"DELETE FROM {model._meta.db_table}")


WAYS: list[Callable[[type[Model]], object]] = [
    lambda model: model._default_manager.get_queryset()[:1].get().save(),
    lambda model: model._default_manager.get_queryset()[:1].get().delete(),
    lambda model: model._default_manager.all().delete(),
    lambda model: model._default_manager.update(id=1),
    lambda model: model._default_manager.bulk_update(model._default_manager.all(), ["id"]),
]


@pytest.mark.parametrize("model", FINAL, ids=lambda model: model.__name__)
@pytest.mark.parametrize("way", WAYS)
def test_the_models_refuse_before_the_database_has_to(
    full: Round, model: type[Model], way: Callable[[type[Model]], object]
) -> None:
    with pytest.raises(RowIsFinal, match="only added"):
        way(model)


def test_of_a_post_only_its_end_moves(cast: Cast) -> None:
    assert run("UPDATE records_post SET ends = '2021-12-31' WHERE role = 'leader'") == 1
    for change in ("role = 'office'", "unit = 'a'", "starts = '2020-01-01'", "title = 'boss'"):
        with pytest.raises(IntegrityError, match="only its end may change"):
            run(f"UPDATE records_post SET {change} WHERE role = 'leader'")


def test_the_database_refuses_posts_whose_roles_exclude_one_another(cast: Cast) -> None:
    values = f"({cast.auditor.pk}, 'office', 'office', '', '2021-05-01')"
    with pytest.raises(IntegrityError, match="exclude one another"):
        run(f"INSERT INTO records_post (person_id, unit, role, title, starts) VALUES {values}")
    Post.objects.filter(person=cast.auditor).update(ends=NOW.date())
    run(f"INSERT INTO records_post (person_id, unit, role, title, starts) VALUES {values}")
    with pytest.raises(IntegrityError, match="exclude one another"):
        run("UPDATE records_post SET ends = NULL WHERE role = 'auditor'")


def test_the_end_of_the_log_does_not_go_back(full: Round) -> None:
    with pytest.raises(IntegrityError, match="only grows"):
        run("UPDATE records_audithead SET sequence = sequence - 1")


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("UPDATE records_round SET state = 'frozen'", "round_frozen_by_somebody"),
        ("UPDATE records_duevalue SET state = 'reported'", "due_value_was_reported"),
        ("UPDATE records_duevalue SET state = 'frozen'", "due_value_frozen_at"),
        (
            "UPDATE records_duevalue SET state = 'accepted', reported_at = '2021-04-06'",
            "due_value_accepted_at",
        ),
    ],
)
def test_the_facts_of_a_value_never_contradict_its_state(march: Round, sql: str, rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule):
        run(sql)


def test_an_entry_without_a_number_says_that_it_does_not_apply(march: Round, cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="entry_has_a_value"), transaction.atomic():
        Entry.objects.create(plan="p", unit="u", indicator="i", period="2021", recorded_at=NOW)
    Entry.objects.create(
        plan="p", unit="u", indicator="i", period="2021", recorded_at=NOW, not_applicable=True
    )


@pytest.mark.parametrize("table", ["entry", "auditrecord", "board", "consequence", "submission"])
def test_no_table_is_emptied(table: str, db: None) -> None:
    refusal = "syntax error" if connection.vendor == "sqlite" else "only added"
    with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
        run(f"TRUNCATE records_{table} CASCADE")
