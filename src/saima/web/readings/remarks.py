"""What is wrong with an imported table, cell by cell, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from saima.actions.imported import Remark
from saima.plan.label import Label
from saima.web.desk import Desk
from saima.web.wording.refusals import Told, told


@dataclass(frozen=True)
class RemarkLine:
    """A remark with the title of its column."""

    row: int
    key: str
    cell: str
    column: str
    told: Told


def read_remarks(
    desk: Desk, remarks: Iterable[Remark], titles: Mapping[str, Label]
) -> list[RemarkLine]:
    """Remarks in the order of the rows."""
    return [
        RemarkLine(
            one.row,
            one.key,
            one.cell,
            titles[one.key].text(desk.language) if one.key in titles else "",
            told(one.problem, desk.place, desk.language),
        )
        for one in remarks
    ]
