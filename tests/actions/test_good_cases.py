"""Good cases: every state, act and role by the table; what a decision leaves; the bonus (S43)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from saima.actions import adjustments, good_cases
from saima.actions.good_case_steps import Act, State, offered, take
from saima.actions.good_cases import Bonus, NewCase
from saima.actions.refusals import Denied, Refused
from saima.actions.stored_files import NamedFile
from saima.actions.taking import Taken
from saima.records.models import (
    AuditRecord,
    GoodCase,
    Message,
    Person,
    Post,
    ProposalState,
    Role,
    Task,
)
from tests.cast import NOW, POSTS, Cast, by, cast_plan, publish

pytestmark = pytest.mark.django_db

UNIT = frozenset({"town_reporter", "town_approver"})
DECIDING = frozenset({"office", "colleague", "leader"})
OFFICE = frozenset({"office", "colleague"})

TABLE: dict[tuple[str, str], tuple[str, frozenset[str]]] = {
    ("draft", "edit"): ("draft", UNIT),
    ("draft", "propose"): ("proposed", UNIT),
    ("draft", "drop"): ("withdrawn", UNIT),
    ("proposed", "return"): ("returned", DECIDING),
    ("proposed", "approve"): ("approved", DECIDING),
    ("proposed", "drop"): ("withdrawn", UNIT),
    ("returned", "edit"): ("returned", UNIT),
    ("returned", "propose"): ("proposed", UNIT),
    ("returned", "drop"): ("withdrawn", UNIT),
    ("approved", "publish"): ("published", DECIDING),
    ("approved", "bonus"): ("approved", OFFICE),
    ("approved", "withdraw"): ("withdrawn", DECIDING),
    ("published", "bonus"): ("published", OFFICE),
    ("published", "withdraw"): ("withdrawn", DECIDING),
}
"""What the speech's "sum up and make known" (S43) needs, written down beside the code."""

BONUSES = [
    {
        "code": "pilot",
        "label": {"zh": "试点推广", "en": "Pilot"},
        "effect": "bonus",
        "cap": 3,
    },
    {
        "code": "criticism",
        "label": {"zh": "通报批评", "en": "Criticism"},
        "effect": "deduction",
    },
]


@pytest.fixture
def city(cast: Cast) -> Cast:
    """Everybody, with a plan that has a bonus and a deduction."""
    publish(cast_plan(adjustments=BONUSES))
    return cast


def new(**given: Any) -> NewCase:
    """A case of town a."""
    return NewCase(**{"unit": "a", "title": "标准地", "summary": "提速", "text": "做法"} | given)


def case_in(cast: Cast, state: str) -> GoodCase:
    """A case of town a in a state, written by its reporter."""
    made = good_cases.write(by(cast.town_reporter), "small", new())
    changes = {"published_at": NOW} if state == "published" else {}
    GoodCase.objects.filter(pk=made.pk).update(state=state, **changes)
    return GoodCase.objects.get(pk=made.pk)


