"""The pack of a regular meeting 例会, gathered in one go, and what its minutes promise (S34)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.consequence_refusals import ALREADY_DONE, DAY_PAST, DAY_TO_COME, RECORD_NEEDED
from saima.actions.found import find
from saima.actions.kept_boards import boards_of
from saima.actions.meeting_work import PackWork, gather_work
from saima.actions.permissions import Right
from saima.actions.refusals import NO_SUCH_UNIT, NOT_THERE, TAKEN, refused
from saima.actions.register import TITLE_NEEDED
from saima.plan.periods import Period
from saima.records.chain import plain
from saima.records.models import Board, Meeting, MeetingKind, PlanVersion, Promise
from saima.records.queries.consequences import to_decide
from saima.records.queries.meetings import newest_board, pending_objections, promises
from saima.records.queries.plans import plan_of
from saima.records.queries.sealed_boards import standings

RED = "red"


@dataclass(frozen=True)
class RedItem:
    """An indicator of a unit under a red light."""

    unit: str
    indicator: str
    value: float | None
    target: float | None
    completion: float | None


@dataclass(frozen=True)
class Mover:
    """A unit that gained (positive) or lost places against the period before."""

    unit: str
    group: str
    rank: float
    previous: float
    movement: float


@dataclass(frozen=True)
class PromiseStanding:
    """A promise as it stands: ``late`` whether it is, or was done, after its day."""

    promise: int
    unit: str
    text: str
    due: date
    done_on: date | None
    late: bool


@dataclass(frozen=True)
class PendingObjection:
    """An objection that is not settled."""

    objection: int
    unit: str
    code: str
    state: str
    due: date


@dataclass(frozen=True)
class PendingConsequence:
    """A consequence that waits for a decision."""

    consequence: int
    unit: str
    rule: str
    period: str
    card: str


@dataclass(frozen=True)
class Pack:
    """What lies on the table; ``board`` and its seal say what it rests on (empty: not sealed)."""

    plan: str
    period: str
    board: int
    edition: int
    seal: str
    red: tuple[RedItem, ...]
    promises: tuple[PromiseStanding, ...]
    movers: tuple[Mover, ...]
    objections: tuple[PendingObjection, ...]
    consequences: tuple[PendingConsequence, ...]
    work: PackWork = field(default_factory=PackWork)


@dataclass(frozen=True)
class NewMeeting:
    """A meeting to be held; ``period`` None: about the latest board."""

    kind: MeetingKind
    date: date
    title: str
    period: str | None = None


@dataclass(frozen=True)
class NewPromise:
    """A promise of a unit in the minutes."""

    unit: str
    text: str
    due: date


def pack(by: By, plan: str, period: str | None = None) -> Pack:
    """Gather what a meeting needs from the newest board of ``plan``, without keeping it.

    ``period`` chooses another board than that of the latest period. Raises Denied, and Refused
    where there is no board.
    """
    by.needs(Right.MEETING_READ)
    board = newest_board(plan, period)
    if board is None:
        raise refused(NOT_THERE)
    return Pack(
        plan=plan,
        period=board.period,
        board=board.pk,
        edition=board.edition,
        seal=board.seal or "",
        red=red_items(board),
        promises=tuple(standing_of(promise, by.today) for promise in promises(plan)),
        movers=movers(board),
        objections=tuple(
            PendingObjection(one.pk, one.unit, one.code, one.state, one.due)
            for one in pending_objections(plan)
        ),
        consequences=tuple(
            PendingConsequence(one.pk, one.unit, one.rule, one.period, one.card)
            for one in to_decide(plan)
        ),
        work=gather_work(plan, by.today),
    )


def red_items(board: Board) -> tuple[RedItem, ...]:
    """Every red light of a board, by unit, the worst completion first."""
    scores = boards_of(board).scores(Period.parse(board.period)).values()
    found = [
        RedItem(row.unit, row.indicator, row.value, row.target, row.completion)
        for row in scores
        if row.light == RED
    ]
    return tuple(sorted(found, key=lambda one: (one.unit, one.completion or 0.0, one.indicator)))


def movers(board: Board) -> tuple[Mover, ...]:
    """Every unit that changed its place in the group, the largest movement first."""
    found = []
    for placed in standings(board):
        row = placed.row
        if row.rank is not None and row.previous_rank is not None and row.rank != row.previous_rank:
            rank, before = float(row.rank), float(row.previous_rank)
            found.append(Mover(row.unit, row.group, rank, before, before - rank))
    return tuple(sorted(found, key=lambda one: (-abs(one.movement), one.group, one.unit)))


def standing_of(promise: Promise, today: date) -> PromiseStanding:
    """A promise as it stands on ``today``."""
    late = (promise.done_on or today) > promise.due
    return PromiseStanding(
        promise.pk, promise.unit, promise.text, promise.due, promise.done_on, late
    )


def hold(by: By, plan: str, new: NewMeeting) -> Meeting:
    """Keep a meeting with the pack as it is now.

    Raises Denied, and Refused without a title, where there is no board, or where such a meeting
    is kept for that day already.
    """
    by.needs(Right.MEETING_KEEP)
    if not new.title.strip():
        raise refused(TITLE_NEEDED)
    with transaction.atomic():
        list(PlanVersion.objects.filter(code=plan).order_by("pk").select_for_update())
        gathered = pack(by, plan, new.period)
        if Meeting.objects.filter(plan=plan, kind=new.kind, date=new.date).exists():
            raise refused(TAKEN, name=f"{new.date} {new.kind}")
        made: Meeting = Meeting.objects.create(
            plan=plan,
            kind=new.kind,
            date=new.date,
            period=gathered.period,
            title=new.title.strip()[:200],
            pack=plain(asdict(gathered)),
            packed_at=by.now,
            packed_by=by.person,
        )
        audit.record(
            by,
            "meeting.hold",
            made,
            date=made.date,
            period=made.period,
            seal=gathered.seal,
            red=len(gathered.red),
            promises=len(gathered.promises),
        )
    return made


def write_minutes(by: By, meeting: int, text: str, promises: Sequence[NewPromise]) -> list[Promise]:
    """Write the minutes and turn their promises into promises; done once for a meeting.

    Raises Denied; Refused without a text, for a second time, for a unit that the plan does not
    know, for a promise without words, and for a day that is over.
    """
    by.needs(Right.MEETING_KEEP)
    if not text.strip():
        raise refused(RECORD_NEEDED)
    with transaction.atomic():
        found = find(Meeting, meeting, lock=True)
        if found.minuted_at is not None:
            raise refused(ALREADY_DONE)
        found.minutes, found.minuted_at, found.minuted_by = text.strip(), by.now, by.person
        found.save(update_fields=["minutes", "minuted_at", "minuted_by"])
        made = [add_promise(by, found.plan, promise, found) for promise in promises]
        audit.record(by, "meeting.minutes", found, date=found.date, promises=len(made))
    return made


def give_promise(by: By, plan: str, new: NewPromise, source: str) -> Promise:
    """Write down a promise that was made outside of a meeting.

    Raises Denied, and Refused as ``write_minutes``, and without a source.
    """
    by.needs(Right.MEETING_KEEP)
    if not source.strip():
        raise refused(RECORD_NEEDED)
    with transaction.atomic():
        return add_promise(by, plan, new, source=source.strip()[:200])


def add_promise(
    by: By, plan: str, new: NewPromise, meeting: Meeting | None = None, source: str = ""
) -> Promise:
    """Add one promise."""
    version = PlanVersion.objects.filter(code=plan).order_by("-version").first()
    if version is None or new.unit not in plan_of(version).unit_by_code:
        raise refused(NO_SUCH_UNIT, unit=new.unit, plan=plan)
    if not new.text.strip():
        raise refused(RECORD_NEEDED)
    if new.due < by.today:
        raise refused(DAY_PAST, day=new.due)
    made: Promise = Promise.objects.create(
        plan=plan,
        meeting=meeting,
        source=source,
        unit=new.unit,
        text=new.text.strip()[:500],
        due=new.due,
        made_by=by.person,
        made_at=by.now,
    )
    audit.record(by, "promise.give", made, unit=made.unit, text=made.text, due=made.due)
    return made


def finish_promise(by: By, promise: int, result: str, done_on: date) -> Promise:
    """Let a unit, or the office for it, say that a promise is kept.

    Raises Denied; Refused without a result, for a day to come, or where it is done already.
    """
    with transaction.atomic():
        found = find(Promise, promise, lock=True)
        if not by.standing.may(Right.MEETING_KEEP):
            by.needs(Right.PROMISE_ANSWER, found.unit)
        if found.done_on is not None:
            raise refused(ALREADY_DONE)
        if not result.strip():
            raise refused(RECORD_NEEDED)
        if done_on > by.today:
            raise refused(DAY_TO_COME, day=done_on)
        found.done_on, found.result = done_on, result.strip()[:1000]
        found.done_by, found.done_at = by.person, by.now
        found.save(update_fields=["done_on", "result", "done_by", "done_at"])
        late = done_on > found.due
        audit.record(by, "promise.finish", found, unit=found.unit, result=found.result, late=late)
    return found
