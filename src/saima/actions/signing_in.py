"""Signing in and out, with a lock after repeated failures (GB/T 22239 8.1.4.1, domain 5.1)."""

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.refusals import refused
from saima.plan.problems import problem_kind
from saima.records.chain import Happening, append
from saima.records.models import AuditRecord, Person

FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
LONGEST_NAME = 64

WRONG_NAME_OR_PASSWORD = problem_kind(
    "wrong_name_or_password",
    en=("user name or password is wrong", "expected those of your account", "try again"),
    zh=("用户名或密码有误", "应为本人账号的用户名和密码", "请重新输入"),
)
LOCKED = problem_kind(
    "locked",
    en=(
        "there were {failures} failures in a row",
        "expected at most {failures} within 15 minutes",
        "try again in {minutes} minutes, or ask the security administrator",
    ),
    zh=(
        "已连续 {failures} 次登录失败",
        "15 分钟内不得超过 {failures} 次",
        "请 {minutes} 分钟后再试，或联系安全管理员",
    ),
)


def sign_in(username: str, password: str, now: datetime, address: str = "") -> Person:
    """The person of this name and password; the log keeps who came in and who could not.

    Raises Refused: ``wrong_name_or_password`` without saying which of them, ``locked`` for 15
    minutes after five failures, whether or not there is such an account.
    """
    username = username.strip()[:LONGEST_NAME]
    until = locked_until(username, now)
    if until is not None:
        minutes = -(-(until - now).total_seconds() // 60)
        append([Happening("session.locked", now, data={"username": username}, address=address)])
        raise refused(LOCKED, failures=FAILURES, minutes=int(minutes))
    person = authenticate(username=username, password=password)
    if not isinstance(person, Person):
        audit.sign_in_failed(username, now, address)
        raise refused(WRONG_NAME_OR_PASSWORD)
    audit.signed_in(By(person, now, address))
    return person


def locked_until(username: str, now: datetime) -> datetime | None:
    """Until when nobody signs in with this name; None where it is not locked."""
    since = now - 2 * LOCKED_FOR
    last = AuditRecord.objects.filter(
        action="session.open", person__username=username, at__gt=since
    ).order_by("-sequence")
    opened = last.values_list("sequence", flat=True).first()
    failures = AuditRecord.objects.filter(
        action="session.refused", at__gt=since, at__lte=now, data__username=username
    )
    if opened is not None:
        failures = failures.filter(sequence__gt=opened)
    times = list(failures.order_by("-sequence").values_list("at", flat=True)[:FAILURES])
    if len(times) < FAILURES or times[0] - times[-1] > LOCKED_FOR:
        return None
    until = times[0] + LOCKED_FOR
    return until if until > now else None


def sign_out(by: By) -> None:
    """Write down that somebody left."""
    audit.signed_out(by)


def change_password(by: By, password: str) -> None:
    """Give ``by`` a new password, which the caller has validated; the log says that, not what."""
    with transaction.atomic():
        by.person.set_password(password)
        by.person.first_password = False
        by.person.save(update_fields=["password", "first_password"])
        audit.record(by, "person.password", by.person)