def code(call: Any) -> str:
    """The code of the refusal that a call meets."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


@pytest.mark.parametrize("state", [state.value for state in State])
def test_every_act_in_every_state_by_every_role(city: Cast, state: str) -> None:
    case = case_in(city, state)
    for act in Act:
        allowed = TABLE.get((state, act.value))
        done: dict[str, str] = {}
        for post in [*POSTS, "nobody"]:
            case.refresh_from_db()
            changes = {"published_at": NOW} if act is Act.PUBLISH else {}
            point = transaction.savepoint()
            try:
                with transaction.atomic():
                    done[post] = take(
                        by(getattr(city, post)), case, Taken(act, changes=changes)
                    ).state
            except (Denied, Refused):
                assert GoodCase.objects.get(pk=case.pk).state == state
            transaction.savepoint_rollback(point)
        to, who = allowed or ("", frozenset())
        assert done == dict.fromkeys(who, to), (state, act)


@pytest.mark.parametrize("state", [state.value for state in State])
def test_what_is_offered_is_what_the_table_allows(city: Cast, state: str) -> None:
    case = case_in(city, state)
    for post in [*POSTS, "nobody"]:
        expected = {
            act for (known, act), (_, who) in TABLE.items() if known == state and post in who
        }
        assert {act.value for act in offered(by(getattr(city, post)), case)} == expected, post


def test_nobody_decides_on_what_they_wrote(city: Cast) -> None:
    person = Person.objects.create(username="both")
    Post.objects.create(person=person, role=Role.REPORTER, unit="a", starts=date(2021, 1, 1))
    march = NOW - timedelta(days=20)
    made = good_cases.write(by(person, march), "small", new())
    good_cases.propose(by(person, march), made.pk)
    Post.objects.filter(person=person).update(ends=date(2021, 3, 31))
    Post.objects.create(person=person, role=Role.LEADER, starts=date(2021, 1, 1))
    with pytest.raises(Denied, match="proposed this yourself"):
        good_cases.approve(by(person), made.pk)
    assert good_cases.approve(by(city.leader), made.pk).state == "approved"


def test_a_case_goes_from_its_draft_to_everybody(city: Cast) -> None:
    writer, office = by(city.town_reporter), by(city.office)
    file = NamedFile("case.pdf", b"%PDF-1.7 made up")
    made = good_cases.write(writer, "small", new(indicator="investment", file=file))
    good_cases.propose(writer, made.pk)
    good_cases.send_back(office, made.pk, "请补充成效数据")
    good_cases.edit(writer, made.pk, new(text="做法和成效"))
    good_cases.propose(writer, made.pk)
    good_cases.approve(office, made.pk)
    found = good_cases.publish(by(city.leader), made.pk)
    assert (found.state, found.text, found.published_at) == ("published", "做法和成效", NOW)
    assert (found.decided_by, found.remark, found.file_name) == (city.office, "", "case.pdf")
    codes = AuditRecord.objects.filter(object_kind="goodcase").order_by("sequence")
    assert [one.action.partition(".")[2] for one in codes] == [
        *("write", "propose", "return", "edit", "propose", "approve", "publish")
    ]
    assert good_cases.open_file(by(city.nobody), made.pk).name == "case.pdf"


def test_the_unit_is_told_of_every_decision(city: Cast) -> None:
    case = case_in(city, "proposed")
    good_cases.send_back(by(city.leader), case.pk, "请补充")
    told = Message.objects.filter(kind="good_case_decided")
    assert {one.person for one in told} == {city.town_reporter, city.town_approver}
    data = told[0].data
    assert (data["title"], data["unit"], data["state"], data["text"]) == (
        *("标准地", "a", "returned", "请补充"),
    )


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"title": " "}, "case_incomplete"),
        ({"summary": ""}, "case_incomplete"),
        ({"text": "\n"}, "case_incomplete"),
        ({"text": "字" * 20_001}, "case_too_long"),
        ({"text": "联系人 13800138000"}, "looks_personal"),
        ({"contest": "nothing"}, "no_such_contest"),
        ({"indicator": "nothing"}, "no_such_indicator"),
        ({"task": 999}, "not_there"),
        ({"file": NamedFile("x.exe", b"MZ")}, "wrong_file"),
    ],
)
def test_a_case_that_cannot_be_is_refused(city: Cast, given: dict[str, Any], refusal: str) -> None:
    assert code(lambda: good_cases.write(by(city.town_reporter), "small", new(**given))) == refusal
    assert GoodCase.objects.count() == 0


def test_what_looks_personal_is_kept_once_somebody_confirmed_that_it_is_not(city: Cast) -> None:
    writer = by(city.town_reporter)
    made = good_cases.write(writer, "small", new(text="批文号 13800138000", confirmed=True))
    assert made.text == "批文号 13800138000"


def test_a_case_names_no_task_of_another_unit(city: Cast) -> None:
    task = Task.objects.create(
        plan="small",
        code="T1",
        title="x",
        unit="b",
        starts=date(2021, 1, 1),
        due=date(2021, 6, 1),
        first_due=date(2021, 6, 1),
        made_by=city.office,
        made_at=NOW,
    )
    writer = by(city.town_reporter)
    assert code(lambda: good_cases.write(writer, "small", new(task=task.pk))) == "not_there"
    Task.objects.filter(pk=task.pk).update(unit="a")
    assert good_cases.write(writer, "small", new(task=task.pk)).task == task


def test_sending_back_and_withdrawing_need_a_reason(city: Cast) -> None:
    case = case_in(city, "proposed")
    assert code(lambda: good_cases.send_back(by(city.office), case.pk, " ")) == "empty_reason"
    good_cases.approve(by(city.office), case.pk)
    assert code(lambda: good_cases.withdraw(by(city.office), case.pk, "")) == "empty_reason"


def test_a_step_at_the_wrong_time_is_refused_in_words(city: Cast) -> None:
    case = case_in(city, "draft")
    assert code(lambda: good_cases.approve(by(city.leader), case.pk)) == "good_case_not_now"


def test_an_approved_case_leads_to_a_bonus_that_a_leader_decides(city: Cast) -> None:
    case = case_in(city, "approved")
    wanted = Bonus("pilot", "2021Q1", Decimal("0.5"))
    office = by(city.office)
    found = good_cases.propose_bonus(office, case.pk, wanted)
    proposal = found.bonus
    assert proposal is not None
    assert (proposal.unit, proposal.kind, proposal.points) == ("a", "pilot", Decimal("0.5"))
    assert proposal.document == f"典型案例第{case.pk}号《标准地》"
    assert proposal.reason == "典型案例：提速"
    assert code(lambda: good_cases.propose_bonus(office, case.pk, wanted)) == "taken"
    adjustments.decline(by(city.leader), proposal.pk, "成效尚待观察")
    again = good_cases.propose_bonus(office, case.pk, wanted).bonus
    assert again is not None
    adjustments.approve(by(city.leader), again.pk)
    case.refresh_from_db()
    assert case.bonus is not None
    assert case.bonus.state == ProposalState.APPROVED
    assert case.bonus.adjustment is not None


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (Bonus("criticism", "2021Q1", Decimal(1)), "not_a_bonus"),
        (Bonus("nothing", "2021Q1", Decimal(1)), "no_such_kind"),
        (Bonus("pilot", "2020Q1", Decimal(1)), "outside_year"),
        (Bonus("pilot", "2021Q1", Decimal(0)), "points_wrong"),
    ],
)
def test_a_bonus_that_cannot_be_is_refused(city: Cast, wanted: Bonus, refusal: str) -> None:
    case = case_in(city, "approved")
    assert code(lambda: good_cases.propose_bonus(by(city.office), case.pk, wanted)) == refusal
    case.refresh_from_db()
    assert case.bonus is None


def test_another_units_draft_is_read_by_nobody_but_the_unit_and_the_office(city: Cast) -> None:
    case = case_in(city, "draft")
    readers = {post for post in POSTS if good_cases.may_read(by(getattr(city, post)), case)}
    assert readers == {*UNIT, *DECIDING, "auditor"}
    with pytest.raises(Denied):
        good_cases.open_file(by(city.other_reporter), case.pk)
