"""What stands around a page for whoever is signed in: name, count, and the jobs of their posts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from saima.actions.permissions import Right, Standing
from saima.records.models import Person, Role
from saima.records.queries.plans import latest_version, plan_of
from saima.records.queries.todo_count import todo_count
from saima.web.by import by_of
from saima.web.readings.inbox import unread_count

Words = str | Promise


@dataclass(frozen=True)
class Job:
    """An entry of the navigation; shown to those who hold one of ``rights`` anywhere."""

    name: str
    words: Words
    rights: tuple[Right, ...]
    pages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Door:
    """A job with its address."""

    words: Words
    address: str
    current: bool


@dataclass(frozen=True)
class Group:
    """Jobs under the office's word for them."""

    words: Words
    doors: tuple[Door, ...]


INBOX = frozenset({"message_choices"})
DELIVERIES = frozenset({"delivery_resend"})
FILES = frozenset({"files", "files_check", "files_filing"})
PLANS = frozenset({"plan_check", "plan_units"})
PEOPLE = frozenset({"person", "person_new", "posts_import"})
CALENDAR = frozenset({"calendar_year"})
OBJECTIONS = frozenset({"objection", "objection_new"})
CONSEQUENCES = frozenset({"consequence", "against", "tolerances", "tolerance", "tolerance_new"})
KEPT_BOARDS = frozenset(
    {
        *("kept_board", "kept_board_new", "kept_board_explain", "kept_board_show"),
        *("kept_board_seal", "kept_board_withdraw", "kept_board_edition"),
    }
)
SCREEN = frozenset({"instruct"})
TASKS = frozenset(
    {
        *("task", "task_new", "task_edit", "tasks_import"),
        *("programmes", "task_forces", "task_force"),
    }
)
MAPS = frozenset({"task_matrix"})
HARD_PROBLEMS = frozenset({"hard_problem", "hard_problem_new", "hard_problems_burn_down"})
SUPERVISION = frozenset(
    {
        *("supervision_sheet", "supervision_new", "supervision_units"),
        *("superior_decisions", "superior_decision"),
    }
)
SPLITS = frozenset({"split", "split_new"})
PLEDGES = frozenset({"pledge", "pledge_new"})
GOOD_CASES = frozenset({"good_case", "good_case_new", "good_case_edit"})
KEPT_READ = (Right.BOARD_DRAFT, Right.OBJECTION_READ)
SUPERIOR = (Right.SUPERIOR_RECORD, Right.CONSEQUENCE_DECIDE, Right.AUDIT_READ)
ADJUST = (Right.ADJUSTMENT_PROPOSE, Right.ADJUSTMENT_APPROVE)

