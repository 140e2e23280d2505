"""The tables, one subject a file."""

from saima.records.models.adjustments import Adjustment
from saima.records.models.audit import AuditHead, AuditRecord
from saima.records.models.calendar import CalendarException, DayOrder
from saima.records.models.evidence import Evidence, StoredFile
from saima.records.models.ledger import Entry
from saima.records.models.plans import PlanVersion
from saima.records.models.posts import Post, Role
from saima.records.models.reviews import Comment, Decision, Review
from saima.records.models.rounds import DueState, DueValue, Extension, Round, RoundState
from saima.records.models.submissions import Draft, Submission
from saima.records.models.targets import Target
from saima.records.models.tokens import ApiToken, IdempotencyKey
from saima.records.models.user import Person

__all__ = [
    "Adjustment",
    "ApiToken",
    "AuditHead",
    "AuditRecord",
    "CalendarException",
    "Comment",
    "DayOrder",
    "Decision",
    "Draft",
    "DueState",
    "DueValue",
    "Entry",
    "Evidence",
    "Extension",
    "IdempotencyKey",
    "Person",
    "PlanVersion",
    "Post",
    "Review",
    "Role",
    "Round",
    "RoundState",
    "StoredFile",
    "Submission",
    "Target",
]
