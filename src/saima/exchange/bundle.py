"""A sealed board as one file: plan, inputs, results, manifest, a page to read (S37, S39).

Anybody can verify it without a database and without an account (``saima verify``). The seal is
the digest of manifest.json, which holds the digest of every other file; each seal names the one
before it. The format is written down in docs/bundle-format.md.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl
from narwhals.exceptions import NarwhalsError
from pydantic import ValidationError

from saima.engine.columns import NODES, SCORES, TOTALS
from saima.engine.outcome import Inputs, Outcome
from saima.exchange.bundle_archive import ARCHIVE_CHANGED, bytes_of, is_whole, plain, unpacked
from saima.exchange.bundle_inputs import INPUT_FILES, inputs_from
from saima.exchange.bundle_manifest import MANIFEST, Manifest, manifest_of
from saima.exchange.bundle_results import TABLES, TRIGGERS, outcome_from
from saima.exchange.bundle_tables import frame_of
from saima.exchange.digests import digest
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems, problem_kind

PLAN_FILE = "plan.json"
PAGE_FILE = "index.html"
RESULT_FILES = {f"results/{table}.csv": table for table in TABLES}
REQUIRED = {PLAN_FILE, PAGE_FILE, *INPUT_FILES, *RESULT_FILES} - {"results/weights.csv"}
KNOWN = REQUIRED | set(RESULT_FILES)
PUBLISHED = {"totals": TOTALS, "scores": SCORES, "nodes": NODES, "triggers": TRIGGERS}
"""Columns without which a bundle is not of format 1; new ones make a new format."""

FILE_MISSING = problem_kind(
    "bundle_file_missing",
    en=(
        "{part} is not in the bundle",
        "expected every file that belongs to it",
        "fetch the bundle again from where it was published",
    ),
    zh=("封存包中缺少 {part}", "应有全部文件", "请从发布处重新下载封存包"),
)
FILE_FOREIGN = problem_kind(
    "bundle_file_foreign",
    en=(
        "{part} does not belong into a bundle",
        "expected only the files that manifest.json names",
        "fetch the bundle again from where it was published",
    ),
    zh=(
        "{part} 不属于封存包",
        "应只有 manifest.json 所列的文件",
        "请从发布处重新下载封存包",
    ),
)
FILE_CHANGED = problem_kind(
    "bundle_file_changed",
    en=(
        "the file was changed after the board was sealed",
        "expected {algorithm} {expected}, found {found}",
        "fetch the bundle again from where it was published",
    ),
    zh=(
        "该文件在封存之后被改动",
        "应为 {algorithm} {expected}，实为 {found}",
        "请从发布处重新下载封存包",
    ),
)
PLAN_UNREADABLE = problem_kind(
    "bundle_plan_unreadable",
    en=(
        "it does not hold a plan ({reason})",
        "expected the plan that the board was scored by",
        "fetch the bundle again from where it was published",
    ),
    zh=("内容不是考核方案（{reason}）", "应为计分所依据的方案", "请从发布处重新下载封存包"),
)
RESULT_UNREADABLE = problem_kind(
    "bundle_result_unreadable",
    en=(
        "the results do not hold what results of a board hold",
        "expected the tables as Saima wrote them",
        "fetch the bundle again from where it was published",
    ),
    zh=("计分结果的内容不完整", "应为 Saima 写出的原表格", "请从发布处重新下载封存包"),
)


@dataclass(frozen=True)
class Bundle:
    """A bundle: its bytes, the files inside, what its manifest says. ``name`` is for problems."""

    content: bytes
    files: Mapping[str, bytes]
    manifest: Manifest
    name: str = "bundle.zip"

    @cached_property
    def seal(self) -> str:
        """The digest of manifest.json: one number that stands for everything inside."""
        return digest(self.files[MANIFEST], self.manifest.seal.algorithm)

    @cached_property
    def plan(self) -> Plan:
        """The plan inside; raises Problems where it is none."""
        try:
            return Plan.model_validate(json.loads(self.files[PLAN_FILE]))
        except ValidationError as error:
            reason = ".".join(str(step) for step in error.errors()[0]["loc"])[:60]
        except (ValueError, RecursionError):
            reason = "JSON"
        raise Problems([Problem(PLAN_UNREADABLE, self.place(PLAN_FILE), facts={"reason": reason})])

    @property
    def period(self) -> Period:
        """The board's period."""
        return Period.parse(self.manifest.board.period)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The board's period and those that it is put together from."""
        return tuple(Period.parse(period) for period in self.manifest.board.periods)

    def place(self, part: str) -> str:
        """A file inside, as problems call it."""
        return f"{self.name}/{part}"

    def table(self, path: str) -> pl.DataFrame:
        """A table inside with its dtypes; raises Problems where it is not as the manifest says."""
        columns = self.manifest.files[path].columns or ()
        return frame_of(self.files[path], columns, self.place(path))


