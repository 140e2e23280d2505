"""What is found in cells and what handing them in would do, in words."""

from dataclasses import dataclass
from typing import Any

from saima.documents import figures
from saima.web.desk import Desk
from saima.web.readings.grid import Month, Row
from saima.web.wording.refusals import told


@dataclass(frozen=True)
class Summary:
    """What handing in would do: values that would go, and those that hold it up."""

    ready: int
    unanswered: int
    blocked: int
    empty: int

    @property
    def fine(self) -> bool:
        """Whether it can be handed in."""
        return bool(self.ready) and not self.unanswered and not self.blocked


def summary(month: Month) -> Summary:
    """The counts of a month's rows."""
    changed = [row for row in month.rows if row.changed]
    stopped = [row for row in changed if row.stopped]
    unanswered = sum(row.warned for row in stopped)
    waiting = sum(row.open and not row.changed and not row.handed for row in month.rows)
    return Summary(len(changed) - len(stopped), unanswered, len(stopped) - unanswered, waiting)


def answer_of(row: Row, desk: Desk) -> dict[str, Any]:
    """What a script shows beside a cell: completion, sentences, whether one is asked for."""
    return {
        "completion": "" if row.completion is None else figures.percent(row.completion),
        "found": sentences(row, desk),
        "warned": row.warned,
        "blocked": bool(row.problems) and not row.warned,
        "changed": row.changed,
        "texts": row.understood,
    }


def sentences(row: Row, desk: Desk) -> list[str]:
    """What is found in a row: what, and what to do; a warning is mended by the sentence."""
    found = [told(problem, desk.place, desk.language) for problem in row.problems]
    joint = "；" if desk.language.startswith("zh") else "; "
    return [each.found if each.warning else joint.join((each.found, each.mend)) for each in found]
