"""Red flags from sealed boards, commendations with a document, and what bars from both (S150)."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from saima.actions import adjustments, awards, consequences, measures, register
from saima.actions.adjustments import NewAdjustment
from saima.actions.awards import NewCommendation, propose_flags
from saima.actions.measures import NewMeasure
from saima.actions.refusals import Denied, Refused
from saima.actions.register import Issue, NewDocument
from saima.actions.stored_files import NamedFile
from saima.records.models import Adjustment, AuditRecord, Award, Consequence, DocumentKind
from saima.records.queries.awards import commendation_roll, flag_roll
from tests.race_stage import RACE, TODAY, TOWNS, Race, make_race, rotated

pytestmark = pytest.mark.django_db
PDF = NamedFile("decision.pdf", b"%PDF-1.7 made up for a test")


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


def flags() -> list[tuple[str, str, str, list[str]]]:
    """Unit, period, state and obstacles of every flag."""
    rows = Award.objects.order_by("period", "id")
    return [(row.unit, row.period, row.state, row.obstacles) for row in rows]


def decision(race: Race) -> int:
    """An issued document."""
    new = NewDocument(DocumentKind.COMMENDATION, "关于表彰先进集体的决定", PDF)
    made = register.draft(race.by("office"), new)
    return register.issue(race.by("office"), made.pk, Issue("桐委", TODAY)).pk


def code(call: Any) -> str:
    """The code of the refusal that a call meets."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_the_first_two_towns_get_a_flag_each_quarter(race: Race) -> None:
    board = race.seal("2021Q1", TOWNS)
    race.seal("2021Q2", [*TOWNS[5:], *TOWNS[:5]])
    propose_flags(race.by("office"), RACE)
    assert flags() == [
        ("t01", "2021Q1", "proposed", []),
        ("t02", "2021Q1", "proposed", []),
        ("t06", "2021Q2", "proposed", []),
        ("t07", "2021Q2", "proposed", []),
    ]
    first = Award.objects.get(unit="t01")
    assert (first.board, first.rank, first.field) == (board, 1, 11)
    assert propose_flags(race.by("office"), RACE).new == []


def test_units_tied_at_the_boundary_all_get_one(race: Race) -> None:
    places: dict[str, float | None] = {unit: rank for rank, unit in enumerate(TOWNS, 1)}
    race.seal("2021Q1", places | {"t03": 2})
    propose_flags(race.by("office"), RACE)
    assert [row[0] for row in flags()] == ["t01", "t02", "t03"]


def test_a_flag_is_granted_and_stands_on_the_roll(race: Race) -> None:
    race.seal("2021Q1", TOWNS)
    propose_flags(race.by("office"), RACE)
    first, second = Award.objects.order_by("rank")
    awards.grant(race.by("leader"), first.pk, decision(race))
    awards.decline(race.by("leader"), second.pk, "数据有疑问")
    (held,) = flag_roll(RACE)
    assert held.document is not None
    assert (held.unit, held.document.numbered) == ("t01", "桐委〔2021〕1号")
    assert code(lambda: awards.grant(race.by("leader"), first.pk)) == "decided_already"
    actions = AuditRecord.objects.filter(action__startswith="award").order_by("sequence")
    assert list(actions.values_list("action", flat=True)) == [
        "award.propose",
        "award.propose",
        "award.grant",
        "award.decline",
    ]


def test_a_veto_of_the_board_bars_and_nobody_moves_up(race: Race) -> None:
    race.seal("2021Q1", TOWNS, barred=["t01"])
    propose_flags(race.by("office"), RACE)
    assert flags() == [("t01", "2021Q1", "proposed", ["veto"]), ("t02", "2021Q1", "proposed", [])]
    pk = Award.objects.get(unit="t01").pk
    assert code(lambda: awards.grant(race.by("leader"), pk)) == "barred"
    granted = awards.grant(race.by("leader"), pk, despite="上级已撤销否决")
    assert (granted.state, granted.reason) == ("granted", "上级已撤销否决")


def test_a_standing_red_card_bars_and_a_yellow_one_does_not(race: Race) -> None:
    for period, other in (("2021Q1", "t01"), ("2021Q2", "t02"), ("2021Q3", "t03")):
        race.seal(period, rotated(other, "t11"))
    consequences.propose(race.by("office"), RACE)
    bars = []
    for one in Consequence.objects.filter(unit="t11").order_by("level"):
        consequences.confirm(race.by("leader"), one.pk)
        measures.take_measure(race.by("office"), one.pk, NewMeasure("card", "", TODAY))
        new = NewCommendation("t11", "2021Q3", "防汛先进集体")
        bars.append(awards.propose_commendation(race.by("office"), RACE, new).obstacles)
    assert bars == [[], ["red_card"]]


