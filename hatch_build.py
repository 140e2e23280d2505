"""Build hook: a wheel carries compiled message catalogues, which git does not hold."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileMessages(BuildHookInterface):
    """Compile the catalogues before files are collected for the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run the same script that `make setup` runs."""
        script = Path(self.root, "tools", "compile_messages.py")
        runpy.run_path(str(script))["compile_messages"]()
