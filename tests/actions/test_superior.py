"""Ranks that the superior gives: one fact in register and ledger, revised, withheld, in runs."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from saima.actions import superior
from saima.actions.boards import live_boards
from saima.actions.loading import publish_plan
from saima.actions.refusals import Refused
from saima.actions.stored_files import NamedFile
from saima.actions.superior import Bound, NewRank, record
from saima.plan.periods import Period
from saima.plan.tree import Holding
from saima.records.models import AuditRecord, Entry, SuperiorRank
from saima.records.queries.superior import register
from tests.race_stage import NOW, RACE, Race, make_race, race_plan

pytestmark = pytest.mark.django_db
LATER = datetime(2021, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


def rank(**given: Any) -> NewRank:
    """Eighth of nine in the first quarter, unless told otherwise."""
    usual: dict[str, Any] = {
        "indicator": "trade",
        "period": "2021Q1",
        "rank": 8,
        "field": 9,
        "issuer": "嘉兴市考核办",
        "document": "嘉考办〔2021〕5号",
        "dated": date(2021, 4, 20),
    }
    return NewRank(**(usual | given))


def code(call: Any) -> str:
    """The code of the refusal that a call meets."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_a_rank_is_written_to_the_ledger_once_and_boards_see_it(race: Race) -> None:
    file = NamedFile("bulletin.pdf", b"%PDF-1.7 ranks")
    made = record(race.by("office"), RACE, rank(file=file))
    entry = Entry.objects.get()
    assert made.entry == entry
    assert (entry.unit, entry.indicator, entry.period) == ("city", "trade", "2021Q1")
    assert (entry.value, entry.field) == (Decimal(8), 9)
    assert entry.source == "嘉兴市考核办 嘉考办〔2021〕5号"
    assert made.file is not None
    row = live_boards(race.version).scores(Period.parse("2021Q1"))["commerce", "trade"]
    assert (row.value, row.field) == (8, 9)
    assert AuditRecord.objects.get().action == "superior.record"


def test_a_revision_names_the_one_it_replaces_and_moments_keep_both(race: Race) -> None:
    first = record(race.by("office"), RACE, rank())
    changed = rank(rank=6, document="嘉考办〔2021〕7号", why="上级更正")
    second = record(race.by("office", LATER), RACE, changed)
    assert (second.replaces, second.entry.replaces, second.why) == (first, first.entry, "上级更正")
    boards = [live_boards(race.version, moment) for moment in (NOW, None)]
    quarter = Period.parse("2021Q1")
    assert [one.scores(quarter)["commerce", "trade"].value for one in boards] == [8, 6]
    assert [row.rank for row in register(RACE)] == [8, 6]


def test_the_rank_that_a_round_accepted_only_gets_its_document(race: Race) -> None:
    entry = Entry.objects.create(
        plan=RACE,
        unit="city",
        indicator="trade",
        period="2021Q1",
        value=8,
        field=9,
        recorded_at=NOW,
    )
    made = record(race.by("office"), RACE, rank())
    assert (made.entry, Entry.objects.count()) == (entry, 1)


def test_a_withheld_rank_is_told_from_a_missing_one(race: Race) -> None:
    made = record(race.by("office"), RACE, rank(rank=None, field=None))
    assert (made.rank, made.entry.not_applicable) == (None, True)
    published = rank(document="嘉考办〔2021〕9号", why="补发")
    record(race.by("office", LATER), RACE, published)
    assert [row.rank for row in register(RACE)] == [None, 8]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"rank": 10}, "rank_outside"),
        ({"rank": 0}, "rank_outside"),
        ({"field": None}, "rank_outside"),
        ({"rank": None}, "rank_outside"),
        ({"document": " "}, "issuer_needed"),
        ({"issuer": ""}, "issuer_needed"),
        ({"dated": date(2021, 12, 1)}, "day_to_come"),
        ({"indicator": "output"}, "not_a_rank"),
        ({"indicator": "none"}, "not_a_rank"),
        ({"period": "2021-03"}, "not_its_period"),
        ({"period": "2019Q1"}, "not_its_period"),
        ({"period": "spring"}, "not_its_period"),
        ({"file": NamedFile("x.exe", b"MZ")}, "wrong_file"),
    ],
)
def test_what_cannot_be_is_refused(race: Race, given: dict[str, Any], expected: str) -> None:
    assert code(lambda: record(race.by("office"), RACE, rank(**given))) == expected
    assert (SuperiorRank.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_revision_says_something_new_and_why(race: Race) -> None:
    record(race.by("office"), RACE, rank())
    assert code(lambda: record(race.by("office"), RACE, rank())) == "taken"
    assert code(lambda: record(race.by("office"), RACE, rank(rank=6))) == "empty_reason"


def test_runs_of_last_places(race: Race) -> None:
    # Twice last of nine, then seventh, then last of seven: a run of two and one that goes on.
    for period, place, field in (
        ("2020Q4", 9, 9),
        ("2021Q1", 9, 9),
        ("2021Q2", 7, 9),
        ("2021Q3", 7, 7),
    ):
        race.superior("trade", period, place, field)
    race.superior("research", "2021Q1", 1)
    trade, research = superior.last_places(race.by("office"), RACE)
    runs = [[str(period) for period in run.periods] for run in trade.runs]
    assert runs == [["2020Q4", "2021Q1"], ["2021Q3"]]
    assert trade.current is not None
    assert (trade.current.ranks, trade.current.fields) == ((7,), (7,))
    assert (research.runs, research.current) == ((), None)


def test_items_that_nobody_or_two_lead_are_reported(race: Race) -> None:
    plan = race_plan(version=2, effective_from=date(2021, 7, 1), reason="x")
    held = {"trade": (), "research": (Holding(unit="science", weight=1),) * 2}
    items = tuple(
        one.model_copy(update={"held_by": held[one.code]}) if one.code in held else one
        for one in plan.indicators
    )
    before = superior.bound(race.by("office"), RACE)
    assert [(one.indicator.code, one.state) for one in before] == [
        ("trade", Bound.BOUND),
        ("research", Bound.BOUND),
    ]
    publish_plan(plan.model_copy(update={"indicators": items}), NOW)
    after = superior.bound(race.by("office"), RACE)
    assert [one.state for one in after] == [Bound.UNBOUND, Bound.TWO_LEADS]
    assert code(lambda: superior.bound(race.by("office"), "other")) == "not_there"


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE records_superiorrank SET rank = 1", "only added"),
        ("DELETE FROM records_superiorrank", "only added"),
    ],
)
def test_the_database_itself_guards_the_register(race: Race, sql: str, message: str) -> None:
    record(race.by("office"), RACE, rank())
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
