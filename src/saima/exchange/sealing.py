"""Seal a board: put everything that proves it into one bundle (S37, S39)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import narwhals as nw
import polars as pl

from saima import __version__
from saima.engine.outcome import Inputs, Outcome
from saima.exchange.bundle import PAGE_FILE, PLAN_FILE, RESULT_FILES, Bundle
from saima.exchange.bundle_archive import packed
from saima.exchange.bundle_inputs import input_hash, input_tables
from saima.exchange.bundle_manifest import (
    MANIFEST,
    BoardFacts,
    Counts,
    Earlier,
    FileFacts,
    Manifest,
    PlanFacts,
    SealFacts,
    Unranked,
)
from saima.exchange.bundle_page import PAGE, page_of
from saima.exchange.bundle_results import board_periods, outcome_from, result_tables
from saima.exchange.bundle_tables import columns_of, csv_of
from saima.exchange.choices import DigestName
from saima.exchange.digests import START, digest
from saima.plan.label import Label
from saima.plan.periods import Period
from saima.plan.plan import Plan


@dataclass(frozen=True)
class Sealing:
    """Which board is sealed, and how.

    ``as_of``: ISO text, nothing recorded later counts (None: everything given). ``edition`` is the
    period's; ``sequence`` counts the seals of the plan and ``previous`` is the one before (64 zeros
    or nothing at the first). ``builds_on``: earlier boards, such as the quarters of a year's.
    ``labels``: texts for the page, by name: ``title``, ``office``, ``document``, or others.
    """

    plan: Plan
    period: Period
    sealed_at: str
    as_of: str | None = None
    edition: int = 1
    sequence: int = 1
    previous: str = START
    builds_on: tuple[Earlier, ...] = ()
    algorithm: DigestName = DigestName.SHA256
    labels: Mapping[str, Label] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """What the manifest says of the results."""

    counts: Counts
    unranked: tuple[Unranked, ...]
    problems: tuple[dict[str, str], ...]


def make_bundle(sealing: Sealing, inputs: Inputs, outcome: Outcome) -> Bundle:
    """Seal a board: ``inputs`` that it was scored from, ``outcome`` with its period at least.

    A year's board also needs the quarters that it is put together from. The same arguments give
    the same seal on every machine. Raises Problems where the digest is absent, ValueError where
    plan, periods or chain do not fit together.
    """
    periods = board_periods(sealing.plan, sealing.period)
    check_sealing(sealing, outcome, periods)
    given = input_tables(sealing.plan, sealing.period, sealing.as_of, inputs)
    results = result_tables(outcome, periods)
    kept = outcome_from(sealing.plan, periods, results)
    tables = given | {path: results[name] for path, name in RESULT_FILES.items() if name in results}
    written = {path: csv_of(table) for path, table in tables.items()}
    said = said_of(kept, sealing.period)
    draft = manifest_without_files(sealing, said, input_hash(written, sealing.algorithm))
    files = {
        PAGE_FILE: page_of(draft, kept).encode(),
        PLAN_FILE: sealing.plan.canonical.encode(),
        **written,
    }
    facts = {path: file_facts(sealing, files[path], tables.get(path)) for path in files}
    manifest = draft.model_copy(update={"files": facts})
    files = {MANIFEST: manifest.written(), **files}
    return Bundle(packed(files), files, manifest)


def check_sealing(sealing: Sealing, outcome: Outcome, periods: Sequence[Period]) -> None:
    """Raise ValueError unless outcome, periods and chain belong to the board."""
    if outcome.plan.hash != sealing.plan.hash:
        message = "the outcome was scored by another plan"
        raise ValueError(message)
    absent = [str(period) for period in periods if period not in outcome.periods]
    if absent:
        message = f"the outcome lacks {', '.join(absent)}"
        raise ValueError(message)
    if (sealing.sequence == 1) != (sealing.previous in ("", START)):
        message = f"seal {sealing.sequence} of the plan cannot follow {sealing.previous!r}"
        raise ValueError(message)


def manifest_without_files(sealing: Sealing, said: Said, inputs: str) -> Manifest:
    """The manifest before the digests of the files are known."""
    plan = sealing.plan
    return Manifest(
        engine=__version__,
        page=PAGE,
        plan=PlanFacts(
            code=plan.code,
            version=plan.version,
            year=plan.year,
            label=plan.label,
            hash=plan.hash,
            fictitious=plan.fictitious,
        ),
        board=BoardFacts(
            period=str(sealing.period),
            periods=tuple(map(str, board_periods(plan, sealing.period))),
            edition=sealing.edition,
            as_of=sealing.as_of,
            labels=dict(sealing.labels),
        ),
        seal=SealFacts(
            algorithm=sealing.algorithm,
            sealed_at=sealing.sealed_at,
            sequence=sealing.sequence,
            previous=sealing.previous or START,
            builds_on=sealing.builds_on,
        ),
        inputs=inputs,
        counts=said.counts,
        unranked=said.unranked,
        problems=said.problems,
    )


def said_of(outcome: Outcome, period: Period) -> Said:
    """How many units are ranked in the board's period, who is not, and why."""
    own = outcome.totals.filter(nw.col("period") == str(period))
    scores = outcome.scores.filter(nw.col("period") == str(period))
    names = {"indicator": "reason_indicator"}
    unranked = tuple(
        Unranked(**{name: row[names.get(name, name)] for name in Unranked.model_fields})
        for row in outcome.totals.filter(nw.col("rank").is_null()).iter_rows(named=True)
    )
    counts = Counts(
        units=len(own),
        ranked=int(own.select(nw.col("rank").count()).item()),
        scores=len(scores),
        triggers=len(outcome.triggers),
        problems=len(outcome.problems),
    )
    problems = tuple(
        {"code": one.kind.code, **{name: str(fact) for name, fact in one.facts.items()}}
        for one in outcome.problems
    )
    return Said(counts, unranked, problems)


def file_facts(sealing: Sealing, content: bytes, table: pl.DataFrame | None) -> FileFacts:
    """What the manifest says of a file."""
    return FileFacts(
        digest=digest(content, sealing.algorithm),
        size=len(content),
        rows=None if table is None else table.height,
        columns=None if table is None else columns_of(table),
    )
