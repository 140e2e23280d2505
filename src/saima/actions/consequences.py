"""Consequences: proposed by the plan's rules from sealed boards, decided by people (S48-S54)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.consequence_refusals import NO_SEALED_BOARD, NOTHING_TO_REVIEW
from saima.actions.consequence_steps import (
    REVIEWED,
    Act,
    State,
    answering,
    facts,
    take,
    write_step,
)
from saima.actions.found import find
from saima.actions.judging import Found, Identity, Judged, judged, pardons_by
from saima.actions.lapsing import lapse_cards
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_REASON, refused
from saima.actions.taking import Taken
from saima.actions.telling import Telling, tell_unit
from saima.actions.tolerance import expire
from saima.engine.outcome import Trigger
from saima.engine.rehearse import only_in
from saima.plan.plan import Plan
from saima.plan.rules import Place
from saima.records.models import Consequence, PlanVersion
from saima.records.queries.consequences import suspended_periods

__all__ = ["Trigger"]

Existing = Mapping[Identity, Consequence]


@dataclass(frozen=True)
class Proposed:
    """What a look at the boards led to."""

    new: list[Consequence] = field(default_factory=list)
    void: list[Consequence] = field(default_factory=list)
    flagged: list[Consequence] = field(default_factory=list)
    returned: list[Consequence] = field(default_factory=list)
    lapsed: list[Consequence] = field(default_factory=list)


def propose(by: By, plan: str) -> Proposed:
    """Run the rules over the sealed boards of ``plan`` and bring the proposals in line with them.

    New firings are proposed with their proof; open proposals that the boards no longer give become
    void, confirmed ones are flagged for a review; suspensions that have passed end; cards lapse.
    Run twice it changes nothing. Raises Denied, and Refused where no board is sealed.
    """
    by.needs(Right.CONSEQUENCE_HANDLE)
    with transaction.atomic():
        lock_plan(plan)
        boards = judged(plan)
        if not boards.own:
            raise refused(NO_SEALED_BOARD, plan=plan)
        found = Proposed(returned=expire(by, plan))
        fired = boards.fired(Place.BOTTOM, pardons_by(suspended_periods()))
        known = existing(boards)
        for identity, one in fired.items():
            before = known.get(identity)
            if before is None:
                found.new.append(add(by, one))
            elif differs(before, one):
                changed(by, boards, found, before, one)
            elif before.review and before.reviewed_at is None:
                take(by, before, Taken(Act.FLAG, data={"code": "restored"}, changes={"review": {}}))
        everything = boards.fired(Place.BOTTOM)
        for identity, before in known.items():
            if identity not in fired:
                gone(by, boards, found, before, still=identity in everything)
        found.lapsed.extend(lapse_cards(by, boards))
    return found


def lock_plan(plan: str) -> None:
    """Let two runs over the same plan follow each other, and decisions wait for them.

    Everything is locked before the log is, because whoever decides takes the locks in that order.
    """
    list(PlanVersion.objects.filter(code=plan).order_by("pk").select_for_update())
    list(Consequence.objects.filter(plan=plan).order_by("pk").select_for_update(of=("self",)))


def existing(boards: Judged) -> dict[Identity, Consequence]:
    """What was proposed for the periods of these boards and is not void."""
    periods = [str(period) for period in boards.own]
    rows = Consequence.objects.filter(plan=boards.plan, period__in=periods)
    rows = rows.exclude(state=State.VOID).order_by("pk")
    return {(row.rule, row.unit, row.indicator, row.period): row for row in rows}


def add(by: By, one: Found, replaces: Consequence | None = None) -> Consequence:
    """Add a proposal with everything that proves it."""
    fired = one.trigger
    made: Consequence = Consequence.objects.create(
        version=one.version,
        plan=one.version.code,
        rule=fired.rule,
        unit=fired.unit,
        group=fired.group,
        indicator=fired.indicator or "",
        period=str(fired.period),
        level=fired.level,
        card=fired.card or "",
        measures=list(one.rule.measures),
        clause=(one.rule.clause or "")[:200],
        proof=list(one.proof),
        proposed_by=by.person,
        proposed_at=by.now,
        replaces=replaces,
    )
    write_step(by, made, Taken(Act.PROPOSE))
    audit.record(by, "consequence.propose", made, **facts(made), proof=made.proof)
    return made


def differs(known: Consequence, one: Found) -> bool:
    """Whether the boards now give another card, level or run than was proposed."""
    if (known.level, known.card) != (one.trigger.level, one.trigger.card or ""):
        return True
    return places(known.proof) != places(one.proof)


def places(proof: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Period, rank and field of each place, whichever board gives it."""
    return [(place["period"], place["rank"], place["field"]) for place in proof]


def changed(by: By, boards: Judged, found: Proposed, before: Consequence, one: Found) -> None:
    """Replace an open proposal by what the boards give now; let a person look at others."""
    why = because(boards, before, "changed") | {
        "level": one.trigger.level,
        "card": one.trigger.card or "",
        "proof": list(one.proof),
    }
    if before.state == State.PROPOSED:
        found.void.append(take(by, before, Taken(Act.VOID, data=why, changes={"review": why})))
        found.new.append(add(by, one, replaces=before))
    else:
        flag(by, found, before, why)


