"""From the decision to the end: help, circular, card, talk, rectification; when cards lapse."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from saima.actions import consequences, measures, register
from saima.actions.against import Against, standing_against, standing_of
from saima.actions.consequences import propose
from saima.actions.loading import publish_plan
from saima.actions.measures import NewItem, NewMeasure
from saima.actions.refusals import Denied, Refused
from saima.actions.register import Issue, NewDocument
from saima.actions.stored_files import NamedFile
from saima.records.models import AuditRecord, Consequence, DocumentKind, RectificationItem
from saima.records.queries.audit import verify_chain
from saima.records.queries.consequences import measures_of, rectification_of
from tests.race_stage import (
    NOW,
    RACE,
    TODAY,
    TOWN_RULE,
    TOWNS,
    Race,
    make_race,
    merged_plan,
    race_plan,
    rotated,
)

pytestmark = pytest.mark.django_db
PDF = NamedFile("document.pdf", b"%PDF-1.7 made up for a test")
SOON, LATER = TODAY + timedelta(days=20), TODAY + timedelta(days=40)


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


def confirmed(race: Race) -> int:
    """The town t11 was last twice; a leader confirmed it."""
    race.seal("2021Q1", rotated("t01", "t11"))
    race.seal("2021Q2", rotated("t02", "t11"))
    propose(race.by("office"), RACE)
    one = Consequence.objects.get(unit="t11")
    consequences.confirm(race.by("leader"), one.pk)
    return one.pk


def document(race: Race, kind: DocumentKind) -> int:
    """An issued document."""
    made = register.draft(race.by("office"), NewDocument(kind, kind.value, PDF))
    return register.issue(race.by("office"), made.pk, Issue("桐委办", TODAY)).pk


def take(race: Race, pk: int, measure: str, part: str = "", **given: Any) -> Consequence:
    """The office takes a measure today."""
    who = given.pop("who", "office")
    new = NewMeasure(measure, part, **({"done_on": TODAY} | given))
    return measures.take_measure(race.by(who), pk, new)


def issued(race: Race, pk: int) -> None:
    """Everything that the rule asks for: circular, card, talk."""
    take(race, pk, "circular", document=document(race, DocumentKind.CIRCULAR))
    take(race, pk, "card")
    notice = document(race, DocumentKind.TALK_NOTICE)
    take(race, pk, "talk", "notice", done_on=SOON, place="市政府二楼", document=notice)
    take(race, pk, "talk", "record", text="已约谈主要负责人")


def rectified(race: Race, pk: int) -> None:
    """The town promises two things and does them."""
    items = [NewItem("补报两个项目", SOON), NewItem("每周调度", LATER)]
    measures.plan_rectification(race.by("town"), pk, items)
    for item in rectification_of(Consequence.objects.get(pk=pk)):
        measures.finish_item(race.by("town"), item.pk, "已完成", TODAY)
    measures.verify(race.by("office"), pk, "现场核实")


def state(pk: int) -> str:
    return str(Consequence.objects.get(pk=pk).state)


def code(call: Any) -> str:
    """The code of the refusal that a call meets."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_the_whole_way_from_the_decision_to_the_end(race: Race) -> None:
    pk = confirmed(race)
    issued(race, pk)
    assert state(pk) == "issued"
    items = [NewItem("补报两个项目", SOON), NewItem("每周调度", LATER)]
    measures.plan_rectification(race.by("town"), pk, items)
    assert state(pk) == "rectifying"
    first, second = rectification_of(Consequence.objects.get(pk=pk))
    measures.finish_item(race.by("town"), first.pk, "两个项目已入库", TODAY)
    assert code(lambda: measures.verify(race.by("office"), pk, "现场核实")) == "items_open"
    measures.finish_item(race.by("town"), second.pk, "已建立制度", TODAY)
    measures.verify(race.by("office"), pk, "现场核实")
    measures.close(race.by("office"), pk, "同意销号")
    assert state(pk) == "closed"
    race.seal("2021Q3", rotated("t03", "t04"))
    assert [one.pk for one in propose(race.by("office"), RACE).lapsed] == [pk]
    one = Consequence.objects.get(pk=pk)
    assert (one.state, one.lapsed_in) == ("lapsed", "2021Q3")
    acts = list(one.steps.order_by("id").values_list("act", flat=True))
    measured = ["measure"] * 4
    rest = ["issue", "plan", "finish", "finish", "verify", "close", "lapse"]
    assert acts == ["propose", "confirm", *measured, *rest]
    logged = AuditRecord.objects.filter(object_kind="consequence", object_id=str(pk))
    assert logged.count() == len(acts)
    assert verify_chain() is None


