"""Who may do what: one table from roles to rights; what is not in it is denied.

Rights follow from posts held today and from nothing else: being a superuser or a member of a
Django group allows nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from saima.records.models import DueValue, Person, Role
from saima.records.queries.posts import held_by


class Right(StrEnum):
    """Something that a post may allow."""

    PEOPLE_READ = "people.read"
    PEOPLE_CHANGE = "people.change"
    POST_GRANT = "post.grant"
    POST_GRANT_UNIT = "post.grant_unit"
    PLAN_PUBLISH = "plan.publish"
    ROUND_OPEN = "round.open"
    ROUND_FREEZE = "round.freeze"
    EXTENSION_GRANT = "extension.grant"
    VALUE_READ = "value.read"
    VALUE_REPORT = "value.report"
    VALUE_APPROVE = "value.approve"
    VALUE_CHECK = "value.check"
    VALUE_COMMENT = "value.comment"
    LEDGER_CORRECT = "ledger.correct"
    BOARD_DRAFT = "board.draft"
    BOARD_SEAL = "board.seal"
    OBJECTION_FILE = "objection.file"
    OBJECTION_READ = "objection.read"
    OBJECTION_DECIDE = "objection.decide"
    OBJECTION_APPEAL_DECIDE = "objection.appeal_decide"
    CONSEQUENCE_READ = "consequence.read"
    CONSEQUENCE_HANDLE = "consequence.handle"
    CONSEQUENCE_DECIDE = "consequence.decide"
    CONSEQUENCE_ANSWER = "consequence.answer"
    TOLERANCE_APPLY = "tolerance.apply"
    SUPERIOR_RECORD = "superior.record"
    ADJUSTMENT_PROPOSE = "adjustment.propose"
    ADJUSTMENT_APPROVE = "adjustment.approve"
    AWARD_PROPOSE = "award.propose"
    AWARD_GRANT = "award.grant"
    DOCUMENT_READ = "document.read"
    DOCUMENT_ISSUE = "document.issue"
    MEETING_READ = "meeting.read"
    MEETING_KEEP = "meeting.keep"
    PROMISE_ANSWER = "promise.answer"
    BURDEN_READ = "burden.read"
    INSTRUCTION_WRITE = "instruction.write"
    PROGRAMME_KEEP = "programme.keep"
    TASK_READ = "task.read"
    TASK_PROPOSE = "task.propose"
    TASK_APPROVE = "task.approve"
    TASK_REPORT = "task.report"
    NODE_ACCEPT = "node.accept"
    TASK_FORCE_KEEP = "task_force.keep"
    HARD_PROBLEM_READ = "hard_problem.read"
    HARD_PROBLEM_RAISE = "hard_problem.raise"
    HARD_PROBLEM_ASSIGN = "hard_problem.assign"
    HARD_PROBLEM_HANDLE = "hard_problem.handle"
    HARD_PROBLEM_VERIFY = "hard_problem.verify"
    SUPERVISION_READ = "supervision.read"
    SUPERVISION_ISSUE = "supervision.issue"
    SUPERVISION_ANSWER = "supervision.answer"
    TARGET_SPLIT = "target.split"
    TARGET_SIGN = "target.sign"
    PLEDGE_READ = "pledge.read"
    PLEDGE_KEEP = "pledge.keep"
    GOOD_CASE_READ = "good_case.read"
    GOOD_CASE_WRITE = "good_case.write"
    GOOD_CASE_DECIDE = "good_case.decide"
    SCREEN_READ = "screen.read"
    AUDIT_READ = "audit.read"
    AUDIT_EXPORT = "audit.export"
    SYSTEM_RUN = "system.run"


class Scope(StrEnum):
    """Where a right holds."""

    ANYWHERE = "anywhere"
    OWN_UNIT = "own_unit"


def anywhere(*rights: Right) -> dict[Right, Scope]:
    """These rights for all units."""
    return dict.fromkeys(rights, Scope.ANYWHERE)


def in_own_unit(*rights: Right) -> dict[Right, Scope]:
    """These rights for the unit of the post."""
    return dict.fromkeys(rights, Scope.OWN_UNIT)


RIGHTS: Mapping[Role, Mapping[Right, Scope]] = {
    Role.OFFICE: anywhere(
        Right.PROGRAMME_KEEP,
        Right.TASK_READ,
        Right.TASK_PROPOSE,
        Right.TASK_APPROVE,
        Right.NODE_ACCEPT,
        Right.TASK_FORCE_KEEP,
        Right.HARD_PROBLEM_READ,
        Right.HARD_PROBLEM_RAISE,
        Right.HARD_PROBLEM_ASSIGN,
        Right.HARD_PROBLEM_VERIFY,
        Right.SUPERVISION_READ,
        Right.SUPERVISION_ISSUE,
        Right.TARGET_SPLIT,
        Right.PLEDGE_READ,
        Right.PLEDGE_KEEP,
        Right.GOOD_CASE_READ,
        Right.GOOD_CASE_DECIDE,
        Right.SCREEN_READ,
        Right.CONSEQUENCE_READ,
        Right.CONSEQUENCE_HANDLE,
        Right.TOLERANCE_APPLY,
        Right.SUPERIOR_RECORD,
        Right.ADJUSTMENT_PROPOSE,
        Right.AWARD_PROPOSE,
        Right.DOCUMENT_READ,
        Right.DOCUMENT_ISSUE,
        Right.MEETING_READ,
        Right.MEETING_KEEP,
        Right.PEOPLE_READ,
        Right.POST_GRANT_UNIT,
        Right.PLAN_PUBLISH,
        Right.ROUND_OPEN,
        Right.ROUND_FREEZE,
        Right.EXTENSION_GRANT,
        Right.VALUE_READ,
        Right.VALUE_CHECK,
        Right.VALUE_COMMENT,
        Right.LEDGER_CORRECT,
        Right.BOARD_DRAFT,
        Right.BOARD_SEAL,
        Right.OBJECTION_READ,
        Right.OBJECTION_DECIDE,
        Right.BURDEN_READ,
    ),
    Role.REPORTER: in_own_unit(
        Right.TASK_READ,
        Right.TASK_PROPOSE,
        Right.TASK_REPORT,
        Right.HARD_PROBLEM_READ,
        Right.HARD_PROBLEM_RAISE,
        Right.HARD_PROBLEM_HANDLE,
        Right.SUPERVISION_READ,
        Right.SUPERVISION_ANSWER,
        Right.PLEDGE_READ,
        Right.GOOD_CASE_READ,
        Right.GOOD_CASE_WRITE,
        Right.CONSEQUENCE_READ,
        Right.PROMISE_ANSWER,
        Right.VALUE_READ,
        Right.VALUE_REPORT,
        Right.VALUE_COMMENT,
        Right.OBJECTION_FILE,
        Right.OBJECTION_READ,
    ),
    Role.APPROVER: in_own_unit(
        Right.TASK_READ,
        Right.TASK_PROPOSE,
        Right.TASK_REPORT,
        Right.HARD_PROBLEM_READ,
        Right.HARD_PROBLEM_RAISE,
        Right.HARD_PROBLEM_HANDLE,
        Right.HARD_PROBLEM_VERIFY,
        Right.SUPERVISION_READ,
        Right.SUPERVISION_ANSWER,
        Right.PLEDGE_READ,
        Right.GOOD_CASE_READ,
        Right.GOOD_CASE_WRITE,
        Right.CONSEQUENCE_READ,
        Right.CONSEQUENCE_ANSWER,
        Right.TOLERANCE_APPLY,
        Right.PROMISE_ANSWER,
        Right.VALUE_READ,
        Right.VALUE_APPROVE,
        Right.VALUE_COMMENT,
        Right.OBJECTION_FILE,
        Right.OBJECTION_READ,
    ),
    Role.CHECKER: in_own_unit(
        Right.TASK_READ,
        Right.NODE_ACCEPT,
        Right.VALUE_READ,
        Right.VALUE_CHECK,
        Right.VALUE_COMMENT,
    ),
    Role.LEADER: anywhere(
        Right.TASK_READ,
        Right.HARD_PROBLEM_READ,
        Right.SUPERVISION_READ,
        Right.TARGET_SIGN,
        Right.PLEDGE_READ,
        Right.GOOD_CASE_READ,
        Right.GOOD_CASE_DECIDE,
        Right.SCREEN_READ,
        Right.CONSEQUENCE_READ,
        Right.CONSEQUENCE_DECIDE,
        Right.ADJUSTMENT_APPROVE,
        Right.AWARD_GRANT,
        Right.DOCUMENT_READ,
        Right.MEETING_READ,
        Right.VALUE_READ,
        Right.VALUE_COMMENT,
        Right.OBJECTION_READ,
        Right.OBJECTION_APPEAL_DECIDE,
        Right.BURDEN_READ,
        Right.INSTRUCTION_WRITE,
    ),
    Role.AUDITOR: anywhere(
        Right.TASK_READ,
        Right.HARD_PROBLEM_READ,
        Right.SUPERVISION_READ,
        Right.PLEDGE_READ,
        Right.GOOD_CASE_READ,
        Right.SCREEN_READ,
        Right.CONSEQUENCE_READ,
        Right.DOCUMENT_READ,
        Right.MEETING_READ,
        Right.AUDIT_READ,
        Right.AUDIT_EXPORT,
        Right.VALUE_READ,
        Right.OBJECTION_READ,
        Right.PEOPLE_READ,
    ),
    Role.SYSTEM_ADMINISTRATOR: anywhere(Right.SYSTEM_RUN),
    Role.SECURITY_ADMINISTRATOR: anywhere(Right.PEOPLE_READ, Right.PEOPLE_CHANGE, Right.POST_GRANT),
}
"""Least privilege (domain 5.1, C6 and C8). The office grants posts inside units only."""

UNIT_ROLES = frozenset({Role.REPORTER, Role.APPROVER, Role.CHECKER})
"""Roles that are held in a unit and reach no further."""


@dataclass(frozen=True)
class Standing:
    """The roles that a person holds today, each with the unit of its post."""

    held: frozenset[tuple[Role, str]] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles, wherever they are held."""
        return frozenset(role for role, _ in self.held)

    def everywhere(self, right: Right) -> bool:
        """Whether the right holds for all units."""
        return any(RIGHTS[role].get(right) is Scope.ANYWHERE for role in self.roles)

    def units(self, right: Right) -> frozenset[str]:
        """The own units that the right holds for; not those it holds for everywhere."""
        return frozenset(
            unit for role, unit in self.held if unit and RIGHTS[role].get(right) is Scope.OWN_UNIT
        )

    def may(self, right: Right, unit: str | None = None) -> bool:
        """Whether the right holds for ``unit``, or for all units where none is named."""
        return self.everywhere(right) or (unit is not None and unit in self.units(right))

    def may_somewhere(self, right: Right) -> bool:
        """Whether the right holds for any unit at all, so that a menu can show its page."""
        return self.everywhere(right) or bool(self.units(right))

    def sees(self, due: DueValue) -> bool:
        """Whether a due value may be read: as its unit, its reporter or its checker."""
        return any(
            self.may(Right.VALUE_READ, unit) for unit in (due.unit, due.reporter, due.checker)
        )

    def visible(self) -> Q:
        """The due values that ``sees`` lets pass, as a condition."""
        if self.everywhere(Right.VALUE_READ):
            return Q()
        units = sorted(self.units(Right.VALUE_READ))
        return Q(unit__in=units) | Q(reporter__in=units) | Q(checker__in=units)


def standing(person: Person, today: date) -> Standing:
    """What the posts of ``person`` amount to on ``today``; nothing for somebody deactivated."""
    return Standing(held_by(person, today))


def may(person: Person, what: Right, unit: str | None = None, *, today: date) -> bool:
    """Whether ``person`` has the right ``what`` for ``unit`` (None: for all units)."""
    return standing(person, today).may(what, unit)
