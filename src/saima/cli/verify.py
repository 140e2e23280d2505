"""``saima verify``: sealed boards computed again from their bundles alone."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from saima.cli.answers import BAD_INPUT, answering, steps, tell
from saima.exchange.bundle import Bundle, open_bundle
from saima.exchange.digests import START
from saima.exchange.verify import Verification, chain_problems, verify
from saima.plan.label import Label
from saima.plan.problems import Problems

VERIFYING = Label(zh="核验", en="Verifying")
MATCHES = Label(zh="{name}：一致", en="{name}: matches")
FAILS = Label(zh="{name}：不一致", en="{name}: does not match")
ONLY_SEAL = Label(zh="封存码 {seal}（{algorithm}）", en="seal {seal} ({algorithm})")
BOARD = Label(
    zh="{period} 榜单第 {edition} 版，{as_of}",
    en="board of {period}, edition {edition}, {as_of}",
)
PLAN = Label(
    zh="考核办法 {plan} 第 {version} 版（{hash}）", en="plan {plan} version {version} ({hash})"
)
SEALED = Label(
    zh="{sealed_at} 由 Saima {engine} 封存，为本办法第 {sequence} 次",
    en="sealed {sealed_at} by Saima {engine}, number {sequence} of the plan",
)
PREVIOUS = Label(zh="前一封存码 {previous}", en="seal before: {previous}")
CHECKED = Label(
    zh="已核对 {files} 个文件、{rows} 行结果，并由 Saima {engine} 重新计算 {figures} 个数",
    en="checked {files} files and {rows} rows; Saima {engine} computed {figures} figures again",
)
SET_ASIDE = Label(
    zh="此版程序不再计算、未核对的列：{columns}",
    en="not computed by this version, not compared: {columns}",
)
AS_OF = Label(zh="数据截至 {moment}", en="data as of {moment}")
EVERYTHING = Label(zh="所给全部数据", en="all data that were given")
LINKED = Label(zh="{count} 个封存包首尾相接", en="{count} bundles: each names the seal before it")
AGREEING = Label(
    zh="{count} 个封存包的封存码互不矛盾", en="{count} bundles: no seal contradicts another"
)


def run_verify(paths: Sequence[Path], published: str | None, language: str) -> None:
    """Verify each bundle and how they follow each other; exit 1 where one does not match."""
    bundles: list[Bundle] = []
    sound = True
    for path in paths:
        with answering(language):
            found = verified(path, published, language)
        sound = sound and found is not None and found.matches
        if found is not None:
            bundles.append(found.bundle)
    broken = chain_problems(bundles)
    tell(broken, language)
    if broken or not sound:
        raise typer.Exit(BAD_INPUT)
    if len(bundles) > 1:
        label = LINKED if in_a_row(bundles) else AGREEING
        typer.echo(label.text(language).format(count=len(bundles)))


def in_a_row(bundles: Sequence[Bundle]) -> bool:
    """Whether they are seals of one plan without a gap between them."""
    plans = {bundle.manifest.plan.code for bundle in bundles}
    numbers = sorted(bundle.manifest.seal.sequence for bundle in bundles)
    return len(plans) == 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def verified(path: Path, published: str | None, language: str) -> Verification | None:
    """Verify one bundle and say what was found; None where it cannot be opened."""
    try:
        with steps(1, language) as step:
            step(VERIFYING)
            found = verify(open_bundle(path), published)
    except Problems as unreadable:
        tell(unreadable.problems, language)
        return None
    tell(found.problems, language)
    head = MATCHES if found.matches else FAILS
    typer.echo(head.text(language).format(name=path.name), err=not found.matches)
    if found.matches:
        typer.echo("\n".join(f"  {line}" for line in lines(found, language)))
    return found


def lines(found: Verification, language: str) -> Iterator[str]:
    """What was sealed and what was compared."""
    manifest = found.bundle.manifest
    seal, board, plan = manifest.seal, manifest.board, manifest.plan
    known = EVERYTHING if board.as_of is None else AS_OF
    facts: dict[str, object] = {
        "seal": found.bundle.seal,
        "algorithm": seal.algorithm.value,
        "period": board.period,
        "edition": board.edition,
        "as_of": known.text(language).format(moment=board.as_of),
        "plan": plan.code,
        "version": plan.version,
        "hash": plan.hash[:12],
        "sealed_at": seal.sealed_at,
        "sequence": seal.sequence,
        "previous": seal.previous,
        "files": found.files,
        "rows": found.rows,
        "figures": found.figures,
    }
    for label, engine in ((ONLY_SEAL, ""), (BOARD, ""), (PLAN, ""), (SEALED, manifest.engine)):
        yield label.text(language).format(**facts, engine=engine)
    if seal.previous != START:
        yield PREVIOUS.text(language).format(**facts)
    yield CHECKED.text(language).format(**facts, engine=found.engine)
    if found.set_aside:
        yield SET_ASIDE.text(language).format(columns=", ".join(found.set_aside))