def test_measures_carry_their_documents_and_days(race: Race) -> None:
    pk = confirmed(race)
    issued(race, pk)
    done = measures_of(Consequence.objects.get(pk=pk))
    circular = done["circular", ""].document
    assert circular is not None
    assert circular.numbered == "桐委办〔2021〕1号"
    assert (done["talk", "notice"].done_on, done["talk", "notice"].place) == (SOON, "市政府二楼")
    assert done["talk", "record"].text == "已约谈主要负责人"


def test_nothing_is_done_before_the_decision(race: Race) -> None:
    race.seal("2021Q1", rotated("t01", "t11"))
    race.seal("2021Q2", rotated("t02", "t11"))
    propose(race.by("office"), RACE)
    pk = Consequence.objects.get(unit="t11").pk
    assert code(lambda: take(race, pk, "card")) == "consequence_not_now"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"measure": "flag"}, "no_such_measure"),
        ({"measure": "talk"}, "no_such_measure"),
        ({"measure": "card", "done_on": SOON}, "day_to_come"),
        ({"measure": "circular"}, "document_needed"),
        ({"measure": "talk", "part": "notice"}, "document_needed"),
        ({"measure": "talk", "part": "record", "text": "x"}, "notice_first"),
    ],
)
def test_a_measure_needs_what_belongs_to_it(
    race: Race, given: dict[str, Any], expected: str
) -> None:
    pk = confirmed(race)
    assert code(lambda: take(race, pk, **given)) == expected
    assert measures_of(Consequence.objects.get(pk=pk)) == {}


def test_a_record_of_a_talk_needs_words_and_the_document_its_kind(race: Race) -> None:
    pk = confirmed(race)
    circular = document(race, DocumentKind.CIRCULAR)
    notice = document(race, DocumentKind.TALK_NOTICE)
    wrong = lambda: take(race, pk, "talk", "notice", document=circular)  # noqa: E731
    assert code(wrong) == "document_needed"
    take(race, pk, "talk", "notice", document=notice)
    assert code(lambda: take(race, pk, "talk", "record", text=" ")) == "record_needed"
    draft = register.draft(race.by("office"), NewDocument(DocumentKind.CIRCULAR, "x", PDF))
    assert code(lambda: take(race, pk, "circular", document=draft.pk)) == "document_needed"
    assert code(lambda: take(race, pk, "card", document=draft.pk)) == "document_needed"


def test_the_ladder_begins_with_the_cause_and_the_help(db: None) -> None:
    race = make_race(race_plan(TOWN_RULE | {"measures": ["help", "card"]}))
    pk = confirmed(race)
    assert code(lambda: take(race, pk, "card")) == "help_first"
    assert code(lambda: take(race, pk, "help", "offer", text="派驻干部")) == "help_first"
    cause = {"measure": "help", "part": "cause", "text": "两个项目未开工"}
    with pytest.raises(Denied):
        take(race, pk, **cause)  # the unit says the cause, nobody for it
    assert code(lambda: take(race, pk, who="town", **(cause | {"text": ""}))) == "record_needed"
    take(race, pk, who="town", **cause)
    assert code(lambda: take(race, pk, "card")) == "help_first"
    take(race, pk, "help", "offer", text="派驻干部")
    assert state(pk) == "confirmed"
    take(race, pk, "card")
    assert state(pk) == "issued"
    measures.close(race.by("office"), pk)  # no talk, so nothing to rectify
    assert state(pk) == "closed"


def test_a_rule_with_a_talk_is_not_closed_before_the_rectification(race: Race) -> None:
    pk = confirmed(race)
    issued(race, pk)
    assert code(lambda: measures.close(race.by("office"), pk)) == "rectify_first"


