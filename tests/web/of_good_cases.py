"""A good case of commerce, as the tests of permissions ask for it."""

from typing import Any

from saima.actions.good_cases import NewCase, write
from saima.actions.stored_files import NamedFile
from tests.cast import Cast, by


def good_case_facts(cast: Cast) -> dict[str, Any]:
    """A draft with a file."""
    file = NamedFile("x.pdf", b"%PDF-1.7 fictitious")
    made = write(by(cast.reporter), "small", NewCase("commerce", "x", "x", "x", file=file))
    return {"case": made.pk}
