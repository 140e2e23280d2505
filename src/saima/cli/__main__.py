"""``python -m saima.cli`` is the same as ``saima``."""

from saima.cli import main

main()
