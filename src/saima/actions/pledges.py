"""Pledges of the units: drawn up from targets and tasks, signed on paper, kept with the copy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.consequence_refusals import DAY_TO_COME
from saima.actions.evidence import Opened
from saima.actions.found import find, newest_version
from saima.actions.papers import drafts
from saima.actions.papers.pledges import Pledging, pledge_paper
from saima.actions.permissions import Right
from saima.actions.pledge_contents import Stands, differences, digest, stands
from saima.actions.refusals import NO_SUCH_UNIT, NOT_THERE, WRONG_FILE, refused
from saima.actions.sniffing import kind_of
from saima.actions.stored_files import NamedFile, opened, stored
from saima.documents.batch import as_archive
from saima.plan.problems import problem_kind
from saima.records.models import IssuedDocument, PlanVersion, Pledge
from saima.records.queries.plans import plan_of
from saima.records.queries.pledges import newest_pledges, pledges_of

STEP = 8
"""How many pledges of a batch are drawn up in one step: about a second."""
SCANS = frozenset({"pdf", "png", "jpg"})

NOTHING_TO_PLEDGE = problem_kind(
    "nothing_to_pledge",
    en=(
        "{unit} has neither a target nor an approved task",
        "expected at least one",
        "set its targets or approve its tasks first",
    ),
    zh=("{unit}既无目标也无已批准的任务", "至少应有一项", "请先下达目标或批准任务"),
)
SIGNED_ALREADY = problem_kind(
    "signed_already",
    en=(
        "the signed copy of this pledge is kept already",
        "expected a pledge without one",
        "draw up a new pledge where something has changed",
    ),
    zh=("该军令状的签署件已存档", "应为未签署的军令状", "内容有变化的，请另行拟定"),
)
SIDES_NEEDED = problem_kind(
    "sides_needed",
    en=("a party or its post is empty", "expected both parties and their posts", "fill them in"),
    zh=("签署双方或其职务为空", "应写明双方及签署人职务", "请补填"),
)


@dataclass(frozen=True)
class Signed:
    """The copy that both parties signed, and the day on which they did."""

    on: date
    file: NamedFile


def draw_up(by: By, plan: str, pledging: Pledging) -> Pledge:
    """Draw up a unit's pledge of everything as it stands, with the draft of its document.

    Raises Denied; Refused for an unknown unit, without a party, or with nothing to pledge.
    """
    by.needs(Right.PLEDGE_KEEP)
    with transaction.atomic():
        # Two pledges of a unit take their numbers one after the other.
        list(PlanVersion.objects.filter(code=plan).order_by("pk").select_for_update())
        version = newest_version(plan)
        found = plan_of(version)
        if pledging.unit not in found.unit_by_code:
            raise refused(NO_SUCH_UNIT, unit=pledging.unit, plan=plan)
        refuse_sideless(pledging)
        standing = stands(version).get(pledging.unit, Stands())
        if standing.empty:
            raise refused(NOTHING_TO_PLEDGE, unit=pledging.unit)
        return keep(by, version, pledging, standing)


def keep(by: By, version: PlanVersion, pledging: Pledging, standing: Stands) -> Pledge:
    """Keep a pledge and its draft; call it inside the transaction that holds the lock."""
    plan = plan_of(version)
    content = content_of(version, pledging, standing)
    document = drafts.keep(by, pledge_paper(plan, pledging, content), None)
    before = pledges_of(version.code, pledging.unit).values_list("number", flat=True).first()
    made: Pledge = Pledge.objects.create(
        version=version,
        plan=version.code,
        unit=pledging.unit,
        number=(before or 0) + 1,
        first_party=pledging.city_side[:200],
        second_party=plan.unit_by_code[pledging.unit].zh[:200],
        content=content,
        content_hash=digest(content),
        document=document,
        made_by=by.person,
        made_at=by.now,
    )
    audit.record(by, "pledge.draw_up", made, **facts(made))
    return made


def draw_up_all(by: By, plan: str, pledging: Pledging) -> tuple[int, int]:
    """Draw up the next few pledges of units that have none as things stand; ``unit`` is not read.

    Gives how many were made and how many are left, so that a page can go on until none is. Raises
    as ``draw_up``.
    """
    by.needs(Right.PLEDGE_KEEP)
    refuse_sideless(pledging)
    with transaction.atomic():
        list(PlanVersion.objects.filter(code=plan).order_by("pk").select_for_update())
        version = newest_version(plan)
        standing = stands(version)
        waiting = units_waiting(version, standing)
        for unit in waiting[:STEP]:
            keep(by, version, replace(pledging, unit=unit), standing[unit])
    return len(waiting[:STEP]), len(waiting[STEP:])


def units_waiting(version: PlanVersion, standing: Mapping[str, Stands]) -> list[str]:
    """The units that have no pledge, or one that is not what stands now."""
    newest = newest_pledges(version.code)
    return [
        unit
        for unit, now in standing.items()
        if unit not in newest or differences(newest[unit].content, now)
    ]


def keep_signed(by: By, pledge: int, signed: Signed) -> Pledge:
    """Keep the signed copy of a pledge; from then on it never changes.

    Raises Denied; Refused where it is kept already, for a day to come or before it was drawn up,
    and for a file that is no PDF or picture.
    """
    by.needs(Right.PLEDGE_KEEP)
    with transaction.atomic():
        found = find(Pledge, pledge, lock=True)
        if found.signed_on is not None:
            raise refused(SIGNED_ALREADY)
        if signed.on > by.today:
            raise refused(DAY_TO_COME, day=signed.on)
        if kind_of(signed.file.name, signed.file.content) not in SCANS:
            raise refused(WRONG_FILE, name=signed.file.name)
        found.signed_copy = stored(signed.file)
        found.signed_name = signed.file.name[:200]
        found.signed_on, found.kept_by = signed.on, by.person
        found.save(update_fields=["signed_copy", "signed_name", "signed_on", "kept_by"])
        sha256 = found.signed_copy.sha256
        audit.record(by, "pledge.sign", found, **facts(found), day=signed.on, sha256=sha256)
    return found


def open_signed(by: By, pledge: int) -> Opened:
    """Hand out the signed copy; the log says who took it. Raises Denied; Refused without one."""
    found = readable(by, pledge)
    file = opened(found.signed_copy, found.signed_name)
    audit.record(by, "pledge.open", found, **facts(found))
    return file


def open_draft(by: By, pledge: int) -> Opened:
    """Hand out the document of a pledge as it stands in the register. Raises as ``open_signed``."""
    found = readable(by, pledge)
    document = found.document
    file = opened(document.file, document.file_name) if document else opened(None, "")
    audit.record(by, "pledge.open", found, **facts(found))
    return file


def archive(by: By, plan: str) -> NamedFile:
    """The documents of every unit's newest pledge in one archive; the log says who took it.

    Raises Denied, and Refused where there is no pledge.
    """
    by.needs(Right.PLEDGE_READ)
    rows = [row for row in newest_pledges(plan).values() if row.document_id is not None]
    if not rows:
        raise refused(NOT_THERE)
    content = as_archive(dict(files_of(rows)))
    audit.exported(by, "pledges.docx.zip", plan=plan, count=len(rows))
    return NamedFile(f"{plan_of(newest_version(plan)).year}年度军令状.zip", content)


def files_of(rows: Iterable[Pledge]) -> Iterable[tuple[str, bytes]]:
    """The documents of pledges by the names of their files, in the order of the units."""
    documents = IssuedDocument.objects.select_related("file").in_bulk(
        [row.document_id for row in rows]
    )
    for number, row in enumerate(rows, start=1):
        document = documents[row.document_id]
        file = opened(document.file, document.file_name)
        yield f"{number:02} {file.name}", file.path.read_bytes()


def readable(by: By, pledge: int) -> Pledge:
    """The pledge. Raises Denied where it is not the person's to read."""
    found = find(Pledge, pledge)
    by.needs(Right.PLEDGE_READ, found.unit)
    return found


def refuse_sideless(pledging: Pledging) -> None:
    """Raise Refused where a party or its post is not named."""
    sides = (pledging.city_side, pledging.city_post, pledging.unit_post)
    if not all(side.strip() for side in sides):
        raise refused(SIDES_NEEDED)


def content_of(version: PlanVersion, pledging: Pledging, standing: Stands) -> dict[str, Any]:
    """Everything that is pledged, and the versions that it is locked to."""
    return {
        "plan": version.code,
        "plan_version": version.version,
        "plan_hash": version.hash,
        "splits": {one["indicator"]: one["split"] for one in standing.targets if one["split"]},
        "city_post": pledging.city_post,
        "unit_post": pledging.unit_post,
        "measures": list(pledging.measures),
        "targets": list(standing.targets),
        "tasks": list(standing.tasks),
    }


def facts(pledge: Pledge) -> dict[str, object]:
    """What the log keeps of a pledge."""
    return {
        "plan": pledge.plan,
        "unit": pledge.unit,
        "number": pledge.number,
        "hash": pledge.content_hash,
    }