GROUPS: tuple[tuple[Words, tuple[Job, ...]], ...] = (
    (
        _("Report"),
        (
            Job("todo", _("To do"), ()),
            Job("inbox", _("Messages"), (), INBOX),
            Job("report", _("Grid"), (Right.VALUE_READ,), frozenset({"grid"})),
            Job("values", _("Values"), (Right.VALUE_READ,), frozenset({"value"})),
            Job("files_start", _("By file"), (Right.VALUE_REPORT,), FILES),
        ),
    ),
    (
        _("Work"),
        (
            Job("review", _("Review"), (Right.VALUE_APPROVE, Right.VALUE_CHECK)),
            Job("rounds", _("Rounds"), (Right.ROUND_OPEN,), frozenset({"round"})),
            Job("burden", _("Burden"), (Right.BURDEN_READ,)),
            Job("screen", _("Leading group"), (Right.SCREEN_READ,), SCREEN),
            Job("tasks", _("Tasks"), (Right.TASK_READ,), TASKS | {"late_nodes"}),
            Job("battle_map", _("Battle map"), (Right.TASK_READ,), MAPS),
            Job("hard_problems", _("Hard problems"), (Right.HARD_PROBLEM_READ,), HARD_PROBLEMS),
            Job("supervision", _("Supervision"), (Right.SUPERVISION_READ,), SUPERVISION),
            Job("splits", _("Split targets"), (Right.TARGET_SPLIT, Right.TARGET_SIGN), SPLITS),
            Job("pledges", _("Pledges"), (Right.PLEDGE_READ,), PLEDGES),
            Job("good_cases", _("Good cases"), (), GOOD_CASES),
        ),
    ),
    (
        _("Judge"),
        (
            Job("kept_boards", _("Sealed boards"), KEPT_READ, KEPT_BOARDS),
            Job("objections", _("Objections"), (Right.OBJECTION_READ,), OBJECTIONS),
            Job("consequences", _("Consequences"), (Right.CONSEQUENCE_READ,), CONSEQUENCES),
            Job("superior", _("Superior ranks"), SUPERIOR),
            Job("adjustments", _("Bonus and deduction"), ADJUST),
            Job("awards", _("Awards"), (Right.AWARD_PROPOSE, Right.AWARD_GRANT)),
            Job("documents", _("Documents"), (Right.DOCUMENT_READ,), frozenset({"document"})),
            Job("meetings", _("Meetings"), (Right.MEETING_READ,), frozenset({"meeting"})),
            Job("promises", _("Promises"), (Right.PROMISE_ANSWER, Right.MEETING_READ)),
        ),
    ),
    (
        _("Settings"),
        (
            Job("plans", _("Plans"), (Right.PLAN_PUBLISH,), PLANS),
            Job("people", _("People"), (Right.PEOPLE_READ,), PEOPLE),
            Job("calendar", _("Calendar"), (Right.BURDEN_READ, Right.AUDIT_READ), CALENDAR),
            Job("audit", _("Audit log"), (Right.AUDIT_READ,)),
            Job("deliveries", _("Deliveries"), (Right.SYSTEM_RUN,), DELIVERIES),
        ),
    ),
)


FIRST_PAGES: Mapping[Role, str] = {
    Role.OFFICE: "todo",
    Role.REPORTER: "todo",
    Role.APPROVER: "todo",
    Role.CHECKER: "todo",
    Role.LEADER: "start",
    Role.AUDITOR: "audit",
    Role.SECURITY_ADMINISTRATOR: "people",
}
"""What each role came for, the first one that somebody holds; for everybody else the boards."""


def first_page(standing: Standing) -> str:
    """The address to begin with after signing in."""
    pages = (page for role, page in FIRST_PAGES.items() if role in standing.roles)
    return reverse(next(pages, "start"))


def jobs(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: ``seat`` (the person's unit), two counts for the top, and ``jobs``."""
    if not isinstance(getattr(request, "user", None), Person) or not hasattr(request, "session"):
        return {}
    by = by_of(request)
    return {
        "seat": SimpleLazyObject(lambda: seat(by.person)),
        "todo_count": SimpleLazyObject(lambda: todo_count(by.person, by.today, by.standing.held)),
        "unread_count": SimpleLazyObject(lambda: unread_count(by.person)),
        "jobs": groups(by.standing, current(request)),
    }


def current(request: HttpRequest) -> str:
    """The name of the page that is shown."""
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def groups(standing: Standing, shown: str) -> list[Group]:
    """The jobs that somebody has, without groups that would be empty."""
    found = (
        Group(words, tuple(door for job in inside if (door := opened(job, standing, shown))))
        for words, inside in GROUPS
    )
    return [group for group in found if group.doors]


def opened(job: Job, standing: Standing, shown: str) -> Door | None:
    """The way into a job, None for those who do not have it or where it has no page."""
    if job.rights and not any(standing.may_somewhere(right) for right in job.rights):
        return None
    try:
        address = reverse(job.name)
    except NoReverseMatch:
        return None
    return Door(job.words, address, shown == job.name or shown in job.pages)


def seat(person: Person) -> object:
    """Where somebody sits: the unit of the latest plan, or the code that is not in it."""
    version = latest_version() if person.unit else None
    unit = plan_of(version).unit_by_code.get(person.unit) if version else None
    return unit or person.unit
