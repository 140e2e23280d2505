"""docs/bundle-format.md names everything in a bundle, and its script does what it says."""

import re
import subprocess
import sys
from pathlib import Path

from pydantic import BaseModel

from saima.exchange.bundle import KNOWN
from saima.exchange.bundle_archive import packed
from saima.exchange.bundle_manifest import MANIFEST, Manifest
from saima.exchange.bundle_tables import Kind
from saima.exchange.choices import DigestName
from tests.exchange.sealed import sealed

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "bundle-format.md").read_text(encoding="utf-8")
KEPT = ROOT / "tests" / "bundles" / "x-2021-2021Q1.zip"


def keys(model: type[BaseModel]) -> set[str]:
    """All keys of a model and of the models inside."""
    found = set(model.model_fields)
    for field in model.model_fields.values():
        for inner in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found |= keys(inner)
    return found


def test_it_names_every_file_and_every_key() -> None:
    named = set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)))
    label = {"zh", "en"}
    assert KNOWN | {MANIFEST} <= named
    assert keys(Manifest) - label - {"unit"} <= named
    assert {*map(str, Kind), *map(str, DigestName)} <= named


def run(path: Path) -> subprocess.CompletedProcess[str]:
    (script,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    command = [sys.executable, "-I", "-c", script, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_its_script_prints_the_seal_or_the_changed_file(tmp_path: Path) -> None:
    bundle = sealed()
    path = tmp_path / "b.zip"
    path.write_bytes(bundle.content)
    assert run(path).stdout == f"seal {bundle.seal}\n"
    path.write_bytes(packed({**bundle.files, "plan.json": b"{}"}))
    assert run(path).stderr == "changed: plan.json\n"


def test_the_seal_in_its_example_is_the_kept_ones() -> None:
    (seal,) = re.findall(r"--seal ([0-9a-f]{64})", PAGE)
    assert run(KEPT).stdout == f"seal {seal}\n"
