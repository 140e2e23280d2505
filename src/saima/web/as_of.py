"""The moment that an address asks for: ``?as_of=2021-11-20T18:00``; now without one."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from django.utils.timezone import get_current_timezone, localtime

from saima.plan.problems import Problem, ProblemKind, problem_kind

NAME = "as_of"
FORM = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
FIRST_YEARS = 1
"""Years before the plan's own in which something may have been recorded: last year's values."""

NOT_A_MOMENT = problem_kind(
    "not_a_moment",
    en=(
        "“{typed}” is no date and time",
        "expected a moment like 2021-11-20 18:00, or a day",
        "type it again; this page shows the present",
    ),
    zh=(
        "“{typed}”不是日期时间",
        "应为 2021-11-20 18:00 这样的时刻，或某一天",
        "请重新输入；本页显示的是当前数据",
    ),
)
MOMENT_AHEAD = problem_kind(
    "moment_ahead",
    en=(
        "{typed} lies ahead",
        "expected a moment up to {now}",
        "choose an earlier one; this page shows the present",
    ),
    zh=(
        "{typed} 尚未到来",
        "应不晚于 {now}",
        "请选择更早的时刻；本页显示的是当前数据",
    ),
)
MOMENT_TOO_EARLY = problem_kind(
    "moment_too_early",
    en=(
        "{typed} lies before anything of this plan",
        "expected a moment from {first} on",
        "choose a later one; this page shows the present",
    ),
    zh=(
        "{typed} 早于本办法的任何数据",
        "应不早于 {first}",
        "请选择更晚的时刻；本页显示的是当前数据",
    ),
)


@dataclass(frozen=True)
class AsOf:
    """What was asked: ``typed`` as in the address, ``moment`` the last instant it takes in.

    ``moment`` None: now, also where ``problem`` says why the text is not taken.
    """

    typed: str = ""
    moment: datetime | None = None
    problem: Problem | None = None

    @property
    def query(self) -> dict[str, str]:
        """What an address under this moment carries."""
        return {NAME: self.typed} if self.moment else {}


def asked_moment(text: str, now: datetime, year: int) -> AsOf:
    """The moment in ``text``, local time; a day or a minute counts to its end.

    Because a stamp is printed to the minute, and asking for it must take its value in.
    """
    typed = text.strip()[:40]
    if not typed:
        return AsOf()
    zone = get_current_timezone()
    span = span_of(typed, zone)
    first = datetime(year - FIRST_YEARS, 1, 1, tzinfo=zone)
    if span is None:
        return refused(NOT_A_MOMENT, typed)
    if span[0] > now:
        return refused(MOMENT_AHEAD, typed, now=f"{localtime(now):%Y-%m-%d %H:%M}")
    if span[0] < first:
        return refused(MOMENT_TOO_EARLY, typed, first=f"{first:%Y-%m-%d}")
    return AsOf(typed.replace(" ", "T"), span[1])


def refused(kind: ProblemKind, typed: str, **facts: object) -> AsOf:
    """The present, with what is wrong with the text."""
    return AsOf(typed, None, Problem(kind, facts={"typed": typed, **facts}))


def span_of(text: str, zone: tzinfo) -> tuple[datetime, datetime] | None:
    """The first and the last instant of a day, minute or second; None where it is none."""
    found = FORM.fullmatch(text)
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part is not None]
    width = {3: timedelta(days=1), 5: timedelta(minutes=1), 6: timedelta(seconds=1)}[len(parts)]
    try:
        begins = datetime(*parts, tzinfo=zone)  # type: ignore[arg-type, misc]
        return begins, begins + width - timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return None


def written(moment: datetime) -> str:
    """A moment as an address has it, to the minute, or to the second where it has any."""
    local = localtime(moment)
    return f"{local:%Y-%m-%dT%H:%M:%S}" if local.second else f"{local:%Y-%m-%dT%H:%M}"
