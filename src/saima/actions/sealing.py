"""The life of a board: computed, shown for objections, sealed, followed by a new edition."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from saima.actions import audit
from saima.actions.board_refusals import (
    BOARD_STATE,
    NOT_YET,
    OBJECTIONS_OPEN,
    OBJECTIONS_RUN,
    OTHER_YEAR,
    SEALED_ALREADY,
    TOTALS_CHANGED,
)
from saima.actions.bundles import bundle_of
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.kept_boards import compute, compute_as_of, difference, total_rows
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_REASON, Refused, refused
from saima.actions.telling import Telling, tell_all_units
from saima.engine.outcome import Inputs, Outcome
from saima.plan.calendar import after_working_days
from saima.plan.periods import Period
from saima.records.chain import START
from saima.records.frames import inputs
from saima.records.models import Board, BoardBundle, BoardState, BoardTotal, PlanVersion
from saima.records.queries.objections import EditionKey, unsettled
from saima.records.queries.plans import plan_of
from saima.records.queries.sealed_boards import boards_of_period, open_board, sealed_board

LONGEST = 500


@dataclass(frozen=True)
class Attempt:
    """What a board is computed from, and why."""

    version: PlanVersion
    period: Period
    as_of: datetime
    reason: str


def compute_draft(by: By, attempt: Attempt) -> Board:
    """Compute the board of a period with everything recorded up to ``as_of``; keep it as a draft.

    A draft that is there, or a board that is shown, is withdrawn for the same reason. Raises
    Denied; Refused without a reason, for a moment to come, a period of another year, and where the
    period is sealed (``new_edition`` goes on from there).
    """
    by.needs(Right.BOARD_DRAFT)
    refuse_unfit(by, attempt)
    outcome = compute_as_of(attempt.version, attempt.period, attempt.as_of)
    with transaction.atomic():
        lock_boards(attempt.version.code)
        sealed = sealed_board(attempt.version.code, str(attempt.period))
        if sealed is not None and open_board(sealed.plan, sealed.period) is None:
            raise refused(SEALED_ALREADY, period=sealed.period, edition=sealed.edition)
        return keep_draft(by, attempt, outcome)


def new_edition(by: By, board: int, reason: str, version: PlanVersion | None = None) -> Board:
    """Compute a draft of the edition after a sealed one, with everything recorded until now.

    ``version``: another version of the plan, where a rule was corrected. Raises Denied; Refused
    without a reason, and where the board is not sealed or a draft is under way already.
    """
    by.needs(Right.BOARD_DRAFT)
    before = find(Board, board)
    refuse_state(before, BoardState.SEALED)
    attempt = Attempt(version or before.version, Period.parse(before.period), by.now, reason)
    refuse_unfit(by, attempt)
    outcome = compute_as_of(attempt.version, attempt.period, attempt.as_of)
    with transaction.atomic():
        lock_boards(before.plan)
        under_way = open_board(before.plan, before.period)
        if under_way is not None:
            raise wrong_state(under_way, BoardState.SEALED)
        return keep_draft(by, attempt, outcome)


def refuse_unfit(by: By, attempt: Attempt) -> None:
    """Raise Refused where nothing can be computed from it."""
    if not attempt.reason.strip():
        raise refused(EMPTY_REASON)
    if attempt.as_of > by.now:
        raise refused(NOT_YET, as_of=attempt.as_of.isoformat(timespec="minutes"))
    if attempt.period.year != attempt.version.year:
        raise refused(OTHER_YEAR, period=attempt.period, year=attempt.version.year)


def lock_boards(plan: str) -> None:
    """Lock the plan's first version, so that its boards change and are sealed one by one."""
    PlanVersion.objects.select_for_update().filter(code=plan).order_by("id").first()


def keep_draft(by: By, attempt: Attempt, outcome: Outcome) -> Board:
    """Write a draft with its totals in the place of the board that is open, inside the lock."""
    plan, period, reason = attempt.version.code, str(attempt.period), cut(attempt.reason)
    replaced = open_board(plan, period)
    if replaced is not None:
        withdraw(by, replaced, reason)
    sealed = sealed_board(plan, period)
    edition = 1 if sealed is None else sealed.edition + 1
    attempts = boards_of_period(plan, period).filter(edition=edition)
    board: Board = Board.objects.create(
        version=attempt.version,
        plan=plan,
        period=period,
        edition=edition,
        draft=(attempts.aggregate(last=Max("draft"))["last"] or 0) + 1,
        as_of=attempt.as_of,
        computed_at=by.now,
        computed_by=by.person,
        reason=reason,
    )
    BoardTotal.objects.bulk_create(total_rows(board, outcome), batch_size=LONGEST)
    audit.record(
        by,
        "board.draft",
        board,
        **facts(board),
        as_of=board.as_of,
        hash=attempt.version.hash,
        reason=reason,
        replaces=None if replaced is None else replaced.pk,
    )
    return board


