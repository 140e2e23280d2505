"""Objections 申诉: filed by a unit with its files, taken back, or appealed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from saima.actions import audit
from saima.actions.board_refusals import (
    NO_OBJECTIONS_NOW,
    NO_VALUE,
    NOT_OBJECTIONABLE,
    NOT_RANKED_HERE,
    OTHER_PERIOD,
    TOO_LATE,
)
from saima.actions.by import By
from saima.actions.evidence import Opened, opened_file, stored_file
from saima.actions.found import find
from saima.actions.kept_boards import boards_of
from saima.actions.objection_steps import answer_by, claim_of, named, wrong_state
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_REASON, TAKEN, Refused, refused
from saima.actions.sealing import facts, locked
from saima.actions.sniffing import clean_name
from saima.actions.stored_files import NamedFile
from saima.engine.plausible import Reading, impossible, wrong_number
from saima.plan.periods import Period, PeriodKind, year_periods
from saima.plan.plan import Plan
from saima.plan.problems import Problem
from saima.plan.tree import Collect, Indicator
from saima.records.models import (
    About,
    Board,
    BoardState,
    BoardTotal,
    Entry,
    Objection,
    ObjectionFile,
    ObjectionState,
)
from saima.records.queries.plans import plan_of

LONGEST = 2000


@dataclass(frozen=True)
class Filing:
    """What a unit objects to: ``code`` is an indicator or a rule of the plan.

    ``value_period``: of the value that is wrong (None: the latest that counts); ``claimed``: what
    it ought to be, where the unit knows: of a ratio both parts.
    """

    board: int
    unit: str
    code: str
    reason: str
    value_period: Period | None = None
    claimed: Reading | None = None


def file(by: By, filing: Filing, files: Sequence[NamedFile] = ()) -> Objection:
    """Object to a board that is shown, within the time that the plan gives; all files or nothing.

    Raises Denied for people of other units; Refused without a reason, too late, for a unit that
    the board does not list, for what the unit is not scored by, and for the same thing twice.
    """
    by.needs(Right.OBJECTION_FILE, filing.unit)
    if not filing.reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        board = locked(filing.board)
        refuse_late(by, board)
        objection = objection_of(board, filing)
        refuse_again(objection)
        objection.filed_at, objection.filed_by = by.now, by.person
        objection.due = answer_by(by, board)
        objection.save()
        audit.record(
            by,
            "objection.file",
            objection,
            **facts(board),
            **named(objection),
            claimed=claim_facts(claim_of(objection)),
            due=objection.due,
            reason=objection.reason,
        )
        for one in files:
            attach(by, objection.pk, one.name, one.content)
    return objection


def refuse_late(by: By, board: Board) -> None:
    """Raise Refused where the board takes no objections."""
    if board.state != BoardState.SHOWN:
        raise refused(NO_OBJECTIONS_NOW, period=board.period, state=str(board.state))
    if not board.takes_objections(by.today):
        raise refused(TOO_LATE, until=board.objections_until)


def refuse_again(objection: Objection) -> None:
    """Raise Refused where the unit objected to the same before.

    A value once in an edition, whichever draft, because two instances are enough; a rule once on
    each draft, because a new one may meet it otherwise.
    """
    board = objection.board
    drafts = Board.objects.filter(plan=board.plan, period=board.period, edition=board.edition)
    if objection.about == About.RULE:
        drafts = drafts.filter(pk=board.pk)
    same = Objection.objects.exclude(state=ObjectionState.WITHDRAWN).filter(
        board__in=drafts,
        unit=objection.unit,
        code=objection.code,
        value_period=objection.value_period,
    )
    if same.exists():
        raise refused(TAKEN, name=" ".join((objection.code, objection.value_period)).strip())


def objection_of(board: Board, filing: Filing) -> Objection:
    """The objection, not saved; says whose value in which period it is about."""
    if not BoardTotal.objects.filter(board=board, unit=filing.unit).exists():
        raise refused(NOT_RANKED_HERE, unit=filing.unit)
    plan = plan_of(board.version)
    made = Objection(
        board=board,
        unit=filing.unit,
        about=About.RULE,
        code=filing.code,
        reason=filing.reason.strip()[:LONGEST],
    )
    score = boards_of(board).scores(Period.parse(board.period)).get((filing.unit, filing.code))
    if score is not None:
        made.about = About.INDICATOR
        made.value_unit = score.observed_unit or filing.unit
        indicator = plan.indicator_by_code[filing.code]
        made.value_period = str(disputed(board, made.value_unit, indicator, filing.value_period))
        if filing.claimed is not None:
            claim(made, indicator, filing.claimed)
    elif filing.code not in rules_of(plan):
        raise refused(NOT_OBJECTIONABLE, code=filing.code, unit=filing.unit)
    elif filing.claimed is not None:
        raise refused(NO_VALUE)
    return made


def claim_facts(claimed: Reading | None) -> dict[str, object]:
    """The numbers of a claim that there are, as the log keeps them."""
    return {name: value for name, value in vars(claimed or Reading()).items() if value is not None}


def claim(objection: Objection, indicator: Indicator, claimed: Reading) -> None:
    """Write down what the value ought to be. Raises Refused for numbers that cannot be."""
    wrong = list(wrong_claim(indicator, claimed))
    if wrong:
        raise Refused(wrong)
    objection.claimed, objection.claimed_field = claimed.value, claimed.field
    objection.claimed_numerator = claimed.numerator
    objection.claimed_denominator = claimed.denominator


def wrong_claim(indicator: Indicator, claimed: Reading) -> Iterator[Problem]:
    """What cannot be; a rank may leave its field out, because the field is seldom disputed."""
    if indicator.collect is Collect.RANK and claimed.field is None:
        return wrong_number(indicator, claimed.value)
    return impossible(indicator, claimed)


def rules_of(plan: Plan) -> frozenset[str]:
    """Codes of everything but indicators that a unit may object to."""
    return frozenset(
        {
            *plan.node_by_code,
            *(one.code for one in plan.adjustments),
            *(one.code for one in plan.consequences),
        }
    )


def disputed(board: Board, unit: str, indicator: Indicator, asked: Period | None) -> Period:
    """The period of the value: as asked, else the latest that the ledger had, else the latest.

    Raises Refused for one whose value cannot count on the board.
    """
    counting = counting_periods(board, indicator)
    if asked is not None or not counting:
        if asked not in counting:
            raise refused(OTHER_PERIOD, period=asked or board.period, board=board.period)
        return asked
    rows = Entry.objects.filter(
        plan=board.plan, unit=unit, indicator=indicator.code, recorded_at__lte=board.as_of
    )
    known = set(rows.values_list("period", flat=True))
    return max((one for one in counting if str(one) in known), default=counting[-1])


def counting_periods(board: Board, indicator: Indicator) -> list[Period]:
    """The periods of the year whose values of an indicator can count on a board."""
    shown, kind = Period.parse(board.period), PeriodKind(indicator.frequency.value)
    return [one for one in year_periods(shown.year) if one.kind is kind and one.end <= shown.end]


def attach(by: By, objection: int, name: str, content: bytes) -> ObjectionFile:
    """Attach a file to an objection that is not settled; the same content once.

    Raises Denied; Refused for a settled one, and for a file of a wrong kind or size.
    """
    with transaction.atomic():
        found = find(Objection, objection, lock=True)
        by.needs(Right.OBJECTION_FILE, found.unit)
        waits = found.state in (ObjectionState.FILED, ObjectionState.APPEALED)
        if not waits and not found.takes_an_appeal(by.today):
            raise wrong_state(found, "attach")
        shown = clean_name(name)
        stored = stored_file(shown, content)
        linked, new = ObjectionFile.objects.get_or_create(
            objection=found,
            stored=stored,
            defaults={"name": shown, "by": by.person, "at": by.now},
        )
        if new:
            audit.record(
                by, "objection.attach", found, file=linked.pk, name=shown, sha256=stored.sha256
            )
    return linked


def open_file(by: By, file: int) -> Opened:
    """Hand out a file of an objection; the log says who took it. Raises Denied and Refused."""
    found = find(ObjectionFile, file)
    by.needs(Right.OBJECTION_READ, found.objection.unit)
    opened = opened_file(found.name, found.stored)
    audit.record(by, "objection.open_file", found.objection, file=found.pk, name=found.name)
    return opened


def withdraw(by: By, objection: int) -> Objection:
    """Take back an objection or appeal before it is ruled on. Raises Denied and Refused."""
    with transaction.atomic():
        found = find(Objection, objection, lock=True)
        by.needs(Right.OBJECTION_FILE, found.unit)
        if found.state not in (ObjectionState.FILED, ObjectionState.APPEALED):
            raise wrong_state(found, "withdraw")
        found.state, found.withdrawn_at = ObjectionState.WITHDRAWN, by.now
        found.save(update_fields=["state", "withdrawn_at"])
        audit.record(by, "objection.withdraw", found, **named(found))
    return found


def appeal(by: By, objection: int, reason: str) -> Objection:
    """Go to the leading group with an answer that did not uphold the whole objection.

    Raises Denied for people of other units; Refused without a reason, too late, or where there is
    nothing to appeal.
    """
    if not reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        found = find(Objection, objection, lock=True)
        by.needs(Right.OBJECTION_FILE, found.unit)
        if found.state != ObjectionState.ANSWERED or found.appeal_until is None:
            raise wrong_state(found, "appeal")
        if not found.takes_an_appeal(by.today):
            raise refused(TOO_LATE, until=found.appeal_until)
        found.state, found.appeal_reason = ObjectionState.APPEALED, reason.strip()[:LONGEST]
        found.appealed_at, found.appealed_by = by.now, by.person
        found.due = answer_by(by, found.board)
        found.save(update_fields=["state", "appeal_reason", "appealed_at", "appealed_by", "due"])
        audit.record(
            by, "objection.appeal", found, **named(found), due=found.due, reason=found.appeal_reason
        )
    return found
