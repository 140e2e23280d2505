"""Every kind of official document: a new one is a file of its own and a line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from saima.documents import (
    circular,
    monthly_show,
    notice,
    pledge,
    supervision_sheet,
    talk_notice,
    talk_record,
    unit_sheet,
)
from saima.documents.official import OfficialDocument
from saima.plan.label import Label


@dataclass(frozen=True)
class Kind:
    """A kind of document: its name, what it is made of, and how."""

    label: Label
    given: type
    make: Callable[[Any], OfficialDocument]


KINDS = {
    circular.KIND: Kind(
        Label(zh="通报", en="Ranking circular"), circular.Circular, circular.circular
    ),
    notice.KIND: Kind(Label(zh="通知", en="Notice"), notice.Notice, notice.notice),
    talk_notice.KIND: Kind(
        Label(zh="约谈通知书", en="Talk notice"), talk_notice.TalkNotice, talk_notice.talk_notice
    ),
    talk_record.KIND: Kind(
        Label(zh="约谈记录", en="Talk record"), talk_record.TalkRecord, talk_record.talk_record
    ),
    pledge.KIND: Kind(Label(zh="责任状", en="Pledge"), pledge.Pledge, pledge.pledge),
    supervision_sheet.KIND: Kind(
        Label(zh="督办单", en="Supervision sheet"),
        supervision_sheet.SupervisionSheet,
        supervision_sheet.supervision_sheet,
    ),
    monthly_show.KIND: Kind(
        Label(zh="月度亮晒", en="Monthly show"), monthly_show.MonthlyShow, monthly_show.monthly_show
    ),
    unit_sheet.KIND: Kind(
        Label(zh="得分单", en="Unit score sheet"), unit_sheet.UnitSheet, unit_sheet.unit_sheet
    ),
}


def made_of(given: object) -> OfficialDocument:
    """The document of what is given, e.g. of a ``Circular``.

    Raises KeyError for anything that is no kind's.
    """
    kinds = {kind.given: kind for kind in KINDS.values()}
    return kinds[type(given)].make(given)
