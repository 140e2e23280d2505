"""Verify a sealed board from its bundle alone: digests, then everything computed again (S37)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from saima import __version__
from saima.engine.outcome import Outcome
from saima.engine.score import score
from saima.exchange.bundle import (
    PAGE_FILE,
    PLAN_FILE,
    RESULT_FILES,
    Bundle,
    changed_files,
    inputs_of,
    outcome_of,
)
from saima.exchange.bundle_compare import Difference, compared, first_difference
from saima.exchange.bundle_inputs import INPUT_FILES, input_hash
from saima.exchange.bundle_manifest import MANIFEST
from saima.exchange.bundle_page import PAGE, page_of
from saima.exchange.bundle_results import board_periods, result_tables
from saima.exchange.choices import DigestName
from saima.exchange.digests import START, digest
from saima.exchange.listing import shortened
from saima.exchange.sealing import said_of
from saima.exchange.verify_problems import (
    BUILT_ON_OTHER,
    CHAIN_BROKEN,
    FACT_DIFFERS,
    FIGURE_DIFFERS,
    NOT_COMPUTABLE,
    OTHER_SEAL,
    PAGE_DIFFERS,
    PLAN_DIFFERS,
    ROW_ADDED,
    ROW_LOST,
    ROW_TWICE,
)
from saima.plan.problems import Problem, Problems


@dataclass(frozen=True)
class Verification:
    """What was found; the board matches where there is no problem.

    ``problems``: the files that were changed, then the first difference of each further step.
    ``files``, ``rows`` and ``figures``: how many were compared. ``engine``: what computed again.
    ``set_aside``: kept columns that this engine does not compute any more.
    """

    bundle: Bundle
    problems: tuple[Problem, ...]
    files: int = 0
    rows: int = 0
    figures: int = 0
    engine: str = __version__
    set_aside: tuple[str, ...] = ()

    @property
    def matches(self) -> bool:
        """Whether everything is as it was sealed."""
        return not self.problems


def verify(bundle: Bundle, seal: str | None = None) -> Verification:
    """Compare every digest, then compute everything again from plan and inputs in the bundle.

    ``seal``: the one that was published. A bundle that somebody made anew from other inputs fits
    in itself; only its seal, which is another, tells. Raises Problems where the digest is absent.
    """
    changed = list(changed_files(bundle))
    problems = [*changed, *other_seal(bundle, seal)]
    found = Verification(bundle, ())
    try:
        sealed = outcome_of(bundle)
        if not changed:
            problems += inconsistent(bundle, sealed)
        found = recomputed(bundle, sealed)
    except Problems as others:
        problems += others.problems
    except Exception as error:  # because a bundle may hold whatever somebody wrote into it
        facts = {"reason": type(error).__name__}
        problems.append(Problem(NOT_COMPUTABLE, bundle.name, facts=facts))
    return replace(found, problems=(*problems, *found.problems), files=len(bundle.files))


def other_seal(bundle: Bundle, published: str | None) -> Iterator[Problem]:
    """A problem where the bundle's seal is not the published one."""
    if published is not None and published.strip().lower() != bundle.seal:
        facts = {"published": published.strip(), "found": bundle.seal}
        yield Problem(OTHER_SEAL, bundle.name, facts=facts)


def recomputed(bundle: Bundle, sealed: Outcome) -> Verification:
    """Score again and name the first figure that differs."""
    as_of = bundle.manifest.board.as_of
    again = score(bundle.plan, inputs_of(bundle), bundle.periods, as_of=as_of)
    one, other = (result_tables(each, bundle.periods) for each in (sealed, again))
    difference = first_difference(one, other, bundle.plan.decimals)
    both = [name for name in one if name in other]
    return Verification(
        bundle,
        () if difference is None else (problem_of(difference, bundle),),
        rows=sum(one[name].height for name in both),
        figures=sum(one[n].height * len(compared(n, one[n], other[n])) for n in both),
        set_aside=tuple(
            f"{name}.{column}"
            for name in both
            for column in one[name].columns
            if column not in other[name].columns
        ),
    )


