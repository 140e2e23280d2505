"""Good cases of the demo's year in every state; all fictitious and saying so."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from saima.actions import adjustments, good_cases
from saima.actions.good_cases import Bonus, NewCase
from saima.records.models import GoodCase
from saima.web.demo_judged import Year

GAOQIAO, WUZHEN, CHONGFU, SHIMEN, PUYUAN = (
    *("330483004", "330483100", "330483107", "330483103", "330483101"),
)
TEXT = "\n\n".join(
    (
        "（演示·虚构）主要做法：一是提前谋划，把审批事项前移到土地出让之前；"
        "二是建立清单，一个项目一名专员，逐项销号；三是每周会商，难点当场交办。",
        "初步成效：从拿地到开工的时间由 90 天缩短到 12 天，同类项目已推广 6 个。",
        "可以推广的经验：清单要小、时限要短、责任到岗。",
    )
)


@dataclass(frozen=True)
class Told:
    """A case: who writes what, and how far it has come."""

    unit: str
    title: str
    summary: str
    contest: str
    indicator: str
    story: Callable[[Year, GoodCase], None]


def left(year: Year, case: GoodCase) -> None:
    """The draft is still being written."""


def handed_in(year: Year, case: GoodCase) -> None:
    """It waits for the office."""
    good_cases.propose(year.of_unit(case.unit, "approver", "2021-12-22 15:30"), case.pk)


def sent_back(year: Year, case: GoodCase) -> None:
    """The office wants to see figures."""
    handed_in(year, case)
    office = year.by("office", "2021-12-24 10:00")
    good_cases.send_back(office, case.pk, "请补充成效数据及推广情况（演示）")


def approved(year: Year, case: GoodCase) -> None:
    """Approved, not published yet."""
    handed_in(year, case)
    good_cases.approve(year.by("office", "2021-12-27 09:40"), case.pk)


def published(year: Year, case: GoodCase) -> None:
    """Everybody can read it."""
    approved(year, case)
    good_cases.publish(year.by("office", "2021-12-27 10:00"), case.pk)


def rewarded(year: Year, case: GoodCase) -> None:
    """It led to a bonus that a leader approved."""
    published(year, case)
    wanted = Bonus("pilot", "2021Q4", Decimal("0.5"))
    found = good_cases.propose_bonus(year.by("office", "2021-12-28 09:00"), case.pk, wanted)
    if found.bonus is not None:
        leader = year.by("leader", "2021-12-29 16:00")
        adjustments.approve(leader, found.bonus.pk, "同意（演示）")


STORIES: tuple[Told, ...] = (
    Told(
        GAOQIAO,
        "“拿地即开工”审批前移：一个项目一名专员（演示）",
        "把 11 项审批前移到土地出让之前，亿元以上项目拿地后 12 天开工，做法在全市推广。",
        "landing",
        "land-start",
        rewarded,
    ),
    Told(
        WUZHEN,
        "互联网大会期间招商“会前有清单、会中有专班、会后有回访”（演示）",
        "会前排出 40 家目标企业清单，会后 30 天内回访率百分之百，签约项目当年开工过半。",
        "attraction",
        "fdi",
        published,
    ),
    Told(
        CHONGFU,
        "临杭平台低效用地“一地一策”再开发，兼顾老城区配套管网改造与周边生态修复的统筹推进机制（演示）",
        "按地块列出问题和腾退路径，三个月完成签约 320 亩，收储与招商同步。",
        "retreat",
        "five-idle",
        handed_in,
    ),
    Told(
        PUYUAN,
        "企业诉求“首问跟踪、限时办结”（演示）",
        "诉求由首个受理岗位跟踪到底，平均办结时间由 9 天缩短到 4 天。",
        "service",
        "service-requests",
        sent_back,
    ),
    Told(
        SHIMEN,
        "小微园区消防与用电安全联合巡查（演示）",
        "应急、供电、属地三方一次上门、一张清单，隐患闭环率保持在 98% 以上。",
        "peace-first",
        "",
        left,
    ),
    Told(
        "commerce",
        "外资项目“周会商、月通报”（演示）",
        "对在谈外资项目逐周会商，逐月通报到账进度，缺口项目由分管领导牵头协调。",
        "attraction",
        "fdi",
        approved,
    ),
)


def write_good_cases(year: Year) -> None:
    """Six cases, one in each state but withdrawn."""
    for told in STORIES:
        writer = year.of_unit(told.unit, "reporter", "2021-12-20 14:00")
        texts = (told.title, told.summary, TEXT)
        new = NewCase(told.unit, *texts, contest=told.contest, indicator=told.indicator)
        told.story(year, good_cases.write(writer, year.version.code, new))
