"""A leader's instruction is a supervised item at once, on whatever it is."""

import pytest

from saima.actions import instructions, supervision
from saima.actions.refusals import Denied, Refused
from saima.actions.supervision import Answer
from saima.plan.supervision import Urgency
from saima.records.models import Instruction, Message, Supervision
from saima.records.queries.plans import latest_version, plan_of
from saima.records.queries.supervised import thing_of
from saima.records.queries.supervision import instructions_on
from tests.cast import Cast, by, make_cast, publish
from tests.supervision_stage import PLAN, issued, late_node

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    publish()
    return made


def instructed(cast: Cast, about: str, unit: str = "a", text: str = "尽快解决") -> Instruction:
    return instructions.instruct(by(cast.leader), about, unit, text, Urgency.URGENT)


def test_an_instruction_is_issued_at_once_with_number_and_limit(cast: Cast) -> None:
    node = late_node(cast)
    made = instructed(cast, f"task:{node.task_id}")
    sheet = Supervision.objects.get()
    assert made.sheet == sheet
    assert (sheet.state, sheet.numbered, sheet.source) == (
        "issued",
        "督办〔2021〕1号",
        "instruction",
    )
    assert sheet.due is not None
    assert sheet.due.isoformat() == "2021-04-13"  # 7, 8, 9, 12, 13 April
    assert sheet.title == "Build the road：尽快解决"
    told = Message.objects.filter(kind="instruction")
    assert set(told.values_list("person__username", flat=True)) == {
        "town_reporter",
        "town_approver",
    }
    assert list(instructions_on(PLAN, [f"task:{node.task_id}"])) == [made]


def test_everything_can_be_instructed_on(cast: Cast) -> None:
    node, sheet = late_node(cast), issued(cast)
    for about in (
        f"task:{node.task_id}",
        f"node:{node.pk}",
        f"sheet:{sheet.pk}",
        "indicator:starts",
        "unit:b",
        "light:2021-03:a:starts",
    ):
        assert instructed(cast, about).about == about


@pytest.mark.parametrize(
    "about", ["", "task:9", "task:x", "unit:nowhere", "indicator:x", "cat:1", "board:1", "sheet:0"]
)
def test_what_there_is_not_is_not_instructed_on(cast: Cast, about: str) -> None:
    with pytest.raises(Refused) as refusal:
        instructed(cast, about)
    assert refusal.value.code == "not_there"
    assert thing_of(plan_of(latest_version()), about) is None  # type: ignore[arg-type]


def test_a_form_that_is_sent_twice_instructs_once(cast: Cast) -> None:
    instructed(cast, "unit:a")
    with pytest.raises(Refused) as refusal:
        instructed(cast, "unit:a")
    assert refusal.value.code == "sheet_open"
    instructed(cast, "unit:a", text="另一件事")
    assert Instruction.objects.count() == 2


def test_nothing_stays_of_an_instruction_that_is_refused(cast: Cast) -> None:
    for unit, text, code in (("nowhere", "x", "no_such_unit"), ("a", " ", "sheet_text")):
        with pytest.raises(Refused) as refusal:
            instructed(cast, "unit:a", unit, text)
        assert refusal.value.code == code
    assert not Instruction.objects.exists()
    assert not Supervision.objects.exists()


def test_only_the_leading_group_withdraws_it_and_its_leader_hears_the_answer(cast: Cast) -> None:
    sheet = instructed(cast, "unit:a").sheet
    with pytest.raises(Denied):
        supervision.withdraw(by(cast.office), sheet.pk, "not needed")
    supervision.acknowledge(by(cast.town_reporter), sheet.pk)
    supervision.answer(by(cast.town_reporter), sheet.pk, Answer("解决了"))
    assert Message.objects.filter(kind="sheet_answered", person=cast.leader).count() == 1
    assert supervision.withdraw(by(cast.leader), sheet.pk, "另行办理").state == "withdrawn"
