"""The chart program (Vega, Vega-Lite, Vega-Embed) as one file of this server."""

import gzip
import os
from functools import cache
from importlib.metadata import version
from pathlib import Path

import vl_convert

SNIPPET = "window.vegaEmbed = vegaEmbed;"
VERSION = "2"


@cache
def program_name() -> str:
    """The file's name without its ending; it changes with the versions inside."""
    inside = (version("vl-convert-python"), vl_convert.get_vega_version(), VERSION)
    return "chart-program-" + "-".join(inside).replace(".", "_")


def program_file(folder: Path) -> Path:
    """The program in ``folder``, made there at its first use, with a gzip copy beside it."""
    file = folder / f"{program_name()}.js"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        content = vl_convert.javascript_bundle(SNIPPET).encode()
        written(file.with_suffix(".js.gz"), gzip.compress(content, 9, mtime=0))
        written(file, content)
    return file


def written(file: Path, content: bytes) -> None:
    """Write under another name first, because a reader must never meet half a file."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(file)
