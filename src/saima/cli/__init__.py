"""A TERMINAL asks: headless use of plan, engine and files; also starts the site.

``app`` has the commands with their options and imports nothing else until one of them runs,
because a terminal does not like to wait. The work of each command has a file of its own.
"""

from saima.cli.app import app


def main() -> None:
    """Run the command line."""
    app(prog_name="saima")


__all__ = ["app", "main"]
