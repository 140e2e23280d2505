"""The notice of a talk (约谈通知书): which unit, why, when, where, what to bring (S51, domain 4).

A talk is with a unit and the post that answers for it; no person is named.
"""

from dataclasses import dataclass
from datetime import date, datetime

from saima.documents import figures
from saima.documents.issuing import Issuing, formal
from saima.documents.official import Block, Heading, OfficialDocument, Paragraph

KIND = "talk_notice"


@dataclass(frozen=True)
class TalkNotice:
    """A talk that a person has confirmed; ``talkers`` and ``attendants`` are posts.

    ``reason``: the rule and the places that fired it; ``materials``: what the unit brings;
    ``plan_due``: when its plan for putting things right is due.
    """

    issuing: Issuing
    unit: str
    reason: str
    ground: str
    at: datetime
    place: str
    talkers: tuple[str, ...]
    attendants: tuple[str, ...]
    materials: tuple[str, ...] = ()
    plan_due: date | None = None


def talk_notice(given: TalkNotice) -> OfficialDocument:
    """The notice; it goes to the one unit."""
    blocks: list[Block] = [
        Paragraph(
            f"{given.reason.rstrip('。')}。根据{given.ground}，决定对你单位进行约谈。现通知如下："
        ),
        Heading(1, "约谈时间"),
        Paragraph(f"{moment(given.at)}。"),
        Heading(1, "约谈地点"),
        Paragraph(f"{given.place}。"),
        Heading(1, "约谈人员"),
        Paragraph(f"约谈人：{'、'.join(given.talkers)}。"),
        Paragraph(f"参加人员：{'、'.join(given.attendants)}。"),
        Heading(1, "有关要求"),
    ]
    demands = ["请按时参加，确因特殊情况不能参加的，应当提前说明并经同意。"]
    if given.materials:
        demands.append(f"请携带以下材料：{'；'.join(given.materials)}。")
    if given.plan_due is not None:
        day = figures.day_in_sentence(given.plan_due, "zh")
        demands.append(f"约谈后请制定整改方案，于{day}前书面报送。")
    demands.append("对约谈事由有异议的，可以在约谈前书面提出，并附有关依据。")
    blocks += [Heading(3, "", text) for text in demands]
    return formal(KIND, ("约谈通知书",), given.issuing, (given.unit, tuple(blocks)))


def moment(at: datetime) -> str:
    """``2021年5月10日（星期一）上午9:30``."""
    weekday = "一二三四五六日"[at.weekday()]
    half = "上午" if at.hour < 12 else "下午"
    hour = at.hour if at.hour <= 12 else at.hour - 12
    return f"{figures.day_in_sentence(at, 'zh')}（星期{weekday}）{half}{hour}:{at:%M}"
