"""The commands of the terminal with their options; what they do is in the file of each."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from saima import __version__
from saima.cli.options import (
    AS_OF_HELP,
    PERIOD_HELP,
    DataPath,
    LanguageOption,
    OptionalData,
    PlanPath,
    language_of,
)
from saima.exchange.choices import BackendName, DigestName, FileForm

CHECK_EXAMPLES = """
Examples:

\b
  saima check plans/x-2021
  saima check plans/x-2021 data/2021 --lang zh
"""
SCORE_EXAMPLES = """
Examples:

\b
  saima score plans/x-2021 data/2021 -p 2021Q1 -o results/2021Q1
  saima score plans/x-2021 data/2021 -p all -o results --format xlsx
  saima score plan.xlsx big.parquet -p 2021 -o results --backend duckdb
"""
EXPLAIN_EXAMPLES = """
Examples:

\b
  saima explain plans/x-2021 data/2021 -p 2021Q1 --unit 330483001
  saima explain plans/x-2021 data/2021 -p 2021Q1 --unit 330483001 --indicator fdi-towns
"""
CONVERT_EXAMPLES = """
Examples:

\b
  saima plan convert plans/x-2021 x-2021.xlsx
  saima plan convert x-2021.xlsx plans/x-2021
"""
COMPARE_EXAMPLES = """
Examples:

\b
  saima plan compare plans/x-2021 x-2021-draft.xlsx
  saima plan compare plans/x-2021 x-2021-draft.xlsx data/2021 -p 2021Q1 -p 2021Q2
"""
SEAL_EXAMPLES = """
Examples:

\b
  saima seal plans/x-2021 data/2021 -p 2021Q1 -o 2021Q1.zip
  saima seal plans/x-2021 data/2021 -p 2021Q2 -o 2021Q2.zip --previous 2021Q1.zip
"""
VERIFY_EXAMPLES = """
Examples:

\b
  saima verify 2021Q1.zip
  saima verify 2021Q1.zip --seal 5f1c...
  saima verify 2021Q1.zip 2021Q2.zip 2021Q3.zip
"""
DEMO_EXAMPLES = """
Examples:

\b
  saima demo
  saima demo --port 8080
  saima demo --no-serve
"""
SERVE_EXAMPLES = """
Examples:

\b
  saima serve
  SAIMA_VAR=/srv/saima ALLOWED_HOSTS=saima.example.gov.cn saima serve --host 0.0.0.0 --port 8000
"""
APPOINT_EXAMPLES = """
Examples:

\b
  saima appoint security
"""

DAILY_EXAMPLES = """
Examples:

\b
  saima daily
  SAIMA_DAILY=0 saima serve, and in the crontab: 5 6 * * * saima daily
"""

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
plan_app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
app.add_typer(plan_app, name="plan", help="Convert a plan, or compare two versions.")


def print_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"saima {__version__}")
        raise typer.Exit


@app.callback(epilog="saima COMMAND --help has examples.")
def saima(
    context: typer.Context,
    lang: LanguageOption = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Saima 赛马 runs a year of goals as an open race."""
    del version
    context.obj = lang


@app.command(epilog=CHECK_EXAMPLES)
def check(
    context: typer.Context, plan: PlanPath, data: OptionalData = None, lang: LanguageOption = None
) -> None:
    """Show every problem of a plan and its data.

    Runs the plan's cases as well. Exit 1 if any problem is an error.
    """
    from saima.cli.check import run_check

    run_check(plan, data, language_of(context, lang))


@app.command(epilog=SCORE_EXAMPLES)
def score(
    context: typer.Context,
    plan: PlanPath,
    data: DataPath,
    period: Annotated[
        list[str], typer.Option("--period", "-p", help=f"{PERIOD_HELP}; all: as far as data go.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")],
    backend: Annotated[
        BackendName, typer.Option(help="What computes the frames.")
    ] = BackendName.POLARS,
    as_of: Annotated[str | None, typer.Option(help=AS_OF_HELP)] = None,
    form: Annotated[FileForm, typer.Option("--format", help="Form of the results.")] = FileForm.CSV,
    lang: LanguageOption = None,
) -> None:
    """Score periods and write the results.

    The folder gets totals, scores, nodes, standings and outcome.json, whole or not at all.
    """
    from saima.cli.score import ScoreRequest, run_score

    request = ScoreRequest(plan, data, tuple(period), out, backend, as_of, form)
    run_score(request, language_of(context, lang))


class ExplanationForm(StrEnum):
    """How an explanation is printed."""

    TEXT = "text"
    JSON = "json"


@app.command(epilog=EXPLAIN_EXAMPLES)
def explain(
    context: typer.Context,
    plan: PlanPath,
    data: DataPath,
    period: Annotated[str, typer.Option("--period", "-p", help="2021-03, 2021Q1, 2021H1 or 2021.")],
    unit: Annotated[str, typer.Option("--unit", help="The unit's code.")],
    indicator: Annotated[
        str | None, typer.Option("--indicator", help="Only this indicator or node.")
    ] = None,
    form: Annotated[
        ExplanationForm, typer.Option("--format", help="Form of the explanation.")
    ] = ExplanationForm.TEXT,
    lang: LanguageOption = None,
) -> None:
    """Show how a unit's total came about.

    A tree with the numbers in every formula; it adds up to the total.
    """
    from saima.cli.explain import ExplainRequest, run_explain

    request = ExplainRequest(plan, data, period, unit, indicator)
    run_explain(request, language_of(context, lang), as_json=form is ExplanationForm.JSON)


