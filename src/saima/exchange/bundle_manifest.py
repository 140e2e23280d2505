"""What manifest.json says: which board this is, and the digest of every other file.

The seal is the digest of manifest.json, so that one number stands for the whole bundle.
"""

import json
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from saima.exchange.bundle_tables import Kind
from saima.exchange.choices import DigestName
from saima.exchange.digests import START
from saima.plan.label import Label
from saima.plan.periods import PeriodText
from saima.plan.problems import Problem, Problems, problem_kind

MANIFEST = "manifest.json"
FORMAT: Literal[1] = 1
HEX = r"^[0-9a-f]{64}$"

MANIFEST_UNREADABLE = problem_kind(
    "bundle_manifest_unreadable",
    en=(
        "it does not say what a bundle's manifest says ({reason})",
        "expected the file as Saima wrote it",
        "fetch the bundle again from where it was published",
    ),
    zh=(
        "内容不是封存包的清单（{reason}）",
        "应为 Saima 写出的原文件",
        "请从发布处重新下载封存包",
    ),
)
FORMAT_NEWER = problem_kind(
    "bundle_format_newer",
    en=(
        "the bundle has format {found}",
        "this Saima reads bundles up to format {known}",
        "install a newer Saima to verify it",
    ),
    zh=("封存包的格式为第 {found} 版", "此程序能读到第 {known} 版", "请用新版 Saima 核验"),
)


class Part(BaseModel):
    """A frozen piece of the manifest; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PlanFacts(Part):
    """The plan by which it was scored; ``hash`` is the SHA-256 of plan.json."""

    code: str
    version: int
    year: int
    label: Label
    hash: str = Field(pattern=HEX)
    fictitious: bool = False


class BoardFacts(Part):
    """The board; ``periods`` are its own and those that it is put together from."""

    period: PeriodText
    periods: tuple[PeriodText, ...]
    edition: int = Field(ge=1)
    as_of: str | None = None
    labels: dict[str, Label] = {}


class Earlier(Part):
    """An earlier board of the same plan that a board builds on, by its seal."""

    period: PeriodText
    edition: int = Field(ge=1)
    seal: str = Field(pattern=HEX)


class SealFacts(Part):
    """How and when it was sealed; ``sequence`` counts the seals of a plan from 1."""

    algorithm: DigestName
    sealed_at: str
    sequence: int = Field(ge=1)
    previous: str = Field(default=START, pattern=HEX)
    builds_on: tuple[Earlier, ...] = ()


class FileFacts(Part):
    """A file; ``rows`` and ``columns`` for a table, null for other files."""

    digest: str = Field(pattern=HEX)
    size: int
    rows: int | None = None
    columns: tuple[tuple[str, Kind], ...] | None = None


class Unranked(Part):
    """A unit without a rank in a period, and why: the engine's code, and where it begins."""

    period: str
    group: str
    unit: str
    reason: str | None
    indicator: str | None


class Counts(Part):
    """How many there are."""

    units: int
    ranked: int
    scores: int
    triggers: int
    problems: int


class Manifest(Part):
    """Everything in manifest.json.

    ``engine`` is the version that scored; ``page`` that of the page's layout; ``inputs`` the hash
    of the input files; ``problems`` the code and facts of every score that blocked a total.
    """

    format: Literal[1] = FORMAT
    engine: str
    page: int
    plan: PlanFacts
    board: BoardFacts
    seal: SealFacts
    inputs: str = Field(pattern=HEX)
    counts: Counts
    unranked: tuple[Unranked, ...] = ()
    problems: tuple[dict[str, str], ...] = ()
    files: dict[str, FileFacts] = {}

    def written(self) -> bytes:
        """The bytes of manifest.json: sorted keys, two blanks, so that a person can read it."""
        data = self.model_dump(mode="json")
        return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def manifest_of(content: bytes, name: str) -> Manifest:
    """Read manifest.json; raises Problems where it is none, or of a newer format."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise unreadable(name, "JSON") from error
    if not isinstance(data, Mapping):
        raise unreadable(name, "JSON")
    found = data.get("format")
    if isinstance(found, int) and found > FORMAT:
        raise Problems([Problem(FORMAT_NEWER, name, facts={"found": found, "known": FORMAT})])
    try:
        return Manifest.model_validate(data)
    except ValidationError as error:
        place = ".".join(str(step) for step in error.errors()[0]["loc"])[:60]
        raise unreadable(name, place) from error


def unreadable(name: str, reason: str) -> Problems:
    """Say what is wrong with a manifest."""
    return Problems([Problem(MANIFEST_UNREADABLE, name, facts={"reason": reason})])