def gone(by: By, boards: Judged, found: Proposed, before: Consequence, *, still: bool) -> None:
    """Make void what the boards no longer give; ``still``: they do, and it is only suspended."""
    open_states = (State.PROPOSED,) if still else (State.PROPOSED, State.SUSPENDED)
    why = because(boards, before, "gone")
    if before.state in open_states:
        found.void.append(take(by, before, Taken(Act.VOID, data=why, changes={"review": why})))
    elif before.state != State.SUSPENDED:
        flag(by, found, before, why)


def flag(by: By, found: Proposed, before: Consequence, why: Mapping[str, Any]) -> None:
    """Ask for a review, once for the same change; what was declined stays as it is."""
    if before.state in REVIEWED and before.review != why:
        changes = {"review": dict(why), "reviewed_at": None}
        found.flagged.append(take(by, before, Taken(Act.FLAG, data=why, changes=changes)))


def because(boards: Judged, before: Consequence, code: str) -> dict[str, Any]:
    """What has changed since the proposal: the places whose board or rank is another one now."""
    return {"code": code, "since": [new for old in before.proof for new in newer(boards, old)]}


def newer(boards: Judged, place: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """The newer edition of a place's board, or a later entry of its rank; nothing where none is."""
    if "board" in place:
        for period, board in boards.boards.items():
            if str(period) == place["period"] and board.pk != place["board"]:
                yield {"period": place["period"], "edition": board.edition, "seal": board.seal}
    else:
        for text, given in boards.revisions(place["entry"]):
            yield {"period": text, "rank": given.rank, "document": given.document}


def confirm(by: By, consequence: int, reason: str = "") -> Consequence:
    """Decide that a proposed consequence takes place. Raises Denied, and Refused where decided."""
    return decide(by, consequence, Act.CONFIRM, reason)


def decline(by: By, consequence: int, reason: str) -> Consequence:
    """Decide that it does not. Raises Denied, and Refused without a reason or where decided."""
    by.needs(Right.CONSEQUENCE_DECIDE)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    return decide(by, consequence, Act.DECLINE, reason)


def decide(by: By, consequence: int, act: Act, reason: str) -> Consequence:
    """Take a decision and keep who took it."""
    with transaction.atomic():
        found = find(Consequence, consequence, lock=True)
        text = reason.strip()[:500]
        changes = {"decided_by": by.person, "decided_at": by.now, "reason": text}
        taken = take(by, found, Taken(act, text, changes=changes))
        if act is Act.CONFIRM:
            tell_confirmed(by, taken)
        return taken


def tell_confirmed(by: By, consequence: Consequence) -> None:
    """Tell the unit that answers; once more where it is confirmed again after a suspension."""
    event = f"consequence:{consequence.pk}:confirmed:{by.now.isoformat()}"
    told = {
        "key": consequence.pk,
        "unit": consequence.unit,
        "period": consequence.period,
        "rule": consequence.rule,
    }
    tell_unit(answering(consequence), Telling("consequence_confirmed", event, told), by.now)


def keep(by: By, consequence: int, reason: str) -> Consequence:
    """Decide that a flagged consequence stands all the same.

    Raises Denied, and Refused without a reason or where nothing is to be reviewed.
    """
    return review(by, consequence, Act.KEEP, reason)


def withdraw(by: By, consequence: int, reason: str) -> Consequence:
    """Decide that a flagged consequence becomes void; its documents are made void by themselves.

    Raises as ``keep``.
    """
    return review(by, consequence, Act.WITHDRAW, reason)


def review(by: By, consequence: int, act: Act, reason: str) -> Consequence:
    """Settle a review."""
    by.needs(Right.CONSEQUENCE_DECIDE)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        found = find(Consequence, consequence, lock=True)
        if not found.review or found.reviewed_at is not None:
            raise refused(NOTHING_TO_REVIEW)
        changes = {"reviewed_at": by.now}
        return take(by, found, Taken(act, reason.strip(), found.review, changes))


@dataclass(frozen=True)
class RulesRehearsal:
    """Who is summoned by the rules in force, and who would be under other ones."""

    both: tuple[Trigger, ...]
    lapsed: tuple[Trigger, ...]
    new: tuple[Trigger, ...]


def rehearse_rules(by: By, plan: Plan) -> RulesRehearsal:
    """Run the rules of ``plan`` over the sealed boards of its code: who would have been summoned.

    Raises Denied, and Refused where no board is sealed.
    """
    by.needs(Right.CONSEQUENCE_HANDLE)
    boards = judged(plan.code)
    if not boards.own:
        raise refused(NO_SEALED_BOARD, plan=plan.code)
    before = [one.trigger for one in boards.fired(Place.BOTTOM).values()]
    version = next(iter(boards.own.values())).version
    under = boards.under(plan, version, Place.BOTTOM)
    after = [one.trigger for one in under if one.trigger.period in boards.own]
    new = only_in(after, before)
    both = tuple(one for one in after if one not in new)
    return RulesRehearsal(both, only_in(before, after), new)