def show_for_objections(by: By, board: int) -> Board:
    """Show a draft to everybody; units may object for the working days that the plan states.

    Raises Denied, and Refused where it is no draft.
    """
    by.needs(Right.BOARD_DRAFT)
    with transaction.atomic():
        found = locked(board)
        refuse_state(found, BoardState.DRAFT)
        days = plan_of(found.version).objections.file
        found.state = BoardState.SHOWN
        found.shown_at, found.shown_by = by.now, by.person
        found.objections_until = after_working_days(by.today, days)
        found.save(update_fields=["state", "shown_at", "shown_by", "objections_until"])
        told = {"key": found.pk, "period": found.period, "due": found.objections_until}
        tell_all_units(Telling("board_shown", f"board:{found.pk}:shown", told), by.now)
        audit.record(by, "board.show", found, **facts(found), until=found.objections_until)
    return found


def withdraw_draft(by: By, board: int, reason: str) -> Board:
    """Withdraw a draft, or a board that is shown; it stays readable.

    Raises Denied; Refused without a reason, and for a board that is sealed or withdrawn.
    """
    by.needs(Right.BOARD_DRAFT)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        found = locked(board)
        refuse_state(found, BoardState.DRAFT, BoardState.SHOWN)
        withdraw(by, found, cut(reason))
        audit.record(by, "board.withdraw", found, **facts(found), reason=found.withdrawal)
    return found


def withdraw(by: By, board: Board, reason: str) -> None:
    """Set a board aside."""
    board.state = BoardState.WITHDRAWN
    board.withdrawn_at, board.withdrawn_by, board.withdrawal = by.now, by.person, reason
    board.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawal"])


def seal(by: By, board: int, reason: str) -> Board:
    """Publish a board that was shown; everything behind it goes into a bundle and never changes.

    It is computed once more from the ledger and must come out as it was shown. Raises Denied;
    Refused without a reason, before the time for objections has passed, with objections that are
    not settled, and where the ledger of that moment was changed.
    """
    by.needs(Right.BOARD_SEAL)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    shown = find(Board, board)
    refuse_state(shown, BoardState.SHOWN)
    given = inputs(shown.plan, shown.as_of)
    outcome = compute(shown.version, Period.parse(shown.period), given, shown.as_of)
    with transaction.atomic():
        found = locked(board)
        refuse_state(found, BoardState.SHOWN)
        refuse_unsettled(by, found)
        refuse_changed(found, outcome)
        close(by, found, cut(reason), (given, outcome))
        told = {"key": found.pk, "period": found.period, "number": found.edition}
        tell_all_units(Telling("board_sealed", f"board:{found.pk}:sealed", told), by.now)
        audit.record(
            by,
            "board.seal",
            found,
            **facts(found),
            sequence=found.sequence,
            seal=found.seal,
            previous=found.previous_seal,
            reason=found.seal_reason,
        )
    return found


def close(by: By, board: Board, reason: str, computed: tuple[Inputs, Outcome]) -> None:
    """Make the bundle, chain its seal to the one before, and write both."""
    sealed = Board.objects.filter(plan=board.plan, state=BoardState.SEALED)
    last = sealed.order_by("-sequence").first()
    board.state = BoardState.SEALED
    board.sealed_at, board.sealed_by, board.seal_reason = by.now, by.person, reason
    board.sequence = 1 if last is None else (last.sequence or 0) + 1
    board.previous_seal = START if last is None else last.seal
    board.digest = settings.SEAL_DIGEST
    made = bundle_of(board, *computed)
    board.seal = made.seal
    BoardBundle.objects.create(board=board, sha256=made.sha256, content=made.content)
    board.save()


def refuse_unsettled(by: By, board: Board) -> None:
    """Raise Refused while units may object, or an objection to the edition is not settled."""
    if board.takes_objections(by.today):
        raise refused(OBJECTIONS_RUN, until=board.objections_until)
    waits = not plan_of(board.version).objections.seal_before_appeal
    key = EditionKey(board.plan, board.period, board.edition)
    count = unsettled(key, by.today, appeals_wait=waits).count()
    if count:
        raise refused(OBJECTIONS_OPEN, count=count)


def refuse_changed(board: Board, outcome: Outcome) -> None:
    """Raise Refused where the board now comes out otherwise than it was shown."""
    unit = difference(BoardTotal.objects.filter(board=board), total_rows(board, outcome))
    if unit is not None:
        as_of = board.as_of.isoformat(timespec="seconds")
        raise refused(TOTALS_CHANGED, as_of=as_of, unit=unit)


def locked(board: int) -> Board:
    """A board, locked after its plan, so that nobody waits in a ring. Raises Refused."""
    lock_boards(find(Board, board).plan)
    return find(Board, board, lock=True)


def refuse_state(board: Board, *expected: BoardState) -> None:
    """Raise Refused unless the board is in one of the states."""
    if board.state not in expected:
        raise wrong_state(board, *expected)


def wrong_state(board: Board, *expected: BoardState) -> Refused:
    """The refusal of a board that is in another state."""
    names = " / ".join(state.value for state in expected)
    return refused(BOARD_STATE, **facts(board), state=str(board.state), expected=names)


def facts(board: Board) -> dict[str, object]:
    """What names a board."""
    return {
        "plan": board.plan,
        "period": board.period,
        "edition": board.edition,
        "draft": board.draft,
    }


def cut(reason: str) -> str:
    """A reason at the length that the records keep."""
    return reason.strip()[:LONGEST]
