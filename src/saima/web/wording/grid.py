"""What is found in cells and what handing them in would do, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from saima.documents import figures
from saima.records.models import DueState
from saima.web.desk import Desk
from saima.web.readings.grid import Row
from saima.web.wording.evidence import evidence_asked
from saima.web.wording.refusals import told
from saima.web.wording.steps import STEPS


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


def summary(rows: Iterable[Row], elsewhere: int = 0) -> Summary:
    """The counts of rows; ``elsewhere``: values that stay open and are none of them."""
    rows = list(rows)
    changed = [row for row in rows if row.changed]
    stopped = [row for row in changed if row.stopped]
    unanswered = sum(row.warned for row in stopped)
    waiting = elsewhere + sum(row.open and not row.changed and not row.handed for row in rows)
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


def beside_of(row: Row, desk: Desk) -> dict[str, Any]:
    """What stands beside a cell, as printed, with ``answer_of`` it; ``open``: for one click."""
    due, decimals = row.cell.due, row.indicator.decimals
    return {
        "unit": row.unit.name(desk.language),
        "indicator": row.indicator.label.text(desk.language),
        "measure": row.indicator.measure.text(desk.language),
        "period": due.period,
        "last": figures.number(row.last, decimals),
        "last_year": figures.number(row.last_year, decimals),
        "target": figures.number(row.cell.aim.to_date, decimals),
        "state": due.state,
        "state_word": str(STEPS[due.state].word),
        "sentence": row.texts.get("sentence", ""),
        "returned": row.cell.returned if due.state == DueState.RETURNED else "",
        "evidence": evidence_asked(desk.place.plan if desk.place else None, due, desk.language),
        "files": row.cell.files,
        "address": reverse("value", args=[due.pk]),
        "open": row.open and due.state != DueState.REPORTED,
        **answer_of(row, desk),
    }


def sentences(row: Row, desk: Desk) -> list[str]:
    """What is found in a row: what, and what to do; a warning is mended by the sentence."""
    found = [told(problem, desk.place, desk.language) for problem in row.problems]
    joint = "；" if desk.language.startswith("zh") else "; "
    return [each.found if each.warning else joint.join((each.found, each.mend)) for each in found]
