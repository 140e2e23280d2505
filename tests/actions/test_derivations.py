"""Derived values follow the records: written once, explained by their objects, typed by nobody."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from saima.actions import hard_problem_work as work
from saima.actions.asked_changes import Change, Facts
from saima.actions.boards import live_boards
from saima.actions.by import By
from saima.actions.derivations import Changed, derive_all, follow
from saima.actions.hard_problem_steps import State
from saima.actions.hard_problem_work import Words
from saima.actions.ledger import ValueKey, correct
from saima.actions.new_tasks import NewNode
from saima.actions.nodes import accept_node, report_node, return_node
from saima.actions.refusals import Refused
from saima.actions.rounds import freeze, open_round
from saima.actions.task_changes import adjust
from saima.engine.duties import duties
from saima.plan.derivation import DOCUMENT_KINDS, STATES, Objects
from saima.plan.periods import Period
from saima.records.models import (
    AuditRecord,
    DerivedValue,
    DocumentKind,
    DocumentState,
    DueValue,
    Entry,
    HardProblemState,
    NodeState,
    PlanVersion,
    Task,
    TaskNode,
    TaskState,
)
from saima.records.queries.ledger import reach
from tests.cast import MARCH, given
from tests.demo.small_plan import indicator
from tests.problem_stage import NOW, Problems, make_problems, problem_plan
from tests.task_stage import running

pytestmark = pytest.mark.django_db
LATER = datetime(2021, 4, 20, 2, tzinfo=UTC)


@pytest.fixture
def stage(db: None) -> Problems:
    return make_problems()


def newest(period: str, unit: str = "a", code: str = "cleared") -> Entry:
    rows = Entry.objects.filter(unit=unit, indicator=code, period=period)
    found: Entry = rows.order_by("-recorded_at", "-id")[0]
    return found


def hazard(stage: Problems, quantity: int, state: State, now: datetime = NOW) -> int:
    """A hazard of the town a that the town solves itself."""
    one = stage.raised(now, kind="hazard", title="隐患", quantity=quantity)
    office, town = stage.by("office", now), stage.by("town_reporter", now)
    work.accept(office, one.pk)
    work.assign(office, one.pk, "a")
    if state == State.CLOSED:
        work.plan_solution(town, one.pk, Words())
        work.handle(town, one.pk, Words())
        work.verify(office, one.pk)
    return one.pk


def test_a_closed_problem_changes_the_value_at_once(stage: Problems) -> None:
    """6 of 6 + 10 cases of April are closed: 37.5 %."""
    hazard(stage, 6, State.CLOSED)
    assert newest("2021-04").value == Decimal(100)
    hazard(stage, 10, State.ASSIGNED)
    entry = newest("2021-04")
    assert entry.value == Decimal("37.5")
    assert entry.by is None
    assert entry.why == "随台账变动 / follows the records"
    assert entry.replaces is not None
    assert entry.source == "系统统计：难题台账 / counted from hard problems"


def test_what_has_nothing_to_count_is_not_applicable(stage: Problems) -> None:
    derive_all(NOW)
    assert newest("2021-01").not_applicable
    assert newest("2021-04").not_applicable


def test_the_live_board_shows_it_at_once(stage: Problems) -> None:
    hazard(stage, 6, State.CLOSED)
    hazard(stage, 10, State.ASSIGNED)
    version = PlanVersion.objects.get()
    rows = live_boards(version).scores(Period.parse("2021-04"))
    assert rows["a", "cleared"].value == pytest.approx(37.5)


def test_the_objects_are_the_evidence(stage: Problems) -> None:
    closed = hazard(stage, 6, State.CLOSED)
    waiting = hazard(stage, 10, State.ASSIGNED)
    evidence = DerivedValue.objects.get(entry=newest("2021-04"))
    assert evidence.objects_found == [[closed, "6", True], [waiting, "10", False]]
    text = f'[[{closed},"6",true],[{waiting},"10",false]]'
    assert evidence.digest == hashlib.sha256(text.encode()).hexdigest()
    assert evidence.count == 2
    assert evidence.query["of"] == {"kind": ["hazard"], "begun": "to_date"}


def test_a_second_run_writes_nothing(stage: Problems) -> None:
    hazard(stage, 6, State.CLOSED)
    first = derive_all(NOW)
    assert first > 0
    count = Entry.objects.count()
    assert derive_all(NOW) == 0
    assert Entry.objects.count() == count


def test_the_log_names_nobody(stage: Problems) -> None:
    derive_all(NOW)
    record = AuditRecord.objects.filter(action="value.derive").latest("sequence")
    assert record.person_id is None
    assert record.data["indicator"] == "cleared"


def test_a_frozen_month_stays_as_it_was_counted(stage: Problems) -> None:
    derive_all(NOW)
    opened = open_round(stage.by("office"), PlanVersion.objects.get(), MARCH)
    freeze(stage.by("office"), opened.pk, "x")
    before = newest("2021-03").pk
    stage.raised(kind="hazard", title="x")
    derive_all(LATER)
    assert newest("2021-03").pk == before


def test_nobody_is_asked_for_it(stage: Problems) -> None:
    open_round(stage.by("office"), PlanVersion.objects.get(), MARCH)
    assert not DueValue.objects.filter(indicator="cleared").exists()
    assert "cleared" not in {duty.indicator for duty in duties(stage.plan, MARCH)}


def test_nobody_can_type_it(stage: Problems) -> None:
    derive_all(NOW)
    key = ValueKey("small", "a", "cleared", "2021-03")
    with pytest.raises(Refused) as refused:
        correct(stage.by("office"), key, given(100), "x")
    assert refused.value.code == "derived_value"


def test_a_derived_value_does_not_say_how_far_the_reports_have_come(stage: Problems) -> None:
    derive_all(NOW)
    assert Entry.objects.filter(period="2021-04").exists()
    assert reach("small", 2021).month is None


def test_a_unit_that_is_relieved_is_counted_anew(stage: Problems) -> None:
    one = hazard(stage, 6, State.ASSIGNED)
    assert newest("2021-04").value == 0
    work.assign(stage.by("office"), one, "b")
    assert newest("2021-04").not_applicable
    assert newest("2021-04", "b").value == 0


def test_what_came_back_lowers_the_value_again(stage: Problems) -> None:
    one = hazard(stage, 6, State.CLOSED)
    work.reopen(stage.by("office"), one, Words("又出现"))
    assert newest("2021-04").value == 0


def test_declined_problems_do_not_count(stage: Problems) -> None:
    one = stage.raised(kind="hazard", title="x")
    work.decline(stage.by("office"), one.pk, Words("不属此类"))
    assert newest("2021-04", "a").not_applicable


ON_TIME = indicator(
    "on-time",
    collect="level",
    target=None,
    derived={
        "objects": "nodes",
        "measure": "share",
        "where": {"within_limit": True, "state": ["accepted"]},
        "of": {"due": "to_date", "contest": "economy"},
    },
)


def node(task: Task, number: int, due: date, done: date | None, state: NodeState) -> TaskNode:
    """A node of a task."""
    facts = {} if done is None else {"done_on": done, "result": "x", "reported_by": task.made_by}
    if state == NodeState.ACCEPTED:
        facts |= {"accepted_by": task.made_by, "accepted_at": NOW}
    found: TaskNode = TaskNode.objects.create(
        task=task, number=number, title="x", due=due, first_due=due, state=state, **facts
    )
    return found


def test_nodes_on_time_are_counted_from_tasks_that_run() -> None:
    """Due by the end of March: four nodes, of which one was done in time and accepted: 25 %."""
    stage = make_problems(problem_plan(ON_TIME))
    first, last = date(2021, 1, 4), date(2021, 12, 31)
    made = {"made_by": stage.cast.office, "made_at": NOW, "starts": first, "due": last}
    tasks = [
        Task.objects.create(
            plan="small",
            code=f"t{n}",
            title="x",
            unit="a",
            contest=contest,
            state=state,
            first_due=last,
            **made,
        )
        for n, (contest, state) in enumerate(
            [("economy", TaskState.RUNNING), ("", TaskState.RUNNING), ("economy", TaskState.DRAFT)]
        )
    ]
    march = date(2021, 3, 10)
    node(tasks[0], 1, march, march, NodeState.ACCEPTED)
    node(tasks[0], 2, march, date(2021, 3, 11), NodeState.ACCEPTED)
    node(tasks[0], 3, march, march, NodeState.REPORTED)
    node(tasks[0], 4, march, None, NodeState.OPEN)
    node(tasks[0], 5, date(2021, 4, 30), None, NodeState.OPEN)
    node(tasks[1], 1, march, march, NodeState.ACCEPTED)
    node(tasks[2], 1, march, march, NodeState.ACCEPTED)
    assert follow(NOW, Changed("small", Objects.TASKS, frozenset({"a"}))) > 0
    assert newest("2021-03", code="on-time").value == Decimal(25)
    assert newest("2021-02", code="on-time").not_applicable


def test_a_node_that_waits_for_its_checker_is_not_counted_as_overdue() -> None:
    """Two nodes were due yesterday; one was reported on its day, the other is open: 1 of 2."""
    overdue = indicator(
        "overdue",
        collect="level",
        target=None,
        derived={"objects": "nodes", "measure": "count", "where": {"within_limit": False}},
    )
    stage = make_problems(problem_plan(overdue))
    nodes = (NewNode("x", date(2021, 4, 5)), NewNode("y", date(2021, 4, 5)))
    task = running(stage.cast, unit="a", co_units=(), nodes=nodes)
    assert newest("2021-04", code="overdue").value == 2
    first = task.nodes.get(number=1)
    reporter = By(stage.cast.town_reporter, NOW - timedelta(days=1))
    report_node(reporter, first.pk, date(2021, 4, 5), "x")
    follow(NOW, Changed("small", Objects.NODES, frozenset({"a"})))
    assert newest("2021-04", code="overdue").value == 1
    return_node(stage.by("office"), first.pk, "x")
    assert newest("2021-04", code="overdue").value == 2


def test_an_accepted_node_counts_in_the_same_moment() -> None:
    """Of two nodes one is due by today, 6 April: none of it is accepted, then all, 100 %."""
    every = {**ON_TIME, "derived": {**ON_TIME["derived"], "of": {"due": "to_date"}}}
    stage = make_problems(problem_plan(every))
    nodes = (NewNode("x", date(2021, 4, 6)), NewNode("y", date(2021, 4, 30)))
    task = running(stage.cast, unit="a", co_units=(), nodes=nodes)
    assert newest("2021-04", code="on-time").value == 0
    first = task.nodes.get(number=1)
    report_node(stage.by("town_reporter"), first.pk, date(2021, 4, 6), "x")
    assert newest("2021-04", code="on-time").value == 0
    accept_node(stage.by("office"), first.pk)
    assert newest("2021-04", code="on-time").value == Decimal(100)


def test_a_task_that_changes_hands_counts_anew_for_both_leads() -> None:
    """The late node, due on 31 March, is nobody's success: 0 % for whoever has it, else nothing."""
    every = {**ON_TIME, "derived": {**ON_TIME["derived"], "of": {"due": "to_date"}}}
    stage = make_problems(problem_plan(every))
    late = (NewNode("x", date(2021, 3, 31)),)
    task = running(stage.cast, unit="a", co_units=(), nodes=late)
    assert newest("2021-04", "a", "on-time").value == 0
    change = Change(facts=Facts(unit="b"))
    adjust(stage.by("office", LATER), task.pk, change, "机构调整")
    assert newest("2021-04", "a", "on-time").not_applicable
    assert newest("2021-04", "b", "on-time").value == 0


def test_a_plan_that_derives_nothing_costs_one_query(
    stage: Problems, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert follow(NOW, Changed("small", Objects.DOCUMENTS)) == 0


def test_the_plan_writes_states_and_kinds_as_the_records_do() -> None:
    for objects, states in (
        (Objects.TASKS, TaskState),
        (Objects.NODES, NodeState),
        (Objects.HARD_PROBLEMS, HardProblemState),
        (Objects.DOCUMENTS, DocumentState),
    ):
        assert set(STATES[objects]) == set(states.values)
    assert set(DOCUMENT_KINDS) == set(DocumentKind.values)
