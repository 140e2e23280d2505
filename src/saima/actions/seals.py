"""Whether everything that was sealed is still as it was sealed, the ledger behind it included."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from saima.actions.bundles import sealing_of
from saima.actions.kept_boards import difference, total_rows
from saima.actions.seal_problems import (
    BOARD_GONE,
    BOARD_OTHER,
    BOARD_UNLOGGED,
    BUNDLE_GONE,
    BUNDLE_OTHER,
    LEDGER_OTHER,
    TOTAL_OTHER,
)
from saima.exchange.bundle import Bundle, open_bundle, outcome_of
from saima.exchange.bundle_inputs import input_tables
from saima.exchange.verify import chain_problems, verify
from saima.plan.problems import Problem, Problems
from saima.records.frames import inputs
from saima.records.models import AuditRecord, Board, BoardBundle, BoardTotal
from saima.records.queries.sealed_boards import sealed_boards


@dataclass(frozen=True)
class CheckedSeal:
    """What was found in one sealed board; ``board`` is None where the board itself is gone.

    ``problems``: the first difference of each step. ``figures``: how many were computed again.
    """

    board: Board | None
    problems: tuple[Problem, ...]
    figures: int = 0

    @property
    def sound(self) -> bool:
        """Whether everything is as it was sealed."""
        return not self.problems


def check_seals(plan: str | None = None) -> tuple[CheckedSeal, ...]:
    """Check every sealed board of a plan (None: of all), in the order of the seals.

    Every digest is compared and every figure computed again from the bundle; the rows of the
    database, the ledger as of the board's moment and the audit log are held against it.
    """
    boards = list(sealed_boards(plan))
    logged = logged_seals(plan)
    bundles: dict[int, Bundle] = {}
    checked = []
    for board in boards:
        if logged.pop((board.pk, board.seal), None) is None:
            said = {"sequence": board.sequence, "plan": board.plan}
            checked.append(CheckedSeal(board, (Problem(BOARD_UNLOGGED, facts=said),)))
            continue
        try:
            checked.append(check_seal(board, bundles))
        except Problems as found:
            checked.append(CheckedSeal(board, tuple(found.problems)))
    gone = [CheckedSeal(None, (Problem(BOARD_GONE, facts=said),)) for said in logged.values()]
    return (*gone, *with_chain(checked, bundles))


def check_seal(board: Board, bundles: dict[int, Bundle]) -> CheckedSeal:
    """Check one board; keeps its bundle. Raises Problems where the bundle cannot be read."""
    bundle = bundles[board.pk] = stored_bundle(board)
    verified = verify(bundle, board.seal)
    problems = (
        *verified.problems,
        *other_facts(board, bundle),
        *other_totals(board, bundle),
        *other_ledger(board, bundle),
    )
    return CheckedSeal(board, problems, verified.figures)


def stored_bundle(board: Board) -> Bundle:
    """The bundle of a board; raises Problems where it is not there or not the one stored."""
    name = f"{board.plan}-{board.period}-{board.edition}.zip"
    row = BoardBundle.objects.filter(board=board).first()
    if row is None:
        raise Problems([Problem(BUNDLE_GONE, name)])
    content = bytes(row.content)
    found = hashlib.sha256(content).hexdigest()
    if found != row.sha256:
        said = {"found": found, "expected": row.sha256}
        raise Problems([Problem(BUNDLE_OTHER, name, facts=said)])
    return open_bundle(content, name)


def other_facts(board: Board, bundle: Bundle) -> Iterator[Problem]:
    """The first thing that the board's row says otherwise than its bundle."""
    manifest, row = bundle.manifest, sealing_of(board)
    pairs: dict[str, tuple[object, object]] = {
        "plan": (board.version.hash, manifest.plan.hash),
        "period": (board.period, manifest.board.period),
        "edition": (row.edition, manifest.board.edition),
        "as_of": (row.as_of, manifest.board.as_of),
        "sealed_at": (row.sealed_at, manifest.seal.sealed_at),
        "sequence": (row.sequence, manifest.seal.sequence),
        "previous_seal": (row.previous, manifest.seal.previous),
    }
    for name, (recorded, sealed) in pairs.items():
        if recorded != sealed:
            said = {"name": name, "recorded": recorded, "sealed": sealed}
            yield Problem(BOARD_OTHER, bundle.name, facts=said)
            return


def other_totals(board: Board, bundle: Bundle) -> Iterator[Problem]:
    """The first unit whose row in the database is not that of the bundle."""
    kept = BoardTotal.objects.filter(board=board)
    unit = difference(kept, total_rows(board, outcome_of(bundle)))
    if unit is not None:
        yield Problem(TOTAL_OTHER, bundle.name, facts={"unit": unit})


def other_ledger(board: Board, bundle: Bundle) -> Iterator[Problem]:
    """The first row of the ledger that is not as it went into the bundle."""
    known = inputs(board.plan, board.as_of)
    tables = input_tables(bundle.plan, bundle.period, bundle.manifest.board.as_of, known)
    for path, table in tables.items():
        sealed, recorded = first_apart(bundle.table(path).rows(), table.rows())
        if sealed or recorded:
            said = {"table": path, "sealed": sealed or "-", "recorded": recorded or "-"}
            yield Problem(LEDGER_OTHER, bundle.name, facts=said)
            return


def first_apart(
    sealed: Sequence[tuple[object, ...]], recorded: Sequence[tuple[object, ...]]
) -> tuple[str, str]:
    """The first row, by unit and what follows, that only one side has, and the other's of it."""
    one, other = Counter(sealed), Counter(recorded)
    left, right = list((one - other).elements()), list((other - one).elements())
    keys = sorted({key(row) for row in (*left, *right)})
    if not keys:
        return "", ""
    first = keys[0]
    return written(left, first), written(right, first)


def key(row: tuple[object, ...]) -> tuple[str, ...]:
    """What a row is about: its first three columns are texts that name it."""
    return tuple(str(cell) for cell in row[:3])


def written(rows: Sequence[tuple[object, ...]], first: tuple[str, ...]) -> str:
    """The rows of a key as a text; empty where there are none."""
    mine = [row for row in rows if key(row) == first]
    return " | ".join(" ".join(str(cell) for cell in row if cell is not None) for row in mine)


def with_chain(
    checked: Sequence[CheckedSeal], bundles: Mapping[int, Bundle]
) -> Iterator[CheckedSeal]:
    """Add where boards do not name the seals before them."""
    of_chain = chain_problems(bundles.values())
    names = {key: bundle.name for key, bundle in bundles.items()}
    for one in checked:
        name = None if one.board is None else names.get(one.board.pk)
        broken = tuple(problem for problem in of_chain if problem.file == name)
        yield CheckedSeal(one.board, (*one.problems, *broken), one.figures)


def logged_seals(plan: str | None) -> dict[tuple[int, str | None], dict[str, object]]:
    """The seals that the log remembers, by board and seal: their plan and number."""
    found = {}
    for record in AuditRecord.objects.filter(action="board.seal").order_by("sequence"):
        said = {name: record.data.get(name) for name in ("plan", "sequence")}
        if plan in (None, said["plan"]):
            found[int(record.object_id), record.data.get("seal")] = said
    return found
