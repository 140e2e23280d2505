"""Who may propose, decide, answer, number and grant: everybody else is denied (domain 5.1, C6)."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from saima.actions import (
    adjustments,
    against,
    awards,
    consequences,
    measures,
    meetings,
    register,
    superior,
    tolerance,
)
from saima.actions.adjustments import NewAdjustment
from saima.actions.awards import NewCommendation
from saima.actions.by import By
from saima.actions.measures import NewItem, NewMeasure
from saima.actions.meetings import NewMeeting, NewPromise
from saima.actions.permissions import RIGHTS, Right
from saima.actions.refusals import Denied
from saima.actions.register import Issue, NewDocument
from saima.actions.stored_files import NamedFile
from saima.actions.superior import NewRank
from saima.actions.tolerance import Application, ToleranceDecision
from saima.records.models import (
    BoardBundle,
    Consequence,
    DocumentKind,
    Ground,
    Meeting,
    MeetingKind,
    Promise,
)
from saima.records.models.posts import SEPARATED
from tests.race_stage import NOW, POSTS, RACE, TODAY, Race, make_race, race_plan, rotated

pytestmark = pytest.mark.django_db
PDF = NamedFile("file.pdf", b"%PDF-1.7 made up for a test")
LATER = date(2021, 12, 1)
BONUS = NewAdjustment("t05", "2021Q3", "award", Decimal(1), "x", "y")
DEDUCTION = NewAdjustment("t11", "2021Q3", "criticism", Decimal(1), "x", "y")


@dataclass
class Stage:
    """One row in every state that the actions start from; all of the town t11."""

    race: Race
    proposed: int
    confirmed: int
    issued: int
    rectifying: int
    item: int
    finished: int
    flagged: int
    applied: int
    verified: int
    bonus: int
    row: int
    flag: int
    commendation: int
    draft: int
    document: int
    meeting: int
    promise: int


def consequence(race: Race, number: int) -> int:
    """The town's own consequence of a made-up rule, confirmed."""
    one = Consequence.objects.get(unit="t11", rule=f"rule-{number}")
    consequences.confirm(race.by("leader"), one.pk)
    return one.pk


def card(race: Race, pk: int) -> None:
    """The only measure of the made-up rules."""
    measures.take_measure(race.by("office"), pk, NewMeasure("card", "", TODAY))


@pytest.fixture
def stage(db: None) -> Stage:
    """Seven rules that all summon the last one, so that there is a consequence for each state."""
    rule = {"label": {"zh": "x", "en": "x"}, "groups": ["towns"], "count": 1, "running": 1}
    given = {"measures": ["card"], "cards": ["yellow"]}
    rules = [rule | given | {"code": f"rule-{number}"} for number in range(7)]
    top = rule | {"code": "top", "place": "top", "measures": ["flag"]}
    race = make_race(race_plan(*rules, top))
    office, leader, town = race.by("office"), race.by("leader"), race.by("town")
    race.seal("2021Q1", rotated("t11"))
    consequences.propose(office, RACE)
    awards.propose_flags(office, RACE)
    issued, rectifying, finished, flagged = (consequence(race, n) for n in (2, 3, 4, 5))
    for pk in (issued, rectifying, finished):
        card(race, pk)
    for pk in (rectifying, finished):
        measures.plan_rectification(town, pk, [NewItem("x", LATER)])
    done = Consequence.objects.get(pk=finished).rectification.get()
    measures.finish_item(town, done.pk, "x", TODAY)
    Consequence.objects.filter(pk=flagged).update(review={"code": "gone"})
    undecided = Consequence.objects.get(unit="t11", rule="rule-6").pk
    about = Application(Ground.FORCE_MAJEURE, "x", [PDF], undecided)
    applied, verified = (tolerance.apply(town, about).pk for _ in range(2))
    tolerance.verify(office, verified, "x")
    approved = adjustments.propose(office, RACE, DEDUCTION)
    row = adjustments.approve(leader, approved.pk)
    new = NewDocument(DocumentKind.COMMENDATION, "x", PDF)
    documents = [register.draft(office, new).pk for _ in range(2)]
    register.issue(office, documents[1], Issue("桐委", TODAY))
    commendation = NewCommendation("t05", "2021Q3", "x")
    return Stage(
        race=race,
        proposed=Consequence.objects.get(unit="t11", rule="rule-0").pk,
        confirmed=consequence(race, 1),
        issued=issued,
        rectifying=rectifying,
        item=Consequence.objects.get(pk=rectifying).rectification.get().pk,
        finished=finished,
        flagged=flagged,
        applied=applied,
        verified=verified,
        bonus=adjustments.propose(office, RACE, BONUS).pk,
        row=row.pk,
        flag=race.version.awards.get().pk,
        commendation=awards.propose_commendation(office, RACE, commendation).pk,
        draft=documents[0],
        document=documents[1],
        meeting=a_meeting(race).pk,
        promise=a_task(race).pk,
    )


