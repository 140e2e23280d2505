"""``saima score``: from a plan and data to a folder of results."""

from dataclasses import dataclass
from pathlib import Path

import narwhals as nw
import typer

from saima.cli.answers import WARNING, answering, steps, tell
from saima.cli.periods import ALL, all_periods, moment, of_year, parsed
from saima.engine.outcome import Outcome
from saima.engine.score import score
from saima.exchange.backends import open_backend
from saima.exchange.choices import BackendName, FileForm
from saima.exchange.read import read_data
from saima.exchange.write import Run, check_out, write_outcome
from saima.plan.label import Label
from saima.plan.load import load_plan
from saima.plan.problems import Problem, Problems

MOST_TOLD = 20
READING_PLAN = Label(zh="读取方案", en="Reading the plan")
READING_DATA = Label(zh="读取并检查数据", en="Reading and checking the data")
SCORING = Label(zh="计分", en="Scoring")
WRITING = Label(zh="写出结果", en="Writing the results")
RANKED = Label(
    zh="{period}：{total} 个单位中 {ranked} 个有名次",
    en="{period}: {ranked} of {total} units ranked",
)
WRITTEN = Label(zh="结果已写入 {out}", en="Results written to {out}")
MORE = Label(
    zh="另有 {count} 个问题，见 outcome.json", en="{count} more problems, see outcome.json"
)


@dataclass(frozen=True)
class ScoreRequest:
    """What is to be scored, how and where to."""

    plan: Path
    data: Path
    periods: tuple[str, ...]
    out: Path
    backend: BackendName
    as_of: str | None
    form: FileForm


def run_score(request: ScoreRequest, language: str) -> None:
    """Score and write; problems of single scores are told, and stand in outcome.json."""
    asked = None if ALL in request.periods else parsed(request.periods, language)
    as_of = moment(request.as_of, language)
    with answering(language):
        with steps(4, language) as step:
            step(READING_PLAN)
            loaded = load_plan(request.plan)
            plan = loaded.ready()
            check_out(request.out)
            wanted = None if asked is None else of_year(asked, plan)
            with open_backend(request.backend) as backend:
                step(READING_DATA)
                files = read_data(request.data, plan, backend)
                if files.inputs is None:
                    raise Problems(list(files.problems))
                step(SCORING)
                periods = all_periods(plan, files.inputs) if wanted is None else wanted
                outcome = score(plan, files.inputs, periods, as_of=as_of)
            step(WRITING)
            warnings = (*loaded.warnings, *files.problems)
            run = Run(files.hash, request.backend.value, as_of, warnings)
            write_outcome(outcome, run, request.out, request.form)
        report(outcome, warnings, request.out, language)


def report(outcome: Outcome, warnings: tuple[Problem, ...], out: Path, language: str) -> None:
    """Say what was ranked and where it is; the first problems of single scores."""
    tell(warnings, language)
    tell(outcome.problems[:MOST_TOLD], language, WARNING)
    left_out = len(outcome.problems) - MOST_TOLD
    if left_out > 0:
        typer.echo(MORE.text(language).format(count=left_out), err=True)
    for period in outcome.periods:
        totals = outcome.totals.filter(nw.col("period") == str(period))
        ranked = int(totals.select(nw.col("rank").count()).item())
        facts = {"period": str(period), "ranked": ranked, "total": len(totals)}
        typer.echo(RANKED.text(language).format(**facts))
    typer.echo(WRITTEN.text(language).format(out=out))