def test_a_veto_of_the_year_bars_without_any_board(race: Race) -> None:
    new = NewAdjustment("t03", "2021Q2", "safety", Decimal(0), "安全事故", "通报第2期")
    made = adjustments.propose(race.by("office"), RACE, new)
    adjustments.approve(race.by("leader"), made.pk)
    commendation = NewCommendation("t03", "2021Q3", "先进集体")
    found = awards.propose_commendation(race.by("office"), RACE, commendation)
    assert found.obstacles == ["veto"]


def test_edition_2_takes_an_open_flag_back_and_marks_a_granted_one(race: Race) -> None:
    race.seal("2021Q1", TOWNS)
    propose_flags(race.by("office"), RACE)
    awards.grant(race.by("leader"), Award.objects.get(unit="t01").pk)
    second = race.seal("2021Q1", ["t03", "t04", "t01", "t02", *TOWNS[4:]], edition=2)
    found = propose_flags(race.by("office"), RACE)
    assert [row.unit for row in found.new] == ["t03", "t04"]
    assert [row.unit for row in found.void] == ["t02"]
    (marked,) = found.flagged
    assert (marked.unit, marked.state) == ("t01", "granted")
    assert marked.review == {"code": "gone", "edition": 2, "seal": second.seal}
    again = propose_flags(race.by("office"), RACE)
    assert (again.new, again.void, again.flagged) == ([], [], [])


def test_a_commendation_needs_its_document_and_brings_its_bonus(race: Race) -> None:
    bonus = NewAdjustment("t05", "2021Q3", "award", Decimal("1.5"), "省级表彰", "浙政发〔2021〕3号")
    new = NewCommendation("t05", "2021Q3", "全省先进集体", bonus)
    made = awards.propose_commendation(race.by("office"), RACE, new)
    assert code(lambda: awards.grant(race.by("leader"), made.pk)) == "document_needed"
    awards.grant(race.by("leader"), made.pk, decision(race))
    assert [row.title for row in commendation_roll(RACE)] == ["全省先进集体"]
    assert Adjustment.objects.count() == 0  # the bonus is approved on its own
    assert made.bonus is not None
    adjustments.approve(race.by("leader"), made.bonus.pk)
    assert Adjustment.objects.get().points == Decimal("1.5")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (NewCommendation("t05", "2021Q3", " "), "title_needed"),
        (NewCommendation("t99", "2021Q3", "先进"), "no_such_unit"),
        (NewCommendation("t05", "2020Q3", "先进"), "outside_year"),
        (
            NewCommendation(
                "t05",
                "2021Q3",
                "先进",
                NewAdjustment("t05", "2021Q3", "criticism", Decimal(1), "x", "y"),
            ),
            "not_a_bonus",
        ),
    ],
)
def test_a_commendation_that_cannot_be(race: Race, new: NewCommendation, expected: str) -> None:
    assert code(lambda: awards.propose_commendation(race.by("office"), RACE, new)) == expected


def test_nobody_grants_what_they_proposed(race: Race) -> None:
    new = NewCommendation("t05", "2021Q3", "先进")
    made = awards.propose_commendation(race.by("office"), RACE, new)
    Award.objects.filter(pk=made.pk).update(proposed_by=race.people["leader"])
    with pytest.raises(Denied) as denial:
        awards.grant(race.by("leader"), made.pk)
    assert denial.value.code == "own_proposal"
    assert code(lambda: awards.decline(race.by("leader"), made.pk, " ")) == "empty_reason"


def test_flags_need_a_sealed_board_and_documents_an_issue(race: Race) -> None:
    assert code(lambda: propose_flags(race.by("office"), RACE)) == "no_sealed_board"
    race.seal("2021Q1", TOWNS)
    propose_flags(race.by("office"), RACE)
    draft = register.draft(race.by("office"), NewDocument(DocumentKind.FLAG, "通报", PDF))
    pk = Award.objects.order_by("rank")[0].pk
    assert code(lambda: awards.grant(race.by("leader"), pk, draft.pk)) == "document_needed"


def test_the_database_itself_keeps_awards(race: Race) -> None:
    race.seal("2021Q1", TOWNS)
    propose_flags(race.by("office"), RACE)
    with (
        pytest.raises(IntegrityError, match="only added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM records_award")