@app.command(epilog=SEAL_EXAMPLES)
def seal(
    context: typer.Context,
    plan: PlanPath,
    data: DataPath,
    period: Annotated[str, typer.Option("--period", "-p", help="2021-03, 2021Q1, 2021H1 or 2021.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The new bundle (.zip).")],
    as_of: Annotated[str | None, typer.Option(help=AS_OF_HELP)] = None,
    edition: Annotated[int, typer.Option(min=1, help="Edition of the period's board.")] = 1,
    previous: Annotated[
        Path | None, typer.Option(help="Bundle that was sealed before this one.")
    ] = None,
    builds_on: Annotated[
        list[Path] | None,
        typer.Option(help="Bundle of an earlier board, such as a quarter; several times."),
    ] = None,
    digest: Annotated[DigestName, typer.Option(help="Digest of the seal.")] = DigestName.SHA256,
    lang: LanguageOption = None,
) -> None:
    """Score a period and seal its board.

    The bundle holds plan, inputs, results, manifest and a page to read.
    """
    from saima.cli.seal import SealRequest, run_seal

    earlier = tuple(builds_on or ())
    request = SealRequest(plan, data, period, out, as_of, edition, previous, earlier, digest)
    run_seal(request, language_of(context, lang))


@app.command(epilog=VERIFY_EXAMPLES)
def verify(
    context: typer.Context,
    bundles: Annotated[list[Path], typer.Argument(metavar="BUNDLE", help="Bundles (.zip).")],
    published: Annotated[
        str | None, typer.Option("--seal", help="The published seal of the bundle.")
    ] = None,
    lang: LanguageOption = None,
) -> None:
    """Compute sealed boards again from their bundles.

    Needs no database and no account. Exit 1 and the first difference if a board does not match.
    """
    from saima.cli.verify import run_verify

    if published is not None and len(bundles) > 1:
        raise typer.BadParameter("give one BUNDLE with --seal", param_hint="--seal")
    run_verify(bundles, published, language_of(context, lang))


@plan_app.command(epilog=CONVERT_EXAMPLES)
def convert(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="A", help="Plan folder or workbook.")],
    target: Annotated[
        Path, typer.Argument(metavar="B", help="A workbook if it ends in .xlsx, else a folder.")
    ],
    lang: LanguageOption = None,
) -> None:
    """Turn a plan folder into a workbook or back.

    Both hold the same plan; comments and the division into files are not kept.
    """
    from saima.cli.plans import run_convert

    run_convert(source, target, language_of(context, lang))


@plan_app.command(epilog=COMPARE_EXAMPLES)
def compare(
    context: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="A", help="The version before.")],
    new: Annotated[Path, typer.Argument(metavar="B", help="The version after.")],
    data: OptionalData = None,
    period: Annotated[list[str] | None, typer.Option("--period", "-p", help=PERIOD_HELP)] = None,
    lang: LanguageOption = None,
) -> None:
    """List what differs between two versions.

    With data also who would have won, and who would have been summoned.
    """
    from saima.cli.plans import CompareRequest, run_compare

    if (data is None) != (not period):
        raise typer.BadParameter("give DATA and -p together", param_hint="-p")
    run_compare(CompareRequest(old, new, data, tuple(period or ())), language_of(context, lang))


@app.command(epilog=DEMO_EXAMPLES)
def demo(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the site.")] = 8000,
    serve: Annotated[bool, typer.Option(help="Start the site.")] = True,
    lang: LanguageOption = None,
) -> None:
    """Make a fictitious year, start the site.

    The year is city X's with every number made up; the site serves this machine only.
    """
    from saima.cli.answers import answering
    from saima.web.demo import run_demo

    with answering(language_of(context, lang)):
        run_demo(port, serve=serve)


@app.command(epilog=SERVE_EXAMPLES)
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the site.")] = 8000,
    processes: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that share the port; at most one a core.")
    ] = 1,
    lang: LanguageOption = None,
) -> None:
    """Start the site of an office.

    Records lie in SAIMA_VAR (default: var), or in the database that DATABASE_URL names.
    """
    from saima.cli.answers import answering
    from saima.web.serving import run_site

    with answering(language_of(context, lang)):
        run_site(host, port, processes)


@app.command(epilog=APPOINT_EXAMPLES)
def appoint(
    context: typer.Context,
    username: Annotated[str, typer.Argument(help="User name of the account.")],
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for.")
    ],
    lang: LanguageOption = None,
) -> None:
    """Make the first security administrator, who makes all other accounts.

    There is no account and no password by default.
    """
    from saima.cli.answers import answering
    from saima.web.serving import appoint as make

    with answering(language_of(context, lang)):
        make(username, password)


@app.command(epilog=DAILY_EXAMPLES)
def daily(context: typer.Context, lang: LanguageOption = None) -> None:
    """Do what the clock does every day, once.

    `saima serve` does it by itself; this is for those who use cron. Exit 1 if a step failed.
    """
    from saima.cli.answers import answering
    from saima.web.serving import run_daily

    with answering(language_of(context, lang)):
        run_daily()
