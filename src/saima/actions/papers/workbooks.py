"""A kept board as the city's workbooks and CSV files: 总榜 and 亮晒 (domain 7)."""

from saima.actions import audit
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.papers.boards import Paper, group_boards, paper_of, score_sheets
from saima.actions.papers.head import seal_of, superior_of
from saima.actions.papers.show import show_rows
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, refused
from saima.actions.stored_files import NamedFile
from saima.documents import figures
from saima.documents.board_table import board_table
from saima.documents.show_table import show_table
from saima.documents.tables import Table, as_csv
from saima.documents.workbook_layouts import board_workbook, sealed, show_workbook
from saima.records.models import Board

MARK = b"\xef\xbb\xbf"
TITLES = {"board": "争先创优总榜", "show": "争先创优指标亮晒表"}
FORMS = ("xlsx", "csv")


def board_file(by: By, board: int, table: str, form: str) -> NamedFile:
    """The ranking (``board``) or the show (``show``) of a board as ``xlsx`` or ``csv``.

    Raises Denied, and Refused where there is no such board or table.
    """
    by.needs(Right.DOCUMENT_READ)
    if table not in TITLES or form not in FORMS:
        raise refused(NOT_THERE)
    found = find(Board, board)
    paper = paper_of(found)
    content = workbook(paper, table) if form == "xlsx" else csv_of(paper, table)
    audit.exported(by, f"{table}.{form}", board=str(found), seal=found.seal or "")
    name = f"{figures.period_name(paper.period, 'zh')}{TITLES[table]}.{form}"
    return NamedFile(name, content)


def workbook(paper: Paper, table: str) -> bytes:
    """The workbook with its charts."""
    seal = seal_of(paper.board)
    if table == "board":
        return board_workbook(group_boards(paper), score_sheets(paper), paper.period, seal)
    return show_workbook(show_rows(paper), paper.period, superior_of(paper.board), seal)


def csv_of(paper: Paper, table: str) -> bytes:
    """The tables one below the other, an empty line between two; one byte-order mark."""
    seal = seal_of(paper.board)
    parts = [as_csv(sealed(each, seal)).removeprefix(MARK) for each in tables(paper, table)]
    return MARK + b"\r\n".join(parts)


def tables(paper: Paper, table: str) -> list[Table]:
    """The tables of a file."""
    if table == "board":
        return [board_table(board, paper.period) for board in group_boards(paper)]
    return [show_table(show_rows(paper), paper.period, superior_of(paper.board))]
