"""Build hook: what a wheel carries beyond the sources."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShipPlansAndMessages(BuildHookInterface):
    """Adds the compiled message catalogues, which git does not hold, and the shipped plans."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before files are collected; compile with the script that `make setup` runs."""
        script = Path(self.root, "tools", "compile_messages.py")
        runpy.run_path(str(script))["compile_messages"]()
        # Not when editable, because the copy would go stale beside the plans in the work tree.
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"]["plans"] = "saima/shipped_plans"
