"""Plans are read from an upload, tried on past data, and published as a new version."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction

from saima.actions import audit
from saima.actions.boards import live_outcome
from saima.actions.by import By
from saima.actions.loading import storable
from saima.actions.permissions import Right
from saima.actions.refusals import (
    EMPTY_FILE,
    EMPTY_REASON,
    NOT_THERE,
    TOO_LARGE,
    Refused,
    refused,
)
from saima.actions.sniffing import clean_name
from saima.actions.unpacking import unpack
from saima.engine.rehearse import Rehearsal, Shift, rehearse
from saima.engine.score import score
from saima.exchange.workbook_scan import check_parts
from saima.plan.check import check_plan
from saima.plan.compare import Change, PlanChanges, compare_plans
from saima.plan.load import LoadedPlan, load_plan
from saima.plan.periods import year_periods
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems, problem_kind
from saima.records.frames import inputs
from saima.records.models import PlanVersion
from saima.records.queries.plans import current_version, plan_of

MOST_BYTES = 10 * 2**20

OTHER_CODE = problem_kind(
    "other_code",
    en=(
        "the plan of {year} has the code {known}, this one {code}",
        "expected the same code, because the ledger keeps values by it",
        "give the new version the code {known}",
    ),
    zh=(
        "{year}年的考核办法代码为 {known}，此版本为 {code}",
        "代码应一致，台账按代码保存数值",
        "请将新版本代码改为 {known}",
    ),
)
SAME_CONTENT = problem_kind(
    "same_content",
    en=("this content is published already", "expected a plan that differs", "nothing is to do"),
    zh=("该内容已发布", "应与已发布版本不同", "无需再发布"),
)
OLD_VERSION = problem_kind(
    "old_version",
    en=(
        "version {found} is not newer than version {known}",
        "expected version {next} or higher",
        "raise the version in plan.yaml",
    ),
    zh=("版本 {found} 不高于现行版本 {known}", "应为 {next} 或更高", "请在 plan.yaml 中提高版本号"),
)

__all__ = [
    "Change",
    "PlanChanges",
    "Rehearsal",
    "Shift",
    "Upload",
    "changes_to",
    "draft_of",
    "plan_from",
    "publish",
    "read_upload",
    "rehearse_plan",
]


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: a plan workbook, or a plan folder as a zip."""

    name: str
    content: bytes


def read_upload(by: By, upload: Upload) -> LoadedPlan:
    """Read, validate and check an uploaded plan; its problems come with it.

    Raises Denied, and Refused for a file that is empty, too large or no plan at all.
    """
    by.needs(Right.PLAN_PUBLISH)
    if not upload.content:
        raise refused(EMPTY_FILE)
    if len(upload.content) > MOST_BYTES:
        raise refused(TOO_LARGE, size=len(upload.content), limit=MOST_BYTES)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        try:
            if upload.name.lower().endswith(".zip"):
                return load_plan(unpack(upload.content, place))
            return load_plan(kept_workbook(upload, place))
        except Refused:
            raise
        except Problems as problems:
            raise Refused(problems.problems) from problems


def kept_workbook(upload: Upload, folder: Path) -> Path:
    """The workbook as a file, looked through before anything reads it."""
    path = folder / (clean_name(upload.name) or "plan.xlsx")
    path.write_bytes(upload.content)
    if path.suffix.lower() == ".xlsx":
        check_parts(path, path.name)
    return path


def draft_of(plan: Plan) -> Any:
    """A plan as data that a form can carry from the check to its publication."""
    return storable(plan.model_dump(mode="json"))


def plan_from(draft: Any) -> Plan:
    """The plan of ``draft_of``, checked anew. Raises Refused where it is not fit for scoring."""
    plan = Plan.model_validate(draft)
    wrong: list[Problem] = [one for one in check_plan(plan) if not one.kind.warning]
    if wrong:
        raise Refused(wrong)
    return plan


def changes_to(plan: Plan) -> PlanChanges | None:
    """What differs from the current version of the plan's year; None where there is none."""
    version = current_version(plan.year)
    return None if version is None else compare_plans(plan_of(version), plan)


def rehearse_plan(by: By, plan: Plan) -> Rehearsal:
    """Who would have won, and who been summoned, under ``plan`` with everything recorded so far.

    Raises Denied, and Refused where its year has no plan to compare with.
    """
    by.needs(Right.PLAN_PUBLISH)
    version = current_version(plan.year)
    if version is None:
        raise refused(NOT_THERE)
    after = score(plan, inputs(version.code), year_periods(plan.year))
    return rehearse(live_outcome(version), after)


def publish(by: By, plan: Plan, reason: str) -> PlanVersion:
    """Publish ``plan`` as the new version of its year; the boards follow it at once.

    Raises Denied; Refused without a reason, for a plan with errors, for the same content, for
    another code in a year that has a plan, and for a version that is not newer.
    """
    by.needs(Right.PLAN_PUBLISH)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        known = PlanVersion.objects.select_for_update().filter(year=plan.year)
        before = known.order_by("-version").first()
        refuse_unfit(plan, before)
        made: PlanVersion = PlanVersion.objects.create(
            code=plan.code,
            version=plan.version,
            year=plan.year,
            hash=plan.hash,
            content=draft_of(plan),
            published_at=by.now,
        )
        audit.record(
            by,
            "plan.publish",
            made,
            plan=plan.code,
            version=plan.version,
            year=plan.year,
            hash=plan.hash,
            previous="" if before is None else before.hash,
            reason=reason.strip()[:500],
        )
    return made


def refuse_unfit(plan: Plan, before: PlanVersion | None) -> None:
    """Raise Refused where the plan cannot follow the version before it."""
    plan_from(draft_of(plan))
    if PlanVersion.objects.filter(hash=plan.hash).exists():
        raise refused(SAME_CONTENT)
    if before is not None and before.code != plan.code:
        raise refused(OTHER_CODE, year=plan.year, known=before.code, code=plan.code)
    newest = PlanVersion.objects.filter(code=plan.code).order_by("-version").first()
    if newest is not None and plan.version <= newest.version:
        facts = {"found": plan.version, "known": newest.version, "next": newest.version + 1}
        raise refused(OLD_VERSION, **facts)
