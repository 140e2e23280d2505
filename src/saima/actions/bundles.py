"""Bundles of sealed boards: made, and read back, in one place."""

import hashlib
from dataclasses import dataclass

from saima.actions.boards import YearBoards
from saima.actions.stamps import Recorded
from saima.engine.outcome import Inputs, Outcome
from saima.exchange.bundle import inputs_of, outcome_of, read_bundle
from saima.exchange.bundle_manifest import Earlier
from saima.exchange.bundle_results import board_periods
from saima.exchange.choices import DigestName
from saima.exchange.sealing import Sealing, make_bundle
from saima.plan.periods import Period
from saima.records.frames import moment_text
from saima.records.models import Board
from saima.records.queries.plans import plan_of
from saima.records.queries.sealed_boards import newest_editions


@dataclass(frozen=True)
class Made:
    """A bundle for the records: its seal, the SHA-256 of its bytes, and these."""

    seal: str
    sha256: str
    content: bytes


def scored_periods(board: Board) -> tuple[Period, ...]:
    """The board's period and those that its totals are put together from."""
    return board_periods(plan_of(board.version), Period.parse(board.period))


def sealing_of(board: Board) -> Sealing:
    """What the bundle says of a board that is being sealed."""
    period = Period.parse(board.period)
    parts = {str(one) for one in scored_periods(board)} - {board.period}
    sealed = newest_editions(board.plan) if parts else {}
    return Sealing(
        plan=plan_of(board.version),
        period=period,
        sealed_at="" if board.sealed_at is None else moment_text(board.sealed_at),
        as_of=moment_text(board.as_of),
        edition=board.edition,
        sequence=board.sequence or 1,
        previous=board.previous_seal or "",
        algorithm=DigestName(board.digest or DigestName.SHA256),
        builds_on=tuple(
            Earlier(period=part, edition=sealed[part].edition, seal=sealed[part].seal or "")
            for part in sorted(parts & sealed.keys())
        ),
    )


def bundle_of(board: Board, inputs: Inputs, outcome: Outcome) -> Made:
    """The bundle of a board with its moment, number and seal before it set."""
    made = make_bundle(sealing_of(board), inputs, outcome)
    return Made(made.seal, hashlib.sha256(made.content).hexdigest(), made.content)


def outcome_in(content: bytes) -> Outcome:
    """The outcome inside a bundle; raises Problems where it cannot be read."""
    return outcome_of(read_bundle(content))


def boards_in(content: bytes) -> YearBoards:
    """The outcome inside a bundle as pages read it; raises Problems where it cannot be read."""
    bundle = read_bundle(content)
    return YearBoards(outcome_of(bundle), Recorded.of(inputs_of(bundle)))