def a_meeting(race: Race) -> Meeting:
    """A meeting without a pack, because these boards have no bundle."""
    return Meeting.objects.create(
        plan=RACE,
        kind=MeetingKind.SPECIAL,
        date=TODAY,
        period="2021Q1",
        title="x",
        packed_at=NOW,
        packed_by=race.people["office"],
    )


def a_task(race: Race) -> Promise:
    """A promise of the town t11."""
    return meetings.give_promise(race.by("office"), RACE, NewPromise("t11", "x", LATER), "x")


def tried(call: Callable[[], object]) -> None:
    """Let everything pass but a denial: that there is no bundle comes after the right."""
    with suppress(BoardBundle.DoesNotExist):
        call()


Action = Callable[[By, Stage], object]
OFFICE, LEADERS, TOWN = {"office", "colleague"}, {"leader", "other_leader"}, {"town"}
READERS = OFFICE | LEADERS | {"auditor"}
MEETING = NewMeeting(MeetingKind.MONTHLY, TODAY, "x")
RANK = NewRank("trade", "2021Q1", 8, 9, "x", "x", date(2021, 4, 20))

ACTIONS: dict[str, tuple[Action, set[str]]] = {
    "consequences.propose": (lambda by, at: consequences.propose(by, RACE), OFFICE),
    "consequences.confirm": (lambda by, at: consequences.confirm(by, at.proposed), LEADERS),
    "consequences.decline": (lambda by, at: consequences.decline(by, at.proposed, "x"), LEADERS),
    "consequences.keep": (lambda by, at: consequences.keep(by, at.flagged, "x"), LEADERS),
    "consequences.withdraw": (lambda by, at: consequences.withdraw(by, at.flagged, "x"), LEADERS),
    "consequences.rehearse_rules": (
        lambda by, at: consequences.rehearse_rules(by, race_plan()),
        OFFICE,
    ),
    "measures.take_measure": (
        lambda by, at: measures.take_measure(by, at.confirmed, NewMeasure("card", "", TODAY)),
        OFFICE,
    ),
    "measures.plan_rectification": (
        lambda by, at: measures.plan_rectification(by, at.issued, [NewItem("x", LATER)]),
        TOWN,
    ),
    "measures.finish_item": (
        lambda by, at: measures.finish_item(by, at.item, "x", TODAY),
        TOWN,
    ),
    "measures.verify": (lambda by, at: measures.verify(by, at.finished, "x"), OFFICE),
    "measures.send_back": (lambda by, at: measures.send_back(by, at.finished, "x"), OFFICE),
    "measures.close": (lambda by, at: measures.close(by, at.issued), OFFICE),
    "tolerance.apply": (
        lambda by, at: tolerance.apply(
            by, Application(Ground.FORCE_MAJEURE, "x", [PDF], at.confirmed, letter="x")
        ),
        TOWN | OFFICE,
    ),
    "tolerance.verify": (lambda by, at: tolerance.verify(by, at.applied, "x"), OFFICE),
    "tolerance.decide": (
        lambda by, at: tolerance.decide(by, at.verified, ToleranceDecision(True, "x", LATER)),
        LEADERS,
    ),
    "tolerance.expire": (lambda by, at: tolerance.expire(by, RACE), OFFICE),
    "adjustments.propose": (lambda by, at: adjustments.propose(by, RACE, BONUS), OFFICE),
    "adjustments.propose_reversal": (
        lambda by, at: adjustments.propose_reversal(by, at.row, "x", "y"),
        OFFICE,
    ),
    "adjustments.approve": (lambda by, at: adjustments.approve(by, at.bonus), LEADERS),
    "adjustments.decline": (lambda by, at: adjustments.decline(by, at.bonus, "x"), LEADERS),
    "adjustments.rooms": (
        lambda by, at: adjustments.rooms(by, RACE, "t11"),
        READERS | {"town", "town_reporter", "checker"},
    ),
    "adjustments.all_rooms": (lambda by, at: adjustments.all_rooms(by, RACE), READERS),
    "superior.record": (lambda by, at: superior.record(by, RACE, RANK), OFFICE),
    "superior.last_places": (lambda by, at: superior.last_places(by, RACE), READERS),
    "superior.bound": (lambda by, at: superior.bound(by, RACE), READERS),
    "awards.propose_flags": (lambda by, at: awards.propose_flags(by, RACE), OFFICE),
    "awards.propose_commendation": (
        lambda by, at: awards.propose_commendation(by, RACE, NewCommendation("t05", "2021", "x")),
        OFFICE,
    ),
    "awards.grant a flag": (lambda by, at: awards.grant(by, at.flag), LEADERS),
    "awards.grant": (lambda by, at: awards.grant(by, at.commendation, at.document), LEADERS),
    "awards.decline": (lambda by, at: awards.decline(by, at.flag, "x"), LEADERS),
    "register.draft": (
        lambda by, at: register.draft(by, NewDocument(DocumentKind.OTHER, "x", PDF)),
        OFFICE,
    ),
    "register.replace_file": (lambda by, at: register.replace_file(by, at.draft, PDF), OFFICE),
    "register.issue": (lambda by, at: register.issue(by, at.draft, Issue("桐委", TODAY)), OFFICE),
    "register.void": (lambda by, at: register.void(by, at.document, "x"), OFFICE),
    "register.open_document": (lambda by, at: register.open_document(by, at.document), READERS),
    "meetings.pack": (lambda by, at: tried(lambda: meetings.pack(by, RACE)), READERS),
    "meetings.hold": (lambda by, at: tried(lambda: meetings.hold(by, RACE, MEETING)), OFFICE),
    "meetings.write_minutes": (
        lambda by, at: meetings.write_minutes(by, at.meeting, "x", []),
        OFFICE,
    ),
    "meetings.give_promise": (
        lambda by, at: meetings.give_promise(by, RACE, NewPromise("t11", "x", LATER), "x"),
        OFFICE,
    ),
    "meetings.finish_promise": (
        lambda by, at: meetings.finish_promise(by, at.promise, "x", TODAY),
        OFFICE | {"town", "town_reporter"},
    ),
    "against.standing_against": (
        lambda by, at: against.standing_against(by, RACE, "t11"),
        READERS | {"town", "town_reporter"},
    ),
    "against.standing_of": (
        lambda by, at: against.standing_of(by, RACE, Consequence.objects.filter(unit="t11")),
        READERS | {"town", "town_reporter"},
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_by_these_and_denied_to_all_others(stage: Stage, name: str) -> None:
    action, allowed = ACTIONS[name]
    done = set()
    for person in POSTS:
        point = transaction.savepoint()
        try:
            action(stage.race.by(person), stage)
            done.add(person)
        except Denied:
            pass
        transaction.savepoint_rollback(point)
    assert done == allowed


def test_the_three_administrators_judge_nobody() -> None:
    own = {Right.CONSEQUENCE_READ, Right.DOCUMENT_READ, Right.MEETING_READ}
    names = ("consequence", "superior", "adjustment", "award", "document", "meeting", "promise")
    judging = {right for right in Right if right.value.split(".")[0] in names}
    for role in SEPARATED:
        assert judging & RIGHTS[role].keys() <= own


def test_nobody_both_proposes_and_decides_by_one_role() -> None:
    for proposing, deciding in (
        (Right.CONSEQUENCE_HANDLE, Right.CONSEQUENCE_DECIDE),
        (Right.ADJUSTMENT_PROPOSE, Right.ADJUSTMENT_APPROVE),
        (Right.AWARD_PROPOSE, Right.AWARD_GRANT),
    ):
        assert not [role for role, rights in RIGHTS.items() if {proposing, deciding} <= set(rights)]
