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
from saima.records.models.daily import DailyRun, DailyStep
from saima.records.models.derivations import DerivedValue
from saima.records.models.evidence import Evidence, StoredFile
from saima.records.models.good_cases import GoodCase, GoodCaseState
from saima.records.models.hard_problems import (
    OPEN_PROBLEM,
    HardProblem,
    HardProblemFile,
    HardProblemState,
    HardProblemStep,
)
from saima.records.models.ledger import Entry
from saima.records.models.meetings import Meeting, MeetingKind, Promise
from saima.records.models.messages import (
    Delivery,
    DeliveryState,
    Message,
    MessageChoice,
    MessageWay,
)
from saima.records.models.objections import (
    About,
    Objection,
    ObjectionFile,
    ObjectionState,
    Ruled,
    Ruling,
)
from saima.records.models.plans import PlanVersion
from saima.records.models.pledges import Pledge
from saima.records.models.posts import Post, Role
from saima.records.models.programmes import Programme
from saima.records.models.proposals import AdjustmentProposal, ProposalState
from saima.records.models.register import (
    DocumentKind,
    DocumentSeries,
    DocumentState,
    IssuedDocument,
)
from saima.records.models.reviews import Comment, Decision, Review
from saima.records.models.rounds import DueState, DueValue, Extension, Round, RoundState
from saima.records.models.splits import SplitState, TargetSplit
from saima.records.models.submissions import Draft, Submission
from saima.records.models.superior import SuperiorRank
from saima.records.models.supervision import (
    OPEN_SHEET,
    Colour,
    Instruction,
    SuperiorDecision,
    Supervision,
    SupervisionFile,
    SupervisionSource,
    SupervisionState,
    SupervisionStep,
)
from saima.records.models.targets import Target
from saima.records.models.task_forces import ForceMeeting, ForceMember, TaskForce
from saima.records.models.tasks import (
    OPEN_TASK,
    CoUnit,
    NodeEvidence,
    NodeState,
    TagKind,
    Task,
    TaskIndicator,
    TaskNode,
    TaskOrigin,
    TaskState,
    TaskStep,
    TaskTag,
)
from saima.records.models.tokens import ApiToken, IdempotencyKey
from saima.records.models.tolerance import FaultTolerance, Ground, ToleranceEvidence, ToleranceState
from saima.records.models.user import Person

__all__ = [
    "OPEN_PROBLEM",
    "OPEN_SHEET",
    "OPEN_TASK",
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
    "CoUnit",
    "Colour",
    "Comment",
    "Consequence",
    "ConsequenceState",
    "ConsequenceStep",
    "DailyRun",
    "DailyStep",
    "DayOrder",
    "Decision",
    "Delivery",
    "DeliveryState",
    "DerivedValue",
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
    "ForceMeeting",
    "ForceMember",
    "GoodCase",
    "GoodCaseState",
    "Ground",
    "HardProblem",
    "HardProblemFile",
    "HardProblemState",
    "HardProblemStep",
    "IdempotencyKey",
    "Instruction",
    "IssuedDocument",
    "MeasureDone",
    "Meeting",
    "MeetingKind",
    "Message",
    "MessageChoice",
    "MessageWay",
    "NodeEvidence",
    "NodeState",
    "Objection",
    "ObjectionFile",
    "ObjectionState",
    "Person",
    "PlanVersion",
    "Pledge",
    "Post",
    "Programme",
    "Promise",
    "ProposalState",
    "RectificationItem",
    "Review",
    "Role",
    "Round",
    "RoundState",
    "Ruled",
    "Ruling",
    "SplitState",
    "StoredFile",
    "Submission",
    "SuperiorDecision",
    "SuperiorRank",
    "Supervision",
    "SupervisionFile",
    "SupervisionSource",
    "SupervisionState",
    "SupervisionStep",
    "TagKind",
    "Target",
    "TargetSplit",
    "Task",
    "TaskForce",
    "TaskIndicator",
    "TaskNode",
    "TaskOrigin",
    "TaskState",
    "TaskStep",
    "TaskTag",
    "ToleranceEvidence",
    "ToleranceState",
]
