"""How the terminal answers: problems on stderr, results on stdout, a bar when it takes long."""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import typer

from saima.plan.label import Label
from saima.plan.problems import Problem, Problems, problem_kind

BAD_INPUT = 1
PATIENCE = 1.0
"""Seconds until the bar appears; work that is done before needs none."""

ERROR = Label(zh="错误", en="error")
WARNING = Label(zh="警告", en="warning")
LINE = Label(zh="{mark}：{problem}", en="{mark}: {problem}")
COUNTS = Label(zh="错误：{errors}，警告：{warnings}", en="errors: {errors}, warnings: {warnings}")
SYSTEM_REFUSED = problem_kind(
    "system_refused",
    en=(
        "the file system refuses: {reason}",
        "expected to be able to read or write there",
        "check the path, the permissions and the free space",
    ),
    zh=("文件系统拒绝：{reason}", "应可读写该位置", "请检查路径、权限和剩余空间"),
)


def tell(problems: Iterable[Problem], language: str, mark: Label | None = None) -> None:
    """Print problems to stderr, one a line; ``mark`` stands before them instead of their own."""
    for problem in problems:
        own = WARNING if problem.kind.warning else ERROR
        parts = {"mark": (mark or own).text(language), "problem": problem.text(language)}
        line = LINE.text(language).format(**parts)
        typer.echo(printable(line), err=True)


def printable(line: str) -> str:
    """The line without control characters, because a cell could hold commands to the terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)


def tell_counts(problems: Iterable[Problem], language: str) -> None:
    """Print how many errors and warnings there were to stderr."""
    warnings = [problem.kind.warning for problem in problems]
    counts = {"errors": warnings.count(False), "warnings": warnings.count(True)}
    typer.echo(COUNTS.text(language).format(**counts), err=True)


@contextmanager
def answering(language: str) -> Iterator[None]:
    """Turn problems and refusals of the file system into messages and exit code 1."""
    try:
        yield
    except Problems as found:
        tell(found.problems, language)
        raise typer.Exit(BAD_INPUT) from None
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        tell([Problem(SYSTEM_REFUSED, str(error.filename or ""), facts=facts)], language)
        raise typer.Exit(BAD_INPUT) from None


Step = Callable[[Label], None]


@contextmanager
def steps(count: int, language: str) -> Iterator[Step]:
    """Show a bar of ``count`` steps on a terminal's stderr; call what is given at each step."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task("", total=count)
    started = False

    def step(what: Label) -> None:
        nonlocal started
        progress.update(task, description=what.text(language), advance=int(started))
        started = True

    timer = threading.Timer(PATIENCE, progress.start)
    timer.daemon = True
    timer.start()
    try:
        yield step
    finally:
        timer.cancel()
        progress.stop()