def open_bundle(source: Path | bytes, name: str = "bundle.zip") -> Bundle:
    """The bundle as it lies there: every file of it is there, no digest is compared yet.

    ``name``: what problems call it where ``source`` is bytes. Raises Problems and OSError.
    """
    name = source.name if isinstance(source, Path) else name
    content = bytes_of(source) if isinstance(source, Path) else source
    files = unpacked(content, name)
    if MANIFEST not in files:
        raise Problems([Problem(FILE_MISSING, name, facts={"part": MANIFEST})])
    manifest = manifest_of(files[MANIFEST], f"{name}/{MANIFEST}")
    named = set(manifest.files)
    missing = sorted((named | REQUIRED) - set(files))
    foreign = sorted((set(files) - named - {MANIFEST}) | (named - KNOWN))
    problems = [Problem(FILE_MISSING, name, facts={"part": plain(part)}) for part in missing]
    problems += [Problem(FILE_FOREIGN, name, facts={"part": plain(part)}) for part in foreign]
    if problems:
        raise Problems(problems)
    return Bundle(content, files, manifest, name)


def read_bundle(source: Path | bytes, name: str = "bundle.zip") -> Bundle:
    """The bundle, every digest compared; raises Problems with each file that was changed."""
    bundle = open_bundle(source, name)
    problems = list(changed_files(bundle))
    if problems:
        raise Problems(problems)
    return bundle


def changed_files(bundle: Bundle) -> Iterator[Problem]:
    """A problem for each file that is not what the manifest says, else for the archive itself."""
    algorithm, sound = bundle.manifest.seal.algorithm, True
    for path, facts in bundle.manifest.files.items():
        found = digest(bundle.files[path], algorithm)
        if found != facts.digest or len(bundle.files[path]) != facts.size:
            sound = False
            said = {"algorithm": algorithm.value, "expected": facts.digest, "found": found}
            yield Problem(FILE_CHANGED, bundle.place(path), facts=said)
    if sound and not is_whole(bundle.content):
        yield Problem(ARCHIVE_CHANGED, bundle.name)


def inputs_of(bundle: Bundle) -> Inputs:
    """What the board was scored from; raises Problems where a table cannot be read."""
    return inputs_from({path: bundle.table(path) for path in INPUT_FILES})


def outcome_of(bundle: Bundle) -> Outcome:
    """The sealed outcome with all its columns, so that it can be shown and explained as it was.

    Nothing is computed again. Raises Problems where a table cannot be read.
    """
    tables = {
        table: bundle.table(path) for path, table in RESULT_FILES.items() if path in bundle.files
    }
    unreadable = Problems([Problem(RESULT_UNREADABLE, bundle.place("results"))])
    if any(not set(schema) <= set(tables[name].columns) for name, schema in PUBLISHED.items()):
        raise unreadable
    try:
        return outcome_from(bundle.plan, bundle.periods, tables)
    except (AttributeError, TypeError, ValueError, NarwhalsError) as error:
        raise unreadable from error
