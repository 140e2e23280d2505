"""Write an outcome to a folder: CSV, Parquet or workbooks, and outcome.json (design section 6)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw
import polars as pl

from saima import __version__
from saima.engine.columns import NODES, SCORES, TOTALS
from saima.engine.outcome import Eager, Outcome
from saima.engine.rounding import rounded
from saima.exchange.choices import FileForm
from saima.exchange.folder import check_target, new_folder
from saima.exchange.result_files import write_csv, write_workbook
from saima.plan.plan import Plan
from saima.plan.problems import Problem

OUTCOME_FILE = "outcome.json"
TABLES = ("totals", "scores", "nodes", "standings")


OURS = frozenset({OUTCOME_FILE, *(f"{table}.{form}" for table in TABLES for form in FileForm)})


@dataclass(frozen=True)
class Run:
    """What an outcome does not know of itself: the data's hash and warnings, how it was run."""

    data_hash: str
    backend: str
    as_of: str | None = None
    problems: tuple[Problem, ...] = ()


def check_out(out: Path) -> None:
    """Raise Problems unless results may be written to ``out``; for before the work begins."""
    check_target(out.resolve(), OURS, OUTCOME_FILE)


def write_outcome(outcome: Outcome, run: Run, out: Path, form: FileForm) -> None:
    """Write ``totals``, ``scores``, ``nodes``, ``standings`` and ``outcome.json``.

    ``totals`` and ``scores`` have exactly the columns of design section 6, ``standings`` all that
    is known of the totals. The folder appears whole or not at all; an earlier result is replaced.
    Raises Problems (not a place for results, too many rows for a workbook) and OSError.
    """
    check_out(out)
    tables = published(outcome)
    with new_folder(out) as folder:
        for name, frame in tables.items():
            path = folder / f"{name}.{form}"
            if form is FileForm.CSV:
                write_csv(frame, path)
            elif form is FileForm.PARQUET:
                frame.write_parquet(path)
            else:
                write_workbook(frame, path, name, outcome.plan.decimals)
        text = json.dumps(facts_of(outcome, run), ensure_ascii=False, indent=2)
        (folder / OUTCOME_FILE).write_text(text + "\n", encoding="utf-8", newline="\n")


def published(outcome: Outcome) -> dict[str, pl.DataFrame]:
    """The tables with their published columns and decimals, in the plan's order."""
    plan = outcome.plan
    points, total = plan.decimals.points, plan.decimals.total
    totals = outcome.totals.with_columns(rounded(nw.col("total"), total))
    scores = outcome.scores.with_columns(rounded(nw.col("points"), points))
    nodes = outcome.nodes.with_columns(rounded(nw.col("points"), points))
    periods = [str(period) for period in outcome.periods]
    return {
        "totals": ordered(totals.select(*TOTALS), plan, periods, "rank"),
        "scores": ordered(scores.select(*SCORES), plan, periods, "indicator"),
        "nodes": ordered(nodes.select(*NODES), plan, periods, "node"),
        "standings": ordered(totals, plan, periods, "rank"),
    }


def ordered(frame: Eager, plan: Plan, periods: Sequence[str], last: str) -> pl.DataFrame:
    """Sort by period, group, then rank and unit, or unit and the plan's order of ``last``."""
    codes: Mapping[str, Sequence[str]] = {
        "period": periods,
        "group": [group.code for group in plan.groups],
        "unit": [unit.code for unit in plan.units],
        "indicator": [indicator.code for indicator in plan.indicators],
        "node": [node.code for node in plan.nodes],
    }
    keys = (
        ("period", "group", "rank", "unit") if last == "rank" else ("period", "group", "unit", last)
    )
    sort = [place(key, codes[key]) if key in codes else pl.col(key) for key in keys]
    native: pl.DataFrame = frame.to_native()
    return native.sort(sort, nulls_last=True)


def place(column: str, codes: Sequence[str]) -> pl.Expr:
    """Each code's place in the plan; unknown ones last."""
    places = {code: position for position, code in enumerate(codes)}
    return pl.col(column).replace_strict(places, default=None, return_dtype=pl.Int64)


def facts_of(outcome: Outcome, run: Run) -> dict[str, object]:
    """What outcome.json says. No time of day, so that the same run gives the same bytes."""
    ranked = int(outcome.totals.select(nw.col("rank").count()).item())
    return {
        "plan": outcome.plan.code,
        "plan_version": outcome.plan.version,
        "plan_hash": outcome.plan.hash,
        "data_hash": run.data_hash,
        "engine_version": __version__,
        "backend": run.backend,
        "as_of": run.as_of,
        "periods": [str(period) for period in outcome.periods],
        "counts": {
            "totals": len(outcome.totals),
            "ranked": ranked,
            "scores": len(outcome.scores),
            "nodes": len(outcome.nodes),
            "problems": len(outcome.problems) + len(run.problems),
        },
        "problems": [problem_facts(p) for p in (*run.problems, *outcome.problems)],
    }


def problem_facts(problem: Problem) -> dict[str, object]:
    """A problem for programs and for readers of both languages."""
    return {
        "code": problem.kind.code,
        "warning": problem.kind.warning,
        "file": problem.file,
        "line": problem.line,
        "zh": problem.text("zh"),
        "en": problem.text("en"),
    }
