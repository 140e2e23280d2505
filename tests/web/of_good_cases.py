"""Who gets the pages of good cases and of the leading group; a case of commerce to try them on."""

from typing import Any

from saima.actions.good_cases import NewCase, write
from saima.actions.stored_files import NamedFile
from tests.cast import Cast, by
from tests.web.site_map import EVERYBODY

LEADING = frozenset({"office", "leader", "auditor"})
UNITS = frozenset({"reporter", "approver", "town_reporter"})
OF_COMMERCE = frozenset({"reporter", "approver"})

MAY_READ: dict[str, frozenset[str]] = {
    **dict.fromkeys(["screen", "big_screen"], LEADING),
    "late_nodes": LEADING | UNITS | {"checker"},
    "good_cases": EVERYBODY,
    **dict.fromkeys(["good_case", "good_case_file"], LEADING | OF_COMMERCE),
    "good_case_new": UNITS,
    "good_case_edit": OF_COMMERCE,
}
HIDDEN = frozenset({"good_case", "good_case_file", "good_case_edit"})


def good_case_facts(cast: Cast) -> dict[str, Any]:
    """A draft of commerce with a file."""
    file = NamedFile("x.pdf", b"%PDF-1.7 fictitious")
    made = write(by(cast.reporter), "small", NewCase("commerce", "x", "x", "x", file=file))
    return {"case": made.pk}