def test_a_rectification_plan_has_items_with_days_ahead(race: Race) -> None:
    pk = confirmed(race)
    assert (
        code(lambda: measures.plan_rectification(race.by("town"), pk, [NewItem("x", SOON)]))
        == "consequence_not_now"
    )
    issued(race, pk)
    yesterday = TODAY - timedelta(days=1)
    for items, expected in (
        ([], "no_items"),
        ([NewItem(" ", SOON)], "no_items"),
        ([NewItem("x", yesterday)], "day_past"),
    ):
        assert (
            code(lambda: measures.plan_rectification(race.by("town"), pk, items))  # noqa: B023
            == expected
        )
    with pytest.raises(Denied):
        measures.plan_rectification(race.by("tenth"), pk, [NewItem("x", SOON)])


def test_what_is_sent_back_gets_a_new_plan_and_the_old_one_stays(race: Race) -> None:
    pk = confirmed(race)
    issued(race, pk)
    measures.plan_rectification(race.by("town"), pk, [NewItem("加强领导", SOON)])
    (vague,) = RectificationItem.objects.all()
    assert code(lambda: measures.send_back(race.by("office"), pk, " ")) == "empty_reason"
    measures.send_back(race.by("office"), pk, "措施不具体")
    measures.plan_rectification(race.by("town"), pk, [NewItem("补报两个项目", LATER)])
    one = Consequence.objects.get(pk=pk)
    assert [(item.version, item.text) for item in rectification_of(one)] == [(2, "补报两个项目")]
    assert RectificationItem.objects.count() == 2
    late = lambda: measures.finish_item(race.by("town"), vague.pk, "x", TODAY)  # noqa: E731
    assert code(late) == "already_done"


def test_an_item_is_finished_once_with_its_result(race: Race) -> None:
    pk = confirmed(race)
    issued(race, pk)
    measures.plan_rectification(race.by("town"), pk, [NewItem("补报", SOON)])
    (item,) = RectificationItem.objects.all()
    finish = measures.finish_item
    assert code(lambda: finish(race.by("town"), item.pk, " ", TODAY)) == "record_needed"
    assert code(lambda: finish(race.by("town"), item.pk, "x", SOON)) == "day_to_come"
    finish(race.by("town"), item.pk, "已补报", TODAY)
    assert code(lambda: finish(race.by("town"), item.pk, "x", TODAY)) == "already_done"
    assert code(lambda: measures.verify(race.by("office"), pk, "")) == "record_needed"


def test_a_card_lapses_while_the_rectification_goes_on(race: Race) -> None:
    pk = confirmed(race)
    issued(race, pk)
    race.seal("2021Q3", rotated("t03", "t04"))
    propose(race.by("office"), RACE)
    one = Consequence.objects.get(pk=pk)
    assert (one.state, one.lapsed_in) == ("issued", "2021Q3")
    kinds = [stands.kind for stands in standing_against(race.by("town"), RACE, "t11")]
    assert kinds == [Against.RECTIFICATION]
    rectified(race, pk)
    measures.close(race.by("office"), pk)
    assert state(pk) == "lapsed"
    assert standing_against(race.by("town"), RACE, "t11") == ()


def test_a_card_that_was_not_shown_does_not_lapse(race: Race) -> None:
    pk = confirmed(race)
    race.seal("2021Q3", rotated("t03", "t04"))
    assert propose(race.by("office"), RACE).lapsed == []
    assert Consequence.objects.get(pk=pk).lapsed_in == ""


def test_two_quarters_out_can_be_asked_for(db: None) -> None:
    race = make_race(race_plan(TOWN_RULE | {"lapses_after": 2}))
    pk = confirmed(race)
    take(race, pk, "card")
    stands = standing_against(race.by("town"), RACE, "t11")
    assert (stands[0].card, stands[0].since, stands[0].until) == ("yellow", TODAY, "2021Q4")
    race.seal("2021Q3", rotated("t03", "t04"))
    assert propose(race.by("office"), RACE).lapsed == []
    assert standing_against(race.by("town"), RACE, "t11")[0].until == "2021Q4"
    race.seal("2021Q4", rotated("t05", "t06"))
    assert [one.pk for one in propose(race.by("office"), RACE).lapsed] == [pk]


