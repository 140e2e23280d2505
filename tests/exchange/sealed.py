"""A small contest with everything that sealing must keep, and bundles of its boards.

Two groups, a tie, a unit without a value, a bonus, a deduction, a veto, weights from the data, a
correction that came late, rules that fire, a year made of quarters. All numbers are fictitious.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from saima.engine.outcome import Inputs, Outcome
from saima.engine.score import score
from saima.exchange.bundle import Bundle
from saima.exchange.bundle_archive import packed
from saima.exchange.bundle_manifest import MANIFEST, Manifest
from saima.exchange.bundle_results import board_periods
from saima.exchange.bundle_tables import Kind, csv_of
from saima.exchange.digests import digest
from saima.exchange.sealing import Sealing, make_bundle
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.rules import YearScore
from tests.engine.builders import (
    Given,
    adjustment,
    consequence,
    indicator,
    inputs,
    node,
    plan,
    units,
)

SEALED_AT = "2021-04-20T09:00:00+08:00"
AS_OF = "2021-12-31T23:59:59"
SEASONS = {
    "2021Q1": "2021-04-05T10:00:00",
    "2021Q2": "2021-07-05T10:00:00",
    "2021Q3": "2021-10-08T10:00:00",
    "2021Q4": "2021-12-30T10:00:00",
}
VALUES: Mapping[str, tuple[float, float, float]] = {
    "A": (30, 80, 90),
    "B": (30, 80, 90),
    "C": (24, 95, 70),
    "D": (18, 60.5, 85),
    "E": (27.25, 70, 88),
    "F": (21, 99, 64),
}
"""Output of a quarter, services, satisfaction; A and B are alike, so that they tie."""
CORRECTION = ("E", "output", "2021Q1", 26.5, None, None, None, "2021-05-10T08:30:00")
BONUS, DEDUCTION, VETO = (
    ("C", "2021Q2", "award", 1.5),
    ("D", "2021Q1", "late", 0.25),
    ("F", "2021Q3", "accident", 0.0),
)


def contest(**given: Any) -> Plan:
    """The plan."""
    parts = (
        node("economy", weighting="entropy", weight=60),
        indicator("output", parent="economy", target=120, collect="flow", frequency="quarter"),
        indicator("services", parent="economy", target=100, frequency="quarter"),
        indicator("satisfaction", target=100, weight=40, frequency="quarter"),
    )
    rules: dict[str, Any] = {
        "code": "contest",
        "fictitious": True,
        "adjustments": [
            adjustment("award", "bonus"),
            adjustment("late", "deduction"),
            adjustment("accident", "veto"),
        ],
        "consequences": [
            consequence("flag", place="top", count=1, running=1),
            consequence("talk", place="bottom", count=1, running=2),
        ],
        "year_score": YearScore(quarters=0.6, year_end=0.4),
    }
    members = (*units("A B C D", "towns"), *units("E F", "offices"))
    return plan(*parts, units_=members, **(rules | given))


def observations() -> list[Given]:
    """What was reported: D has no satisfaction from the third quarter on."""
    rows: list[Given] = []
    for season, (period, moment) in enumerate(SEASONS.items()):
        for unit, (output, services, satisfaction) in VALUES.items():
            whole = {"output": output + season, "services": services, "satisfaction": satisfaction}
            for code, value in whole.items():
                if (unit, code, season < 2) != ("D", "satisfaction", False):
                    rows.append((unit, code, period, value, None, None, None, moment))
    return [*rows, CORRECTION]


def data(rows: list[Given] | None = None) -> Inputs:
    """The inputs, targets of two units included."""
    return inputs(
        observations() if rows is None else rows,
        targets=[("C", "output", "2021", 100.0), ("D", "output", "2021Q3", 60.0)],
        adjustments=[BONUS, DEDUCTION, VETO],
    )


def scored(
    period: str, given: Inputs | None = None, as_of: str | None = AS_OF, rules: Plan | None = None
) -> Outcome:
    """The outcome of a period's board."""
    rules = rules or contest()
    return score(rules, given or data(), board_periods(rules, Period.parse(period)), as_of=as_of)


def sealed(period: str = "2021Q1", given: Inputs | None = None, **facts: Any) -> Bundle:
    """The bundle of a period's board."""
    stated: dict[str, Any] = {"plan": contest(), "sealed_at": SEALED_AT, "as_of": AS_OF} | facts
    sealing = Sealing(**stated, period=Period.parse(period))
    given = given or data()
    return make_bundle(sealing, given, scored(period, given, sealing.as_of, sealing.plan))


def forged(bundle: Bundle, parts: Mapping[str, bytes], **manifest: Any) -> bytes:
    """What somebody makes of a bundle who changes files and then writes every digest anew."""
    files = {**bundle.files, **parts}
    algorithm = bundle.manifest.seal.algorithm
    facts = {
        path: one.model_copy(
            update={"digest": digest(files[path], algorithm), "size": len(files[path])}
        )
        for path, one in bundle.manifest.files.items()
        if path in files
    }
    said: Manifest = bundle.manifest.model_copy(update={"files": facts, **manifest})
    return packed({**files, MANIFEST: said.written()})


def edited(bundle: Bundle, path: str, old: str, new: str) -> dict[str, bytes]:
    """One file with ``old``, which is there, replaced once by ``new``."""
    text = bundle.files[path].decode()
    assert old in text
    return {path: text.replace(old, new, 1).encode()}


def with_old_column(bundle: Bundle) -> bytes:
    """The bundle as an earlier engine would have made it that kept ``old_share`` of a total."""
    path = "results/totals.csv"
    facts = bundle.manifest.files[path]
    columns = (*(facts.columns or ()), ("old_share", Kind.NUMBER))
    files = {**bundle.manifest.files, path: facts.model_copy(update={"columns": columns})}
    older = replace(bundle, manifest=bundle.manifest.model_copy(update={"files": files}))
    table = bundle.table(path)
    return forged(older, {path: csv_of(table.with_columns(old_share=table["total"]))})
