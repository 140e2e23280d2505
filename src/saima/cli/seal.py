"""``saima seal``: from a plan and data to a sealed bundle, without a database."""

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from saima.cli.answers import answering, steps, tell
from saima.cli.periods import moment, of_year, parsed
from saima.engine.outcome import Inputs
from saima.engine.score import score
from saima.exchange.backends import PolarsBackend
from saima.exchange.bundle import Bundle, read_bundle
from saima.exchange.bundle_manifest import Earlier
from saima.exchange.bundle_results import board_periods
from saima.exchange.choices import DigestName
from saima.exchange.digests import START, require
from saima.exchange.read import read_data
from saima.exchange.sealing import Sealing, make_bundle
from saima.plan.convert import TARGET_EXISTS, is_taken
from saima.plan.label import Label
from saima.plan.load import load_plan
from saima.plan.places import Place, problem_at
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems, problem_kind

READING = Label(zh="读取方案和数据", en="Reading plan and data")
SCORING = Label(zh="计分", en="Scoring")
SEALING = Label(zh="封存", en="Sealing")
SEALED = Label(zh="{out}：{period} 榜单已封存", en="{out}: board of {period} sealed")
SEAL = Label(zh="封存码 {seal}（{algorithm}）", en="seal {seal} ({algorithm})")
OF_OTHER_PLAN = problem_kind(
    "bundle_of_other_plan",
    en=(
        "the bundle is of the plan {found}",
        "expected a board of {plan}, whose seals follow each other",
        "give the bundle of the same plan",
    ),
    zh=(
        "该封存包属于考核办法 {found}",
        "应为 {plan} 的榜单，各次封存首尾相接",
        "请给出同一考核办法的封存包",
    ),
)


@dataclass(frozen=True)
class SealRequest:
    """What is to be sealed, how, where to, and after which bundles."""

    plan: Path
    data: Path
    period: str
    out: Path
    as_of: str | None
    edition: int
    previous: Path | None
    builds_on: tuple[Path, ...]
    digest: DigestName


def run_seal(request: SealRequest, language: str) -> None:
    """Score, seal, write; nothing is written when something is wrong or in the way."""
    asked = parsed([request.period], language)
    as_of = moment(request.as_of, language)
    with answering(language):
        with steps(3, language) as step:
            step(READING)
            require(request.digest)
            if is_taken(request.out) or request.out.is_dir():
                raise Problems([problem_at(Place(str(request.out)), TARGET_EXISTS)])
            loaded = load_plan(request.plan)
            plan = loaded.ready()
            period = of_year(asked, plan)[0]
            files = read_data(request.data, plan, PolarsBackend())
            if files.inputs is None:
                raise Problems(list(files.problems))
            sealing = sealing_of(request, plan, as_of)
            step(SCORING)
            bundle = sealed(sealing, files.inputs)
            step(SEALING)
            write_new(request.out, bundle.content)
        tell((*loaded.warnings, *files.problems), language)
    facts = {"out": request.out, "seal": bundle.seal, "algorithm": request.digest.value}
    typer.echo(SEALED.text(language).format(period=period, **facts))
    typer.echo("  " + SEAL.text(language).format(**facts))


def sealing_of(request: SealRequest, plan: Plan, as_of: str | None) -> Sealing:
    """What is known of the seal before scoring; raises Problems of the earlier bundles."""
    period = parsed([request.period], "en")[0]
    previous = None if request.previous is None else earlier_bundle(request.previous, plan)
    builds_on = [earlier_bundle(path, plan) for path in request.builds_on]
    return Sealing(
        plan=plan,
        period=period,
        sealed_at=datetime.now(UTC).isoformat(timespec="seconds"),
        as_of=as_of,
        edition=request.edition,
        sequence=1 if previous is None else previous.manifest.seal.sequence + 1,
        previous=START if previous is None else previous.seal,
        builds_on=tuple(
            Earlier(
                period=bundle.manifest.board.period,
                edition=bundle.manifest.board.edition,
                seal=bundle.seal,
            )
            for bundle in builds_on
        ),
        algorithm=request.digest,
    )


def earlier_bundle(path: Path, plan: Plan) -> Bundle:
    """A bundle that was sealed before; raises Problems where it is changed or of another plan."""
    bundle = read_bundle(path)
    found = bundle.manifest.plan.code
    if found != plan.code:
        facts = {"found": found, "plan": plan.code}
        raise Problems([Problem(OF_OTHER_PLAN, path.name, facts=facts)])
    return bundle


def sealed(sealing: Sealing, inputs: Inputs) -> Bundle:
    """Score the board's periods and seal them."""
    periods = board_periods(sealing.plan, sealing.period)
    outcome = score(sealing.plan, inputs, periods, as_of=sealing.as_of)
    return make_bundle(sealing, inputs, outcome)


def write_new(out: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
