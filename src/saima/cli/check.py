"""``saima check``: all problems of a plan and of data, and the plan's cases."""

from pathlib import Path

import typer

from saima.cli.answers import BAD_INPUT, answering, steps, tell, tell_counts
from saima.engine.cases import run_cases
from saima.exchange.backends import PolarsBackend
from saima.exchange.read import read_data
from saima.plan.label import Label
from saima.plan.load import load_plan
from saima.plan.problems import Problem

READING_PLAN = Label(zh="读取方案", en="Reading the plan")
RUNNING_CASES = Label(zh="运行案例", en="Running the cases")
READING_DATA = Label(zh="检查数据", en="Checking the data")
FINE = Label(
    zh="{name}：没有错误（单位 {units}，指标 {indicators}，案例 {cases}）",
    en="{name}: no errors (units: {units}, indicators: {indicators}, cases: {cases})",
)


def run_check(plan_path: Path, data: Path | None, language: str) -> None:
    """Print every problem; exit 1 when one of them is an error."""
    backend = PolarsBackend()
    with answering(language), steps(3, language) as step:
        step(READING_PLAN)
        loaded = load_plan(plan_path)
        problems: list[Problem] = list(loaded.problems)
        if loaded.plan is not None and not loaded.errors:
            step(RUNNING_CASES)
            problems += run_cases(loaded.plan, loaded.cases, backend.table)
            step(READING_DATA)
            if data is not None:
                problems += read_data(data, loaded.plan, backend).problems
    tell(problems, language)
    if loaded.plan is None or any(not problem.kind.warning for problem in problems):
        tell_counts(problems, language)
        raise typer.Exit(BAD_INPUT)
    counts = {
        "name": loaded.plan.label.text(language),
        "units": len(loaded.plan.units),
        "indicators": len(loaded.plan.indicators),
        "cases": len(loaded.cases),
    }
    typer.echo(FINE.text(language).format(**counts))
