"""A round's form goes out, comes back filled, is checked without a trace, and is filed whole."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db import transaction
from django.db.models import Q

from saima.actions import audit
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.given import Given
from saima.actions.permissions import Right
from saima.actions.refusals import SENTENCE_NEEDED, Denied, Refused
from saima.actions.reporting import check, submit_many
from saima.actions.steps import Act, next_step
from saima.documents.instructions import lines_of, title_of
from saima.documents.templates import AskedRow, Form, as_csv_form, as_form
from saima.engine.plausible import Reading, number_of, shown
from saima.exchange.filled import FilledRow, read_filled
from saima.exchange.filled_cells import Answer, answer_of
from saima.exchange.filled_kinds import ROW_OTHER_ROUND, ROW_UNKNOWN
from saima.plan.form import Field, Key, asked_for
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems
from saima.plan.tree import Collect, Indicator
from saima.records.models import DueState, DueValue, Round, Submission
from saima.records.queries.grid import Cell, grid
from saima.records.queries.plans import plan_of

STILL_DUE = (DueState.DUE, DueState.RETURNED)
CSV = "csv"


@dataclass(frozen=True)
class Checked:
    """One row of a filled form: what it says and everything that is wrong with it.

    ``due`` None: the row is for nothing that this person is asked for. ``cells``: problems by the
    column in which they stand; ``problems``: those of the row as a whole.
    """

    filled: FilledRow
    due: DueValue | None = None
    indicator: Indicator | None = None
    answer: Answer | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def cells(self) -> Mapping[Field, Problem]:
        """What is wrong with single cells."""
        return {} if self.answer is None else self.answer.problems

    @property
    def answered(self) -> bool:
        """Whether a sentence answers the warnings."""
        return self.answer is not None and bool(self.answer.sentence.strip())

    @property
    def fine(self) -> bool:
        """Whether the row can be filed."""
        warned = all(problem.kind.warning for problem in self.problems)
        return not self.cells and (not self.problems or (warned and self.answered))

    @property
    def told(self) -> tuple[tuple[str, Problem], ...]:
        """All problems, each with the address of its cell; that of the whole row is empty."""
        cells = [(self.filled.cell(field), problem) for field, problem in self.cells.items()]
        rows = [("", problem) for problem in self.problems]
        if self.problems and not self.fine and not self.blocked:
            rows.insert(0, ("", Problem(SENTENCE_NEEDED)))
        return (*cells, *rows)

    @property
    def blocked(self) -> bool:
        """Whether something is wrong that no sentence can answer."""
        return bool(self.cells) or any(not problem.kind.warning for problem in self.problems)

    @property
    def given(self) -> Given:
        """What is handed in for this row."""
        answer = self.answer or Answer()
        return Given(
            answer.reading,
            answer.not_applicable,
            answer.unchanged,
            answer.sentence,
            answer.source,
            self.filled.key.version,
        )


@dataclass(frozen=True)
class Report:
    """What a dry run found; ``problems`` are those of the file as a whole."""

    name: str
    rows: tuple[Checked, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @cached_property
    def wrong(self) -> tuple[Checked, ...]:
        """The rows that cannot be filed as they are."""
        return tuple(row for row in self.rows if not row.fine)

    @property
    def ok(self) -> bool:
        """Whether all of it can be filed."""
        return bool(self.rows) and not self.problems and not self.wrong

    @property
    def items(self) -> dict[int, Given]:
        """What would be handed in, by due value."""
        return {row.filled.key.due: row.given for row in self.rows}


def mark_of(opened: Round) -> str:
    """What tells the forms of a round and its plan version from those of others."""
    text = f"{opened.pk} {opened.version.hash} {opened.month}"
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def template(by: By, opened: int, language: str, form: str = "xlsx") -> bytes:
    """The form of what the person's units have still to report, as ``xlsx`` or ``csv``.

    Raises Denied for somebody who reports nothing, Refused where there is no such round.
    """
    wanted = reporting_round(by, opened)
    cells = grid(wanted, by.person, mine(by) & Q(state__in=STILL_DUE))
    rows = [asked_row(wanted, cell, language) for cell in cells]
    audit.exported(by, f"template.{form}", round=wanted.pk, month=wanted.month, rows=len(rows))
    return written(wanted, rows, language, form)


def reporting_round(by: By, opened: int) -> Round:
    """The round, for somebody who reports."""
    if not by.standing.may_somewhere(Right.VALUE_REPORT):
        raise Denied(right=Right.VALUE_REPORT)
    return find(Round, opened)


def mine(by: By) -> Q:
    """The due values that the person reports."""
    return Q(reporter__in=sorted(by.standing.units(Right.VALUE_REPORT)))


def written(opened: Round, rows: Iterable[AskedRow], language: str, form: str) -> bytes:
    """Rows as the bytes of a file."""
    title = title_of(opened.month, language)
    sheet = Form(title, lines_of(opened.due_on, language), tuple(rows), language)
    return as_csv_form(sheet) if form == CSV else as_form(sheet)


def asked_row(opened: Round, cell: Cell, language: str) -> AskedRow:
    """A due value as a row of the form."""
    plan, due, indicator = plan_of(opened.version), cell.due, cell.indicator
    version = 0 if cell.submission is None else cell.submission.version
    return AskedRow(
        key=Key(mark_of(opened), due.pk, version),
        indicator=indicator.label.text(language),
        unit=unit_name(plan, due.unit, language),
        period=due.period,
        measure=indicator.measure.text(language),
        decimals=indicator.decimals,
        asked=asked_for(indicator.collect),
        last=known(indicator, cell.last),
        last_year=known(indicator, cell.last_year),
        target=cell.aim.own,
        remark=cell.returned,
    )


def unit_name(plan: Plan, code: str, language: str) -> str:
    """A unit by its name; the code where the plan does not have it."""
    unit = plan.unit_by_code.get(code)
    return code if unit is None else unit.name(language)


def known(indicator: Indicator, reading: Reading | None) -> str | float | None:
    """An earlier reading in the measure; a rank with its field."""
    if reading is None:
        return None
    if indicator.collect is Collect.RANK and reading.value is not None:
        return f"{shown(reading.value)}/{reading.field}"
    return number_of(indicator, reading)


def dry_run(by: By, opened: int, name: str, content: bytes) -> Report:
    """Everything that is wrong with a filled form; nothing is written down.

    Raises as ``template`` does; what is wrong with the file is in the report.
    """
    wanted = reporting_round(by, opened)
    try:
        filled = read_filled(name, content)
    except Problems as found:
        return Report(name, problems=tuple(found.problems))
    keys = [row.key.due for row in filled]
    rows = DueValue.objects.filter(by.standing.visible(), round=wanted, pk__in=keys)
    dues = rows.in_bulk()
    checked = [checked_row(by, wanted, row, dues.get(row.key.due)) for row in filled]
    sound = {row.filled.key.due: row.given for row in checked if not row.blocked and row.answer}
    found_in = check(by, sound) if sound else {}
    return Report(name, tuple(with_findings(row, found_in) for row in checked))


def checked_row(by: By, opened: Round, row: FilledRow, due: DueValue | None) -> Checked:
    """A row with what its cells say, if it is this person's to report now."""
    if row.key.mark != mark_of(opened):
        other = Problem(ROW_OTHER_ROUND, facts={"month": opened.month})
        return Checked(row, problems=(other,))
    if due is None:
        return Checked(row, problems=(Problem(ROW_UNKNOWN),))
    indicator = plan_of(opened.version).indicator_by_code[due.indicator]
    try:
        next_step(by, due, Act.SUBMIT)
    except Denied:
        return Checked(row, problems=(Problem(ROW_UNKNOWN),))
    except Refused as refusal:
        return Checked(row, due, indicator, problems=tuple(refusal.problems))
    return Checked(row, due, indicator, answer_of(row, indicator))