def inconsistent(bundle: Bundle, sealed: Outcome) -> Iterator[Problem]:
    """Where manifest and page say something else than plan, inputs and results."""
    manifest = bundle.manifest
    if digest(bundle.files[PLAN_FILE], DigestName.SHA256) != manifest.plan.hash:
        yield Problem(PLAN_DIFFERS, bundle.place(PLAN_FILE), facts={"hash": manifest.plan.hash})
    plan = bundle.plan
    said = said_of(sealed, bundle.period)
    inputs = {path: bundle.files[path] for path in INPUT_FILES}
    tables = [path for path in RESULT_FILES if path in bundle.files]
    facts: dict[str, tuple[object, object]] = {
        "plan.code": (manifest.plan.code, plan.code),
        "plan.version": (manifest.plan.version, plan.version),
        "plan.year": (manifest.plan.year, plan.year),
        "plan.label": (manifest.plan.label, plan.label),
        "plan.fictitious": (manifest.plan.fictitious, plan.fictitious),
        "board.periods": (bundle.periods, board_periods(plan, bundle.period)),
        "inputs": (manifest.inputs, input_hash(inputs, manifest.seal.algorithm)),
        "counts": (manifest.counts, said.counts),
        "unranked": (manifest.unranked, said.unranked),
        "problems": (manifest.problems, said.problems),
        "files": (
            {path: facts.rows for path, facts in manifest.files.items() if facts.columns},
            {path: bundle.table(path).height for path in (*INPUT_FILES, *tables)},
        ),
    }
    for name, (one, other) in facts.items():
        if one != other:
            yield Problem(FACT_DIFFERS, bundle.place(MANIFEST), facts={"name": name})
            return
    if manifest.page == PAGE and page_of(manifest, sealed).encode() != bundle.files[PAGE_FILE]:
        yield Problem(PAGE_DIFFERS, bundle.place(PAGE_FILE))


def problem_of(difference: Difference, bundle: Bundle) -> Problem:
    """The difference as a message with its place."""
    paths = {table: path for path, table in RESULT_FILES.items()}
    place = bundle.place(paths[difference.table])
    where = [difference.period, difference.unit, difference.part]
    facts: dict[str, object] = {
        "where": " ".join(word for word in where if word),
        "column": difference.column,
        "sealed": "-" if difference.sealed is None else difference.sealed,
        "found": "-" if difference.found is None else difference.found,
    }
    kind = FIGURE_DIFFERS
    if not difference.column:
        kinds = {None: ROW_LOST, "1": ROW_ADDED, "2": ROW_TWICE}
        kind = kinds[difference.sealed]
    return Problem(kind, place, facts=shortened(facts))


def chain_problems(bundles: Iterable[Bundle]) -> list[Problem]:
    """Where bundles of the same plan do not name each other's seals: one was made anew.

    Only bundles that are given are looked at; a gap between them is no problem.
    """
    given = list(bundles)
    by_place = {(b.manifest.plan.code, b.manifest.seal.sequence): b for b in given}
    problems = []
    for bundle in given:
        facts = bundle.manifest.seal
        before = by_place.get((bundle.manifest.plan.code, facts.sequence - 1))
        if (facts.sequence == 1) != (facts.previous == START) or (
            before is not None and before.seal != facts.previous
        ):
            other = "-" if before is None else before.name
            said = {"sequence": facts.sequence, "previous": facts.previous, "other": other}
            problems.append(Problem(CHAIN_BROKEN, bundle.name, facts=said))
        problems += built_on_others(bundle, given)
    return problems


def built_on_others(bundle: Bundle, given: Sequence[Bundle]) -> Iterator[Problem]:
    """A problem for each given board that this one builds on by another seal."""
    for earlier in bundle.manifest.seal.builds_on:
        for other in given:
            same_plan = other.manifest.plan.code == bundle.manifest.plan.code
            board = other.manifest.board
            same_board = (board.period, board.edition) == (earlier.period, earlier.edition)
            if same_plan and same_board and other.seal != earlier.seal:
                facts = {"board": earlier.period, "seal": earlier.seal, "other": other.name}
                yield Problem(BUILT_ON_OTHER, bundle.name, facts=facts)
