"""The supervision sheet 督办单: for a red light of a kept board, and of every sheet (S35)."""

from dataclasses import dataclass
from datetime import date

from saima.actions import register
from saima.actions.by import By
from saima.actions.found import newest_version
from saima.actions.meetings import RED
from saima.actions.papers.boards import Paper
from saima.actions.papers.words import COLOURS, LIGHTS, SOURCES
from saima.actions.refusals import NOT_THERE, refused
from saima.actions.stored_files import NamedFile, stored
from saima.documents import figures
from saima.documents.batch import file_name
from saima.documents.docx_file import as_docx
from saima.documents.kinds import made_of
from saima.documents.supervision_sheet import SupervisionSheet
from saima.plan.plan import Plan
from saima.records.models import (
    DocumentKind,
    DocumentState,
    IssuedDocument,
    Supervision,
    SupervisionSource,
    SupervisionState,
)
from saima.records.queries.plans import plan_of

REVIEWS = ("return", "write_off")


@dataclass(frozen=True)
class Matter:
    """A red light by unit and indicator; what is demanded, and until when."""

    unit: str
    indicator: str
    demand: str
    received: date
    due: date


def supervision_sheet(paper: Paper, matter: Matter) -> SupervisionSheet:
    """The sheet. Raises Refused where the board has no such red light."""
    score = paper.scores.get((matter.unit, matter.indicator))
    if score is None or score.light != RED:
        raise refused(NOT_THERE)
    indicator = paper.plan.indicator_by_code[matter.indicator]
    measure = indicator.measure.zh
    period = figures.period_name(paper.period, "zh")
    value = figures.number(score.value, indicator.decimals)
    target = figures.number(score.target, indicator.decimals)
    told = (
        f"{indicator.label.zh}：{period}应完成{target}{measure}，"
        f"实际完成{value}{measure}，完成率{figures.percent(score.completion)}%，亮{LIGHTS[RED]}。"
    )
    helpers = [one.unit for one in indicator.held_by if one.unit != matter.unit]
    return SupervisionSheet(
        number=f"〔{matter.received.year}〕　号",
        source=f"{period}争先创优榜单",
        matter=told,
        lead=paper.name(matter.unit),
        helpers=tuple(paper.name(unit) for unit in helpers),
        demand=matter.demand,
        received=matter.received,
        due=matter.due,
        colour="红",
    )


def number_paper(by: By, sheet: Supervision) -> None:
    """Give a sheet the next number of its organ and year, and put its paper into the register.

    Sheet and paper share the number, so that neither series has a gap. Call it inside the
    transaction that issues the sheet: its organ, year and days are set already.
    """
    sheet.number = register.next_number(sheet.organ, sheet.year or by.today.year)
    file = paper_of_sheet(sheet, draft=False)
    made: IssuedDocument = IssuedDocument.objects.create(
        kind=DocumentKind.SUPERVISION,
        title=f"督办单：{sheet.title}"[:200],
        organ=sheet.organ,
        year=sheet.year,
        number=sheet.number,
        dated=sheet.issued_on,
        file=stored(file),
        file_name=file.name[:200],
        state=DocumentState.ISSUED,
        drafted_by=by.person,
        drafted_at=by.now,
        issued_by=by.person,
        issued_at=by.now,
    )
    sheet.document = made


def void_paper(by: By, sheet: Supervision, reason: str) -> None:
    """Make the paper of a withdrawn sheet void; it keeps its number."""
    if sheet.document_id is None:
        return
    IssuedDocument.objects.filter(pk=sheet.document_id, state=DocumentState.ISSUED).update(
        state=DocumentState.VOID, voided_by=by.person, voided_at=by.now, void_reason=reason[:500]
    )


def paper_of_sheet(sheet: Supervision, *, draft: bool) -> NamedFile:
    """The sheet as it stands now, as a .docx: source, limit, colour, feedback, review."""
    document = made_of(filled(sheet, plan_of(newest_version(sheet.plan)), draft=draft))
    name = file_name(f"{document.name} {sheet.numbered}".strip())
    return NamedFile(f"{name}.docx", as_docx(document))


def filled(sheet: Supervision, plan: Plan, *, draft: bool) -> SupervisionSheet:
    """What is printed of a sheet."""

    def name(unit: str) -> str:
        known = plan.unit_by_code.get(unit)
        return known.zh if known else unit

    told = "\n".join(filter(None, (sheet.title, sheet.text)))
    kept = sheet.pk is not None
    review = sheet.steps.filter(act__in=REVIEWS).order_by("-id").first() if kept else None
    said = [one.text for one in sheet.instructions.order_by("id")] if kept else []
    instructed = sheet.source == SupervisionSource.INSTRUCTION
    return SupervisionSheet(
        number=sheet.numbered,
        source=sheet.origin or SOURCES[sheet.source],
        matter=told,
        lead=name(sheet.unit),
        helpers=tuple(name(unit) for unit in sheet.co_units),
        demand=sheet.requirement,
        received=sheet.issued_on,
        due=sheet.due,
        colour=COLOURS[sheet.colour],
        instruction="；".join(said) or (sheet.text if instructed else ""),
        feedback=sheet.feedback,
        review=review.text if review else "",
        closed=sheet.ended_on if sheet.state == SupervisionState.WRITTEN_OFF else None,
        draft=draft,
    )
