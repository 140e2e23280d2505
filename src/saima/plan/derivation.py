"""Derived indicators: counted from tasks, nodes, hard problems or documents, so nobody types them.

The query is data of the plan (S39, S63, S137): which objects, which measure, which of them count.
"""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import model_validator

from saima.plan.label import PlanPart
from saima.plan.problems import problem_kind, refusal

EMPTY_WHOLE = problem_kind(
    "empty_whole",
    en=(
        '"of" is empty',
        "expected at least one filter, such as begun: to_date",
        "say which objects are the whole",
    ),
    zh=("“of”为空", "至少应有一个筛选项，例如 begun: to_date", "请写明总体包括哪些对象"),
)


class Objects(StrEnum):
    """What is counted."""

    TASKS = "tasks"
    NODES = "nodes"
    HARD_PROBLEMS = "hard_problems"
    DOCUMENTS = "documents"


class Measure(StrEnum):
    """What a value is made of.

    ``share`` is the part of ``of`` that also passes ``where``; ``median_days`` the median of the
    days from begun to closed; ``sum`` adds what each stands for (cases of a hard problem, weights
    of nodes, one else).
    """

    COUNT = "count"
    SUM = "sum"
    SHARE = "share"
    MEDIAN_DAYS = "median_days"


class Window(StrEnum):
    """Whether a day lies in the period itself, or anywhere in the year up to its end."""

    PERIOD = "period"
    TO_DATE = "to_date"


class CountedFor(StrEnum):
    """Whose value an object counts for: who solves or leads it, or who raised it."""

    HANDLER = "handler"
    RAISER = "raiser"


class Filter(PlanPart):
    """Which objects count: every key that is given must hold.

    ``kind`` and ``state`` list codes of which one must be the object's. ``begun``, ``due`` and
    ``closed`` say that the day lies in the window. ``within_limit``: closed on the day it was due
    or before; false: closed later, or due and still open. A node that was reported by its day and
    waits to be accepted is neither.
    """

    kind: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    contest: str | None = None
    programme: str | None = None
    tag: str | None = None
    begun: Window | None = None
    due: Window | None = None
    closed: Window | None = None
    within_limit: bool | None = None

    @property
    def windows(self) -> tuple[Window, ...]:
        """The windows that are given."""
        return tuple(one for one in (self.begun, self.due, self.closed) if one is not None)

    @property
    def given(self) -> tuple[str, ...]:
        """The names of the keys that are given, in the order of the type."""
        fields = type(self).model_fields
        return tuple(name for name in fields if getattr(self, name) not in (None, ()))


class Derivation(PlanPart):
    """How an indicator's value is counted; ``of`` is the whole of a share."""

    objects: Objects
    measure: Measure
    where: Filter = Filter()
    of: Filter | None = None
    counted_for: CountedFor = CountedFor.HANDLER

    @model_validator(mode="after")
    def whole_says_something(self) -> "Derivation":
        """The whole of a share names at least one filter, because a sheet cannot keep none."""
        if self.of is not None and not self.of.given:
            raise refusal(EMPTY_WHOLE)
        return self


STATES: Mapping[Objects, tuple[str, ...]] = {
    Objects.TASKS: (
        *("draft", "proposed", "running", "adjusting"),
        *("cancelling", "completing", "completed", "cancelled"),
    ),
    Objects.NODES: ("open", "reported", "accepted"),
    Objects.HARD_PROBLEMS: (
        *("raised", "accepted", "assigned", "planned", "handled", "closed", "declined"),
    ),
    Objects.DOCUMENTS: ("draft", "issued", "void"),
}
"""The states of the records, by the words that a plan writes."""

DOCUMENT_KINDS = (
    *("circular", "notice", "card", "talk_notice", "talk_record", "pledge", "supervision"),
    *("monthly_show", "unit_sheet", "decision", "flag", "commendation", "minutes", "other"),
)

FILTERS: Mapping[Objects, tuple[str, ...]] = {
    Objects.TASKS: (
        *("state", "contest", "programme", "tag"),
        *("begun", "due", "closed", "within_limit"),
    ),
    Objects.NODES: (
        *("state", "contest", "programme", "tag"),
        *("begun", "due", "closed", "within_limit"),
    ),
    Objects.HARD_PROBLEMS: (
        *("kind", "state", "contest", "programme", "tag"),
        *("begun", "due", "closed", "within_limit"),
    ),
    Objects.DOCUMENTS: ("kind", "state", "begun", "closed"),
}
"""The filters that each sort of object has."""
