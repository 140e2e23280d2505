"""The ranking circular 通报 of a kept board with its annexes (S33, S37, S49)."""

from datetime import date

from saima.actions.papers.boards import Paper, group_boards, score_sheets
from saima.actions.papers.grounds import repeated
from saima.actions.papers.head import Letterhead, seal_of, superior_of
from saima.actions.papers.show import key_rows, show_rows
from saima.documents.circular import Circular


def circular(paper: Paper, head: Letterhead, due: date | None = None) -> Circular:
    """The circular; ``due``: until when the units answer."""
    rows = show_rows(paper)
    return Circular(
        issuing=head.issuing,
        period=paper.period,
        addressees=head.addressees,
        superior=superior_of(paper.board),
        boards=group_boards(paper),
        seal=seal_of(paper.board),
        key_rows=key_rows(rows),
        show_rows=rows,
        sheets=score_sheets(paper),
        repeated=repeated(paper.board),
        due=due,
    )
