"""The notice and the record of a talk 约谈 that a consequence leads to (S51)."""

from dataclasses import dataclass
from datetime import date, datetime

from saima.actions.measures import NOTICE, TALK
from saima.actions.papers.grounds import ground_of, reason_of
from saima.actions.papers.head import Letterhead
from saima.documents.talk_notice import TalkNotice
from saima.documents.talk_record import TalkRecord
from saima.records.models import Consequence
from saima.records.queries.consequences import measures_of
from saima.records.queries.plans import plan_of


@dataclass(frozen=True)
class Talk:
    """When and where a unit is talked to; people by their posts."""

    at: datetime
    place: str
    talkers: tuple[str, ...]
    attendants: tuple[str, ...]
    materials: tuple[str, ...] = ()
    plan_due: date | None = None


def talk_notice(consequence: Consequence, head: Letterhead, talk: Talk) -> TalkNotice:
    """The notice to the one unit."""
    return TalkNotice(
        issuing=head.issuing,
        unit=plan_of(consequence.version).unit_by_code[consequence.unit].zh,
        reason=reason_of(consequence).replace(
            plan_of(consequence.version).unit_by_code[consequence.unit].zh, "你单位", 1
        ),
        ground=ground_of(consequence),
        at=talk.at,
        place=talk.place,
        talkers=talk.talkers,
        attendants=talk.attendants,
        materials=talk.materials,
        plan_due=talk.plan_due,
    )


def talk_record(consequence: Consequence) -> TalkRecord:
    """The sheet on which a talk is recorded; the number of its notice where that is issued."""
    notice = measures_of(consequence).get((TALK, NOTICE))
    return TalkRecord(
        unit=plan_of(consequence.version).unit_by_code[consequence.unit].zh,
        reason=f"{reason_of(consequence)}。",
        place=notice.place if notice else "",
        notice_number=str(notice.document or "") if notice else "",
    )
