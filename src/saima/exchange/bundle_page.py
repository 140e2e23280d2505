"""The page of a bundle: the board for somebody who has nothing but a browser (S39).

Plain HTML in Chinese and English, no script, nothing fetched; it prints as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

import narwhals as nw

from saima.engine.outcome import Outcome, Trigger
from saima.exchange import bundle_words as words
from saima.exchange.bundle_manifest import Manifest
from saima.exchange.digests import START
from saima.plan.label import Label
from saima.plan.plan import Plan
from saima.plan.tree import ROOT

PAGE = 1
"""Counts the layouts of the page: a change of a single letter is a new one, because ``verify``
makes the page again and compares it."""

STYLE = """
body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2rem auto;
max-width:60rem;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:1.2rem 0 .3rem}small{color:#555}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3rem .5rem;
text-align:left;vertical-align:top}th small,td small{display:block}
.n{text-align:right;white-space:nowrap}code{overflow-wrap:anywhere}
.notice{border:2px solid #a33;padding:.5rem .8rem}.wide{overflow-x:auto}
thead{display:table-header-group}tr{break-inside:avoid}
""".strip()
POINTS = ("base", "quarters", "year_end", "bonus", "deduction")


def page_of(manifest: Manifest, outcome: Outcome) -> str:
    """The page; of the manifest everything but its files is read."""
    parts = (head(manifest), rankings(manifest, outcome), facts(manifest), checking(manifest))
    return "\n".join(line for part in parts for line in part) + "\n"


def both(label: Label) -> str:
    """Chinese, and English beside it in small letters."""
    if label.zh == label.en:
        return escape(label.zh)
    return f'{escape(label.zh)} <small lang="en">{escape(label.en)}</small>'


def title_of(manifest: Manifest) -> Label:
    """What the page is called."""
    period = manifest.board.period
    board = Label(zh=words.BOARD.zh.format(period=period), en=words.BOARD.en.format(period=period))
    return manifest.board.labels.get("title", board)


def head(manifest: Manifest) -> Iterator[str]:
    """Everything up to the title."""
    title, plan = title_of(manifest), manifest.plan.label
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title.zh)} · {escape(plan.zh)}</title>"
    yield f"<style>\n{STYLE}\n</style>\n</head>\n<body>"
    yield f"<h1>{both(title)}</h1>\n<p>{both(plan)}</p>"
    if manifest.plan.fictitious:
        yield f'<p class="notice">{both(words.FICTITIOUS)}</p>'
    board, counts = manifest.board, manifest.counts
    said = {"edition": board.edition, "ranked": counts.ranked, "units": counts.units}
    known = words.EVERYTHING if board.as_of is None else words.AS_OF
    sentence = Label(
        zh=f"{words.STANDS.zh.format(**said)}{known.zh.format(moment=board.as_of)}。",
        en=f"{words.STANDS.en.format(**said)} {known.en.format(moment=board.as_of)}.",
    )
    yield f"<p>{both(sentence)}</p>"


def facts(manifest: Manifest) -> Iterator[str]:
    """What was sealed, by what, from what."""
    plan, board, seal = manifest.plan, manifest.board, manifest.seal
    labels = {name: both(text) for name, text in sorted(board.labels.items()) if name != "title"}
    first = seal.previous == START
    earlier = [f"{one.period} ({one.edition}) {code(one.seal)}" for one in seal.builds_on]
    rows = {
        "period": escape(board.period),
        "edition": str(board.edition),
        "sealed_at": escape(seal.sealed_at),
        **labels,
        "plan": escape(f"{plan.code} v{plan.version}"),
        "plan_hash": code(plan.hash),
        "inputs": code(manifest.inputs),
        "engine": f"Saima {escape(manifest.engine)}",
        "sequence": str(seal.sequence),
        "previous": both(words.FIRST) if first else code(seal.previous),
        **({"builds_on": "<br>".join(earlier)} if earlier else {}),
    }
    yield f"<h2>{both(words.SEALED)}</h2>\n<table>\n<tbody>"
    for name, text in rows.items():
        heading = words.HEADINGS.get(name, Label(zh=name, en=name))
        yield f'<tr><th scope="row">{both(heading)}</th><td>{text}</td></tr>'
    yield "</tbody>\n</table>"


def code(text: str) -> str:
    """A digest or command, which may break anywhere."""
    return f"<code>{escape(text)}</code>"


def rankings(manifest: Manifest, outcome: Outcome) -> Iterator[str]:
    """The ranking of each group, who has no rank, which rules fired."""
    plan = outcome.plan
    own = outcome.totals.filter(nw.col("period") == manifest.board.period)
    yield f"<h2>{both(words.RANKING)}</h2>"
    for group in plan.groups:
        of_group = nw.col("group") == group.code
        rows = list(own.filter(of_group & ~nw.col("rank").is_null()).iter_rows(named=True))
        if rows:
            yield f"<h3>{both(group.label)}</h3>"
            yield from table(*ranking(plan, rows))
    if manifest.unranked:
        yield f"<h2>{both(words.UNRANKED)}</h2>"
        cells = [
            (one.period, unit(plan, one.unit), reason(one.reason), part(plan, one.indicator))
            for one in manifest.unranked
        ]
        yield from table(("period", "unit", "reason", "indicator"), cells)
    if outcome.triggers:
        yield f"<h2>{both(words.TRIGGERED)}</h2>"
        fired = [trigger_cells(plan, trigger) for trigger in outcome.triggers]
        yield from table(("period", "unit", "rule", "run"), fired)


def ranking(
    plan: Plan, rows: Sequence[Mapping[str, Any]]
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Columns and cells of a group's ranking; columns of points that nobody has are left out."""
    used = [name for name in POINTS if any(row[name] for row in rows)]
    moved = ["movement"] if any(row["movement"] is not None for row in rows) else []
    columns = ("rank", "unit", "total", *moved, *used)
    cells = [
        (
            f"{row['rank']:g}",
            unit(plan, row["unit"]),
            f"{row['total']:.{plan.decimals.total}f}",
            *(places_gained(row[name]) for name in moved),
            *(points(row[name], plan.decimals.points) for name in used),
        )
        for row in rows
    ]
    return columns, cells


def places_gained(places: float | None) -> str:
    """Places gained ``+2`` or lost ``-1``; nothing without a rank before."""
    return "" if places is None else f"{places:+g}" if places else "0"


def points(number: float | None, decimals: int) -> str:
    """Points with the plan's decimals; nothing for nothing."""
    return "" if number is None else f"{number:.{decimals}f}"


NUMBERS = frozenset({"rank", "total", "movement", *POINTS})


def table(columns: Iterable[str], cells: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table; the cells are HTML already."""
    columns = tuple(columns)
    marks = [' class="n"' if name in NUMBERS else "" for name in columns]
    heads = "".join(
        f'<th scope="col"{mark}>{both(words.COLUMNS[name])}</th>'
        for name, mark in zip(columns, marks, strict=True)
    )
    yield f'<div class="wide">\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    for row in cells:
        inner = "".join(f"<td{m}>{cell}</td>" for m, cell in zip(marks, row, strict=True))
        yield f"<tr>{inner}</tr>"
    yield "</tbody>\n</table>\n</div>"


def unit(plan: Plan, unit_code: str) -> str:
    """A unit's name in both languages, or its code."""
    known = plan.unit_by_code.get(unit_code)
    return escape(unit_code) if known is None else both(Label(zh=known.zh, en=known.en))


def part(plan: Plan, part_code: str | None) -> str:
    """An indicator's or node's name, or its code; nothing for nothing."""
    known = plan.indicator_by_code.get(part_code or "") or plan.node_by_code.get(part_code or "")
    if known is not None:
        return both(known.label)
    return "" if part_code in (None, ROOT) else escape(str(part_code))


def reason(reason_code: str | None) -> str:
    """Why a unit is not ranked, in words; the code where there are none."""
    known = words.REASONS.get(reason_code or "")
    return escape(reason_code or "") if known is None else both(known)


def trigger_cells(plan: Plan, trigger: Trigger) -> tuple[str, str, str, str]:
    """Period, unit, rule and the ranks of one rule that fired."""
    rules = {rule.code: rule.label for rule in plan.consequences}
    known = rules.get(trigger.rule)
    run = ", ".join(
        f"{period} {rank:g}/{field}"
        for period, rank, field in zip(trigger.periods, trigger.ranks, trigger.fields, strict=False)
    )
    rule = escape(trigger.rule) if known is None else both(known)
    watched = part(plan, trigger.indicator)
    about = f"<br>{watched}" if watched else ""
    return str(trigger.period), unit(plan, trigger.unit), rule, f"{escape(run)}{about}"


def checking(manifest: Manifest) -> Iterator[str]:
    """How anybody can verify the bundle, and the end of the page."""
    algorithm = manifest.seal.algorithm.value.upper()
    said = Label(
        zh=words.SEAL_IS.zh.format(algorithm=algorithm),
        en=words.SEAL_IS.en.format(algorithm=algorithm),
    )
    yield f"<h2>{both(words.CHECKING)}</h2>\n<p>{both(said)}</p>"
    yield f"<p>{code('saima verify BUNDLE.zip')}</p>\n</body>\n</html>"