def test_what_stands_against_a_unit_worst_first_and_until_when(race: Race) -> None:
    pk = confirmed(race)
    stands = standing_against(race.by("town"), RACE, "t11")
    assert [one.kind for one in stands] == [Against.MEASURES]
    issued(race, pk)
    race.seal("2021Q3", rotated("t03", "t11"))
    propose(race.by("office"), RACE)
    second = Consequence.objects.get(unit="t11", level=2)
    consequences.confirm(race.by("leader"), second.pk)
    take(race, second.pk, "card")
    measures.plan_rectification(race.by("town"), pk, [NewItem("补报", SOON)])
    found = [
        (one.kind, one.card, one.until, one.until_day)
        for one in standing_against(race.by("town"), RACE, "t11")
    ]
    assert found == [
        (Against.CARD, "red", "2021Q4", None),
        (Against.CARD, "yellow", "2021Q4", None),
        (Against.MEASURES, "", "", None),
        (Against.RECTIFICATION, "", "", SOON),
    ]
    assert standing_against(race.by("office"), RACE, "t05") == ()
    assert standing_against(race.by("office"), "no-such-plan", "t05") == ()
    with pytest.raises(Denied):
        standing_against(race.by("town"), RACE, "t05")


def test_what_stands_against_a_merged_unit_goes_over_and_can_be_cleared(race: Race) -> None:
    race.seal("2021Q1", rotated("t01", "t11"))
    before = publish_plan(race_plan(code="race-2020", year=2020), NOW)
    race.seal("2020Q4", rotated("t02", "t11"), version=before)
    propose(race.by("office"), RACE)
    one = Consequence.objects.get(unit="t11")
    consequences.confirm(race.by("leader"), one.pk)
    take(race, one.pk, "card")
    second = publish_plan(merged_plan(), NOW + timedelta(hours=1))
    race.seal("2021Q2", [*TOWNS[:9], "t10"], version=second)
    assert propose(race.by("office"), RACE).lapsed == []
    (stands,) = [
        one for one in standing_against(race.by("tenth"), RACE, "t10") if one.kind is Against.CARD
    ]
    assert (stands.unit, stands.card, stands.until) == ("t11", "yellow", "2021Q3")
    race.seal("2021Q3", ["t10", *TOWNS[:9]], version=second)
    assert [row.pk for row in propose(race.by("office"), RACE).lapsed] == [one.pk]


def test_after_a_merger_the_heir_answers(race: Race) -> None:
    pk = confirmed(race)
    issued(race, pk)
    publish_plan(merged_plan(), NOW + timedelta(hours=1))
    with pytest.raises(Denied):
        measures.plan_rectification(race.by("town"), pk, [NewItem("x", SOON)])
    measures.plan_rectification(race.by("tenth"), pk, [NewItem("x", SOON)])
    assert state(pk) == "rectifying"


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE records_measuredone SET text = 'x'", "only added"),
        ("DELETE FROM records_measuredone", "only added"),
        ("UPDATE records_rectificationitem SET due = '2030-01-01'", "promised never changes"),
        ("DELETE FROM records_rectificationitem", "only added"),
    ],
)
def test_the_database_itself_guards_what_was_done(race: Race, sql: str, message: str) -> None:
    pk = confirmed(race)
    issued(race, pk)
    measures.plan_rectification(race.by("town"), pk, [NewItem("补报", date(2021, 12, 1))])
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_what_each_consequence_puts_on_its_unit_is_what_stands_against_it(race: Race) -> None:
    pk = confirmed(race)
    issued(race, pk)
    rows = list(Consequence.objects.all())
    found = standing_of(race.by("office"), RACE, rows)
    (stands,) = found.values()
    assert tuple(stands) == standing_against(race.by("office"), RACE, "t11")
    assert [one.kind for one in stands] == [Against.CARD, Against.RECTIFICATION]
    assert standing_of(race.by("town"), RACE, rows) == found
    with pytest.raises(Denied):
        standing_of(race.by("tenth"), RACE, rows)
    assert standing_of(race.by("office"), "no-plan", rows) == {}