def with_findings(row: Checked, found: Mapping[int, tuple[Problem, ...]]) -> Checked:
    """The row with what was found in its value."""
    problems = found.get(row.filled.key.due, ()) if not row.blocked else ()
    if not problems:
        return row
    return Checked(row.filled, row.due, row.indicator, row.answer, (*row.problems, *problems))


def file(by: By, opened: int, name: str, content: bytes) -> list[Submission]:
    """Hand in everything that a filled form says: all rows or none.

    Raises as ``submit_many`` does, and Refused with all problems where ``dry_run`` finds any.
    """
    with transaction.atomic():
        report = dry_run(by, opened, name, content)
        if not report.ok:
            by_value = {
                row.filled.key.due: tuple(problem for _, problem in row.told)
                for row in report.wrong
            }
            problems = [*report.problems, *(p for found in by_value.values() for p in found)]
            raise Refused(problems, by_value)
        made = submit_many(by, report.items)
        sha256 = hashlib.sha256(content).hexdigest()
        audit.record(
            by, "filing.file", find(Round, opened), name=name[:100], sha256=sha256, rows=len(made)
        )
    return made


def error_report(by: By, opened: int, report: Report, language: str) -> bytes:
    """The form with what was given and, beside it, what is wrong; it can be filled in again."""
    wanted = reporting_round(by, opened)
    checked = {row.filled.key.due: row for row in report.rows if row.due is not None}
    cells = grid(wanted, by.person, mine(by) & (Q(state__in=STILL_DUE) | Q(pk__in=checked)))
    rows = [
        remarked(asked_row(wanted, c, language), checked.get(c.due.pk), language) for c in cells
    ]
    audit.exported(by, "template.report", round=wanted.pk, month=wanted.month, rows=len(rows))
    return written(wanted, rows, language, "xlsx")


def remarked(row: AskedRow, checked: Checked | None, language: str) -> AskedRow:
    """A row of the form with what was given in it and the remarks on that."""
    if checked is None:
        return row
    remarks = [f"{cell} {problem.text(language)}".strip() for cell, problem in checked.told]
    return AskedRow(
        **{
            **row.__dict__,
            "given": checked.filled.texts,
            "wrong": frozenset(checked.cells),
            "remark": "\n".join(remarks),
        }
    )
