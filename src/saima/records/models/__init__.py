"""The tables, one subject a file."""

from saima.records.models.adjustments import Adjustment
from saima.records.models.audit import AuditHead, AuditRecord
from saima.records.models.awards import Award, AwardKind, AwardState
from saima.records.models.boards import Board, BoardBundle, BoardState, BoardTotal
from saima.records.models.calendar import CalendarException, DayOrder
from saima.records.models.consequences import (
    Consequence,
    ConsequenceState,
    ConsequenceStep,
    MeasureDone,
    RectificationItem,
)
from saima.records.models.evidence import Evidence, StoredFile
from saima.records.models.ledger import Entry
from saima.records.models.meetings import Meeting, MeetingKind, Task
from saima.records.models.objections import (
    About,
    Objection,
    ObjectionFile,
    ObjectionState,
    Ruled,
    Ruling,
)
from saima.records.models.plans import PlanVersion
from saima.records.models.posts import Post, Role
from saima.records.models.proposals import AdjustmentProposal, ProposalState
from saima.records.models.register import (
    DocumentKind,
    DocumentSeries,
    DocumentState,
    IssuedDocument,
)
from saima.records.models.reviews import Comment, Decision, Review
from saima.records.models.rounds import DueState, DueValue, Extension, Round, RoundState
from saima.records.models.submissions import Draft, Submission
from saima.records.models.superior import SuperiorRank
from saima.records.models.targets import Target
from saima.records.models.tokens import ApiToken, IdempotencyKey
from saima.records.models.tolerance import FaultTolerance, Ground, ToleranceEvidence, ToleranceState
from saima.records.models.user import Person

__all__ = [
    "About",
    "Adjustment",
    "AdjustmentProposal",
    "ApiToken",
    "AuditHead",
    "AuditRecord",
    "Award",
    "AwardKind",
    "AwardState",
    "Board",
    "BoardBundle",
    "BoardState",
    "BoardTotal",
    "CalendarException",
    "Comment",
    "Consequence",
    "ConsequenceState",
    "ConsequenceStep",
    "DayOrder",
    "Decision",
    "DocumentKind",
    "DocumentSeries",
    "DocumentState",
    "Draft",
    "DueState",
    "DueValue",
    "Entry",
    "Evidence",
    "Extension",
    "FaultTolerance",
    "Ground",
    "IdempotencyKey",
    "IssuedDocument",
    "MeasureDone",
    "Meeting",
    "MeetingKind",
    "Objection",
    "ObjectionFile",
    "ObjectionState",
    "Person",
    "PlanVersion",
    "Post",
    "ProposalState",
    "RectificationItem",
    "Review",
    "Role",
    "Round",
    "RoundState",
    "Ruled",
    "Ruling",
    "StoredFile",
    "Submission",
    "SuperiorRank",
    "Target",
    "Task",
    "ToleranceEvidence",
    "ToleranceState",
]
