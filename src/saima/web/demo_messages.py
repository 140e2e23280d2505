"""Messages of the demo's people: those of the year are read, a few of the present are not.

What happens in the story tells people by itself, as it does in a real house. Nothing is sent.
"""

from datetime import date

from saima.actions.by import By
from saima.actions.inbox import mark_all_read
from saima.actions.telling import Telling, tell
from saima.web.demo_judged import Year, at

READ = "2021-11-15 09:00"
READ_AGAIN = "2022-01-07 18:00"
PRESENT = "2022-01-10 08:00"
DUE = date(2022, 1, 12)
REMINDERS = {
    "office": "12 月数据审核（演示）",
    "reporter": "12 月统计指标填报（演示）",
    "commerce": "12 月商务指标填报，含外资、浙商回归等需附佐证材料的指标（演示）",
    "approver": "12 月统计指标审核（演示）",
    "approver2": "12 月商务指标审核（演示）",
    "town": "12 月镇（街道）指标审核（演示）",
    "leader": "待决定的处理措施与奖励事项（演示）",
    "auditor": "四季度日志抽查（演示）",
    "system": "数据备份检查（演示）",
    "security": "年末岗位与账号核对（演示）",
}


def read_so_far(year: Year, until: str = READ) -> None:
    """The people of the buttons have read what they were told of the quarters."""
    for person in year.people.values():
        mark_all_read(By(person, at(until)))


def remind(year: Year) -> None:
    """They have read what is older than a weekend; one reminder for each of them."""
    read_so_far(year, READ_AGAIN)
    for username, title in REMINDERS.items():
        told = Telling("due_reminder", f"demo:{username}", {"title": title, "due": DUE})
        tell([year.people[username]], told, at(PRESENT))
